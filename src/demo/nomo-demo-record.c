#include "config.h"

#include "nomo-demo-record.h"

#include "nomo-demo-carts-list.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-coupon.h"
#include "nomo-demo-offers.h"
#include "nomo-demo-reviews-list.h"

static const char *const names[] = {
  [NOMO_DEMO_ORDERS] = "orders",     [NOMO_DEMO_CUSTOMERS] = "customers",
  [NOMO_DEMO_PRODUCTS] = "products", [NOMO_DEMO_CATEGORY_LIST] = "categories",
  [NOMO_DEMO_BRANDS] = "brands",     [NOMO_DEMO_COUPONS] = "coupons",
  [NOMO_DEMO_OFFERS] = "offers",     [NOMO_DEMO_REVIEWS] = "reviews",
  [NOMO_DEMO_CARTS] = "carts",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == NOMO_DEMO_N_ENTITIES);

const char *
nomo_demo_entity_get_name (NomoDemoEntity entity)
{
  return names[entity];
}

/**
 * nomo_demo_entity_find:
 * @name: (nullable): a name, as "orders"
 * @entity: (out): the kind of record that has it
 *
 * Returns: whether there is one
 */
gboolean
nomo_demo_entity_find (const char *name, NomoDemoEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (name, names[i]) == 0) {
      *entity = i;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * nomo_demo_record_find:
 * @shop: a shop
 * @now: UTC milliseconds
 * @entity: what kind of record
 * @id: its id
 * @index: (out): which it is
 *
 * Returns: whether it is there
 */
gboolean
nomo_demo_record_find (NomoDemoShop *shop, gint64 now, NomoDemoEntity entity, gint64 id, guint *index)
{
  switch (entity) {
  case NOMO_DEMO_PRODUCTS:
    return nomo_demo_product_find (shop, id, index);
  case NOMO_DEMO_CATEGORY_LIST:
    return nomo_demo_category_find (shop, id, index);
  case NOMO_DEMO_BRANDS:
    return nomo_demo_brand_find (shop, id, index);
  case NOMO_DEMO_COUPONS:
    return nomo_demo_coupon_find (shop, id, index);
  case NOMO_DEMO_OFFERS:
    return nomo_demo_offer_find (shop, id, index);
  case NOMO_DEMO_REVIEWS:
    return nomo_demo_review_find (shop, id, index);
  case NOMO_DEMO_CARTS:
    return nomo_demo_cart_find (shop, now, id, index);
  default:
    return nomo_demo_shop_find (shop, entity, id, index);
  }
}

/**
 * nomo_demo_record_get_id:
 * @shop: a shop
 * @entity: what kind of record; no coupon
 * @index: which
 *
 * Returns: its id, gone or not
 */
gint64
nomo_demo_record_get_id (NomoDemoShop *shop, NomoDemoEntity entity, guint index)
{
  switch (entity) {
  case NOMO_DEMO_ORDERS:
    return nomo_demo_shop_get_order (shop, index)->id;
  case NOMO_DEMO_CUSTOMERS:
    return nomo_demo_shop_get_customer (shop, index)->id;
  case NOMO_DEMO_PRODUCTS:
    return nomo_demo_product_get_id (index);
  case NOMO_DEMO_CATEGORY_LIST:
    return nomo_demo_category_get_id (index);
  case NOMO_DEMO_BRANDS:
    return nomo_demo_brand_get_id (index);
  case NOMO_DEMO_OFFERS:
    return nomo_demo_offer_get_id (index);
  case NOMO_DEMO_REVIEWS:
    return nomo_demo_review_get_id (shop, index);
  case NOMO_DEMO_CARTS:
    return nomo_demo_cart_get_id (index);
  default:
    g_return_val_if_reached (0);
  }
}
