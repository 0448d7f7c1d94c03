#include "config.h"

#include "nomo-order-tags-change.h"

#include "nomo-dialogs.h"
#include "nomo-format.h"
#include "nomo-order-tag.h"
#include "nomo-tag-chips.h"

#include <glib/gi18n.h>

/* Orders whose tags are to be changed. */
typedef struct {
  GWeakRef window;
  NomoSession *session;
  NomoQuery *orders;
  NomoTagChips *add;
  NomoTagChips *remove;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_weak_ref_clear (&asked->window);
  g_object_unref (asked->session);
  nomo_query_unref (asked->orders);
  g_object_unref (asked->add);
  g_object_unref (asked->remove);
  g_free (asked);
}

static void
say_changed (NomoSession *session, guint n, const char *commit)
{
  g_autofree char *number = nomo_format_int (n);
  /* Translators: %s is a number. */
  g_autofree char *sentence =
      g_strdup_printf (ngettext ("The tags of %s order are changed. Salla is told at once.",
                                 "The tags of %s orders are changed. Salla is told at once.", n),
                       number);

  if (n > 0)
    nomo_session_say (session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (commit));
  else
    nomo_session_say (session, _ ("They have these tags already."), NULL, NULL, NULL);
}

/* The window may be gone by now, but not the session. */
typedef struct {
  GWeakRef window;
  NomoSession *session;
} Change;

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Change *change = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&change->window);
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autofree char *commit = nomo_bulk_edit_finish (result, &n, &error);

  if (commit != NULL)
    say_changed (change->session, n, commit);
  else
    nomo_dialogs_tell (window, error, TRUE);
  g_weak_ref_clear (&change->window);
  g_object_unref (change->session);
  g_free (change);
}

static void
answered_cb (gpointer data, const char *answer)
{
  Asked *asked = data;
  const char *const *add = nomo_tag_chips_get_names (asked->add);
  const char *const *remove = nomo_tag_chips_get_names (asked->remove);
  Change *change;
  g_autoptr (GtkWindow) window = NULL;

  if (!g_str_equal (answer, "choose") || (add[0] == NULL && remove[0] == NULL))
    return;
  change = g_new0 (Change, 1);
  window = g_weak_ref_get (&asked->window);
  g_weak_ref_init (&change->window, window);
  change->session = g_object_ref (asked->session);
  nomo_order_tag_async (nomo_session_get_shop (asked->session), asked->orders, add, remove, changed_cb, change);
}

/* What is to be there is not to go. */
static void
chosen_cb (NomoTagChips *chips, const char *name, gboolean on, NomoTagChips *other)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *names = nomo_tag_chips_get_names (other);
  g_auto (GStrv) left = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    if (!on || !g_str_equal (names[i], name))
      g_strv_builder_add (builder, names[i]);
  left = g_strv_builder_end (builder);
  nomo_tag_chips_set_names (other, (const char *const *) left);
}

static GtkWidget *
create_form (Asked *asked)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  NomoStore *store = nomo_shop_get_store (nomo_session_get_shop (asked->session));

  asked->add = g_object_ref_sink (NOMO_TAG_CHIPS (nomo_tag_chips_new (_ ("Tags to add"), store, TRUE)));
  asked->remove = g_object_ref_sink (NOMO_TAG_CHIPS (nomo_tag_chips_new (_ ("Tags to remove"), store, FALSE)));
  g_signal_connect_object (asked->add, "chosen", G_CALLBACK (chosen_cb), asked->remove, 0);
  g_signal_connect_object (asked->remove, "chosen", G_CALLBACK (chosen_cb), asked->add, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (asked->add));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (asked->remove));
  return box;
}

/**
 * nomo_order_tags_change_ask:
 * @window: a window
 * @session: whose shop it is
 * @orders: which orders
 * @count: how many they are
 *
 * Asks which tags orders are to have and which not, and tells the store.
 */
void
nomo_order_tags_change_ask (GtkWindow *window, NomoSession *session, const NomoQuery *orders, gint64 count)
{
  Asked *asked = g_new0 (Asked, 1);
  g_autofree char *number = nomo_format_int (count);
  /* Translators: %s is a number. */
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Change the tags of %s order", "Change the tags of %s orders", (gulong) count), number);

  g_weak_ref_init (&asked->window, window);
  asked->session = g_object_ref (session);
  asked->orders = nomo_query_copy (orders);
  nomo_dialogs_ask_form (window, heading, NULL, create_form (asked), _ ("Change tags"), answered_cb, asked, asked_free);
}
