#include "config.h"

#include "nomo-demo-products.h"

#include "nomo-demo-basket.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-categories.h"
#include "nomo-demo-list.h"
#include "nomo-text.h"

#include <string.h>

#define RIYAL "SAR"

static void
write_prices (NomoDemoJson *json, const NomoDemoPrice *price, gboolean odd)
{
  gint64 asked = nomo_demo_price_asked (price), net = nomo_demo_basket_net (asked);

  if (odd)
    nomo_demo_json_null (json, "price");
  else
    nomo_demo_json_money (json, "price", asked, RIYAL);
  nomo_demo_json_money (json, "taxed_price", asked, RIYAL);
  nomo_demo_json_money (json, "pre_tax_price", net, RIYAL);
  nomo_demo_json_money (json, "tax", asked - net, RIYAL);
  nomo_demo_json_money (json, "sale_price", price->sale, RIYAL);
  nomo_demo_json_local (json, "sale_end", price->sale_ends);
  nomo_demo_json_money (json, "regular_price", price->regular, RIYAL);
}

static void
write_stock (NomoDemoJson *json, const NomoDemoStock *stock, gboolean odd)
{
  const char *status = nomo_demo_stock_get_status (stock);

  if (stock->unlimited || odd)
    nomo_demo_json_null (json, "quantity");
  else
    nomo_demo_json_int (json, "quantity", stock->quantity);
  nomo_demo_json_bool (json, "unlimited_quantity", stock->unlimited);
  nomo_demo_json_string (json, "status", odd ? "on the moon" : status);
  nomo_demo_json_bool (json, "is_available", g_str_equal (status, "sale"));
}

static void
write_picture (NomoDemoJson *json, const char *name, guint product, const NomoDemoStock *stock)
{
  if (stock->picture == NULL)
    nomo_demo_json_printf (json, name, NOMO_DEMO_IMAGES "p%u.jpg", product);
  else
    nomo_demo_json_string (json, name, *stock->picture != '\0' ? stock->picture : NULL);
}

static void
write_identity (NomoDemoJson *json, guint product, const NomoDemoStock *stock, gboolean odd)
{
  g_autofree char *sku = nomo_demo_product_dup_sku (product);
  gint64 id = nomo_demo_product_get_id (product);

  nomo_demo_json_id (json, "id", id);
  nomo_demo_json_string (json, "sku", odd ? NULL : sku);
  nomo_demo_json_string (json, "type", odd ? "hologram" : nomo_demo_products[product].type);
  nomo_demo_json_string (json, "name", odd ? "🌹👩🏽‍🌾" : stock->name);
  nomo_demo_json_begin_object (json, "urls");
  nomo_demo_json_printf (json, "customer", NOMO_DEMO_DOMAIN "/p%" G_GINT64_FORMAT, id);
  nomo_demo_json_printf (json, "admin", "https://s.salla.sa/products/%" G_GINT64_FORMAT, id);
  nomo_demo_json_end_object (json);
  write_picture (json, "thumbnail", product, stock);
}

static void
write_images (NomoDemoJson *json, guint product, const NomoDemoStock *stock)
{
  write_picture (json, "main_image", product, stock);
  if (stock->picture != NULL && *stock->picture == '\0') {
    nomo_demo_json_empty_array (json, "images");
    return;
  }
  nomo_demo_json_begin_array (json, "images");
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", nomo_demo_product_get_id (product) * 10);
  write_picture (json, "url", product, stock);
  nomo_demo_json_bool (json, "main", TRUE);
  nomo_demo_json_string (json, "type", "image");
  nomo_demo_json_int (json, "sort", 1);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_array (json);
}

static void
write_rating (NomoDemoJson *json, const NomoDemoStock *stock)
{
  nomo_demo_json_int (json, "sold_quantity", stock->sold);
  nomo_demo_json_int (json, "views", stock->views);
  nomo_demo_json_begin_object (json, "rating");
  nomo_demo_json_int (json, "total", stock->stars);
  nomo_demo_json_int (json, "count", stock->n_ratings);
  nomo_demo_json_decimal (json, "rate", stock->n_ratings > 0 ? stock->stars * 100 / stock->n_ratings : 0, RIYAL);
  nomo_demo_json_end_object (json);
}

static void
write_place (NomoDemoJson *json, NomoDemoShop *shop, guint product, gboolean odd)
{
  guint brand;

  nomo_demo_json_begin_array (json, "categories");
  for (guint i = 0; i < NOMO_DEMO_N_CATEGORIES && !odd; i++)
    if (nomo_demo_product_is_in (product, i))
      nomo_demo_category_write (shop, json, NULL, i, NOMO_DEMO_CATEGORY_CARD);
  nomo_demo_json_end_array (json);
  if (odd)
    nomo_demo_json_empty_array (json, "brand");
  else if (nomo_demo_product_get_brand (product, &brand))
    nomo_demo_brand_write (json, "brand", brand);
  else
    nomo_demo_json_null (json, "brand");
}

static void
write_rest (NomoDemoJson *json, NomoDemoShop *shop, guint product, const NomoDemoStock *stock, gboolean odd)
{
  nomo_demo_json_begin_object (json, "promotion");
  nomo_demo_json_string (json, "title", stock->price.sale != 0 ? "عرض لفترة محدودة" : NULL);
  nomo_demo_json_null (json, "sub_title");
  nomo_demo_json_end_object (json);
  nomo_demo_json_money (json, "cost_price", stock->cost, RIYAL);
  nomo_demo_json_null (json, "mpn");
  nomo_demo_json_null (json, "gtin");
  nomo_demo_json_printf (json, "description", "<p>%s</p>", stock->name);
  nomo_demo_json_bool (json, "with_tax", TRUE);
  nomo_demo_json_bool (json, "require_shipping", !g_str_equal (nomo_demo_products[product].type, "service"));
  nomo_demo_json_decimal (json, "weight", 25, RIYAL);
  nomo_demo_json_string (json, "weight_type", "kg");
  write_images (json, product, stock);
  write_rating (json, stock);
  write_place (json, shop, product, odd);
  nomo_demo_json_empty_array (json, "options");
  nomo_demo_json_empty_array (json, "skus");
  nomo_demo_json_empty_array (json, "tags");
  nomo_demo_json_local (json, "updated_at", stock->price.changed);
}

