#include "config.h"

#include "nomo-demo-catalogue.h"
#include "nomo-demo-categories.h"
#include "nomo-demo-hook-data.h"
#include "nomo-demo-offers-list.h"
#include "nomo-demo-products.h"

#define RIYAL "SAR"

/**
 * nomo_demo_hook_write_product:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a product
 * @json: where to
 */
void
nomo_demo_hook_write_product (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  nomo_demo_product_write (call, subject->index, "data", FALSE, json);
}

static void
write_identity (guint product, NomoDemoJson *json)
{
  g_autofree char *sku = nomo_demo_product_dup_sku (product);

  nomo_demo_json_id (json, "id", nomo_demo_product_get_id (product));
  nomo_demo_json_string (json, "sku", sku);
  nomo_demo_json_null (json, "mpn");
  nomo_demo_json_null (json, "gtin");
}

/**
 * nomo_demo_hook_write_price:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a product
 * @json: where to
 *
 * Bare numbers, but for the price of a sale.
 */
void
nomo_demo_hook_write_price (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  NomoDemoStock stock;
  gint64 asked, net;

  nomo_demo_stock_fill (&stock, call->demo->shop, subject->index, call->now);
  asked = nomo_demo_price_asked (&stock.price);
  net = nomo_demo_basket_net (asked);
  nomo_demo_json_begin_object (json, "data");
  write_identity (subject->index, json);
  nomo_demo_json_decimal (json, "cost", stock.cost, RIYAL);
  nomo_demo_json_null (json, "starting_price");
  nomo_demo_json_decimal (json, "price", asked, RIYAL);
  nomo_demo_json_begin_object (json, "sale_price");
  nomo_demo_json_decimal (json, "amount", stock.price.sale, RIYAL);
  nomo_demo_json_local (json, "expired_at", stock.price.sale_ends);
  nomo_demo_json_end_object (json);
  nomo_demo_json_decimal (json, "tax", asked - net, RIYAL);
  nomo_demo_json_decimal (json, "taxed_price", asked, RIYAL);
  nomo_demo_json_decimal (json, "regular_price", stock.price.regular, RIYAL);
  nomo_demo_json_string (json, "currency", RIYAL);
  nomo_demo_json_bool (json, "with_tax", TRUE);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_hook_write_product_status:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a product
 * @json: where to
 */
void
nomo_demo_hook_write_product_status (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  NomoDemoStock stock;

  nomo_demo_stock_fill (&stock, call->demo->shop, subject->index, call->now);
  nomo_demo_json_begin_object (json, "data");
  write_identity (subject->index, json);
  nomo_demo_json_string (json, "status", nomo_demo_stock_get_status (&stock));
  nomo_demo_json_end_object (json);
}

static void
begin_list (guint product, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "data");
  write_identity (product, json);
  nomo_demo_json_null (json, "barcode");
}

/**
 * nomo_demo_hook_write_product_categories:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a product
 * @json: where to
 */
void
nomo_demo_hook_write_product_categories (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  begin_list (subject->index, json);
  nomo_demo_json_begin_array (json, "categories");
  for (guint i = 0; i < NOMO_DEMO_N_CATEGORIES; i++)
    if (nomo_demo_product_is_in (subject->index, i))
      nomo_demo_category_write (call->demo->shop, json, NULL, i, NOMO_DEMO_CATEGORY_CARD);
  nomo_demo_json_end_array (json);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_hook_write_product_brand:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a product
 * @json: where to
 */
void
nomo_demo_hook_write_product_brand (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  guint brand;

  begin_list (subject->index, json);
  if (nomo_demo_product_get_brand (subject->index, &brand))
    nomo_demo_brand_write (json, "brand", brand);
  else
    nomo_demo_json_null (json, "brand");
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_hook_write_product_tags:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a product
 * @json: where to
 *
 * The products of this store have none.
 */
void
nomo_demo_hook_write_product_tags (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  begin_list (subject->index, json);
  nomo_demo_json_empty_array (json, "tags");
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_hook_write_category:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a category
 * @json: where to
 */
void
nomo_demo_hook_write_category (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  nomo_demo_category_write (call->demo->shop, json, "data", subject->index, NOMO_DEMO_CATEGORY_TREE);
}

/**
 * nomo_demo_hook_write_brand:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a brand
 * @json: where to
 */
void
nomo_demo_hook_write_brand (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  nomo_demo_brand_write (json, "data", subject->index);
}

/**
 * nomo_demo_hook_write_offer:
 * @call: see [callback@NomoDemoHookWrite]
 * @subject: a special offer
 * @json: where to
 */
void
nomo_demo_hook_write_offer (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json)
{
  nomo_demo_offer_write (call, subject->index, "data", TRUE, json);
}
