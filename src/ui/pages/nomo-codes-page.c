#include "config.h"

#include "nomo-codes-page.h"

#include "nomo-batch.h"
#include "nomo-code-words.h"
#include "nomo-flow-layout.h"
#include "nomo-format.h"
#include "nomo-lines-row.h"
#include "nomo-promotion-tabs.h"
#include "nomo-refresher.h"
#include "nomo-rows-card.h"
#include "nomo-shop.h"

#include <glib/gi18n.h>

#define REST_MS 1000

struct _NomoCodesPage {
  NomoPage parent_instance;

  AdwBin *head;
  GtkButton *leaks;
  NomoRowsCard *card;

  NomoShop *shop;
  NomoRefresher *refresher;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NomoCodesPage, nomo_codes_page, NOMO_TYPE_PAGE)

static void
show_row (GtkWidget *row, gconstpointer item, gpointer data)
{
  const NomoCodeBatchFacts *batch = item;
  NomoCodesPage *self = data;
  g_autofree char *kind = nomo_code_words_batch (batch->record, nomo_shop_get_zone (self->shop));
  g_autofree char *counts = nomo_code_words_counts (&batch->tally);

  nomo_lines_row_set (NOMO_LINES_ROW (row),
                      (const char *const[]) { nomo_record_get_text (batch->record, BATCH_NAME), kind, counts });
  nomo_lines_row_set_action (NOMO_LINES_ROW (row), C_ ("codes", "Open"), "app.open",
                             g_variant_new ("(sx)", "code-batch", nomo_record_get_id (batch->record)));
}

static void
show_leaks (NomoCodesPage *self, const GPtrArray *batches)
{
  gint64 leaked = 0;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < batches->len; i++)
    leaked += ((const NomoCodeBatchFacts *) batches->pdata[i])->tally.leaked;
  number = nomo_format_int (leaked);
  words = g_strdup_printf (
      ngettext ("%s code used by somebody else", "%s codes used by somebody else", (gulong) leaked), number);
  gtk_button_set_label (self->leaks, words);
  gtk_widget_set_visible (GTK_WIDGET (self->leaks), leaked > 0);
}

static void
show (NomoCodesPage *self, const GPtrArray *batches)
{
  nomo_empty_set (nomo_rows_card_get_empty (self->card), NOMO_TONE_ACCENT, "nomo-coupon-symbolic", _ ("No codes yet"),
                  _ ("Make as many as you have customers to thank, and see who used which."));
  nomo_rows_card_show (self->card, batches, nomo_lines_row_new, show_row, self);
  show_leaks (self, batches);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCodesPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = nomo_code_batches_read_finish (NOMO_STORE (source), result, &error);

  if (self->shop == NULL)
    return;
  if (batches != NULL)
    show (self, batches);
  else
    nomo_rows_card_show_error (self->card, _ ("The codes could not be read"), error);
  nomo_refresher_end (self->refresher);
}

static void
read_batches (gpointer data)
{
  NomoCodesPage *self = data;

  nomo_code_batches_read_async (nomo_shop_get_store (self->shop), self->cancellable, read_cb, g_object_ref (self));
}

static const char *
nomo_codes_page_get_title (NomoPage *page)
{
  return _ ("Codes");
}

static void
nomo_codes_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoCodesPage *self = NOMO_CODES_PAGE (page);

  self->shop = g_object_ref (nomo_session_get_shop (session));
  adw_bin_set_child (self->head, nomo_promotion_tabs_new (session, "codes"));
  self->refresher =
      nomo_refresher_new (GTK_WIDGET (self), nomo_shop_get_store (self->shop), REST_MS, read_batches, self);
}

static void
nomo_codes_page_dispose (GObject *object)
{
  NomoCodesPage *self = NOMO_CODES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->refresher);
  g_clear_object (&self->shop);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_CODES_PAGE);
  G_OBJECT_CLASS (nomo_codes_page_parent_class)->dispose (object);
}

static void
nomo_codes_page_finalize (GObject *object)
{
  g_object_unref (NOMO_CODES_PAGE (object)->cancellable);
  G_OBJECT_CLASS (nomo_codes_page_parent_class)->finalize (object);
}

static void
nomo_codes_page_class_init (NomoCodesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_codes_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_codes_page_finalize;
  page_class->get_title = nomo_codes_page_get_title;
  page_class->session_set = nomo_codes_page_session_set;
  g_type_ensure (NOMO_TYPE_FLOW_LAYOUT);
  g_type_ensure (NOMO_TYPE_ROWS_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-codes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, head);
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, leaks);
  gtk_widget_class_bind_template_child (widget_class, NomoCodesPage, card);
}

static void
nomo_codes_page_init (NomoCodesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * nomo_codes_page_new:
 * @session: whose shop to show
 *
 * The batches of codes, and how their codes stand.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_codes_page_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_CODES_PAGE, "session", session, NULL);
}
