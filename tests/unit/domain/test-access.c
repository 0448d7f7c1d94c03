#include "nomo-domain.h"

#include <string.h>

/* Who may do what, as it is promised to the merchant. Written out, so that a change of a descriptor shows here. */

typedef struct {
  const char *entity;
  const char *verbs[NOMO_N_ROLES]; /* Salla, owner, manager, marketer, agent, viewer: create, update, delete, erase */
} VerbRow;

static const VerbRow verb_rows[] = {
  { "order", { "cud", "u", "u", "u", "u", "" } },
  { "customer", { "cud", "ue", "u", "", "u", "" } },
  { "product", { "cud", "u", "u", "", "", "" } },
  { "category", { "cud", "", "", "", "", "" } },
  { "coupon", { "cud", "cud", "cud", "cud", "", "" } },
  { "cart", { "cud", "u", "u", "", "u", "" } },
  { "contact", { "", "cude", "cud", "cud", "cud", "" } },
  { "task", { "", "cud", "cud", "", "cud", "" } },
  { "offer", { "cud", "cud", "cud", "cud", "", "" } },
  { "review", { "cud", "", "", "", "", "" } },
  { "group", { "cud", "cud", "cud", "cud", "", "" } },
  { "brand", { "cud", "", "", "", "", "" } },
  { "employee", { "cud", "", "", "", "", "" } },
  { "status", { "cud", "", "", "", "", "" } },
  { "order_event", { "cud", "", "", "", "", "" } },
  { "feature", { "", "cud", "cud", "", "", "" } },
  { "notice", { "", "", "", "", "", "" } },
  { "draft", { "", "cud", "cud", "cud", "", "" } },
  { "code_batch", { "", "cud", "cud", "cud", "", "" } },
};

static const NomoVerbs verbs[] = { NOMO_VERB_CREATE, NOMO_VERB_UPDATE, NOMO_VERB_DELETE, NOMO_VERB_ERASE };

typedef struct {
  const char *entity;
  const char *field; /* or part */
  const char *roles; /* S Salla, O owner, M manager, K marketer, A agent, V viewer */
} FieldRow;

