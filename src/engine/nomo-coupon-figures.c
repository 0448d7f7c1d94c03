#include "config.h"

#include "nomo-coupon-figures.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-order-sums.h"
#include "nomo-order.h"
#include "nomo-promotion.h"
#include "nomo-store-scan.h"

/* A filter holds so many values at most. */
#define MOST_CODES 500

#define PACE_DAYS 7

typedef struct {
  NomoCouponFigures *figures;
  GHashTable *firsts; /* id of a customer → the moment of the first order with the coupon */
  int first_day;
  int last_used;
} Reading;

/* An order names the code that it used, which of a group is one of many. */
static NomoQuery *
create_query (const NomoRecord *coupon, guint first)
{
  guint n = MIN (nomo_record_count_part (coupon, COUPON_PART_CODES), first + MOST_CODES);
  const char *code = nomo_record_get_text (coupon, COUPON_CODE);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  NomoQuery *query = nomo_query_new (nomo_order_entity ());

  if (code != NULL)
    g_ptr_array_add (codes, (gpointer) code);
  for (guint i = first; code == NULL && i < n; i++)
    g_ptr_array_add (codes, (gpointer) nomo_record_part_text (coupon, COUPON_PART_CODES, i, COUPON_CHILD_CODE));
  if (codes->len == 0)
    nomo_query_where_among (query, TRUE, NULL, 0);
  g_ptr_array_add (codes, NULL);
  if (codes->len > 1)
    nomo_query_where_in (query, ORDER_COUPON, (const char *const *) codes->pdata, NULL);
  return query;
}

/**
 * nomo_coupon_figures_create_query:
 * @coupon: a coupon
 *
 * Returns: (transfer full): the orders that used it; of a group with more codes than a filter holds, those that used one of the
 *   first
 */
NomoQuery *
nomo_coupon_figures_create_query (const NomoRecord *coupon)
{
  return create_query (coupon, 0);
}

static gint64
sum_discounts (const NomoRecord *order)
{
  gint64 sum = 0;

  for (guint i = 0; i < nomo_record_count_part (order, ORDER_PART_DISCOUNTS); i++)
    if (nomo_order_discount_is_coupon (nomo_record_part_text (order, ORDER_PART_DISCOUNTS, i, ORDER_DISCOUNT_TYPE),
                                       nomo_record_part_text (order, ORDER_PART_DISCOUNTS, i, ORDER_DISCOUNT_CODE)))
      sum += nomo_record_part_int (order, ORDER_PART_DISCOUNTS, i, ORDER_DISCOUNT_AMOUNT);
  return sum;
}

static void
add_refund (NomoCouponFigures *figures, const NomoRecord *order)
{
  gint64 money = 0;

  if (nomo_record_get_int (order, ORDER_REFUNDED) == 0)
    return;
  if (nomo_record_is_null (order, ORDER_REFUNDED_AMOUNT) ||
      !nomo_order_to_shop_money (order, nomo_record_get_int (order, ORDER_REFUNDED_AMOUNT), &money))
    figures->unknown_refunds++;
  else
    figures->refunds += money;
}

static void
add_money (NomoCouponFigures *figures, const NomoRecord *order)
{
  gint64 discount = 0;

  figures->brief += nomo_record_get_int (order, ORDER_DETAILED) == 0;
  if (nomo_record_is_null (order, ORDER_TOTAL_SHOP)) {
    figures->other_money++;
    return;
  }
  figures->gross += nomo_record_get_int (order, ORDER_TOTAL_SHOP);
  if (nomo_order_to_shop_money (order, sum_discounts (order), &discount))
    figures->discount += discount;
  add_refund (figures, order);
}

static void
add_customer (Reading *self, const NomoRecord *order)
{
  gint64 id = nomo_record_get_int (order, ORDER_CUSTOMER_ID);
  gint64 at = nomo_record_get_int (order, ORDER_DATE);
  const gint64 *first = g_hash_table_lookup (self->firsts, &id);

  if (id > 0 && (first == NULL || at < *first))
    g_hash_table_replace (self->firsts, g_memdup2 (&id, sizeof id), g_memdup2 (&at, sizeof at));
}

static gboolean
add_order (NomoRecord *order, gpointer data, GError **error)
{
  Reading *self = data;
  NomoCouponFigures *figures = self->figures;
  int day = nomo_day_of (nomo_record_get_int (order, ORDER_DATE), nomo_calendar_riyadh ());
  int back = figures->last_day - day;

  if (!nomo_order_counts_as_sale (order))
    return TRUE;
  self->first_day = figures->uses == 0 ? day : MIN (self->first_day, day);
  self->last_used = figures->uses == 0 ? day : MAX (self->last_used, day);
  figures->uses++;
  if (back >= 0 && back < NOMO_COUPON_DAYS)
    figures->days[NOMO_COUPON_DAYS - 1 - back]++;
  add_money (figures, order);
  add_customer (self, order);
  return TRUE;
}

/* Blocks shortly, once for each customer. */
static gboolean
count_new (Reading *self, NomoStore *store, GCancellable *cancellable, GError **error)
{
  GHashTableIter iter;
  gpointer customer, first;

  self->figures->customers = g_hash_table_size (self->firsts);
  g_hash_table_iter_init (&iter, self->firsts);
  while (g_hash_table_iter_next (&iter, &customer, &first)) {
    g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), NOMO_ORDER_SALES, error);
    g_autoptr (GArray) before = NULL;

    if (query == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    nomo_query_where_int (query, ORDER_CUSTOMER_ID, NOMO_OP_EQ, *(gint64 *) customer);
    nomo_query_where_int (query, ORDER_DATE, NOMO_OP_LT, *(gint64 *) first);
    before = nomo_store_list_ids (store, query, 1, NULL, error);
    if (before == NULL)
      return FALSE;
    self->figures->new_customers += before->len == 0;
  }
  return TRUE;
}

