#include "config.h"

#include "nomo-calendar.h"
#include "nomo-coupon.h"
#include "nomo-money.h"
#include "nomo-salla-body.h"
#include "nomo-salla-write.h"

#include <libsoup/soup.h>

#define HUNDREDTHS 100

/* What is read by one name is written by another. */
static const struct {
  const char *name;
  NomoCouponTarget target;
} targets[] = {
  { "products_include", COUPON_INCLUDE_PRODUCT },         { "products_exclude", COUPON_EXCLUDE_PRODUCT },
  { "list_include_categories", COUPON_INCLUDE_CATEGORY }, { "list_exclude_categories", COUPON_EXCLUDE_CATEGORY },
  { "list_exclude_brands", COUPON_EXCLUDE_BRAND },        { "list_include_groups", COUPON_INCLUDE_GROUP },
  { "list_exclude_groups", COUPON_EXCLUDE_GROUP },        { "list_exclude_shipping", COUPON_EXCLUDE_SHIPPING },
};
G_STATIC_ASSERT (G_N_ELEMENTS (targets) == COUPON_N_TARGETS);

static void
add_text (NomoSallaBody *body, const char *name, const NomoRecord *coupon, guint field)
{
  const char *text = nomo_record_get_text (coupon, field);

  if (text != NULL && *text != '\0')
    nomo_salla_body_text (body, name, text);
}

static void
add_bool (NomoSallaBody *body, const char *name, const NomoRecord *coupon, guint field)
{
  nomo_salla_body_bool (body, name, nomo_record_get_int (coupon, field) != 0);
}

static void
add_limit (NomoSallaBody *body, const char *name, const NomoRecord *coupon, guint field)
{
  if (nomo_record_get_int (coupon, field) > 0)
    nomo_salla_body_int (body, name, nomo_record_get_int (coupon, field));
}

static void
add_money (NomoSallaBody *body, const char *name, const NomoRecord *coupon, guint field)
{
  g_autofree char *decimal =
      nomo_money_to_decimal (nomo_record_get_int (coupon, field), nomo_record_get_text (coupon, COUPON_CURRENCY));

  nomo_salla_body_number (body, name, decimal);
}

static void
add_percent (NomoSallaBody *body, const char *name, const NomoRecord *coupon, guint field)
{
  gint64 percent = nomo_record_get_int (coupon, field);
  g_autofree char *decimal =
      g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", percent / HUNDREDTHS, (int) (percent % HUNDREDTHS));

  nomo_salla_body_number (body, name, decimal);
}

/* In the clock of the shop, which Salla's has no word for. */
static void
add_moment (NomoSallaBody *body, const char *name, const NomoRecord *coupon, guint field)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *text = NULL;

  if (nomo_record_is_null (coupon, field))
    return;
  utc = g_date_time_new_from_unix_utc (nomo_record_get_int (coupon, field) / 1000);
  local = utc != NULL ? g_date_time_to_timezone (utc, nomo_calendar_riyadh ()) : NULL;
  text = local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : NULL;
  if (text != NULL)
    nomo_salla_body_text (body, name, text);
}

static gboolean
is_percentage (const NomoRecord *coupon, guint type)
{
  return g_strcmp0 (nomo_record_get_text (coupon, type), "percentage") == 0;
}

static void
add_discount (NomoSallaBody *body, const NomoRecord *coupon)
{
  add_text (body, "type", coupon, COUPON_TYPE);
  if (is_percentage (coupon, COUPON_TYPE)) {
    add_percent (body, "amount", coupon, COUPON_PERCENT);
    add_money (body, "maximum_amount", coupon, COUPON_MAXIMUM);
  } else {
    add_money (body, "amount", coupon, COUPON_AMOUNT);
  }
  if (!nomo_record_is_null (coupon, COUPON_MINIMUM))
    add_money (body, "minimum_amount", coupon, COUPON_MINIMUM);
}

/* Groups are born as such: nothing of that is said of one that Salla has. */
static void
add_code (NomoSallaBody *body, const NomoRecord *coupon, gboolean born)
{
  gboolean group = nomo_record_get_int (coupon, COUPON_IS_GROUP) != 0;

  add_text (body, "code", coupon, group ? COUPON_GROUP_SUFFIX : COUPON_CODE);
  nomo_salla_body_bool (body, "is_group", group);
  if (!group || !born)
    return;
  add_text (body, "group_name", coupon, COUPON_GROUP_NAME);
  add_text (body, "group_suffix", coupon, COUPON_GROUP_SUFFIX);
  add_limit (body, "group_coupons_count", coupon, COUPON_GROUP_COUNT);
}

