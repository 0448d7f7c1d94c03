#include "config.h"

#include "nomo-breakdown.h"

#include "nomo-calendar.h"
#include "nomo-category-shares.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-store.h"
#include "nomo-text.h"

/* Names are looked up for those alone that a list can show. */
#define NAMED 20

G_DEFINE_BOXED_TYPE (NomoBreakdown, nomo_breakdown, nomo_breakdown_ref, nomo_breakdown_unref)

NomoBreakdown *
nomo_breakdown_ref (NomoBreakdown *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
breakdown_clear (gpointer data)
{
  NomoBreakdown *self = data;

  g_array_unref (self->payments);
  g_array_unref (self->cities);
  g_array_unref (self->products);
  g_clear_pointer (&self->categories, g_array_unref);
  g_free (self->currency);
}

void
nomo_breakdown_unref (NomoBreakdown *self)
{
  g_atomic_rc_box_release_full (self, breakdown_clear);
}

static void
share_clear (gpointer data)
{
  NomoShare *share = data;

  g_free (share->key);
  g_free (share->name);
}

/**
 * nomo_shares_new:
 *
 * Returns: (transfer full) (element-type NomoShare): no shares
 */
GArray *
nomo_shares_new (void)
{
  GArray *shares = g_array_new (FALSE, FALSE, sizeof (NomoShare));

  g_array_set_clear_func (shares, share_clear);
  return shares;
}

static NomoBreakdown *
breakdown_new (const char *currency, NomoStretch days)
{
  NomoBreakdown *self = g_atomic_rc_box_new0 (NomoBreakdown);

  self->days = days;
  self->seq = G_MAXUINT64;
  self->payments = nomo_shares_new ();
  self->cities = nomo_shares_new ();
  self->products = nomo_shares_new ();
  self->currency = g_strdup (currency);
  return self;
}

static int
compare_largest_first (gconstpointer a, gconstpointer b)
{
  const NomoShare *left = a;
  const NomoShare *right = b;

  if (left->money != right->money)
    return left->money < right->money ? 1 : -1;
  return g_strcmp0 (left->key, right->key);
}

/**
 * nomo_shares_sort:
 * @shares: (element-type NomoShare): shares, which are put into order, the largest first
 *
 * Those that came to nothing are no shares: what lists of orders tell of products before their details are known, say.
 */
void
nomo_shares_sort (GArray *shares)
{
  guint n = 0;

  g_array_sort (shares, compare_largest_first);
  while (n < shares->len && g_array_index (shares, NomoShare, n).money > 0)
    n++;
  g_array_set_size (shares, n);
}

static void
add_share (GArray *shares, const char *key, gint64 orders, gint64 money)
{
  NomoShare share = { g_strdup (key), NULL, orders, money };

  g_array_append_val (shares, share);
}

static GArray *
read_dims (NomoBreakdown *self, NomoStore *store, const char *rollup, int from_day, gboolean by_day, GError **error)
{
  guint64 seq = 0;
  GArray *dims = nomo_store_read_dims (store, rollup, from_day, self->days.to, by_day, &seq, error);

  self->seq = MIN (self->seq, seq);
  return dims;
}

static gboolean
read_payments (NomoBreakdown *self, NomoStore *store, GError **error)
{
  g_autoptr (GArray) dims = read_dims (self, store, NOMO_ORDER_PAYMENT_DAY, self->days.from, FALSE, error);

  if (dims == NULL)
    return FALSE;
  for (guint i = 0; i < dims->len; i++) {
    const NomoDim *dim = &g_array_index (dims, NomoDim, i);

    if (dim->sums[ORDER_DAY_ORDERS] != 0)
      add_share (self->payments, dim->name, dim->sums[ORDER_DAY_ORDERS], dim->sums[ORDER_DAY_SALES]);
  }
  nomo_shares_sort (self->payments);
  return TRUE;
}

/* A city is called as most of its orders spell it. */
static void
add_city (GArray *cities, GHashTable *folded, const NomoDim *dim, GHashTable *most)
{
  g_autofree char *key = nomo_text_fold (dim->name);
  gpointer place;
  NomoShare *city;

  if (!g_hash_table_lookup_extended (folded, key, NULL, &place)) {
    place = GUINT_TO_POINTER (cities->len);
    add_share (cities, dim->name, 0, 0);
    g_hash_table_insert (folded, g_strdup (key), place);
  }
  city = &g_array_index (cities, NomoShare, GPOINTER_TO_UINT (place));
  city->orders += dim->sums[ORDER_DAY_ORDERS];
  city->money += dim->sums[ORDER_DAY_SALES];
  if (dim->sums[ORDER_DAY_ORDERS] > GPOINTER_TO_INT (g_hash_table_lookup (most, place))) {
    g_hash_table_insert (most, place, GINT_TO_POINTER ((int) dim->sums[ORDER_DAY_ORDERS]));
    g_free (city->key);
    city->key = g_strdup (dim->name);
  }
}

static gboolean
read_cities (NomoBreakdown *self, NomoStore *store, GError **error)
{
  g_autoptr (GArray) dims = read_dims (self, store, NOMO_ORDER_CITY_DAY, self->days.from, FALSE, error);
  g_autoptr (GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) most = g_hash_table_new (NULL, NULL);

  if (dims == NULL)
    return FALSE;
  for (guint i = 0; i < dims->len; i++)
    add_city (self->cities, folded, &g_array_index (dims, NomoDim, i), most);
  nomo_shares_sort (self->cities);
  for (guint i = 0; i < self->cities->len; i++) {
    NomoShare *city = &g_array_index (self->cities, NomoShare, i);

    city->name = g_strdup (city->key);
  }
  return TRUE;
}

static int
month_start (int day)
{
  int year, month, day_of_month;

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  return day - day_of_month + 1;
}

/* A dimension is "#" and the id, or the name as long as the id is not known. */
static gboolean
name_product (NomoShare *share, NomoStore *store, GError **error)
{
  g_autoptr (NomoRecord) product = NULL;
  g_autoptr (GError) failed = NULL;
  const char *name;

  if (share->key[0] != '#') {
    share->name = g_strdup (share->key);
    return TRUE;
  }
  product = nomo_store_get (store, nomo_product_entity (), g_ascii_strtoll (share->key + 1, NULL, 10), &failed);
  if (failed != NULL) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return FALSE;
  }
  name = product != NULL ? nomo_record_get_text (product, PRODUCT_NAME) : NULL;
  share->name = g_strdup (name != NULL ? name : "");
  return TRUE;
}

