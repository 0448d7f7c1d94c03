#include "config.h"

#include "nomo-demo-coupons-list.h"

#include "nomo-demo-coupon.h"
#include "nomo-demo-list.h"
#include "nomo-text.h"

#include <string.h>

#define RIYAL      "SAR"
#define TOLD_CODES 15

static void
write_limit (NomoDemoJson *json, const char *name, guint limit)
{
  if (limit > 0)
    nomo_demo_json_int (json, name, limit);
  else
    nomo_demo_json_null (json, name);
}

/* An amount is money even when it is a percentage. */
static void
write_terms (NomoDemoJson *json, const NomoDemoCoupon *coupon, gboolean odd)
{
  nomo_demo_json_string (json, "type", odd ? "camel_race" : coupon->type);
  nomo_demo_json_string (json, "status", coupon->inactive ? "inactive" : "active");
  if (coupon->with_offer >= 0)
    nomo_demo_json_bool (json, "is_apply_with_offer", coupon->with_offer);
  else
    nomo_demo_json_null (json, "is_apply_with_offer");
  if (odd)
    nomo_demo_json_null (json, "amount");
  else
    nomo_demo_json_money (json, "amount", coupon->amount, RIYAL);
  if (coupon->minimum > 0)
    nomo_demo_json_money (json, "minimum_amount", coupon->minimum, RIYAL);
  else
    nomo_demo_json_null (json, "minimum_amount");
  nomo_demo_json_money (json, "maximum_amount", coupon->maximum, RIYAL);
  nomo_demo_json_bool (json, "show_maximum_amount", coupon->show_maximum);
  nomo_demo_json_local (json, "expiry_date", coupon->ends);
  nomo_demo_json_local (json, "start_date", coupon->starts);
  nomo_demo_json_bool (json, "free_shipping", coupon->free_shipping);
  write_limit (json, "usage_limit", coupon->limit);
  write_limit (json, "usage_limit_per_user", coupon->limit_per_user);
}

/* Ids in these lists are strings at Salla, always. */
static void
write_ids (NomoDemoJson *json, const char *name, const NomoDemoCoupon *coupon, NomoDemoCouponList list)
{
  gint64 id;

  nomo_demo_json_begin_array (json, name);
  for (guint i = 0; (id = nomo_demo_coupon_get_listed (coupon, list, i)) != 0; i++)
    nomo_demo_json_text_id (json, NULL, id);
  nomo_demo_json_end_array (json);
}

static void
write_payment_methods (NomoDemoJson *json, const NomoDemoCoupon *coupon)
{
  static const char *const all[] = { "all", NULL };
  const char *const *words = coupon->payment_methods != NULL ? coupon->payment_methods : all;

  nomo_demo_json_begin_array (json, "include_payment_methods");
  for (guint i = 0; words[i] != NULL; i++)
    nomo_demo_json_string (json, NULL, words[i]);
  nomo_demo_json_end_array (json);
}

static void
write_limits (NomoDemoJson *json, const NomoDemoCoupon *coupon)
{
  write_ids (json, "include_product_ids", coupon, NOMO_DEMO_INCLUDE_PRODUCTS);
  write_ids (json, "exclude_product_ids", coupon, NOMO_DEMO_EXCLUDE_PRODUCTS);
  nomo_demo_json_bool (json, "is_sale_products_exclude", coupon->exclude_sale);
  write_ids (json, "include_category_ids", coupon, NOMO_DEMO_INCLUDE_CATEGORIES);
  write_ids (json, "exclude_category_ids", coupon, NOMO_DEMO_EXCLUDE_CATEGORIES);
  write_ids (json, "include_customer_group_ids", coupon, NOMO_DEMO_INCLUDE_GROUPS);
  write_ids (json, "exclude_customer_group_ids", coupon, NOMO_DEMO_EXCLUDE_GROUPS);
  write_ids (json, "exclude_brands_ids", coupon, NOMO_DEMO_EXCLUDE_BRANDS);
  write_ids (json, "exclude_shipping_ids", coupon, NOMO_DEMO_EXCLUDE_SHIPPING);
  nomo_demo_json_empty_array (json, "include_customer_ids");
  write_payment_methods (json, coupon);
  nomo_demo_json_string (json, "applied_in", coupon->applied_in);
}

