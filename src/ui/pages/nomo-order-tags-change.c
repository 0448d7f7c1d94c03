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
  gint64 count;
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

/* What is asked for again when it could not be kept. The window may be gone by now, but not the session. */
typedef struct {
  GWeakRef window;
  NomoSession *session;
  NomoQuery *orders;
  gint64 count;
  GStrv add;
  GStrv remove;
} Change;

static void
change_free (Change *change)
{
  g_weak_ref_clear (&change->window);
  g_object_unref (change->session);
  nomo_query_unref (change->orders);
  g_strfreev (change->add);
  g_strfreev (change->remove);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void ask (GtkWindow *window, NomoSession *session, const NomoQuery *orders, gint64 count, const char *const *add,
                 const char *const *remove);

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&change->window);
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autofree char *commit = nomo_bulk_edit_finish (result, &n, &error);

  if (commit != NULL) {
    say_changed (change->session, n, commit);
    return;
  }
  if (window != NULL)
    ask (window, change->session, change->orders, change->count, (const char *const *) change->add,
         (const char *const *) change->remove);
  nomo_dialogs_tell (window, error, TRUE);
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
  change->orders = nomo_query_copy (asked->orders);
  change->count = asked->count;
  change->add = g_strdupv ((char **) add);
  change->remove = g_strdupv ((char **) remove);
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
create_form (Asked *asked, const char *const *add, const char *const *remove)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  NomoStore *store = nomo_shop_get_store (nomo_session_get_shop (asked->session));

  asked->add = g_object_ref_sink (NOMO_TAG_CHIPS (nomo_tag_chips_new (_ ("Tags to add"), store, TRUE)));
  asked->remove = g_object_ref_sink (NOMO_TAG_CHIPS (nomo_tag_chips_new (_ ("Tags to remove"), store, FALSE)));
  nomo_tag_chips_set_names (asked->add, add);
  nomo_tag_chips_set_names (asked->remove, remove);
  g_signal_connect_object (asked->add, "chosen", G_CALLBACK (chosen_cb), asked->remove, 0);
  g_signal_connect_object (asked->remove, "chosen", G_CALLBACK (chosen_cb), asked->add, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (asked->add));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (asked->remove));
  return box;
}

static void
ask (GtkWindow *window, NomoSession *session, const NomoQuery *orders, gint64 count, const char *const *add,
     const char *const *remove)
{
  Asked *asked = g_new0 (Asked, 1);
  g_autofree char *number = nomo_format_int (count);
  /* Translators: %s is a number. */
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Change the tags of %s order", "Change the tags of %s orders", (gulong) count), number);

  g_weak_ref_init (&asked->window, window);
  asked->session = g_object_ref (session);
  asked->orders = nomo_query_copy (orders);
  asked->count = count;
  nomo_dialogs_ask_form (window, heading, NULL, create_form (asked, add, remove), _ ("Change tags"), answered_cb, asked,
                         asked_free);
}

/**
 * nomo_order_tags_change_ask:
 * @window: a window
 * @session: whose shop it is
 * @orders: which orders
 * @count: how many they are
 *
 * Asks which tags orders are to have and which not, and tells the store. What could not be kept is asked for again.
 */
void
nomo_order_tags_change_ask (GtkWindow *window, NomoSession *session, const NomoQuery *orders, gint64 count)
{
  static const char *const none[] = { NULL };

  ask (window, session, orders, count, none, none);
}