static gboolean
read_products (NomoBreakdown *self, NomoStore *store, GError **error)
{
  g_autoptr (GArray) dims =
      read_dims (self, store, NOMO_ORDER_PRODUCT_MONTH, month_start (self->days.from), FALSE, error);

  if (dims == NULL)
    return FALSE;
  for (guint i = 0; i < dims->len; i++) {
    const NomoDim *dim = &g_array_index (dims, NomoDim, i);

    add_share (self->products, dim->name, dim->sums[ORDER_PRODUCT_MONTH_LINES], dim->sums[ORDER_PRODUCT_MONTH_SALES]);
  }
  nomo_shares_sort (self->products);
  for (guint i = 0; i < MIN (self->products->len, NAMED); i++)
    if (!name_product (&g_array_index (self->products, NomoShare, i), store, error))
      return FALSE;
  self->categories = nomo_category_shares_read (store, self->products, error);
  return self->categories != NULL;
}

static gboolean
read_hours (NomoBreakdown *self, NomoStore *store, GError **error)
{
  g_autoptr (GArray) dims = read_dims (self, store, NOMO_ORDER_HOUR_DAY, self->days.from, TRUE, error);

  if (dims == NULL)
    return FALSE;
  for (guint i = 0; i < dims->len; i++) {
    const NomoDim *dim = &g_array_index (dims, NomoDim, i);
    int weekday = nomo_day_weekday (dim->day);
    gint64 hour = g_ascii_strtoll (dim->name, NULL, 10);

    if (hour >= 0 && hour < NOMO_HOURS)
      self->hours[weekday * NOMO_HOURS + hour] += dim->sums[ORDER_DAY_ORDERS];
  }
  return TRUE;
}

/* Products are counted since the beginning of a month, so what is known of them is too. */
static gboolean
read_known (NomoBreakdown *self, NomoStore *store, GError **error)
{
  int start = month_start (self->days.from);
  g_autoptr (NomoDays) days = nomo_store_read_days (store, NOMO_ORDER_DAY, NULL, start, self->days.to, error);

  if (days == NULL)
    return FALSE;
  self->seq = MIN (self->seq, nomo_days_get_seq (days));
  self->orders = nomo_days_sum (days, self->days.from, self->days.to, ORDER_DAY_ORDERS);
  self->detailed = nomo_days_sum (days, self->days.from, self->days.to, ORDER_DAY_DETAILED);
  self->month_orders = nomo_days_sum (days, start, self->days.to, ORDER_DAY_ORDERS);
  self->month_detailed = nomo_days_sum (days, start, self->days.to, ORDER_DAY_DETAILED);
  return TRUE;
}

/**
 * nomo_breakdown_read:
 * @store: a store
 * @currency: (nullable): the shop's currency
 * @days: the period, in days since 1970-01-01 in the shop's zone
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the breakdown, or %NULL with a #NomoStoreError
 */
NomoBreakdown *
nomo_breakdown_read (NomoStore *store, const char *currency, NomoStretch days, GError **error)
{
  g_autoptr (NomoBreakdown) self = breakdown_new (currency, days);

  if (!read_payments (self, store, error) || !read_cities (self, store, error) || !read_products (self, store, error) ||
      !read_hours (self, store, error) || !read_known (self, store, error))
    return NULL;
  return g_steal_pointer (&self);
}

typedef struct {
  char *currency;
  NomoStretch days;
} Request;

static void
request_free (gpointer data)
{
  g_free (((Request *) data)->currency);
  g_free (data);
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  NomoBreakdown *self = nomo_breakdown_read (source, request->currency, request->days, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) nomo_breakdown_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_breakdown_read_async:
 * @shop: the shop
 * @days: the period, in days since 1970-01-01 in the shop's zone
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_breakdown_read_async (NomoShop *shop, NomoStretch days, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (nomo_shop_get_store (shop), cancellable, callback, data);
  Request *request = g_new (Request, 1);

  g_task_set_source_tag (task, nomo_breakdown_read_async);
  *request = (Request) { g_strdup (nomo_shop_get_currency (shop)), days };
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_breakdown_read_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the breakdown, or %NULL with a #NomoStoreError
 */
NomoBreakdown *
nomo_breakdown_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