static const FieldRow field_rows[] = {
  { "order", "reference", "S" },
  { "order", "date", "S" },
  { "order", "status", "SOMA" },
  { "order", "status_id", "SOMA" },
  { "order", "status_name", "SOMA" },
  { "order", "payment", "S" },
  { "order", "total", "S" },
  { "order", "currency", "S" },
  { "order", "rate", "S" },
  { "order", "total_shop", "S" },
  { "order", "shop_currency", "S" },
  { "order", "pending", "S" },
  { "order", "draft", "S" },
  { "order", "item_count", "S" },
  { "order", "items_text", "S" },
  { "order", "customer", "S" },
  { "order", "customer_name", "S" },
  { "order", "customer_phone", "S" },
  { "order", "customer_email", "S" },
  { "order", "city", "S" },
  { "order", "country", "S" },
  { "order", "subtotal", "S" },
  { "order", "discount", "S" },
  { "order", "shipping", "S" },
  { "order", "tax", "S" },
  { "order", "cod_fee", "S" },
  { "order", "coupon", "S" },
  { "order", "refunded", "S" },
  { "order", "refunded_at", "S" },
  { "order", "refunded_amount", "S" },
  { "order", "source", "S" },
  { "order", "channel", "S" },
  { "order", "shipping_company", "S" },
  { "order", "note", "SOMA" },
  { "order", "updated_at", "S" },
  { "order", "detailed", "S" },
  { "order", "items", "S" },
  { "order", "discounts", "S" },
  { "order", "tags", "SOMKA" },
  { "customer", "name", "S" },
  { "customer", "first_name", "S" },
  { "customer", "last_name", "S" },
  { "customer", "phone", "S" },
  { "customer", "email", "S" },
  { "customer", "city", "S" },
  { "customer", "country", "S" },
  { "customer", "gender", "S" },
  { "customer", "updated_at", "S" },
  { "customer", "first_seen", "S" },
  { "customer", "birthday", "S" },
  { "customer", "blocked", "S" },
  { "customer", "note", "OMA" },
  { "customer", "groups", "S" },
  { "product", "name", "S" },
  { "product", "sku", "S" },
  { "product", "price", "S" },
  { "product", "sale_price", "S" },
  { "product", "sale_end", "S" },
  { "product", "cost_price", "S" },
  { "product", "own_cost", "OM" },
  { "product", "currency", "S" },
  { "product", "quantity", "S" },
  { "product", "status", "S" },
  { "product", "type", "S" },
  { "product", "thumbnail", "S" },
  { "product", "url", "S" },
  { "product", "sold", "S" },
  { "product", "views", "S" },
  { "product", "rating", "S" },
  { "product", "rating_count", "S" },
  { "product", "updated_at", "S" },
  { "product", "brand", "S" },
  { "product", "categories", "S" },
  { "category", "name", "S" },
  { "category", "parent", "S" },
  { "category", "status", "S" },
  { "category", "position", "S" },
  { "coupon", "code", "SOMK" },
  { "coupon", "status", "SOMK" },
  { "coupon", "type", "SOMK" },
  { "coupon", "percent", "SOMK" },
  { "coupon", "amount", "SOMK" },
  { "coupon", "maximum", "SOMK" },
  { "coupon", "minimum", "SOMK" },
  { "coupon", "currency", "SOMK" },
  { "coupon", "start", "SOMK" },
  { "coupon", "expiry", "SOMK" },
  { "coupon", "usage_limit", "SOMK" },
  { "coupon", "usage_limit_per_user", "SOMK" },
  { "coupon", "free_shipping", "SOMK" },
  { "coupon", "exclude_sale", "SOMK" },
  { "coupon", "show_maximum", "SOMK" },
  { "coupon", "with_offers", "SOMK" },
  { "coupon", "applied_in", "SOMK" },
  { "coupon", "beneficiary_domain", "SOMK" },
  { "coupon", "is_group", "SOMK" },
  { "coupon", "group_name", "SOMK" },
  { "coupon", "group_suffix", "SOMK" },
  { "coupon", "group_count", "SOMK" },
  { "coupon", "marketing", "SOM" },
  { "coupon", "marketing_name", "SOM" },
  { "coupon", "marketing_type", "SOM" },
  { "coupon", "marketing_percent", "SOM" },
  { "coupon", "marketing_amount", "SOM" },
  { "coupon", "marketing_maximum", "SOM" },
  { "coupon", "marketing_show_maximum", "SOM" },
  { "coupon", "marketing_hide_sales", "SOM" },
  { "coupon", "marketing_info", "SOMK" },
  { "coupon", "batch", "OMK" },
  { "coupon", "marketing_visits", "S" },
  { "coupon", "marketing_url", "S" },
  { "coupon", "statistics_url", "S" },
  { "coupon", "uses", "S" },
  { "coupon", "customers_count", "S" },
  { "coupon", "sales", "S" },
  { "coupon", "created_at", "S" },
  { "coupon", "updated_at", "S" },
  { "coupon", "targets", "SOMK" },
  { "coupon", "payment_methods", "SOMK" },
  { "coupon", "customers", "S" },
  { "coupon", "codes", "S" },
  { "coupon", "given", "OMK" },
  { "cart", "customer", "S" },
  { "cart", "name", "S" },
  { "cart", "phone", "S" },
  { "cart", "email", "S" },
  { "cart", "city", "S" },
  { "cart", "total", "S" },
  { "cart", "subtotal", "S" },
  { "cart", "discount", "S" },
  { "cart", "currency", "S" },
  { "cart", "coupon", "S" },
  { "cart", "status", "S" },
  { "cart", "url", "S" },
  { "cart", "item_count", "S" },
  { "cart", "created_at", "S" },
  { "cart", "updated_at", "S" },
  { "cart", "followed_up_at", "OMA" },
  { "cart", "followed_up_by", "OMA" },
  { "cart", "items", "S" },
  { "contact", "name", "OMKA" },
  { "contact", "company", "OMKA" },
  { "contact", "phone", "OMKA" },
  { "contact", "email", "OMKA" },
  { "contact", "city", "OMKA" },
  { "contact", "stage", "OMKA" },
  { "contact", "source", "OMKA" },
  { "contact", "customer", "OMKA" },
  { "contact", "referred_by", "OMKA" },
  { "contact", "assignee", "OMKA" },
  { "contact", "consent", "OMKA" },
  { "contact", "consent_at", "OMKA" },
  { "contact", "note", "OMKA" },
  { "contact", "created_at", "OMKA" },
  { "contact", "extra", "OMKA" },
  { "contact", "tags", "OMKA" },
  { "task", "title", "OMA" },
  { "task", "due", "OMA" },
  { "task", "done", "OMA" },
  { "task", "done_at", "OMA" },
  { "task", "priority", "OMA" },
  { "task", "contact", "OMA" },
  { "task", "order", "OMA" },
  { "task", "assignee", "OMA" },
  { "task", "note", "OMA" },
  { "task", "extra", "OMA" },
  { "offer", "name", "SOMK" },
  { "offer", "message", "SOMK" },
  { "offer", "type", "SOMK" },
  { "offer", "status", "SOMK" },
  { "offer", "start", "SOMK" },
  { "offer", "expiry", "SOMK" },
  { "offer", "applied_to", "SOMK" },
  { "offer", "channel", "SOMK" },
  { "offer", "with_coupon", "SOMK" },
  { "offer", "currency", "SOMK" },
  { "offer", "minimum", "SOMK" },
  { "offer", "minimum_items", "SOMK" },
  { "offer", "buy_type", "SOMK" },
  { "offer", "buy_quantity", "SOMK" },
  { "offer", "get_type", "SOMK" },
  { "offer", "get_quantity", "SOMK" },
  { "offer", "discount_type", "SOMK" },
  { "offer", "percent", "SOMK" },
  { "offer", "amount", "SOMK" },
  { "offer", "price", "SOMK" },
  { "offer", "price_quantity", "SOMK" },
  { "offer", "based_on", "SOMK" },
  { "offer", "apply_type", "SOMK" },
  { "offer", "with_current_cart", "SOMK" },
  { "offer", "exclude_sale", "SOMK" },
  { "offer", "select_by", "SOMK" },
  { "offer", "show_price", "SOMK" },
  { "offer", "show_table", "SOMK" },
  { "offer", "buy", "SOMK" },
  { "offer", "get", "SOMK" },
  { "offer", "audience", "SOMK" },
  { "offer", "payment_methods", "SOMK" },
  { "offer", "tiers", "SOMK" },
  { "review", "type", "S" },
  { "review", "rating", "S" },
  { "review", "content", "S" },
  { "review", "customer", "S" },
  { "review", "customer_name", "S" },
  { "review", "product", "S" },
  { "review", "order", "S" },
  { "review", "reference", "S" },
  { "review", "published", "S" },
  { "review", "likes", "S" },
  { "review", "reply", "S" },
  { "review", "created_at", "S" },
  { "group", "name", "SOMK" },
  { "group", "conditions", "SOMK" },
  { "group", "payment_methods", "SOMK" },
  { "group", "shipping", "SOMK" },
  { "brand", "name", "S" },
  { "brand", "logo", "S" },
  { "brand", "banner", "S" },
  { "brand", "description", "S" },
  { "employee", "name", "S" },
  { "employee", "email", "S" },
  { "employee", "phone", "S" },
  { "employee", "role", "S" },
  { "employee", "status", "S" },
  { "employee", "roles", "S" },
  { "status", "name", "S" },
  { "status", "type", "S" },
  { "status", "slug", "S" },
  { "status", "position", "S" },
  { "status", "icon", "S" },
  { "status", "active", "S" },
  { "status", "parent", "S" },
  { "status", "original", "S" },
  { "order_event", "order", "S" },
  { "order_event", "status", "S" },
  { "order_event", "status_id", "S" },
  { "order_event", "status_name", "S" },
  { "order_event", "note", "S" },
  { "order_event", "created_at", "S" },
  { "feature", "name", "OM" },
  { "feature", "on", "OM" },
  { "feature", "since", "OM" },
  { "feature", "settings", "OM" },
  { "notice", "key", "" },
  { "notice", "feature", "" },
  { "notice", "what", "" },
  { "notice", "record", "" },
  { "notice", "amount", "" },
  { "notice", "currency", "" },
  { "notice", "at", "" },
  { "draft", "entity", "OMK" },
  { "draft", "record", "OMK" },
  { "draft", "title", "OMK" },
  { "draft", "typed", "OMK" },
  { "draft", "saved_at", "OMK" },
  { "code_batch", "name", "OMK" },
  { "code_batch", "way", "OMK" },
  { "code_batch", "alphabet", "OMK" },
  { "code_batch", "prefix", "OMK" },
  { "code_batch", "length", "OMK" },
  { "code_batch", "check_letter", "OMK" },
  { "code_batch", "speakable", "OMK" },
  { "code_batch", "wanted", "OMK" },
  { "code_batch", "created_at", "OMK" },
};