static void
add_marketing (NomoSallaBody *body, const NomoRecord *coupon)
{
  add_bool (body, "marketing_active", coupon, COUPON_MARKETING);
  add_bool (body, "marketing_show_maximum_amount", coupon, COUPON_MARKETING_SHOW_MAXIMUM);
  add_bool (body, "marketing_hide_total_sales", coupon, COUPON_MARKETING_HIDE_SALES);
  add_text (body, "marketing_name", coupon, COUPON_MARKETING_NAME);
  add_text (body, "marketing_info", coupon, COUPON_MARKETING_INFO);
  add_text (body, "marketing_type", coupon, COUPON_MARKETING_TYPE);
  if (is_percentage (coupon, COUPON_MARKETING_TYPE))
    add_percent (body, "marketing_amount", coupon, COUPON_MARKETING_PERCENT);
  else if (!nomo_record_is_null (coupon, COUPON_MARKETING_AMOUNT))
    add_money (body, "marketing_amount", coupon, COUPON_MARKETING_AMOUNT);
  if (!nomo_record_is_null (coupon, COUPON_MARKETING_MAXIMUM))
    add_money (body, "marketing_maximum_amount", coupon, COUPON_MARKETING_MAXIMUM);
}

static void
add_targets (NomoSallaBody *body, const NomoRecord *coupon, const char *name, NomoCouponTarget wanted)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  NomoCouponTarget target;
  gint64 id;

  for (guint row = 0; row < nomo_record_count_part (coupon, COUPON_PART_TARGETS); row++)
    if (nomo_coupon_get_target (coupon, row, &target, &id) && target == wanted)
      g_ptr_array_add (ids, g_strdup_printf ("%" G_GINT64_FORMAT, id));
  nomo_salla_body_list (body, name, ids);
}

static void
add_methods (NomoSallaBody *body, const NomoRecord *coupon)
{
  g_autoptr (GPtrArray) methods = g_ptr_array_new ();

  for (guint row = 0; row < nomo_record_count_part (coupon, COUPON_PART_PAYMENT_METHODS); row++)
    g_ptr_array_add (
        methods, (gpointer) nomo_record_part_text (coupon, COUPON_PART_PAYMENT_METHODS, row, COUPON_PAYMENT_METHOD));
  if (methods->len == 0)
    g_ptr_array_add (methods, (gpointer) "all");
  nomo_salla_body_list (body, "payment_methods", methods);
}

static void
add_rules (NomoSallaBody *body, const NomoRecord *coupon)
{
  add_text (body, "status", coupon, COUPON_STATUS);
  add_moment (body, "start_date", coupon, COUPON_START);
  add_moment (body, "expiry_date", coupon, COUPON_EXPIRY);
  add_limit (body, "usage_limit", coupon, COUPON_USAGE_LIMIT);
  add_limit (body, "usage_limit_per_user", coupon, COUPON_USAGE_LIMIT_PER_USER);
  add_text (body, "applied_in", coupon, COUPON_APPLIED_IN);
  add_text (body, "beneficiary_domain", coupon, COUPON_BENEFICIARY_DOMAIN);
  add_bool (body, "free_shipping", coupon, COUPON_FREE_SHIPPING);
  add_bool (body, "exclude_sale_products", coupon, COUPON_EXCLUDE_SALE);
  add_bool (body, "show_maximum_amount", coupon, COUPON_SHOW_MAXIMUM);
  if (!nomo_record_is_null (coupon, COUPON_WITH_OFFERS))
    add_bool (body, "is_apply_with_offer", coupon, COUPON_WITH_OFFERS);
}

static GBytes *
make_body (const NomoRecord *coupon, gboolean born)
{
  NomoSallaBody *body = nomo_salla_body_new ();

  add_code (body, coupon, born);
  add_discount (body, coupon);
  add_rules (body, coupon);
  add_marketing (body, coupon);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    add_targets (body, coupon, targets[i].name, targets[i].target);
  add_methods (body, coupon);
  return nomo_salla_body_end (body);
}

/**
 * nomo_salla_write_coupon:
 * @coupon: a coupon as it is to be
 *
 * A change is the whole coupon, as Salla takes what is not said for its defaults, which is true for every yes or no. What bounds
 * nothing is left out.
 *
 * Returns: (transfer full): the request that makes, changes or deletes the coupon there
 */
NomoSallaWrite *
nomo_salla_write_coupon (const NomoRecord *coupon)
{
  NomoSallaWrite *self = g_new0 (NomoSallaWrite, 1);
  gint64 id = nomo_record_get_salla_id (coupon);

  self->path = id != 0 ? g_strdup_printf ("/coupons/%" G_GINT64_FORMAT, id) : g_strdup ("/coupons");
  self->method = id == 0 ? SOUP_METHOD_POST : nomo_record_is_deleted (coupon) ? SOUP_METHOD_DELETE : SOUP_METHOD_PUT;
  if (!nomo_record_is_deleted (coupon))
    self->body = make_body (coupon, id == 0);
  return self;
}
