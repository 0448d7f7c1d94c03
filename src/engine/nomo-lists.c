#include "config.h"

#include "nomo-lists.h"

#include "nomo-brand.h"
#include "nomo-cart.h"
#include "nomo-category.h"
#include "nomo-coupon.h"
#include "nomo-customer-group.h"
#include "nomo-customer.h"
#include "nomo-employee.h"
#include "nomo-offer.h"
#include "nomo-order-event.h"
#include "nomo-order-status.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-review.h"

#include <glib/gi18n.h>

#define MINUTE_S 60

static NomoRecord *
map_customer (JsonNode *row, const char *currency, gint64 as_of, GError **error)
{
  return nomo_salla_map_customer (row, as_of, error);
}

/* Salla announces that it will tell an order without its items some day. */
static gboolean
order_lacks_items (const NomoRecord *order)
{
  return nomo_record_get_int (order, ORDER_DETAILED) == 0 && !nomo_record_is_null (order, ORDER_SUBTOTAL);
}

/* In the order in which a new store wants to see them. Of a list that does not tell what changed last the first pages are looked
 * at; the rest comes with the comparison of the whole. */
static const NomoMirrorKind lists[] = {
  { .name = "orders",
    .label = N_ ("Orders"),
    .path = "/orders",
    .one = "/orders/",
    .in_brief = TRUE,
    .walk_sort = "created_at-desc",
    .fresh_sort = "updated_at-desc",
    .tells_changes = TRUE,
    .entity = nomo_order_entity,
    .map = nomo_salla_map_order,
    .rest = "/orders/items",
    .rest_key = "order_id",
    .lacks_rest = order_lacks_items,
    .add_rest = nomo_salla_map_order_items,
    .events = "/histories",
    .event_entity = nomo_order_event_entity,
    .map_event = nomo_salla_map_order_event },
  { .name = "customers",
    .label = N_ ("Customers"),
    .path = "/customers",
    .one = "/customers/",
    .look_s = 5 * MINUTE_S,
    .entity = nomo_customer_entity,
    .map = map_customer },
  { .name = "statuses",
    .label = N_ ("Order statuses"),
    .path = "/orders/statuses",
    .look_s = 60 * MINUTE_S,
    .entity = nomo_order_status_entity,
    .map = nomo_salla_map_status },
  { .name = "products",
    .label = N_ ("Products"),
    .scope = "products.read",
    .path = "/products",
    .one = "/products/",
    .look_s = 10 * MINUTE_S,
    .entity = nomo_product_entity,
    .map = nomo_salla_map_product },
  { .name = "categories",
    .label = N_ ("Categories"),
    .scope = "categories.read",
    .path = "/categories",
    .one = "/categories/",
    .with = "items",
    .look_s = 60 * MINUTE_S,
    .entity = nomo_category_entity,
    .map_all = nomo_salla_map_category },
  { .name = "coupons",
    .label = N_ ("Coupons"),
    .scope = "marketing.read",
    .path = "/coupons",
    .one = "/coupons/",
    .look_s = 10 * MINUTE_S,
    .entity = nomo_coupon_entity,
    .map = nomo_salla_map_coupon },
  { .name = "carts",
    .label = N_ ("Abandoned carts"),
    .scope = "carts.read",
    .path = "/carts/abandoned",
    .one = "/carts/abandoned/",
    .look_s = 5 * MINUTE_S,
    .entity = nomo_cart_entity,
    .map = nomo_salla_map_cart },
  { .name = "groups",
    .label = N_ ("Customer groups"),
    .path = "/customers/groups",
    .one = "/customers/groups/",
    .look_s = 60 * MINUTE_S,
    .entity = nomo_customer_group_entity,
    .map = nomo_salla_map_group },
  { .name = "brands",
    .label = N_ ("Brands"),
    .scope = "brands.read",
    .path = "/brands",
    .one = "/brands/",
    .look_s = 60 * MINUTE_S,
    .entity = nomo_brand_entity,
    .map = nomo_salla_map_brand },
  { .name = "offers",
    .label = N_ ("Special offers"),
    .scope = "specialoffers.read",
    .path = "/specialoffers",
    .one = "/specialoffers/",
    .look_s = 10 * MINUTE_S,
    .entity = nomo_offer_entity,
    .map = nomo_salla_map_offer },
  { .name = "reviews",
    .label = N_ ("Reviews"),
    .scope = "reviews.read",
    .path = "/reviews",
    .one = "/reviews/",
    .look_s = 10 * MINUTE_S,
    .entity = nomo_review_entity,
    .map = nomo_salla_map_review },
  { .name = "employees",
    .label = N_ ("Employees"),
    .path = "/users",
    .look_s = 60 * MINUTE_S,
    .entity = nomo_employee_entity,
    .map = nomo_salla_map_employee },
};
G_STATIC_ASSERT (G_N_ELEMENTS (lists) <= NOMO_LISTS_MAX);

/**
 * nomo_lists_count:
 *
 * Returns: how many lists of Salla's are mirrored
 */
guint
nomo_lists_count (void)
{
  return G_N_ELEMENTS (lists);
}

/**
 * nomo_lists_get:
 * @index: which, below nomo_lists_count()
 *
 * Returns: (transfer none): the list
 */
const NomoMirrorKind *
nomo_lists_get (guint index)
{
  return &lists[index];
}

/**
 * nomo_lists_find:
 * @name: such as `orders`
 *
 * Returns: (transfer none) (nullable): the list of that name
 */
const NomoMirrorKind *
nomo_lists_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].name, name))
      return &lists[i];
  return NULL;
}
