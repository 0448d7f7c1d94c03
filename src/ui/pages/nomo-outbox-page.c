#include "config.h"

#include "nomo-outbox-page.h"

#include "nomo-dialogs.h"
#include "nomo-domain.h"
#include "nomo-format.h"
#include "nomo-outbox-row.h"
#include "nomo-places.h"
#include "nomo-refresher.h"
#include "nomo-rows-card.h"
#include "nomo-shop.h"

#include <glib/gi18n.h>

/* So many are shown; what is behind them moves up. */
#define MOST 100

#define REST_MS 300
#define ALL     ((1u << NOMO_N_OUTBOX_STATES) - 1)

struct _NomoOutboxPage {
  NomoPage parent_instance;

  NomoRowsCard *card;
  GtkLabel *more;

  NomoShop *shop;
  NomoRefresher *refresher;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NomoOutboxPage, nomo_outbox_page, NOMO_TYPE_PAGE)

static void
show_more (NomoOutboxPage *self, guint n_shown)
{
  gint64 more = nomo_shop_get_unsent (self->shop) + nomo_shop_get_refused (self->shop) - n_shown;
  g_autofree char *number = nomo_format_int (more);
  /* Translators: below a list of edits; %s is a number. */
  g_autofree char *words = g_strdup_printf (ngettext ("and %s more", "and %s more", (gulong) MAX (more, 0)), number);

  gtk_label_set_text (self->more, words);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_shown == MOST && more > 0);
}

static void
show_row (GtkWidget *row, gconstpointer item, gpointer data)
{
  nomo_outbox_row_show (NOMO_OUTBOX_ROW (row), item);
}

static void
show (NomoOutboxPage *self, const GPtrArray *entries)
{
  nomo_empty_set (nomo_rows_card_get_empty (self->card), NOMO_TONE_OK, "nomo-ok-symbolic", _ ("Salla has everything"),
                  _ ("What you change without a connection waits here until it has been sent."));
  nomo_rows_card_show (self->card, entries, nomo_outbox_row_new, show_row, NULL);
  show_more (self, entries->len);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOutboxPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = nomo_store_read_waiting_finish (NOMO_STORE (source), result, &error);

  if (self->shop == NULL)
    return;
  if (entries != NULL)
    show (self, entries);
  else
    nomo_rows_card_show_error (self->card, _ ("What waits for Salla could not be read"), error);
  nomo_refresher_end (self->refresher);
}

static void
read_entries (gpointer data)
{
  NomoOutboxPage *self = data;

  nomo_store_read_waiting_async (nomo_shop_get_store (self->shop), ALL, 0, MOST, self->cancellable, read_cb,
                                 g_object_ref (self));
}

/* An edit that is to be done to an entry. */
typedef struct {
  NomoSession *session;
  char *commit_id;
  gboolean discards;
} Deed;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deed *deed = data;
  g_autoptr (GError) error = NULL;

  /* What is said in passing is gone soon. */
  if (!nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error)) {
    nomo_dialogs_tell (NULL, error, TRUE);
  } else if (deed->discards) {
    nomo_session_say (deed->session, _ ("Your change was discarded."), _ ("Undo"), "app.undo",
                      g_variant_new_string (deed->commit_id));
  }
  g_object_unref (deed->session);
  g_free (deed->commit_id);
  g_free (deed);
}

static void
change (NomoOutboxPage *self, GVariant *target, gboolean discards)
{
  const NomoOutboxNote ready = { .state = NOMO_OUTBOX_READY };
  Deed *deed = g_new0 (Deed, 1);
  const char *owner = nomo_shop_get_owner_name (self->shop);
  NomoCommit *commit;
  const char *entity;
  gint64 id;

  g_variant_get (target, "(&sx)", &entity, &id);
  deed->session = g_object_ref (nomo_page_get_session (NOMO_PAGE (self)));
  deed->commit_id = g_uuid_string_random ();
  deed->discards = discards;
  commit = nomo_commit_new (owner != NULL ? owner : "me", deed->commit_id);
  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  if (discards)
    nomo_commit_discard (commit, nomo_domain_find (entity), id);
  else
    nomo_commit_note (commit, nomo_domain_find (entity), id, &ready);
  nomo_store_commit_async (nomo_shop_get_store (self->shop), commit, NULL, done_cb, deed);
}

static void
retry_activated (GtkWidget *widget, const char *name, GVariant *target)
{
  change (NOMO_OUTBOX_PAGE (widget), target, FALSE);
}

static void
discard_activated (GtkWidget *widget, const char *name, GVariant *target)
{
  change (NOMO_OUTBOX_PAGE (widget), target, TRUE);
}

static void
open_activated (GtkWidget *widget, const char *name, GVariant *target)
{
  const NomoPlace *place;
  const char *entity;
  gint64 id;

  g_variant_get (target, "(&sx)", &entity, &id);
  place = nomo_places_find (entity);
  if (place != NULL)
    gtk_widget_activate_action (widget, "app.open", "(sx)", place->name, id);
}

static const char *
nomo_outbox_page_get_title (NomoPage *page)
{
  return _ ("Waiting for Salla");
}

static void
nomo_outbox_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoOutboxPage *self = NOMO_OUTBOX_PAGE (page);

  self->shop = g_object_ref (nomo_session_get_shop (session));
  self->refresher =
      nomo_refresher_new (GTK_WIDGET (self), nomo_shop_get_store (self->shop), REST_MS, read_entries, self);
}

static void
nomo_outbox_page_dispose (GObject *object)
{
  NomoOutboxPage *self = NOMO_OUTBOX_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->refresher);
  g_clear_object (&self->shop);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_OUTBOX_PAGE);
  G_OBJECT_CLASS (nomo_outbox_page_parent_class)->dispose (object);
}

static void
nomo_outbox_page_finalize (GObject *object)
{
  g_object_unref (NOMO_OUTBOX_PAGE (object)->cancellable);
  G_OBJECT_CLASS (nomo_outbox_page_parent_class)->finalize (object);
}

static void
nomo_outbox_page_class_init (NomoOutboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_outbox_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_outbox_page_finalize;
  page_class->get_title = nomo_outbox_page_get_title;
  page_class->session_set = nomo_outbox_page_session_set;
  g_type_ensure (NOMO_TYPE_ROWS_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOutboxPage, card);
  gtk_widget_class_bind_template_child (widget_class, NomoOutboxPage, more);
  gtk_widget_class_install_action (widget_class, "outbox.open", "(sx)", open_activated);
  gtk_widget_class_install_action (widget_class, "outbox.retry", "(sx)", retry_activated);
  gtk_widget_class_install_action (widget_class, "outbox.discard", "(sx)", discard_activated);
}

static void
nomo_outbox_page_init (NomoOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * nomo_outbox_page_new:
 * @session: whose shop to show
 *
 * What was edited here and is not at Salla yet, how far it is, and what can be done with it.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_outbox_page_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_OUTBOX_PAGE, "session", session, NULL);
}
