#include "config.h"

#include "nomo-profit.h"

#include "nomo-calendar.h"
#include "nomo-costs.h"
#include "nomo-order-profit.h"
#include "nomo-order.h"
#include "nomo-store-scan.h"

G_DEFINE_BOXED_TYPE (NomoProfit, nomo_profit, nomo_profit_ref, nomo_profit_unref)

NomoProfit *
nomo_profit_ref (NomoProfit *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
profit_clear (gpointer data)
{
  NomoProfit *self = data;

  g_free (self->profit_days);
  g_free (self->currency);
}

void
nomo_profit_unref (NomoProfit *self)
{
  g_atomic_rc_box_release_full (self, profit_clear);
}

static NomoProfit *
profit_new (const char *currency, const NomoProfitRequest *request)
{
  NomoProfit *self = g_atomic_rc_box_new0 (NomoProfit);

  self->days = request->days;
  self->against = request->against;
  self->n_days = (guint) MAX (nomo_stretch_count (self->days), 0);
  self->profit_days = g_new0 (gint64, self->n_days + 1);
  self->currency = g_strdup (currency);
  return self;
}

typedef struct {
  NomoProfit *profit;
  NomoStore *store;
  int margin;
  NomoCosts *costs;
  gboolean before; /* whether what is read is what the period is compared with */
} Reading;

static void
add (Reading *self, const NomoRecord *order, gint64 amount)
{
  NomoProfit *profit = self->profit;
  int day = nomo_day_of (nomo_record_get_int (order, ORDER_DATE), nomo_calendar_riyadh ());

  *(self->before ? &profit->known.before : &profit->known.now) += 1;
  *(self->before ? &profit->profit.before : &profit->profit.now) += amount;
  if (!self->before)
    profit->profit_days[day - profit->days.from] += amount;
}

static gboolean
add_order (NomoRecord *order, gpointer data, GError **error)
{
  Reading *self = data;
  gint64 amount;

  if (!nomo_order_counts_as_sale (order))
    return TRUE;
  *(self->before ? &self->profit->orders.before : &self->profit->orders.now) += 1;
  if (nomo_order_profit (order, nomo_costs_find, self->costs, self->margin, &amount))
    add (self, order, amount);
  return nomo_costs_check (self->costs, error);
}

static gboolean
read_orders (Reading *self, NomoStretch days, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  if (nomo_stretch_count (days) <= 0)
    return TRUE;
  nomo_query_where_int (query, ORDER_DATE, NOMO_OP_GE, nomo_day_start (days.from, nomo_calendar_riyadh ()));
  nomo_query_where_int (query, ORDER_DATE, NOMO_OP_LT, nomo_day_start (days.to + 1, nomo_calendar_riyadh ()));
  nomo_query_sort (query, ORDER_DATE, FALSE);
  return nomo_store_foreach (self->store, query, NOMO_SCAN_PARTS, add_order, self, cancellable, error);
}

/**
 * nomo_profit_read:
 * @store: a store
 * @currency: (nullable): the shop's currency; the cost of a product in another one is not known
 * @request: what to read
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Goes through every order of both stretches, so it takes as long as there are many. Blocks.
 *
 * Returns: (transfer full) (nullable): the profit, or %NULL with a #NomoStoreError
 */
NomoProfit *
nomo_profit_read (NomoStore *store, const char *currency, const NomoProfitRequest *request, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (NomoProfit) profit = profit_new (currency, request);
  g_autoptr (NomoCosts) costs = nomo_costs_new (store, currency);
  Reading self = { profit, store, request->margin, costs, FALSE };

  profit->seq = nomo_store_get_seq (store);
  if (!read_orders (&self, request->days, cancellable, error))
    return NULL;
  self.before = TRUE;
  if (!read_orders (&self, request->against, cancellable, error))
    return NULL;
  return g_steal_pointer (&profit);
}

typedef struct {
  char *currency;
  NomoProfitRequest request;
} Job;

static void
job_free (gpointer data)
{
  g_free (((Job *) data)->currency);
  g_free (data);
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  NomoProfit *self = nomo_profit_read (source, job->currency, &job->request, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) nomo_profit_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_profit_read_async:
 * @shop: the shop
 * @request: what to read
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_profit_read_async (NomoShop *shop, const NomoProfitRequest *request, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (nomo_shop_get_store (shop), cancellable, callback, data);
  Job *job = g_new (Job, 1);

  g_task_set_source_tag (task, nomo_profit_read_async);
  *job = (Job) { g_strdup (nomo_shop_get_currency (shop)), *request };
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_profit_read_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the profit, or %NULL with a #NomoStoreError
 */
NomoProfit *
nomo_profit_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
