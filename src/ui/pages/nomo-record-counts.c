#include "config.h"

#include "nomo-record-counts.h"

/* While a sync runs the store changes many times a second. Counts follow this often, and where they take long, in a store of a
 * million orders, so much more rarely that a processor is busy with them for a fifth of the time at most. */
#define PERIOD_US (G_USEC_PER_SEC / 2)
#define REST      4

struct _NomoRecordCounts {
  GObject parent_instance;

  NomoStore *store;
  NomoRecordFilter *filter;
  int sum; /* −1: nobody wants it */
  GCancellable *cancellable;
  gboolean watched;
  gboolean stale;
  guint later;
  guint awaited; /* answers */
  gint64 began;
  gint64 took;
};

enum { SUMMED, GROUPED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoRecordCounts, nomo_record_counts, G_TYPE_OBJECT)

static void count_later (NomoRecordCounts *self);

/* An answer to what was asked before the filter changed is not awaited. */
static void
take_answer (NomoRecordCounts *self, GAsyncResult *result)
{
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  self->awaited--;
  if (self->awaited > 0)
    return;
  self->took = g_get_monotonic_time () - self->began;
  if (self->stale)
    count_later (self);
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRecordCounts) self = data;
  gint64 count, sum;

  if (nomo_store_sum_finish (NOMO_STORE (source), result, &count, &sum, NULL))
    g_signal_emit (self, signals[SUMMED], 0, count, sum);
  take_answer (self, result);
}

static void
grouped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRecordCounts) self = data;
  g_autoptr (GHashTable) counts = nomo_store_count_by_finish (NOMO_STORE (source), result, NULL);
  const NomoFilterKind *kind = nomo_record_filter_get_kind (self->filter);

  for (guint i = 0; counts != NULL && i < kind->n_groups; i++)
    g_signal_emit (self, signals[GROUPED], 0, kind->groups[i].id, nomo_filter_group_count (&kind->groups[i], counts));
  take_answer (self, result);
}

typedef struct {
  NomoRecordCounts *counts;
  const char *group;
} Asked;

static void
group_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  gint64 count, sum;

  if (nomo_store_sum_finish (NOMO_STORE (source), result, &count, &sum, NULL))
    g_signal_emit (asked->counts, signals[GROUPED], 0, asked->group, count);
  take_answer (asked->counts, result);
  g_object_unref (asked->counts);
  g_free (asked);
}

/* Any number would do as what is summed up: the count comes with it. */
static void
count_each_group (NomoRecordCounts *self, const NomoFilterKind *kind)
{
  for (guint i = 0; i < kind->n_groups; i++) {
    g_autoptr (NomoQuery) query = nomo_record_filter_create_group_query (self->filter, &kind->groups[i]);
    Asked *asked = g_new (Asked, 1);

    *asked = (Asked) { g_object_ref (self), kind->groups[i].id };
    self->awaited++;
    nomo_store_sum_async (self->store, query, kind->entity ()->sort_field, self->cancellable, group_counted_cb, asked);
  }
}

static void
count (NomoRecordCounts *self)
{
  const NomoFilterKind *kind = nomo_record_filter_get_kind (self->filter);
  g_autoptr (NomoQuery) shown = nomo_record_filter_create_query (self->filter, TRUE);
  g_autoptr (NomoQuery) any = nomo_record_filter_create_query (self->filter, FALSE);

  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->awaited = 0;
  self->began = g_get_monotonic_time ();
  if (self->sum >= 0) {
    self->awaited++;
    nomo_store_sum_async (self->store, shown, (guint) self->sum, self->cancellable, summed_cb, g_object_ref (self));
  }
  if (nomo_filter_kind_has_filters (kind)) {
    count_each_group (self, kind);
  } else if (kind->n_groups > 0) {
    self->awaited++;
    nomo_store_count_by_async (self->store, any, kind->group_field, self->cancellable, grouped_cb, g_object_ref (self));
  }
}

static gboolean
later_cb (gpointer data)
{
  NomoRecordCounts *self = data;

  self->later = 0;
  if (self->watched && self->stale && self->awaited == 0)
    count (self);
  return G_SOURCE_REMOVE;
}

static void
count_later (NomoRecordCounts *self)
{
  gint64 wait = MAX (PERIOD_US, REST * self->took);

  if (self->watched && self->later == 0 && self->awaited == 0)
    self->later = g_timeout_add ((guint) (wait / 1000), later_cb, self);
}

static void
store_changed_cb (NomoRecordCounts *self)
{
  self->stale = TRUE;
  count_later (self);
}

static void
filter_changed_cb (NomoRecordCounts *self)
{
  self->stale = TRUE;
  if (self->watched)
    count (self);
}

static void
nomo_record_counts_dispose (GObject *object)
{
  NomoRecordCounts *self = NOMO_RECORD_COUNTS (object);

  g_clear_handle_id (&self->later, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (nomo_record_counts_parent_class)->dispose (object);
}

static void
nomo_record_counts_class_init (NomoRecordCountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_record_counts_dispose;
  signals[SUMMED] = g_signal_new ("summed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[GROUPED] = g_signal_new ("grouped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
nomo_record_counts_init (NomoRecordCounts *self)
{
  self->stale = TRUE;
}

/**
 * nomo_record_counts_new:
 * @store: whose records
 * @filter: which of them
 * @sum: the field to sum up, −1 for none
 *
 * Counts the groups of a list and sums up what its filter lets through, and follows the store, but only while somebody looks.
 * Signals: `summed` with the number of records and the sum, unless @sum is −1; `grouped` with the id of each group and how
 * many records belong to it.
 *
 * Returns: (transfer full): counts that nobody watches yet
 */
NomoRecordCounts *
nomo_record_counts_new (NomoStore *store, NomoRecordFilter *filter, int sum)
{
  NomoRecordCounts *self = g_object_new (NOMO_TYPE_RECORD_COUNTS, NULL);

  self->store = g_object_ref (store);
  self->filter = g_object_ref (filter);
  self->sum = sum;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_record_counts_set_watched:
 * @self: counts
 * @watched: whether somebody sees them
 */
void
nomo_record_counts_set_watched (NomoRecordCounts *self, gboolean watched)
{
  g_return_if_fail (NOMO_IS_RECORD_COUNTS (self));
  self->watched = watched;
  if (watched && self->stale)
    count (self);
}
