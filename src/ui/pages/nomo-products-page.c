#include "config.h"

#include "nomo-products-page.h"

#include "nomo-cells.h"
#include "nomo-format.h"
#include "nomo-product-pane.h"
#include "nomo-product-pill.h"
#include "nomo-product.h"
#include "nomo-record-page.h"
#include "nomo-record-words.h"

#include <glib/gi18n.h>

static const char *const on_sale[] = { "sale", NULL };
static const char *const sold_out[] = { "out", NULL };
static const char *const hidden[] = { "hidden", NULL };

static const NomoFilterGroup groups[] = {
  { "all", NC_ ("product status", "All"), NULL },
  { "sale", NC_ ("product status", "On sale"), on_sale },
  { "out", NC_ ("product status", "Sold out"), sold_out },
  { "hidden", NC_ ("product status", "Hidden"), hidden },
};

static const NomoFilterField fields[] = {
  { PRODUCT_TYPE },
  { PRODUCT_PRICE },
  { PRODUCT_QUANTITY },
  { PRODUCT_SOLD },
  { PRODUCT_SALE_PRICE, TRUE },
  { PRODUCT_COST_PRICE, TRUE, PRODUCT_OWN_COST },
};

static const NomoFilterKind filter = {
  nomo_product_entity, groups, G_N_ELEMENTS (groups), PRODUCT_STATUS, "product status", fields, G_N_ELEMENTS (fields),
};

static void
show_stock (GtkWidget *cell, NomoRecord *product, const NomoColumn *column, gpointer shop)
{
  if (nomo_record_is_null (product, PRODUCT_QUANTITY))
    nomo_amount_set_text (NOMO_AMOUNT (cell), "", _ ("Unlimited"), _ ("Unlimited"));
  else
    nomo_amount_set_number (NOMO_AMOUNT (cell), nomo_record_get_int (product, PRODUCT_QUANTITY));
}

static void
show_status (GtkWidget *cell, NomoRecord *product, const NomoColumn *column, gpointer shop)
{
  nomo_product_pill_show (nomo_cell_get_pill (cell), product);
}

static void
show_cost (GtkWidget *cell, NomoRecord *product, const NomoColumn *column, gpointer shop)
{
  gint64 cost;

  if (nomo_product_get_cost (product, &cost))
    nomo_amount_set_money (NOMO_AMOUNT (cell), cost, nomo_record_get_text (product, PRODUCT_CURRENCY), TRUE);
  else
    nomo_amount_set_text (NOMO_AMOUNT (cell), "–", NULL, _ ("Not known"));
}

static const NomoColumn columns[] = {
  { N_ ("Name"), PRODUCT_NAME, TRUE, TRUE, 0, nomo_cell_create_text, nomo_cell_show_title },
  { N_ ("SKU"), PRODUCT_SKU, TRUE, FALSE, 900, nomo_cell_create_code, nomo_cell_show_text },
  { N_ ("Status"), PRODUCT_STATUS, TRUE, FALSE, 0, nomo_cell_create_pill, show_status },
  { N_ ("In stock"), PRODUCT_QUANTITY, TRUE, FALSE, 0, nomo_cell_create_amount, show_stock },
  { N_ ("Sold"), PRODUCT_SOLD, TRUE, FALSE, 0, nomo_cell_create_amount, nomo_cell_show_number },
  { N_ ("Price"), PRODUCT_PRICE, TRUE, FALSE, 0, nomo_cell_create_amount, nomo_cell_show_money },
  { N_ ("Cost"), PRODUCT_COST_PRICE, FALSE, FALSE, 900, nomo_cell_create_amount, show_cost },
};

static void
show_row (GtkWidget *row, NomoRecord *product, const NomoColumn *column, gpointer shop)
{
  g_autofree char *name = nomo_record_words_title (product);
  g_autofree char *number = nomo_format_int (nomo_record_get_int (product, PRODUCT_QUANTITY));
  /* Translators: how many pieces of a product are in stock; %s is a number */
  g_autofree char *stock = g_strdup_printf (_ ("In stock: %s"), number);

  nomo_cell_row_set (row, name, nomo_record_is_null (product, PRODUCT_QUANTITY) ? _ ("Unlimited") : stock);
  nomo_amount_set_money (nomo_cell_row_get_amount (row), nomo_record_get_int (product, PRODUCT_PRICE),
                         nomo_record_get_text (product, PRODUCT_CURRENCY), FALSE);
  nomo_product_pill_show (nomo_cell_row_get_pill (row), product);
}

static const NomoColumn row = { NULL, -1, FALSE, TRUE, 0, nomo_cell_create_row, show_row };

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) {
    ngettext ("%s product", "%s products", n),
    ngettext ("%s product selected", "%s products selected", n),
    ngettext ("%s new product", "%s new products", n),
  };
}

static const NomoRecordPageKind kind = {
  .place = "products",
  .filter = &filter,
  .title = N_ ("Products"),
  .icon = "nomo-gift-symbolic",
  .none = N_ ("No products yet"),
  .none_hint = N_ ("Products appear here as soon as they arrive from Salla."),
  .no_match = N_ ("No product matches"),
  .unread = N_ ("The products could not be read"),
  .words = get_words,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row = &row,
  .sort = PRODUCT_SOLD,
  .descending = TRUE,
  .sum = -1,
  .create_pane = nomo_product_pane_new,
};

/**
 * nomo_products_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the list of products
 */
NomoPage *
nomo_products_page_new (NomoSession *session)
{
  return nomo_record_page_new (&kind, session);
}
