#include "config.h"

#include "nomo-figures.h"

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
  g_free (self->sales_days_before);
  g_free (self->orders_days);
  g_free (self->orders_days_before);
  g_free (self->customers_days);
  g_free (self->currency);
}

void
nomo_figures_unref (NomoFigures *self)
{
  g_atomic_rc_box_release_full (self, figures_clear);
}

static NomoFigures *
figures_new (NomoShop *shop, int from_day, int to_day)
{
  NomoFigures *self = g_atomic_rc_box_new0 (NomoFigures);

  self->from_day = from_day;
  self->to_day = to_day;
  self->n_days = (guint) (to_day - from_day + 1);
  self->sales_days = g_new0 (gint64, self->n_days);
  self->sales_days_before = g_new0 (gint64, self->n_days);
  self->orders_days = g_new0 (gint64, self->n_days);
  self->orders_days_before = g_new0 (gint64, self->n_days);
  self->customers_days = g_new0 (gint64, self->n_days);
  self->currency = g_strdup (nomo_shop_get_currency (shop));
  self->as_of = nomo_shop_get_as_of (shop);
  return self;
}

/* Half up, as money is rounded everywhere. */
static gint64
divide (gint64 sum, gint64 count)
{
  return count > 0 ? (sum + count / 2) / count : 0;
}

static NomoFigure
sum_figure (NomoFigures *self, NomoDays *days, guint measure)
{
  int n = (int) self->n_days;

  return (NomoFigure) { nomo_days_sum (days, self->from_day, self->to_day, measure),
                        nomo_days_sum (days, self->from_day - n, self->from_day - 1, measure) };
}

static void
fill_days (NomoFigures *self, NomoDays *days, guint measure, gint64 *now, gint64 *before)
{
  int n = (int) self->n_days;

  for (int i = 0; i < n; i++) {
    now[i] = nomo_days_get (days, self->from_day + i, measure);
    if (before != NULL)
      before[i] = nomo_days_get (days, self->from_day - n + i, measure);
  }
}

static void
take_order_days (NomoFigures *self, NomoDays *days)
{
  self->orders = sum_figure (self, days, ORDER_DAY_ORDERS);
  self->sales = sum_figure (self, days, ORDER_DAY_SALES);
  self->foreign_orders = sum_figure (self, days, ORDER_DAY_OTHER_MONEY);
  self->average.now = divide (self->sales.now, self->orders.now - self->foreign_orders.now);
  self->average.before = divide (self->sales.before, self->orders.before - self->foreign_orders.before);
  fill_days (self, days, ORDER_DAY_ORDERS, self->orders_days, self->orders_days_before);
  fill_days (self, days, ORDER_DAY_SALES, self->sales_days, self->sales_days_before);
  self->seq = nomo_days_get_seq (days);
}

static void
customers_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoFigures *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoDays) days = nomo_store_read_days_finish (NOMO_STORE (source), result, &error);

  if (days == NULL) {
    g_task_return_error (task, error);
    return;
  }
  self->customers = sum_figure (self, days, CUSTOMER_DAY_NEW);
  fill_days (self, days, CUSTOMER_DAY_NEW, self->customers_days, NULL);
  self->seq = MIN (self->seq, nomo_days_get_seq (days));
  g_task_return_pointer (task, nomo_figures_ref (self), (GDestroyNotify) nomo_figures_unref);
}

static void
orders_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  NomoFigures *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoDays) days = nomo_store_read_days_finish (NOMO_STORE (source), result, &error);

  if (days == NULL) {
    g_task_return_error (task, error);
    return;
  }
  take_order_days (self, days);
  nomo_store_read_days_async (NOMO_STORE (source), NOMO_CUSTOMER_DAY, NULL, self->from_day - (int) self->n_days,
                              self->to_day, cancellable, customers_cb, g_steal_pointer (&task));
}

/**
 * nomo_figures_read_async:
 * @shop: the shop
 * @from_day: first day, in days since 1970-01-01 in the shop's zone
 * @to_day: last day, included; not before @from_day
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_figures_read_async (NomoShop *shop, int from_day, int to_day, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  NomoFigures *self = figures_new (shop, from_day, MAX (from_day, to_day));

  g_task_set_source_tag (task, nomo_figures_read_async);
  g_task_set_task_data (task, self, (GDestroyNotify) nomo_figures_unref);
  nomo_store_read_days_async (nomo_shop_get_store (shop), NOMO_ORDER_DAY, NULL, from_day - (int) self->n_days,
                              self->to_day, cancellable, orders_cb, task);
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
