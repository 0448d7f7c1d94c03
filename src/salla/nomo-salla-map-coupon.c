#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-coupon.h"
#include "nomo-json.h"
#include "nomo-salla-time.h"

/* A coupon under construction. What narrows it down is null where there is no such bound, so a bound that cannot be read is
 * not null: it makes the row unreadable. Else the coupon would be shown, and perhaps sent back, as one without bounds. */
typedef struct {
  NomoRecordBuilder *builder;
  JsonNode *row;
  char *currency;
  gboolean percentage;
  gboolean group;
} Mapping;

static void
mapping_clear (Mapping *self)
{
  g_clear_pointer (&self->builder, nomo_builder_free);
  g_clear_pointer (&self->currency, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mapping, mapping_clear)

static gboolean
tells (const Mapping *self, const char *path)
{
  return nomo_json_get (self->row, path) != NULL;
}

static gboolean
is_any_of (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (text, *words) == 0)
      return TRUE;
  return FALSE;
}

/* Salla takes several words for each kind, and may give back what it was given. */
static char *
dup_type (JsonNode *row, const char *path)
{
  static const char *const percentage[] = { "percentage", "p", NULL };
  static const char *const fixed[] = { "fixed", "f", NULL };
  g_autofree char *text = _nomo_map_dup_text (row, path);

  if (text != NULL && is_any_of (text, percentage))
    return g_strdup ("percentage");
  if (text != NULL && is_any_of (text, fixed))
    return g_strdup ("fixed");
  return g_steal_pointer (&text);
}

typedef struct {
  const char *type_path;
  const char *amount_path;
  guint type;
  guint percent;
  guint amount;
} Share;

static const Share discount = { "type", "amount", COUPON_TYPE, COUPON_PERCENT, COUPON_AMOUNT };
static const Share commission = { "marketing_type", "marketing_amount", COUPON_MARKETING_TYPE, COUPON_MARKETING_PERCENT,
                                  COUPON_MARKETING_AMOUNT };

/* Nothing is Salla's other word for 0: a coupon may give free shipping and no more. */
static gboolean
is_nothing (const Mapping *self, const char *path)
{
  g_autofree char *amount = nomo_json_dup_decimal (self->row, path);

  return amount == NULL && tells (self, path);
}

/* Percentages come as if they were money. Returns whether it is one. */
static gboolean
set_share (const Mapping *self, const Share *share)
{
  g_autofree char *type = dup_type (self->row, share->type_path);
  gboolean percentage = g_strcmp0 (type, "percentage") == 0;
  gboolean nothing = is_nothing (self, share->amount_path);
  gint64 number = 0;

  if (!tells (self, share->type_path))
    return FALSE;
  nomo_builder_set_text (self->builder, share->type, type);
  nomo_builder_set_null (self->builder, share->percent);
  nomo_builder_set_null (self->builder, share->amount);
  if (percentage && _nomo_map_read_hundredths (self->row, share->amount_path, &number))
    nomo_builder_set_int (self->builder, share->percent, number);
  else if (type != NULL && !percentage &&
           (nothing || _nomo_map_read_amount (self->row, share->amount_path, self->currency, &number)))
    nomo_builder_set_int (self->builder, share->amount, number);
  return percentage;
}

/* null and 0 are both no bound. Returns FALSE when there is one that cannot be read. */
static gboolean
read_bound (const Mapping *self, const char *path, gint64 *minor)
{
  g_autofree char *amount = nomo_json_dup_decimal (self->row, path);

  *minor = 0;
  return amount == NULL || _nomo_map_read_amount (self->row, path, self->currency, minor);
}

static gboolean
set_bound (const Mapping *self, guint field, const char *path)
{
  return _nomo_map_set_bound (self->builder, field, self->row, path, self->currency);
}

/* Every percentage has one, be it 0. */
static gboolean
set_maximum (const Mapping *self)
{
  gint64 minor = 0;

  nomo_builder_set_null (self->builder, COUPON_MAXIMUM);
  if (!self->percentage)
    return TRUE;
  if (!read_bound (self, "maximum_amount", &minor))
    return FALSE;
  nomo_builder_set_int (self->builder, COUPON_MAXIMUM, minor);
  return TRUE;
}

static gboolean
set_bounds (const Mapping *self, GError **error)
{
  if (!set_maximum (self) || !set_bound (self, COUPON_MINIMUM, "minimum_amount") ||
      !set_bound (self, COUPON_MARKETING_MAXIMUM, "marketing_maximum_amount"))
    return _nomo_map_refuse (error, "an amount that is not readable");
  if (!_nomo_map_set_limit (self->builder, COUPON_USAGE_LIMIT, self->row, "usage_limit") ||
      !_nomo_map_set_limit (self->builder, COUPON_USAGE_LIMIT_PER_USER, self->row, "usage_limit_per_user"))
    return _nomo_map_refuse (error, "a usage limit that is not readable");
  if (!_nomo_map_set_moment (self->builder, COUPON_START, self->row, "start_date"))
    return _nomo_map_refuse (error, "a beginning that is not readable");
  return TRUE;
}