static const char role_letters[] = "SOMKAV";

static void
test_verbs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (verb_rows); i++) {
    const NomoEntity *entity = nomo_domain_find (verb_rows[i].entity);

    for (NomoRole role = 0; role < NOMO_N_ROLES; role++)
      for (guint verb = 0; verb < G_N_ELEMENTS (verbs); verb++) {
        g_test_message ("%s %c %c", verb_rows[i].entity, role_letters[role], "cude"[verb]);
        g_assert_cmpint (nomo_entity_allows (entity, role, verbs[verb]), ==,
                         strchr (verb_rows[i].verbs[role], "cude"[verb]) != NULL);
      }
  }
}

/* Whether somebody may write it in a record that Salla or somebody else has made. */
static gboolean
may_write (const NomoEntity *entity, NomoRole role, const char *name)
{
  int field = nomo_entity_find_field (entity, name);
  int part = nomo_entity_find_part (entity, name);

  g_assert_cmpint (field >= 0, !=, part >= 0);
  return nomo_entity_allows (entity, role, NOMO_VERB_UPDATE) &&
         (field >= 0 ? nomo_entity_allows_field (entity, role, (guint) field)
                     : nomo_entity_allows_part (entity, role, (guint) part));
}

static void
test_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_rows); i++)
    for (NomoRole role = 0; role < NOMO_N_ROLES; role++) {
      g_test_message ("%s.%s %c", field_rows[i].entity, field_rows[i].field, role_letters[role]);
      g_assert_cmpint (may_write (nomo_domain_find (field_rows[i].entity), role, field_rows[i].field), ==,
                       strchr (field_rows[i].roles, role_letters[role]) != NULL);
    }
}

static gboolean
has_row (const char *entity, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_rows); i++)
    if (g_str_equal (field_rows[i].entity, entity) && g_str_equal (field_rows[i].field, field))
      return TRUE;
  return FALSE;
}

static void
test_whole (void)
{
  guint n_entities = 0;

  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++, n_entities++) {
    g_assert_cmpstr (verb_rows[n_entities].entity, ==, (*entity)->name);
    for (guint i = 0; i < (*entity)->n_fields; i++) {
      g_test_message ("%s.%s", (*entity)->name, (*entity)->fields[i].name);
      g_assert_true (has_row ((*entity)->name, (*entity)->fields[i].name));
    }
    for (guint i = 0; i < (*entity)->n_parts; i++)
      g_assert_true (has_row ((*entity)->name, (*entity)->parts[i].name));
  }
  g_assert_cmpuint (n_entities, ==, G_N_ELEMENTS (verb_rows));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access/whole", test_whole);
  g_test_add_func ("/access/verbs", test_verbs);
  g_test_add_func ("/access/fields", test_fields);
  return g_test_run ();
}