/**
 * nomo_demo_product_write:
 * @call: a request
 * @product: index into nomo_demo_products
 * @name: (nullable): the member's name
 * @light: whether all but the card stays out
 * @json: where to
 */
void
nomo_demo_product_write (NomoDemoCall *call, guint product, const char *name, gboolean light, NomoDemoJson *json)
{
  gboolean odd = nomo_demo_json_is_odd (json) && product % 3 == 0;
  NomoDemoStock stock;

  nomo_demo_stock_fill (&stock, call->demo->shop, product, call->now);
  nomo_demo_json_begin_object (json, name);
  write_identity (json, product, &stock, odd);
  write_prices (json, &stock.price, odd);
  write_stock (json, &stock, odd);
  if (!light)
    write_rest (json, call->demo->shop, product, &stock, odd);
  nomo_demo_json_end_object (json);
}

/* What is asked for; NULL and NOMO_DEMO_N_CATEGORIES stand for anything. */
typedef struct {
  char *folded;
  const char *status;
  guint category;
} Wanted;

static gboolean
has_words (guint product, const NomoDemoStock *stock, const char *folded)
{
  g_autofree char *sku = nomo_demo_product_dup_sku (product);
  g_autofree char *all = g_strconcat (stock->name, " ", sku, NULL);
  g_autofree char *known = nomo_text_fold (all);

  return strstr (known, folded) != NULL;
}

static gboolean
wanted_has (const Wanted *wanted, NomoDemoCall *call, guint product)
{
  NomoDemoStock stock;

  if (nomo_demo_shop_has_lost (call->demo->shop, NOMO_DEMO_PRODUCTS, product) ||
      (wanted->category < NOMO_DEMO_N_CATEGORIES && !nomo_demo_product_is_in (product, wanted->category)))
    return FALSE;
  nomo_demo_stock_fill (&stock, call->demo->shop, product, call->now);
  if (wanted->folded != NULL && !has_words (product, &stock, wanted->folded))
    return FALSE;
  return wanted->status == NULL || g_str_equal (nomo_demo_stock_get_status (&stock), wanted->status);
}

static gboolean
is_light (NomoDemoCall *call)
{
  return g_strcmp0 (nomo_demo_call_get (call, "format"), "light") == 0;
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  nomo_demo_product_write (call, g_array_index ((GArray *) data, guint, place), NULL, is_light (call), json);
}

static void
answer_list (NomoDemoCall *call, const Wanted *wanted)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = nomo_demo_n_products; i-- > 0;)
    if (wanted_has (wanted, call, i))
      g_array_append_val (found, i);
  if (is_light (call))
    nomo_demo_list_answer_light (call, found->len, write_row, found);
  else
    nomo_demo_list_answer (call, found->len, write_row, found);
}

static gboolean
check_status (NomoDemoCall *call, const char *status)
{
  static const char *const known[] = { "hidden", "sale", "out", NULL };

  if (status == NULL || g_strv_contains (known, status))
    return TRUE;
  nomo_demo_call_fail_fields (call, "status", "القيمة المختارة غير صالحة");
  return FALSE;
}

/**
 * nomo_demo_products_list:
 * @call: `GET /products`
 * @unused: nothing
 *
 * Answers a page of products, newest first. A category that is not there holds nothing.
 */
void
nomo_demo_products_list (NomoDemoCall *call, gint64 unused)
{
  g_autofree char *folded = nomo_demo_list_dup_keyword (call);
  gint64 category = nomo_demo_call_get_int (call, "category", 0);
  Wanted wanted = { folded, nomo_demo_call_get (call, "status"), NOMO_DEMO_N_CATEGORIES };

  if (!check_status (call, wanted.status))
    return;
  if (category != 0 && !nomo_demo_category_find (call->demo->shop, category, &wanted.category))
    nomo_demo_list_answer (call, 0, write_row, NULL);
  else
    answer_list (call, &wanted);
}

/**
 * nomo_demo_products_list_category:
 * @call: `GET /categories/{id}/products`
 * @id: the category's id
 */
void
nomo_demo_products_list_category (NomoDemoCall *call, gint64 id)
{
  Wanted wanted = { NULL, NULL, NOMO_DEMO_N_CATEGORIES };

  if (nomo_demo_category_find (call->demo->shop, id, &wanted.category))
    answer_list (call, &wanted);
  else
    nomo_demo_call_fail_missing (call);
}

/**
 * nomo_demo_products_get:
 * @call: `GET /products/{id}`
 * @id: the id
 */
void
nomo_demo_products_get (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json;
  guint product;

  if (!nomo_demo_product_find (call->demo->shop, id, &product)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_product_write (call, product, "data", is_light (call), json);
  nomo_demo_call_end (call, json);
}

/**
 * nomo_demo_products_get_by_sku:
 * @call: `GET /products/sku/WRD-{number}`
 * @number: the number in the SKU
 */
void
nomo_demo_products_get_by_sku (NomoDemoCall *call, gint64 number)
{
  nomo_demo_products_get (call, nomo_demo_product_get_id (0) + number - 1);
}
