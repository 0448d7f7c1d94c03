#include "config.h"

#include "nomo-order-status-change.h"

#include "nomo-dialogs.h"
#include "nomo-format.h"
#include "nomo-order-move.h"
#include "nomo-order-status.h"
#include "nomo-order.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* Orders that are to be moved. */
typedef struct {
  GWeakRef window;
  NomoSession *session;
  NomoQuery *orders;
  gint64 count;
  GPtrArray *statuses; /* of NomoRecord */
  int chosen;          /* of the statuses; -1 for none yet */
  char *said;          /* nullable: the note beside it */
  GtkWidget *note;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_weak_ref_clear (&asked->window);
  g_object_unref (asked->session);
  nomo_query_unref (asked->orders);
  g_clear_pointer (&asked->statuses, g_ptr_array_unref);
  g_clear_object (&asked->note);
  g_free (asked->said);
  g_free (asked);
}

static void
say_moved (const Asked *asked, guint n, const char *commit)
{
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *name = nomo_text_isolate (nomo_record_get_text (asked->statuses->pdata[asked->chosen], STATUS_NAME));
  /* Translators: 1 is a status in the store's words, 2 a number. */
  g_autofree char *sentence = g_strdup_printf (ngettext ("%2$s order is now “%1$s”. Salla is told at once.",
                                                         "%2$s orders are now “%1$s”. Salla is told at once.", n),
                                               name, number);

  if (n > 0)
    nomo_session_say (asked->session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (commit));
  else
    nomo_session_say (asked->session, _ ("They have that status already."), NULL, NULL, NULL);
}

static void chosen_cb (gpointer data, int choice);

static GtkWidget *
create_note (Asked *asked)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (_ ("Note, if you like: it is kept at Salla beside the status"));

  g_clear_object (&asked->note);
  asked->note = g_object_ref_sink (gtk_entry_new ());
  gtk_entry_set_max_length (GTK_ENTRY (asked->note), NOMO_ORDER_NOTE_LENGTH);
  if (asked->said != NULL)
    gtk_editable_set_text (GTK_EDITABLE (asked->note), asked->said);
  gtk_entry_set_activates_default (GTK_ENTRY (asked->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), asked->note);
  gtk_widget_add_css_class (label, "n-field-label");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (asked->note), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), asked->note);
  return box;
}

/* Again, with what was chosen and said, when it could not be kept. */
static void
ask (Asked *asked, GtkWindow *window)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *number = nomo_format_int (asked->count);
  /* Translators: %s is a number. */
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Change the status of %s order", "Change the status of %s orders", (gulong) asked->count), number);

  for (guint i = 0; i < asked->statuses->len; i++)
    g_ptr_array_add (names, (gpointer) nomo_record_get_text (asked->statuses->pdata[i], STATUS_NAME));
  nomo_dialogs_choose (window, heading, (const char *const *) names->pdata, names->len, asked->chosen,
                       create_note (asked), _ ("Change status"), chosen_cb, asked);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&asked->window);
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autofree char *commit = nomo_bulk_edit_finish (result, &n, &error);

  if (commit != NULL) {
    say_moved (asked, n, commit);
    asked_free (asked);
    return;
  }
  if (window != NULL)
    ask (asked, window);
  else
    asked_free (asked);
  nomo_dialogs_tell (window, error, TRUE);
}

static void
chosen_cb (gpointer data, int choice)
{
  Asked *asked = data;

  if (choice < 0) {
    asked_free (asked);
    return;
  }
  asked->chosen = choice;
  g_free (asked->said);
  asked->said = g_strdup (gtk_editable_get_text (GTK_EDITABLE (asked->note)));
  nomo_order_move_async (nomo_session_get_shop (asked->session), asked->orders, asked->statuses->pdata[choice],
                         asked->said, moved_cb, asked);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&asked->window);
  g_autoptr (GError) error = NULL;

  asked->statuses = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);
  if (asked->statuses != NULL && asked->statuses->len > 0) {
    ask (asked, window);
    return;
  }
  if (asked->statuses == NULL)
    nomo_dialogs_tell (window, error, TRUE);
  else
    nomo_session_say (asked->session, _ ("The store’s statuses are not here yet. They come with the first sync."), NULL,
                      NULL, NULL);
  asked_free (asked);
}

/**
 * nomo_order_status_change_ask:
 * @window: a window
 * @session: whose shop it is
 * @orders: which orders
 * @count: how many they are
 *
 * Asks which of the store's own statuses orders are to have, and moves them there.
 */
void
nomo_order_status_change_ask (GtkWindow *window, NomoSession *session, const NomoQuery *orders, gint64 count)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_status_entity ());
  Asked *asked = g_new0 (Asked, 1);

  g_weak_ref_init (&asked->window, window);
  asked->session = g_object_ref (session);
  asked->orders = nomo_query_copy (orders);
  asked->count = count;
  asked->chosen = -1;
  nomo_query_where_int (query, STATUS_ACTIVE, NOMO_OP_EQ, 1);
  nomo_query_sort (query, STATUS_POSITION, FALSE);
  nomo_store_list_async (nomo_shop_get_store (nomo_session_get_shop (session)), query, 0, 0, NULL, read_cb, asked);
}