static gboolean
set_expiry (const Mapping *self, GError **error)
{
  gint64 ms = 0;

  if (!nomo_salla_time_read (self->row, "expiry_date", &ms))
    return _nomo_map_refuse (error, "no readable expiry");
  nomo_builder_set_int (self->builder, COUPON_EXPIRY, ms);
  return TRUE;
}

/* What is told as the code of a group is its suffix. */
static void
set_group (const Mapping *self)
{
  _nomo_map_set_text (self->builder, COUPON_CODE, self->row, "code");
  _nomo_map_set_bool (self->builder, COUPON_IS_GROUP, self->row, "is_group");
  _nomo_map_set_text (self->builder, COUPON_GROUP_NAME, self->row, "group_name");
  _nomo_map_set_count (self->builder, COUPON_GROUP_COUNT, self->row, "group_coupons_count");
  if (!self->group) {
    _nomo_map_set_text (self->builder, COUPON_GROUP_SUFFIX, self->row, "group_coupon_suffix");
    return;
  }
  nomo_builder_set_null (self->builder, COUPON_CODE);
  _nomo_map_copy_text (self->builder, COUPON_GROUP_SUFFIX, self->row, "code");
  _nomo_map_copy_text (self->builder, COUPON_GROUP_SUFFIX, self->row, "group_coupon_suffix");
}

static void
set_rules (const Mapping *self)
{
  _nomo_map_set_text (self->builder, COUPON_STATUS, self->row, "status");
  _nomo_map_set_bool (self->builder, COUPON_FREE_SHIPPING, self->row, "free_shipping");
  _nomo_map_set_bool (self->builder, COUPON_EXCLUDE_SALE, self->row, "is_sale_products_exclude");
  _nomo_map_set_bool (self->builder, COUPON_SHOW_MAXIMUM, self->row, "show_maximum_amount");
  _nomo_map_set_bool (self->builder, COUPON_WITH_OFFERS, self->row, "is_apply_with_offer");
  _nomo_map_set_text (self->builder, COUPON_APPLIED_IN, self->row, "applied_in");
  _nomo_map_set_text (self->builder, COUPON_BENEFICIARY_DOMAIN, self->row, "beneficiary_domain");
}

static void
set_marketing (const Mapping *self)
{
  static const char *const link[] = { "marketing_url", NULL };
  static const char *const figures[] = { "marketing_statistics_url", NULL };

  _nomo_map_set_bool (self->builder, COUPON_MARKETING, self->row, "marketing_active");
  _nomo_map_set_text (self->builder, COUPON_MARKETING_NAME, self->row, "marketing_name");
  _nomo_map_set_bool (self->builder, COUPON_MARKETING_SHOW_MAXIMUM, self->row, "marketing_show_maximum_amount");
  _nomo_map_set_bool (self->builder, COUPON_MARKETING_HIDE_SALES, self->row, "marketing_hide_total_sales");
  _nomo_map_set_text (self->builder, COUPON_MARKETING_INFO, self->row, "marketing_info");
  _nomo_map_set_count (self->builder, COUPON_MARKETING_VISITS, self->row, "marketing_visits_count");
  _nomo_map_copy_link (self->builder, COUPON_MARKETING_URL, self->row, link);
  _nomo_map_copy_link (self->builder, COUPON_STATISTICS_URL, self->row, figures);
  set_share (self, &commission);
}

static void
set_figures (const Mapping *self)
{
  _nomo_map_set_count (self->builder, COUPON_USES, self->row, "statistics.num_of_usage");
  _nomo_map_set_count (self->builder, COUPON_CUSTOMERS, self->row, "statistics.num_of_customers");
  _nomo_map_set_amount (self->builder, COUPON_SALES, self->row, "statistics.coupon_sales", self->currency);
  _nomo_map_set_time (self->builder, COUPON_CREATED_AT, self->row, "created_at");
  _nomo_map_set_time (self->builder, COUPON_UPDATED_AT, self->row, "updated_at");
}

/**
 * nomo_salla_map_coupon:
 * @row: a row of `/coupons`, or a whole coupon
 * @shop_currency: ISO code of the shop's currency
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id, an expiry, and what is taken off; and whatever bounds the coupon has must be readable, since without them it
 * would be another coupon. A group needs its name, suffix and number of codes, any other coupon its code. The codes of a
 * group are those that @row tells, if it tells any; nomo_salla_map_coupon_codes() adds others.
 *
 * Returns: (transfer full): Salla's image of the coupon, or %NULL
 */
NomoRecord *
nomo_salla_map_coupon (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_auto (Mapping) self = { .row = row, .group = nomo_json_get_bool (row, "is_group", FALSE) };
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  self.builder = nomo_record_build (nomo_coupon_entity (), id);
  self.currency = _nomo_map_dup_currency (row, "amount.currency", shop_currency);
  nomo_builder_set_as_of (self.builder, as_of);
  nomo_builder_set_text (self.builder, COUPON_CURRENCY, self.currency);
  self.percentage = set_share (&self, &discount);
  if (!set_bounds (&self, error) || !set_expiry (&self, error) || !_nomo_map_coupon_lists (self.builder, row, error))
    return NULL;
  set_group (&self);
  set_rules (&self);
  set_marketing (&self);
  set_figures (&self);
  return _nomo_map_end (g_steal_pointer (&self.builder), error);
}
