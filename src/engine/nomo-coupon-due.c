#include "config.h"

#include "nomo-coupon-due.h"

#include "nomo-calendar.h"
#include "nomo-coupon.h"
#include "nomo-feature.h"
#include "nomo-field-words.h"
#include "nomo-lexer.h"
#include "nomo-promotion.h"

#define MOST 5000

/* So many names make a filter; it says which of a list are meant. */
#define MOST_NAMES 200

/**
 * nomo_coupon_due_clear:
 * @self: coupons
 */
void
nomo_coupon_due_clear (NomoCouponDue *self)
{
  g_clear_pointer (&self->ending, g_ptr_array_unref);
  g_clear_pointer (&self->running_out, g_ptr_array_unref);
}

static gboolean
is_running_out (const NomoRecord *coupon, gint64 percent)
{
  gint64 limit = nomo_record_get_int (coupon, COUPON_USAGE_LIMIT);

  return nomo_record_get_int (coupon, COUPON_IS_GROUP) == 0 && limit > 0 &&
         nomo_record_get_int (coupon, COUPON_USES) * 100 >= limit * percent;
}

static NomoQuery *
create_query (gint64 now)
{
  NomoQuery *query = nomo_query_new (nomo_coupon_entity ());

  nomo_query_where (query, COUPON_STATUS, NOMO_OP_EQ, "active", NULL);
  nomo_query_where_int (query, COUPON_EXPIRY, NOMO_OP_GE, now);
  nomo_query_where (query, COUPON_BATCH, NOMO_OP_EMPTY, NULL, NULL);
  nomo_query_sort (query, COUPON_EXPIRY, FALSE);
  return query;
}

static GPtrArray *
list (NomoStore *store, NomoQuery *query, gint64 now, gint64 percent, gint64 after, GError **error)
{
  g_autoptr (GPtrArray) coupons = nomo_store_list_rows (store, query, 0, MOST, error);

  for (guint i = coupons != NULL ? coupons->len : 0; i-- > 0;) {
    const NomoRecord *coupon = coupons->pdata[i];

    if (nomo_promotion_get_state (coupon, now) != NOMO_PROMOTION_RUNNING ||
        (percent > 0 && !is_running_out (coupon, percent)) || nomo_record_get_int (coupon, COUPON_EXPIRY) <= after)
      g_ptr_array_remove_index (coupons, i);
  }
  return g_steal_pointer (&coupons);
}

/**
 * nomo_coupon_due_read:
 * @store: a store
 * @days: how many days before its last day a coupon is near its end
 * @percent: of how much of its limit few uses are left
 * @now: UTC milliseconds
 * @due: (out caller-allocates): what is found
 * @error: return location
 *
 * Of a group nobody knows how much is left of each code. The codes of a batch are no coupons to look after one by one. Blocks.
 *
 * Returns: %TRUE unless it failed, which leaves @due empty
 */
gboolean
nomo_coupon_due_read (NomoStore *store, gint64 days, gint64 percent, gint64 now, NomoCouponDue *due, GError **error)
{
  int last = nomo_day_of (now, nomo_calendar_riyadh ()) + (int) days;
  gint64 end = nomo_day_start (last + 1, nomo_calendar_riyadh ()) - 1;
  g_autoptr (NomoQuery) ending = create_query (now);
  g_autoptr (NomoQuery) used = create_query (now);

  nomo_query_where_int (ending, COUPON_EXPIRY, NOMO_OP_LE, end);
  nomo_query_where_int (used, COUPON_USAGE_LIMIT, NOMO_OP_GT, 0);
  nomo_query_where_int (used, COUPON_USES, NOMO_OP_GT, 0);
  *due = (NomoCouponDue) { list (store, ending, now, 0, 0, error), NULL };
  if (due->ending != NULL)
    due->running_out = list (store, used, now, percent, end, error);
  if (due->running_out == NULL)
    nomo_coupon_due_clear (due);
  return due->running_out != NULL;
}

/**
 * nomo_coupon_due_read_wanted:
 * @store: a store
 * @now: UTC milliseconds
 * @due: (out caller-allocates): what is found: nothing as long as the coupon watch is off
 * @error: return location
 *
 * Reads what the coupon watch is set to look for. Blocks.
 *
 * Returns: %TRUE unless it failed, which leaves @due empty
 */
gboolean
nomo_coupon_due_read_wanted (NomoStore *store, gint64 now, NomoCouponDue *due, GError **error)
{
  const NomoFeatureKind *kind = &nomo_feature_kinds ()[NOMO_FEATURE_COUPONS];
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_feature_entity ());
  g_autoptr (GPtrArray) features = NULL;
  gint64 values[NOMO_FEATURE_MAX_SETTINGS];

  *due = (NomoCouponDue) { NULL, NULL };
  nomo_query_where (query, FEATURE_NAME, NOMO_OP_EQ, kind->name, NULL);
  features = nomo_store_list (store, query, 0, 1, error);
  if (features == NULL)
    return FALSE;
  if (features->len == 0 || nomo_record_get_int (features->pdata[0], FEATURE_ON) == 0)
    return TRUE;
  nomo_settings_read_kept (kind->settings, kind->n_settings,
                           nomo_record_get_text (features->pdata[0], FEATURE_SETTINGS), NOMO_USUAL_CURRENCY, values);
  return nomo_coupon_due_read (store, values[COUPONS_DAYS], values[COUPONS_PERCENT], now, due, error);
}

/**
 * nomo_coupon_due_get_name:
 * @coupon: a coupon
 *
 * Returns: (nullable): its code, of a group its name
 */
const char *
nomo_coupon_due_get_name (const NomoRecord *coupon)
{
  const char *code = nomo_record_get_text (coupon, COUPON_CODE);

  return code != NULL ? code : nomo_record_get_text (coupon, COUPON_GROUP_NAME);
}

/* What one of them is called by: a group has no code. */
static gboolean
is_named_by (const NomoRecord *coupon, guint field)
{
  return !nomo_record_is_null (coupon, field) && (field == COUPON_CODE || nomo_record_is_null (coupon, COUPON_CODE));
}

static void
append_names (GString *names, GPtrArray *coupons, guint field, guint *n)
{
  for (guint i = 0; coupons != NULL && i < coupons->len && *n < MOST_NAMES; i++) {
    if (!is_named_by (coupons->pdata[i], field))
      continue;
    g_string_append (names, names->len > 0 ? ", " : "");
    nomo_lexer_append_value (names, nomo_record_get_text (coupons->pdata[i], field));
    (*n)++;
  }
}

/**
 * nomo_coupon_due_dup_filter:
 * @first: (nullable) (element-type NomoRecord): coupons
 * @second: (nullable) (element-type NomoRecord): others
 *
 * Returns: (transfer full): the filter that lists them by their names, "" for none; of very many the first
 */
char *
nomo_coupon_due_dup_filter (GPtrArray *first, GPtrArray *second)
{
  static const guint fields[] = { COUPON_CODE, COUPON_GROUP_NAME };
  GString *filter = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (GString) names = g_string_new (NULL);

    append_names (names, first, fields[i], &n);
    append_names (names, second, fields[i], &n);
    if (names->len > 0)
      g_string_append_printf (filter, "%s%s in (%s)", filter->len > 0 ? " or " : "",
                              nomo_coupon_entity ()->fields[fields[i]].name, names->str);
  }
  return g_string_free (filter, FALSE);
}
