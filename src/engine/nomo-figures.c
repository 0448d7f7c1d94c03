#include "config.h"

#include "nomo-figures.h"

#include "nomo-cart.h"
#include "nomo-customer.h"
#include "nomo-order.h"
#include "nomo-store.h"

G_DEFINE_BOXED_TYPE (NomoFigures, nomo_figures, nomo_figures_ref, nomo_figures_unref)

NomoFigures *
nomo_figures_ref (NomoFigures *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
figures_clear (gpointer data)
{
  NomoFigures *self = data;

  g_free (self->sales_days);
  g_free (self->sales_before);
  g_free (self->orders_days);
  g_free (self->customers_days);
  g_free (self->refunds_days);
  g_free (self->currency);
}

void
nomo_figures_unref (NomoFigures *self)
{
  g_atomic_rc_box_release_full (self, figures_clear);
}

static NomoFigures *
figures_new (const char *currency, const NomoFiguresRequest *request)
{
  NomoFigures *self = g_atomic_rc_box_new0 (NomoFigures);

  self->days = request->days;
  self->against = request->against;
  self->n_days = (guint) MAX (nomo_stretch_count (self->days), 0);
  self->n_before = (guint) MAX (nomo_stretch_count (self->against), 0);
  self->currency = g_strdup (currency);
  self->seq = G_MAXUINT64;
  return self;
}

/* Half up, as money is rounded everywhere. */
static gint64
divide (gint64 sum, gint64 count)
{
  return count > 0 ? (sum + count / 2) / count : 0;
}

/* One read for both stretches, which may overlap or lie a year apart. */
static NomoDays *
read_days (NomoFigures *self, NomoStore *store, const char *rollup, GError **error)
{
  NomoDays *days = nomo_store_read_days (store, rollup, NULL, MIN (self->days.from, self->against.from),
                                         MAX (self->days.to, self->against.to), error);

  if (days != NULL)
    self->seq = MIN (self->seq, nomo_days_get_seq (days));
  return days;
}

static NomoFigure
sum_figure (NomoFigures *self, NomoDays *days, guint measure)
{
  return (NomoFigure) { nomo_days_sum (days, self->days.from, self->days.to, measure),
                        nomo_days_sum (days, self->against.from, self->against.to, measure) };
}

static gint64 *
list_days (NomoDays *days, int from, guint n_days, guint measure)
{
  gint64 *values = g_new0 (gint64, n_days + 1);

  for (guint i = 0; i < n_days; i++)
    values[i] = nomo_days_get (days, from + (int) i, measure);
  return values;
}

static gboolean
read_orders (NomoFigures *self, NomoStore *store, GError **error)
{
  g_autoptr (NomoDays) days = read_days (self, store, NOMO_ORDER_DAY, error);

  if (days == NULL)
    return FALSE;
  self->orders = sum_figure (self, days, ORDER_DAY_ORDERS);
  self->sales = sum_figure (self, days, ORDER_DAY_SALES);
  self->foreign_orders = sum_figure (self, days, ORDER_DAY_OTHER_MONEY);
  self->detailed = sum_figure (self, days, ORDER_DAY_DETAILED);
  self->average.now = divide (self->sales.now, self->orders.now - self->foreign_orders.now);
  self->average.before = divide (self->sales.before, self->orders.before - self->foreign_orders.before);
  self->orders_days = list_days (days, self->days.from, self->n_days, ORDER_DAY_ORDERS);
  self->sales_days = list_days (days, self->days.from, self->n_days, ORDER_DAY_SALES);
  self->sales_before = list_days (days, self->against.from, self->n_before, ORDER_DAY_SALES);
  return TRUE;
}

static gboolean
read_customers (NomoFigures *self, NomoStore *store, GError **error)
{
  g_autoptr (NomoDays) days = read_days (self, store, NOMO_CUSTOMER_DAY, error);

  if (days == NULL)
    return FALSE;
  self->customers = sum_figure (self, days, CUSTOMER_DAY_NEW);
  self->customers_days = list_days (days, self->days.from, self->n_days, CUSTOMER_DAY_NEW);
  return TRUE;
}

static gboolean
read_refunds (NomoFigures *self, NomoStore *store, GError **error)
{
  g_autoptr (NomoDays) days = read_days (self, store, NOMO_REFUND_DAY, error);

  if (days == NULL)
    return FALSE;
  self->refunds = sum_figure (self, days, REFUND_DAY_MONEY);
  self->refunds_days = list_days (days, self->days.from, self->n_days, REFUND_DAY_MONEY);
  return TRUE;
}

/* Carts of other currencies count; their money is never added to that of the shop's. */
static gboolean
read_carts (NomoFigures *self, NomoStore *store, int today, GError **error)
{
  guint64 seq;
  g_autoptr (GArray) dims = nomo_store_read_dims (store, NOMO_CART_DAY, today, today, FALSE, &seq, error);

  if (dims == NULL)
    return FALSE;
  self->seq = MIN (self->seq, seq);
  for (guint i = 0; i < dims->len; i++) {
    const NomoDim *dim = &g_array_index (dims, NomoDim, i);
    gint64 left = dim->sums[CART_DAY_CARTS] - dim->sums[CART_DAY_PURCHASED];

    self->carts += left;
    if (g_strcmp0 (dim->name, self->currency) == 0)
      self->carts_money += dim->sums[CART_DAY_MONEY] - dim->sums[CART_DAY_PURCHASED_MONEY];
    else
      self->foreign_carts += left;
  }
  return TRUE;
}

/**
 * nomo_figures_read:
 * @store: a store
 * @currency: (nullable): the shop's currency
 * @request: what to read
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the figures, or %NULL with a #NomoStoreError
 */
NomoFigures *
nomo_figures_read (NomoStore *store, const char *currency, const NomoFiguresRequest *request, GError **error)
{
  g_autoptr (NomoFigures) self = figures_new (currency, request);

  if (!read_orders (self, store, error) || !read_customers (self, store, error) || !read_refunds (self, store, error) ||
      !read_carts (self, store, request->today, error))
    return NULL;
  return g_steal_pointer (&self);
}

typedef struct {
  char *currency;
  NomoFiguresRequest request;
} Reading;

static void
reading_free (gpointer data)
{
  g_free (((Reading *) data)->currency);
  g_free (data);
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  NomoFigures *self = nomo_figures_read (source, reading->currency, &reading->request, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) nomo_figures_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_figures_read_async:
 * @shop: the shop
 * @request: what to read
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_figures_read_async (NomoShop *shop, const NomoFiguresRequest *request, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (nomo_shop_get_store (shop), cancellable, callback, data);
  Reading *reading = g_new (Reading, 1);

  g_task_set_source_tag (task, nomo_figures_read_async);
  *reading = (Reading) { g_strdup (nomo_shop_get_currency (shop)), *request };
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_figures_read_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the figures, or %NULL with a #NomoStoreError
 */
NomoFigures *
nomo_figures_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
