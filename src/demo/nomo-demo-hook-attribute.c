#include "config.h"

#include "nomo-demo-hook-attribute.h"

#include "nomo-demo-hook-rule.h"
#include "nomo-json.h"

#include <string.h>

/* What the rules of subscriptions call the members of an event's data. Where it is called the same, there is no path. */
typedef struct {
  const char *name;
  const char *path; /* NULL: its name; empty: this store has nothing there */
} Attribute;

static const Attribute of_order[] = {
  { "id", NULL },
  { "reference_id", NULL },
  { "date", "date.date" },
  { "customer_id", "customer.id" },
  { "status_id", "status.id" },
  { "branch_id", "" },
  { "coupon_code", "amounts.discounts.0.code" },
  { "feedback_status", "" },
  { "total", "amounts.total.amount" },
  { "total_discount", "amounts.discounts.0.discount" },
  { "sub_total", "amounts.sub_total.amount" },
  { "shipping_cost", "amounts.shipping_cost.amount" },
  { "cash_on_delivery", "amounts.cash_on_delivery.amount" },
  { "tax_percent", "amounts.tax.percent" },
  { "tax_amount", "amounts.tax.amount.amount" },
  { "currency", NULL },
  { "payment_method", NULL },
  { "payment_bank_id", "" },
  { NULL },
};

static const Attribute of_cart[] = {
  { "id", NULL },
  { "subtotal", "subtotal.amount" },
  { "currency", "total.currency" },
  { "total", "total.amount" },
  { "coupon_code", "coupon.code" },
  { "customer_id", "customer.id" },
  { "customer_avatar", "customer.avatar" },
  { "customer_name", "customer.name" },
  { "customer_mobile", "customer.mobile" },
  { "created_at", "created_at.date" },
  { "updated_at", "updated_at.date" },
  { NULL },
};

static const Attribute of_customer[] = {
  { "id", NULL },        { "first_name", NULL },
  { "last_name", NULL }, { "mobile", NULL },
  { "email", NULL },     { "mobile_code", NULL },
  { "avatar", NULL },    { "gender", NULL },
  { "city", NULL },      { "birthday", "birthday.date" },
  { "country", NULL },   { "currency", NULL },
  { "location", NULL },  { NULL },
};

static const Attribute of_product[] = {
  { "id", NULL },
  { "currency", "price.currency" },
  { "sku", NULL },
  { "type", NULL },
  { "name", NULL },
  { "price", "price.amount" },
  { "quantity", NULL },
  { "status", NULL },
  { "is_available", NULL },
  { "sale_price", "sale_price.amount" },
  { "brand_id", "brand.id" },
  { NULL },
};

static const Attribute of_offer[] = {
  { "id", NULL },          { "name", NULL }, { "message", NULL }, { "offer_type", NULL }, { "status", NULL },
  { "expiry_date", NULL }, { NULL },
};

static const Attribute of_category[] = {
  { "id", NULL }, { "name", NULL }, { "parent_id", NULL }, { "status", NULL }, { "sort_order", NULL }, { NULL },
};

static const Attribute of_brand[] = {
  { "id", NULL }, { "name", NULL }, { "status", "" }, { "custom_url", "" }, { NULL },
};

static const Attribute of_review[] = {
  { "parent_id", "" },
  { "store_id", "" },
  { "page_id", "" },
  { "customer_id", "customer.id" },
  { "content", NULL },
  { "product_id", "product.id" },
  { "order_id", "order.id" },
  { "rating", NULL },
  { "status", "status.slug" },
  { "ip_address", "" },
  { "ip_city", "" },
  { "ip_country", "" },
  { "type", NULL },
  { NULL },
};

/* By the beginning of the event's name. */
static const struct {
  const char *prefix;
  const char *root; /* where the data has what the others have at once */
  const Attribute *attributes;
} categories[] = {
  { "order.status.", "data.order", of_order },
  { "order.", "data", of_order },
  { "abandoned.cart", "data", of_cart },
  { "coupon.applied", "data.cart", of_cart },
  { "customer.", "data", of_customer },
  { "product.", "data", of_product },
  { "specialoffer.", "data", of_offer },
  { "category.", "data", of_category },
  { "brand.", "data", of_brand },
  { "review.", "data", of_review },
};

/* What a rule is asked about. */
typedef struct {
  JsonNode *root;
  const Attribute *attributes;
} Record;

static char *
dup_scalar (JsonNode *node)
{
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "1" : "0");
  return node != NULL ? nomo_json_dup_text (node, "") : NULL;
}

static gboolean
lookup (const char *attribute, char **value, gpointer data)
{
  const Record *record = data;

  for (const Attribute *each = record->attributes; each->name != NULL; each++) {
    if (!g_str_equal (each->name, attribute))
      continue;
    if (each->path == NULL || *each->path != '\0')
      *value = dup_scalar (nomo_json_get (record->root, each->path != NULL ? each->path : attribute));
    return TRUE;
  }
  return FALSE;
}

/**
 * nomo_demo_hook_attributes_match:
 * @body: an event as it is delivered
 * @event: its name
 * @rule: the rule of a subscription
 *
 * Returns: whether what the event tells of is as @rule wants it
 */
gboolean
nomo_demo_hook_attributes_match (GBytes *body, const char *event, const char *rule)
{
  g_autoptr (JsonNode) json = nomo_json_parse (body, 0, NULL, NULL);

  for (guint i = 0; json != NULL && i < G_N_ELEMENTS (categories); i++) {
    if (g_str_has_prefix (event, categories[i].prefix)) {
      Record record = { nomo_json_get (json, categories[i].root), categories[i].attributes };

      return nomo_demo_hook_rule_matches (rule, lookup, &record);
    }
  }
  return FALSE;
}
