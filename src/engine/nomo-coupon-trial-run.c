#include "config.h"

#include "nomo-coupon-trial-run.h"

#include "nomo-calendar.h"
#include "nomo-costs.h"
#include "nomo-customer.h"
#include "nomo-money.h"
#include "nomo-order-profit.h"
#include "nomo-order.h"
#include "nomo-store-scan.h"
#include "nomo-trial-products.h"

/* How often a job is told how far it is. */
#define LOOK_MS 200

/* In whole units of the shop's currency. */
static const int bins[] = { 0, 50, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000 };
G_STATIC_ASSERT (G_N_ELEMENTS (bins) == NOMO_TRIAL_N_BINS);

G_DEFINE_BOXED_TYPE (NomoTrialReport, nomo_trial_report, nomo_trial_report_ref, nomo_trial_report_unref)

NomoTrialReport *
nomo_trial_report_ref (NomoTrialReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
report_clear (gpointer data)
{
  NomoTrialReport *self = data;

  g_free (self->currency);
  g_free (self->best.reference);
  g_free (self->worst.reference);
}

void
nomo_trial_report_unref (NomoTrialReport *self)
{
  g_atomic_rc_box_release_full (self, report_clear);
}

static NomoTrialReport *
report_new (const char *currency, NomoStretch days)
{
  NomoTrialReport *self = g_atomic_rc_box_new0 (NomoTrialReport);
  gint64 unit = 1;

  for (int digits = nomo_money_exponent (currency); digits > 0; digits--)
    unit *= 10;
  self->days = days;
  self->currency = g_strdup (currency);
  for (guint i = 0; i < NOMO_TRIAL_N_BINS; i++)
    self->bins[i].from = bins[i] * unit;
  return self;
}

typedef struct {
  NomoTrialCustomer facts;
  GArray *groups;
  char *email;
  gboolean known;
} Customer;

static void
customer_free (gpointer data)
{
  g_array_unref (((Customer *) data)->groups);
  g_free (((Customer *) data)->email);
  g_free (data);
}

/* How far a run has come, as another thread looks at it. */
typedef struct {
  gint looked;
  gint total;
} Progress;

typedef struct {
  NomoStore *store;
  NomoTrialReport *report;
  NomoCouponTrial *trial;
  NomoCosts *costs;
  int margin;
  NomoTrialFunc each;
  gpointer each_data;
  NomoTrialProducts *products;
  GHashTable *customers; /* id → Customer */
  Progress *progress;    /* NULL when nobody looks */
  GError *error;
} Reading;

static NomoRecord *
look_up (Reading *self, const NomoEntity *entity, gint64 id)
{
  return self->error == NULL ? nomo_store_get (self->store, entity, id, &self->error) : NULL;
}

static const NomoTrialProduct *
find_product (gint64 id, gpointer data)
{
  return nomo_trial_products_find (((Reading *) data)->products, id);
}

static Customer *
read_customer (Reading *self, gint64 id)
{
  g_autoptr (NomoRecord) record = look_up (self, nomo_customer_entity (), id);
  Customer *customer = g_new0 (Customer, 1);

  customer->groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  customer->known = record != NULL;
  if (record == NULL)
    return customer;
  for (guint row = 0; row < nomo_record_count_part (record, CUSTOMER_PART_GROUPS); row++) {
    gint64 group = nomo_record_part_int (record, CUSTOMER_PART_GROUPS, row, CUSTOMER_GROUP_ID);

    g_array_append_val (customer->groups, group);
  }
  customer->email = g_strdup (nomo_record_get_text (record, CUSTOMER_EMAIL));
  customer->facts = (NomoTrialCustomer) {
    .groups = (const gint64 *) (gconstpointer) customer->groups->data,
    .n_groups = customer->groups->len,
    .email = customer->email,
  };
  return customer;
}

static const NomoTrialCustomer *
find_customer (gint64 id, gpointer data)
{
  Reading *self = data;
  Customer *customer = g_hash_table_lookup (self->customers, &id);

  if (customer == NULL) {
    customer = read_customer (self, id);
    g_hash_table_insert (self->customers, g_memdup2 (&id, sizeof id), customer);
  }
  return customer->known ? &customer->facts : NULL;
}

static void
count_basket (NomoTrialReport *report, NomoTrialVerdict verdict, gint64 basket)
{
  guint bin = NOMO_TRIAL_N_BINS - 1;

  while (bin > 0 && basket < report->bins[bin].from)
    bin--;
  if (verdict == NOMO_TRIAL_TOUCHED)
    report->bins[bin].touched++;
  else
    report->bins[bin].untouched++;
}

static void
set_order (NomoTrialOrder *self, const NomoRecord *order, gint64 effect)
{
  self->id = nomo_record_get_id (order);
  self->effect = effect;
}

static void
add_touched (NomoTrialReport *report, const NomoRecord *order, const NomoTrialEffect *effect)
{
  gint64 change = effect->after - effect->before;

  report->touched++;
  report->discount += effect->discount;
  report->shipping += effect->shipping;
  report->replaced += effect->replaced;
  if (report->best.id == 0 || change > report->best.effect)
    set_order (&report->best, order, change);
  if (report->worst.id == 0 || change < report->worst.effect)
    set_order (&report->worst, order, change);
}

/* The goods cost what they did, and so does the carrier; of an order that was given back there is no profit either way. */
static void
add_profit (Reading *self, const NomoRecord *order, const NomoTrialEffect *effect)
{
  gint64 given = (effect->before - effect->vat_before) - (effect->after - effect->vat_after);
  gint64 profit;

  if (!nomo_order_profit (order, nomo_costs_find, self->costs, self->margin, &profit))
    return;
  self->report->profit_known++;
  self->report->profit_before += profit;
  self->report->profit_after += nomo_order_was_given_back (order) ? profit : profit - given;
}

static void
add_known (Reading *self, const NomoRecord *order, NomoTrialVerdict verdict, const NomoTrialEffect *effect)
{
  NomoTrialReport *report = self->report;

  report->known++;
  report->revenue_before += effect->before;
  report->revenue_after += effect->after;
  report->vat_before += effect->vat_before;
  report->vat_after += effect->vat_after;
  count_basket (report, verdict, effect->basket);
  add_profit (self, order, effect);
  if (verdict == NOMO_TRIAL_TOUCHED)
    add_touched (report, order, effect);
}

static gboolean
check (Reading *self, GError **error)
{
  if (self->error == NULL)
    return nomo_trial_products_check (self->products, error) && nomo_costs_check (self->costs, error);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static gboolean
add_order (NomoRecord *order, gpointer data, GError **error)
{
  Reading *self = data;
  NomoTrialEffect effect;
  NomoTrialVerdict verdict;

  if (self->progress != NULL)
    g_atomic_int_inc (&self->progress->looked);
  if (!nomo_order_counts_as_sale (order))
    return TRUE;
  self->report->orders++;
  if (nomo_record_get_int (order, ORDER_DETAILED) == 0)
    self->report->without_details++;
  verdict = nomo_coupon_trial_judge (self->trial, order, &effect);
  if (verdict != NOMO_TRIAL_UNKNOWN)
    add_known (self, order, verdict, &effect);
  if (self->each != NULL)
    self->each (order, verdict, &effect, self->each_data);
  return check (self, error);
}

/* By time, because what is used up is used up by those who came first. */
static NomoQuery *
make_query (NomoStretch days)
{
  NomoQuery *query = nomo_query_new (nomo_order_entity ());

  nomo_query_where_int (query, ORDER_DATE, NOMO_OP_GE, nomo_day_start (days.from, nomo_calendar_riyadh ()));
  nomo_query_where_int (query, ORDER_DATE, NOMO_OP_LT, nomo_day_start (days.to + 1, nomo_calendar_riyadh ()));
  nomo_query_sort (query, ORDER_DATE, FALSE);
  return query;
}

static gboolean
read_orders (Reading *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoQuery) query = make_query (self->report->days);
  NomoPick pick;

  if (self->progress != NULL)
    g_atomic_int_set (&self->progress->total, (gint) MIN (nomo_store_count (self->store, query, NULL), G_MAXINT));
  nomo_coupon_trial_fill_pick (self->trial, &pick);
  return nomo_store_foreach_picked (self->store, query, &pick, add_order, self, cancellable, error);
}

/* One that somebody erased meanwhile has no number any more. */
static gboolean
name_order (NomoStore *store, NomoTrialOrder *self, GError **error)
{
  g_autoptr (NomoRecord) order = NULL;
  g_autoptr (GError) failed = NULL;

  if (self->id != 0)
    order = nomo_store_get (store, nomo_order_entity (), self->id, &failed);
  if (order != NULL)
    self->reference = g_strdup (nomo_record_get_text (order, ORDER_REFERENCE));
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static NomoTrialReport *
run (NomoStore *store, const char *currency, const NomoTrialRequest *request, Reading *self, GCancellable *cancellable,
     GError **error)
{
  g_autoptr (NomoTrialReport) report = report_new (currency, request->days);
  g_autoptr (NomoCosts) costs = nomo_costs_new (store, currency);
  g_autoptr (NomoTrialProducts) products = nomo_trial_products_new (store);
  g_autoptr (GHashTable) customers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, customer_free);
  const NomoTrialLookups lookups = { find_product, find_customer, self };
  g_autoptr (NomoCouponTrial) trial = nomo_coupon_trial_new (request->coupon, &lookups);

  report->seq = nomo_store_get_seq (store);
  self->store = store;
  self->report = report;
  self->trial = trial;
  self->costs = costs;
  self->margin = request->margin;
  self->products = products;
  self->customers = customers;
  if (!read_orders (self, cancellable, error) || !name_order (store, &report->best, error) ||
      !name_order (store, &report->worst, error))
    return NULL;
  return g_steal_pointer (&report);
}

/**
 * nomo_coupon_trial_run:
 * @store: a store
 * @currency: the shop's currency
 * @request: what to try
 * @each: (nullable) (scope call): sees each order
 * @data: for @each
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Tries a coupon on every order of a period, the oldest first; see nomo_coupon_trial_judge(). Categories, brands and groups
 * of customers are as they are now. It takes as long as there are many orders. Blocks.
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with a #NomoStoreError or cancelled
 */
NomoTrialReport *
nomo_coupon_trial_run (NomoStore *store, const char *currency, const NomoTrialRequest *request, NomoTrialFunc each,
                       gpointer data, GCancellable *cancellable, GError **error)
{
  Reading self = { .each = each, .each_data = data };

  return run (store, currency, request, &self, cancellable, error);
}

typedef struct {
  char *currency;
  NomoTrialRequest request;
  NomoJob *job;
  Progress progress;
  guint looking;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_clear_handle_id (&self->looking, g_source_remove);
  nomo_record_unref (self->request.coupon);
  g_object_unref (self->job);
  g_free (self->currency);
  g_free (self);
}

static gboolean
look_cb (gpointer data)
{
  Run *self = data;

  nomo_job_advance (self->job, g_atomic_int_get (&self->progress.looked), g_atomic_int_get (&self->progress.total));
  return G_SOURCE_CONTINUE;
}

static void
run_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *self = data;
  Reading reading = { .progress = &self->progress };
  GError *error = NULL;
  NomoTrialReport *report = run (source, self->currency, &self->request, &reading, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) nomo_trial_report_unref);
  else
    g_task_return_error (task, error);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *self = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  NomoTrialReport *report = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_handle_id (&self->looking, g_source_remove);
  look_cb (self);
  if (report != NULL) {
    nomo_job_finish (self->job);
    g_task_return_pointer (task, report, (GDestroyNotify) nomo_trial_report_unref);
  } else {
    nomo_job_fail (self->job, error);
    g_task_return_error (task, error);
  }
}

/**
 * nomo_coupon_trial_run_async:
 * @store: a store
 * @currency: the shop's currency
 * @request: what to try
 * @job: what is told how far it is, ends with it and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Does what nomo_coupon_trial_run() does, in a thread.
 */
void
nomo_coupon_trial_run_async (NomoStore *store, const char *currency, const NomoTrialRequest *request, NomoJob *job,
                             GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, NULL, callback, data);
  g_autoptr (GTask) work = g_task_new (store, nomo_job_get_cancellable (job), ran_cb, task);
  Run *self = g_new0 (Run, 1);

  g_task_set_source_tag (task, nomo_coupon_trial_run_async);
  self->currency = g_strdup (currency);
  self->request = *request;
  nomo_record_ref (self->request.coupon);
  self->job = g_object_ref (job);
  self->looking = g_timeout_add (LOOK_MS, look_cb, self);
  g_task_set_task_data (work, self, run_free);
  g_task_run_in_thread (work, run_worker);
}

/**
 * nomo_coupon_trial_run_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with a #NomoStoreError or cancelled
 */
NomoTrialReport *
nomo_coupon_trial_run_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