static gint64
divide (gint64 sum, gint64 n)
{
  return n > 0 ? (sum + n / 2) / n : 0;
}

static gboolean
read_averages (Reading *self, NomoStore *store, GError **error)
{
  NomoCouponFigures *figures = self->figures;
  g_autoptr (NomoDays) days = NULL;
  gint64 orders = 0;
  gint64 sales = 0;

  figures->average = divide (figures->gross, figures->uses - figures->other_money);
  if (figures->uses == 0)
    return TRUE;
  days = nomo_store_read_days (store, NOMO_ORDER_DAY, "", self->first_day, self->last_used, error);
  if (days == NULL)
    return FALSE;
  for (int day = self->first_day; day <= self->last_used; day++) {
    orders += nomo_days_get (days, day, ORDER_DAY_ORDERS) - nomo_days_get (days, day, ORDER_DAY_OTHER_MONEY);
    sales += nomo_days_get (days, day, ORDER_DAY_SALES);
  }
  figures->average_without = divide (sales - figures->gross, orders - (figures->uses - figures->other_money));
  return TRUE;
}

static int
find_last_day (const NomoRecord *coupon, gint64 now)
{
  gint64 end = nomo_record_is_null (coupon, COUPON_EXPIRY) ? now : nomo_record_get_int (coupon, COUPON_EXPIRY);

  return nomo_day_of (MIN (end, now), nomo_calendar_riyadh ());
}

static gboolean
read_orders (Reading *self, NomoStore *store, const NomoRecord *coupon, GCancellable *cancellable, GError **error)
{
  guint n = nomo_record_is_null (coupon, COUPON_CODE) ? nomo_record_count_part (coupon, COUPON_PART_CODES) : 0;
  guint first = 0;

  do {
    g_autoptr (NomoQuery) query = create_query (coupon, first);

    if (!nomo_store_foreach (store, query, NOMO_SCAN_PARTS, add_order, self, cancellable, error))
      return FALSE;
    first += MOST_CODES;
  } while (first < n);
  return TRUE;
}

/**
 * nomo_coupon_figures_read:
 * @store: a store
 * @coupon: a coupon, with its parts
 * @now: UTC milliseconds
 * @figures: (out caller-allocates): what it did
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_coupon_figures_read (NomoStore *store, const NomoRecord *coupon, gint64 now, NomoCouponFigures *figures,
                          GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) firsts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Reading self = { figures, firsts, 0, 0 };

  *figures = (NomoCouponFigures) { .last_day = find_last_day (coupon, now) };
  return read_orders (&self, store, coupon, cancellable, error) && count_new (&self, store, cancellable, error) &&
         read_averages (&self, store, error);
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree NomoCouponFigures *figures = g_new (NomoCouponFigures, 1);
  GError *error = NULL;

  if (nomo_coupon_figures_read (source, data, nomo_clock_now (), figures, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&figures), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_coupon_figures_read_async:
 * @store: a store
 * @coupon: a coupon, with its parts
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_coupon_figures_read_async (NomoStore *store, NomoRecord *coupon, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_coupon_figures_read_async);
  g_task_set_task_data (task, nomo_record_ref (coupon), (GDestroyNotify) nomo_record_unref);
  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_coupon_figures_read_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): what the coupon did, freed by g_free(), or %NULL with a #NomoStoreError
 */
NomoCouponFigures *
nomo_coupon_figures_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* By the days that the coupon has run, when those are fewer: a new one is not slow because it was not there last week. */
static int
find_used_up_in (const NomoCouponFigures *self, const NomoRecord *coupon, gint64 left, int today)
{
  int age = today - nomo_day_of (nomo_record_get_int (coupon, COUPON_START), nomo_calendar_riyadh ()) + 1;
  int n_days = nomo_record_is_null (coupon, COUPON_START) ? PACE_DAYS : CLAMP (age, 1, PACE_DAYS);
  gint64 uses = 0;
  gint64 days;

  for (int i = 0; i < n_days; i++)
    uses += self->days[NOMO_COUPON_DAYS - 1 - i];
  if (uses == 0 || left <= 0)
    return -1;
  days = (left * n_days + uses - 1) / uses;
  return days <= G_MAXINT ? (int) days : -1;
}

/**
 * nomo_coupon_figures_get_pace:
 * @self: what the coupon did
 * @coupon: the coupon
 * @now: UTC milliseconds
 * @pace: (out): how it goes on
 *
 * What is left is Salla's own count of a coupon's uses; each code of a group has a limit of its own. It is used up in as many
 * days as what is left takes at the mean of its last seven days, today among them.
 *
 * Returns: %FALSE unless it runs
 */
gboolean
nomo_coupon_figures_get_pace (const NomoCouponFigures *self, const NomoRecord *coupon, gint64 now, NomoCouponPace *pace)
{
  int today = nomo_day_of (now, nomo_calendar_riyadh ());
  gint64 limit =
      nomo_record_get_int (coupon, COUPON_IS_GROUP) != 0 ? 0 : nomo_record_get_int (coupon, COUPON_USAGE_LIMIT);

  if (nomo_promotion_get_state (coupon, now) != NOMO_PROMOTION_RUNNING)
    return FALSE;
  pace->left = limit > 0 ? limit - nomo_record_get_int (coupon, COUPON_USES) : -1;
  pace->days_left = nomo_day_of (nomo_record_get_int (coupon, COUPON_EXPIRY), nomo_calendar_riyadh ()) - today;
  pace->used_up_in = find_used_up_in (self, coupon, pace->left, today);
  if (pace->used_up_in > pace->days_left)
    pace->used_up_in = -1;
  return TRUE;
}
