#include "config.h"

#include "nomo-annotations.h"

#include "nomo-calendar.h"
#include "nomo-coupon.h"
#include "nomo-store.h"

/* More could not be told apart in a chart. */
#define MOST_COUPONS 200

static void
annotation_clear (gpointer data)
{
  g_free (((NomoAnnotation *) data)->coupon);
}

static void
add_seasons (GArray *self, NomoStretch days)
{
  g_autoptr (GArray) seasons = nomo_seasons_between (days.from, days.to);

  for (guint i = 0; i < seasons->len; i++) {
    const NomoSeason *season = &g_array_index (seasons, NomoSeason, i);
    NomoAnnotation annotation = { season->from, season->to, NULL, 0, season->kind };

    g_array_append_val (self, annotation);
  }
}

static void
add_coupon (GArray *self, const NomoRecord *coupon)
{
  const char *group = nomo_record_get_text (coupon, COUPON_GROUP_NAME);
  const char *code = nomo_record_get_text (coupon, COUPON_CODE);
  int day = nomo_day_of (nomo_record_get_int (coupon, COUPON_START), nomo_calendar_riyadh ());
  NomoAnnotation annotation = { day, day, g_strdup (code != NULL ? code : group), nomo_record_get_id (coupon), 0 };

  if (annotation.coupon != NULL)
    g_array_append_val (self, annotation);
}

static NomoQuery *
create_query (NomoStretch days)
{
  GTimeZone *zone = nomo_calendar_riyadh ();
  NomoQuery *query = nomo_query_new (nomo_coupon_entity ());

  nomo_query_where_int (query, COUPON_START, NOMO_OP_GE, nomo_day_start (days.from, zone));
  nomo_query_where_int (query, COUPON_START, NOMO_OP_LT, nomo_day_start (days.to + 1, zone));
  nomo_query_sort (query, COUPON_START, FALSE);
  return query;
}

static int
compare_earliest_first (gconstpointer a, gconstpointer b)
{
  const NomoAnnotation *left = a;
  const NomoAnnotation *right = b;

  if (left->from != right->from)
    return left->from - right->from;
  return (left->coupon != NULL) - (right->coupon != NULL);
}

/**
 * nomo_annotations_read:
 * @store: a store
 * @days: the days, in days since 1970-01-01 in the shop's zone
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (element-type NomoAnnotation) (nullable): the seasons that touch @days and the coupons that begin
 *   on them, the earliest first; or %NULL with a #NomoStoreError
 */
GArray *
nomo_annotations_read (NomoStore *store, NomoStretch days, GError **error)
{
  g_autoptr (NomoQuery) query = create_query (days);
  g_autoptr (GPtrArray) coupons = nomo_store_list (store, query, 0, MOST_COUPONS, error);
  GArray *self = NULL;

  if (coupons == NULL)
    return NULL;
  self = g_array_new (FALSE, FALSE, sizeof (NomoAnnotation));
  g_array_set_clear_func (self, annotation_clear);
  add_seasons (self, days);
  for (guint i = 0; i < coupons->len; i++)
    add_coupon (self, g_ptr_array_index (coupons, i));
  g_array_sort (self, compare_earliest_first);
  return self;
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *self = nomo_annotations_read (source, *(NomoStretch *) data, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_annotations_read_async:
 * @shop: the shop
 * @days: the days, in days since 1970-01-01 in the shop's zone
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_annotations_read_async (NomoShop *shop, NomoStretch days, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (nomo_shop_get_store (shop), cancellable, callback, data);

  g_task_set_source_tag (task, nomo_annotations_read_async);
  g_task_set_task_data (task, g_memdup2 (&days, sizeof days), g_free);
  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_annotations_read_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoAnnotation): the annotations, or %NULL with a #NomoStoreError
 */
GArray *
nomo_annotations_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