/* Salla does not say how many a coupon tells; all of them are a list of their own. */
static void
write_children (NomoDemoJson *json, const NomoDemoCoupon *coupon, NomoDemoShop *shop)
{
  nomo_demo_json_begin_array (json, "group_coupons");
  for (guint i = 0; i < MIN (coupon->n_codes, TOLD_CODES); i++) {
    g_autofree char *code = nomo_demo_coupon_dup_child (coupon, shop, i);

    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_string (json, "code", code);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_group (NomoDemoJson *json, const NomoDemoCoupon *coupon, NomoDemoShop *shop)
{
  nomo_demo_json_bool (json, "is_group", coupon->n_codes > 0);
  nomo_demo_json_string (json, "group_name", coupon->group_name);
  write_limit (json, "group_coupons_count", coupon->n_codes);
  nomo_demo_json_string (json, "group_coupon_suffix", coupon->n_codes > 0 ? coupon->code : NULL);
  if (coupon->n_codes > 0)
    write_children (json, coupon, shop);
  else
    nomo_demo_json_null (json, "group_coupons");
  nomo_demo_json_string (json, "beneficiary_domain", coupon->domain);
}

static void
write_statistics (NomoDemoJson *json, const NomoDemoCoupon *coupon)
{
  nomo_demo_json_begin_object (json, "statistics");
  nomo_demo_json_int (json, "num_of_usage", coupon->uses.orders);
  nomo_demo_json_int (json, "num_of_customers", coupon->uses.customers);
  nomo_demo_json_money (json, "coupon_sales", coupon->uses.sales, RIYAL);
  nomo_demo_json_end_object (json);
}

static void
write_marketer (NomoDemoJson *json, const NomoDemoCoupon *coupon)
{
  static const char *const empty[] = { "marketing_type", "marketing_amount", "marketing_visits_count", "marketing_url",
                                       "marketing_statistics_url" };
  const NomoDemoMarketer *marketer = &coupon->marketer;
  gboolean active = marketer->name != NULL;

  nomo_demo_json_bool (json, "marketing_active", active);
  nomo_demo_json_string (json, "marketing_name", marketer->name);
  nomo_demo_json_bool (json, "marketing_hide_total_sales", marketer->hide_total);
  nomo_demo_json_bool (json, "marketing_show_maximum_amount", marketer->show_maximum);
  if (marketer->maximum > 0)
    nomo_demo_json_decimal (json, "marketing_maximum_amount", marketer->maximum, RIYAL);
  else
    nomo_demo_json_null (json, "marketing_maximum_amount");
  nomo_demo_json_string (json, "marketing_info", marketer->info);
  for (guint i = 0; i < G_N_ELEMENTS (empty) && !active; i++)
    nomo_demo_json_null (json, empty[i]);
  if (!active)
    return;
  nomo_demo_json_string (json, "marketing_type", marketer->type);
  nomo_demo_json_money (json, "marketing_amount", marketer->amount, RIYAL);
  nomo_demo_json_int (json, "marketing_visits_count", marketer->visits);
  nomo_demo_json_printf (json, "marketing_url", NOMO_DEMO_DOMAIN "?utm_source=ref&utm_campaign=%s", coupon->code);
  nomo_demo_json_printf (json, "marketing_statistics_url", NOMO_DEMO_DOMAIN "/statistics/%s", coupon->code);
}

/**
 * nomo_demo_coupon_write:
 * @call: a request
 * @index: which coupon
 * @name: (nullable): the member's name
 * @json: where to
 */
void
nomo_demo_coupon_write (NomoDemoCall *call, guint index, const char *name, NomoDemoJson *json)
{
  gboolean odd = nomo_demo_json_is_odd (json) && index % 3 == 0;
  NomoDemoCoupon coupon;

  nomo_demo_coupon_fill (&coupon, call->demo->shop, index, call->now);
  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", coupon.id);
  nomo_demo_json_string (json, "code", coupon.code);
  write_terms (json, &coupon, odd);
  write_limits (json, &coupon);
  write_group (json, &coupon, call->demo->shop);
  if (odd)
    nomo_demo_json_empty_array (json, "statistics");
  else
    write_statistics (json, &coupon);
  nomo_demo_json_date (json, "created_at", coupon.created);
  nomo_demo_json_date (json, "updated_at", coupon.updated);
  write_marketer (json, &coupon);
  nomo_demo_json_end_object (json);
}

static gboolean
has_words (const NomoDemoCoupon *coupon, const char *folded)
{
  g_autofree char *all = g_strjoin (" ", coupon->code, coupon->group_name != NULL ? coupon->group_name : "",
                                    coupon->marketer.name != NULL ? coupon->marketer.name : "", NULL);
  g_autofree char *known = nomo_text_fold (all);

  return strstr (known, folded) != NULL;
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  nomo_demo_coupon_write (call, g_array_index ((GArray *) data, guint, place), NULL, json);
}

/**
 * nomo_demo_coupons_list:
 * @call: `GET /coupons`
 * @unused: nothing
 *
 * Answers a page of coupons, newest first.
 */
void
nomo_demo_coupons_list (NomoDemoCall *call, gint64 unused)
{
  g_autofree char *folded = nomo_demo_list_dup_keyword (call);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = nomo_demo_coupons_get_n (call->demo->shop); i-- > 0;) {
    NomoDemoCoupon coupon;

    nomo_demo_coupon_fill (&coupon, call->demo->shop, i, call->now);
    if (!nomo_demo_shop_has_lost (call->demo->shop, NOMO_DEMO_COUPONS, i) &&
        (folded == NULL || has_words (&coupon, folded)))
      g_array_append_val (found, i);
  }
  nomo_demo_list_answer (call, found->len, write_row, found);
}

static void
write_code (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  const NomoDemoCoupon *coupon = data;
  g_autofree char *code = nomo_demo_coupon_dup_child (coupon, call->demo->shop, place);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", coupon->id * 1000 + place);
  nomo_demo_json_string (json, "code", code);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_coupons_list_codes:
 * @call: `GET /coupons/codes?coupon_id={id}`
 * @unused: nothing
 *
 * Answers a page of the codes of a group; a coupon that is none has no codes.
 */
void
nomo_demo_coupons_list_codes (NomoDemoCall *call, gint64 unused)
{
  gint64 id = nomo_demo_call_get_int (call, "coupon_id", -1);
  NomoDemoCoupon coupon;
  guint index;

  if (id < 0)
    nomo_demo_call_fail_fields (call, "coupon_id", "رقم الكوبون مطلوب");
  else if (!nomo_demo_coupon_find (call->demo->shop, id, &index))
    nomo_demo_call_fail_missing (call);
  else {
    nomo_demo_coupon_fill (&coupon, call->demo->shop, index, call->now);
    nomo_demo_list_answer (call, coupon.n_codes, write_code, &coupon);
  }
}

/**
 * nomo_demo_coupons_get:
 * @call: `GET /coupons/{id}`
 * @id: the id
 */
void
nomo_demo_coupons_get (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json;
  guint index;

  if (!nomo_demo_coupon_find (call->demo->shop, id, &index)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_coupon_write (call, index, "data", json);
  nomo_demo_call_end (call, json);
}
