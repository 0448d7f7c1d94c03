#include "config.h"

#include "nomo-demo-sorted.h"

#include "nomo-demo-search.h"
#include "nomo-demo-shop.h"

/* Indices into the orders. As long as no hand was on a shop, its orders lie in the order of time themselves. */
struct _NomoDemoSorted {
  GArray *orders; /* NomoDemoOrder */
  const NomoDemoHidden *hidden;
  GArray *by_update; /* guint32, by (updated, index) */
  GArray *by_total;  /* guint32, NULL until asked for */
  GArray *by_time;   /* guint32, by (created, index); NULL as long as it is the order of the indices, none missing */
};

NomoDemoSorted *
nomo_demo_sorted_new (GArray *orders, const NomoDemoHidden *hidden)
{
  NomoDemoSorted *self = g_new0 (NomoDemoSorted, 1);

  self->orders = orders;
  self->hidden = hidden;
  self->by_update = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
nomo_demo_sorted_free (NomoDemoSorted *self)
{
  g_array_unref (self->by_update);
  g_clear_pointer (&self->by_total, g_array_unref);
  g_clear_pointer (&self->by_time, g_array_unref);
  g_free (self);
}

static const NomoDemoOrder *
order_at (NomoDemoSorted *self, guint index)
{
  return &g_array_index (self->orders, NomoDemoOrder, index);
}

static int
compare (gint64 x, gint64 y, guint32 a, guint32 b)
{
  if (x != y)
    return x < y ? -1 : 1;
  return a < b ? -1 : a > b;
}

static int
compare_update_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;

  return compare (order_at (data, i)->updated, order_at (data, j)->updated, i, j);
}

static int
compare_total_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;

  return compare (order_at (data, i)->total, order_at (data, j)->total, i, j);
}

static int
compare_time_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;

  return compare (order_at (data, i)->created, order_at (data, j)->created, i, j);
}

static guint
find (NomoDemoSorted *self, const GArray *array, GCompareDataFunc compare_cb, guint32 index)
{
  guint low = 0, high = array->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (compare_cb (&g_array_index (array, guint32, middle), &index, self) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/**
 * nomo_demo_sorted_fill:
 * @self: sorted orders, still empty
 *
 * Takes in every order there is.
 */
void
nomo_demo_sorted_fill (NomoDemoSorted *self)
{
  for (guint32 i = 0; i < self->orders->len; i++)
    g_array_append_val (self->by_update, i);
  g_array_sort_with_data (self->by_update, compare_update_cb, self);
}

/**
 * nomo_demo_sorted_put:
 * @self: sorted orders
 * @index: an order that is not among them; one that is gone stays out
 */
void
nomo_demo_sorted_put (NomoDemoSorted *self, guint32 index)
{
  if (nomo_demo_hidden_has (self->hidden, index))
    return;
  g_array_insert_val (self->by_update, find (self, self->by_update, compare_update_cb, index), index);
  if (self->by_time != NULL)
    g_array_insert_val (self->by_time, find (self, self->by_time, compare_time_cb, index), index);
}

/**
 * nomo_demo_sorted_add:
 * @self: sorted orders
 * @index: an order that has come just now
 */
void
nomo_demo_sorted_add (NomoDemoSorted *self, guint32 index)
{
  g_clear_pointer (&self->by_total, g_array_unref);
  nomo_demo_sorted_put (self, index);
}

static void
take_from (NomoDemoSorted *self, GArray *array, GCompareDataFunc compare_cb, guint32 index)
{
  guint place = find (self, array, compare_cb, index);

  if (place < array->len && g_array_index (array, guint32, place) == index)
    g_array_remove_index (array, place);
}

/**
 * nomo_demo_sorted_take:
 * @self: sorted orders
 * @index: one of them, which is about to change; nomo_demo_sorted_put() brings it back
 */
void
nomo_demo_sorted_take (NomoDemoSorted *self, guint32 index)
{
  take_from (self, self->by_update, compare_update_cb, index);
  if (self->by_time != NULL)
    take_from (self, self->by_time, compare_time_cb, index);
}

/**
 * nomo_demo_sorted_forget:
 * @self: sorted orders
 *
 * Prepares for a hand: from now on the order of time is kept beside the orders, and the one of totals is made anew.
 */
void
nomo_demo_sorted_forget (NomoDemoSorted *self)
{
  g_clear_pointer (&self->by_total, g_array_unref);
  if (self->by_time != NULL)
    return;
  self->by_time = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->orders->len);
  for (guint32 i = 0; i < self->orders->len; i++)
    g_array_append_val (self->by_time, i);
}

/**
 * nomo_demo_sorted_count_before:
 * @self: sorted orders
 * @moment: UTC milliseconds
 *
 * Returns: how many of them were placed before @moment
 */
guint
nomo_demo_sorted_count_before (NomoDemoSorted *self, gint64 moment)
{
  guint low = 0, high;

  if (self->by_time == NULL)
    return nomo_demo_search_count_below (self->orders, G_STRUCT_OFFSET (NomoDemoOrder, created), moment);
  high = self->by_time->len;
  while (low < high) {
    guint middle = (low + high) / 2;

    if (order_at (self, g_array_index (self->by_time, guint32, middle))->created < moment)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const guint32 *
nomo_demo_sorted_by_update (NomoDemoSorted *self)
{
  return (const guint32 *) (const void *) self->by_update->data;
}

const guint32 *
nomo_demo_sorted_by_total (NomoDemoSorted *self)
{
  if (self->by_total == NULL) {
    self->by_total = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->by_update->len);
    g_array_append_vals (self->by_total, self->by_update->data, self->by_update->len);
    g_array_sort_with_data (self->by_total, compare_total_cb, self);
  }
  return (const guint32 *) (const void *) self->by_total->data;
}

/**
 * nomo_demo_sorted_by_time:
 * @self: sorted orders
 *
 * Returns: (transfer none) (nullable): their indices by time; %NULL when the place of an order is its index
 */
const guint32 *
nomo_demo_sorted_by_time (NomoDemoSorted *self)
{
  return self->by_time != NULL ? (const guint32 *) (const void *) self->by_time->data : NULL;
}
