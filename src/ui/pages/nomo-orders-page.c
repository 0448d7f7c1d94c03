#include "config.h"

#include "nomo-orders-page.h"

#include "nomo-cells.h"
#include "nomo-order-pane.h"
#include "nomo-order-pill.h"
#include "nomo-order-print.h"
#include "nomo-order-status-change.h"
#include "nomo-order-tags-change.h"
#include "nomo-order.h"
#include "nomo-record-page.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static const char *const awaiting[] = { "payment_pending", NULL };
static const char *const working[] = { "under_review", "in_progress", "request_quote", NULL };
static const char *const underway[] = { "shipped", "delivering", NULL };
static const char *const finished[] = { "completed", "delivered", NULL };
static const char *const undone[] = { "canceled", "restoring", "restored", "refunded", NULL };

static const NomoFilterGroup groups[] = {
  { "all", NC_ ("order group", "All"), NULL },
  { "awaiting", NC_ ("order group", "Awaiting payment"), awaiting },
  { "working", NC_ ("order group", "In progress"), working },
  { "underway", NC_ ("order group", "On the way"), underway },
  { "finished", NC_ ("order group", "Completed"), finished },
  { "undone", NC_ ("order group", "Cancelled and returned"), undone },
};

static const NomoFilterField fields[] = {
  { ORDER_DATE }, { ORDER_PAYMENT }, { ORDER_TOTAL }, { ORDER_CITY }, { ORDER_TAG_NAME, .parts = 1 + ORDER_PART_TAGS },
};

static const NomoFilterKind filter = {
  nomo_order_entity, groups, G_N_ELEMENTS (groups), ORDER_STATUS, "order group", fields, G_N_ELEMENTS (fields),
};

static char *
dup_items (NomoRecord *order)
{
  const char *text = nomo_record_get_text (order, ORDER_ITEMS_TEXT);
  g_auto (GStrv) names = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autofree char *joined = g_strjoinv (C_ ("between products", ", "), names);

  return nomo_text_lead (joined);
}

static void
show_items (GtkWidget *cell, NomoRecord *order, const NomoColumn *column, gpointer shop)
{
  g_autofree char *items = dup_items (order);

  gtk_label_set_text (GTK_LABEL (cell), items);
}

static void
show_payment (GtkWidget *cell, NomoRecord *order, const NomoColumn *column, gpointer shop)
{
  gtk_label_set_text (GTK_LABEL (cell), nomo_order_get_payment_name (order));
}

static void
show_status (GtkWidget *cell, NomoRecord *order, const NomoColumn *column, gpointer shop)
{
  nomo_order_pill_show (nomo_cell_get_pill (cell), order);
}

static const NomoColumn columns[] = {
  { N_ ("Order number"), ORDER_REFERENCE, TRUE, FALSE, 0, nomo_cell_create_code, nomo_cell_show_text },
  { N_ ("Date"), ORDER_DATE, TRUE, FALSE, 0, nomo_cell_create_date, nomo_cell_show_date },
  { N_ ("Products"), ORDER_ITEMS_TEXT, FALSE, TRUE, 0, nomo_cell_create_text, show_items },
  { N_ ("Payment method"), ORDER_PAYMENT, TRUE, FALSE, 820, nomo_cell_create_dim_text, show_payment },
  { N_ ("Status"), ORDER_STATUS, TRUE, FALSE, 0, nomo_cell_create_pill, show_status },
  { N_ ("Total"), ORDER_TOTAL, TRUE, FALSE, 0, nomo_cell_create_amount, nomo_cell_show_money },
};

static void
show_row (GtkWidget *row, NomoRecord *order, const NomoColumn *column, gpointer shop)
{
  g_autofree char *items = dup_items (order);
  g_autofree char *when = nomo_cell_dup_when (order, ORDER_DATE, shop);
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (order, ORDER_REFERENCE));
  /* Translators: under the products of an order: when, and its number */
  g_autofree char *below = g_strdup_printf (C_ ("order row", "%1$s · %2$s"), when, reference);

  nomo_cell_row_set (row, items, below);
  nomo_amount_set_money (nomo_cell_row_get_amount (row), nomo_record_get_int (order, ORDER_TOTAL),
                         nomo_record_get_text (order, ORDER_CURRENCY), FALSE);
  nomo_order_pill_show (nomo_cell_row_get_pill (row), order);
}

static const NomoColumn row = { NULL, -1, FALSE, TRUE, 0, nomo_cell_create_row, show_row };

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) {
    ngettext ("%s order", "%s orders", n),
    ngettext ("%s order selected", "%s orders selected", n),
    ngettext ("%s new order", "%s new orders", n),
  };
}

static const NomoBulkAction actions[] = {
  { "move", N_ ("Change status"), "nomo-tasks-symbolic", nomo_order_status_change_ask },
  { "tag", N_ ("Change tags"), "nomo-tag-symbolic", nomo_order_tags_change_ask },
  { "print", N_ ("Print"), "document-print-symbolic", nomo_order_print_ask },
};

static const NomoRecordPageKind kind = {
  .place = "orders",
  .filter = &filter,
  .title = N_ ("Orders"),
  .icon = "nomo-bag-symbolic",
  .none = N_ ("No orders yet"),
  .none_hint = N_ ("Orders appear here as soon as they arrive from Salla."),
  .no_match = N_ ("No order matches"),
  .unread = N_ ("The orders could not be read"),
  .words = get_words,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row = &row,
  .sort = ORDER_DATE,
  .descending = TRUE,
  .sum = ORDER_TOTAL_SHOP,
  .actions = actions,
  .n_actions = G_N_ELEMENTS (actions),
  .create_pane = nomo_order_pane_new,
};

/**
 * nomo_orders_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the list of orders
 */
NomoPage *
nomo_orders_page_new (NomoSession *session)
{
  return nomo_record_page_new (&kind, session);
}
