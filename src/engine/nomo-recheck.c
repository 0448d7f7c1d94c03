#include "config.h"

#include "nomo-recheck.h"

#include "nomo-clock.h"
#include "nomo-lists.h"
#include "nomo-lookups.h"
#include "nomo-mirror-marks.h"
#include "nomo-order.h"

/* A routine run goes by within two minutes of the smallest plan, and a hundred thousand orders within a week. */
#define ROUTINE 60

#define REST_MS (7 * 24 * 3600 * 1000LL)

/* Marks of the list of orders. */
#define BELOW "recheck"   /* the id below which a round goes on */
#define ENDED "rechecked" /* when the last one ended */

typedef struct {
  NomoRecheck how; /* its store, client and job are kept by us */
  char *currency;
  NomoMirrorMarks marks;
  gint64 below;
} Round;

static void
round_free (gpointer data)
{
  Round *self = data;

  g_object_unref (self->how.client);
  g_object_unref (self->how.job);
  g_clear_pointer (&self->marks.all, g_hash_table_unref);
  g_free (self->currency);
  g_free (self);
}

static gboolean
find_next (NomoStore *store, guint limit, gconstpointer data, NomoLack *lack, GError **error)
{
  const Round *self = data;
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_order_entity ());
  gint64 left = 0;
  g_autoptr (GArray) ids = nomo_store_list_below (store, nomo_order_entity (), self->below, limit, &left, error);

  if (ids == NULL)
    return FALSE;
  g_array_append_vals (lack->ids, ids->data, ids->len);
  lack->total = nomo_store_count (store, all, error);
  lack->known = lack->total - left;
  return lack->total >= 0;
}

static void
keep_place (NomoCommit *commit, const GArray *ids, gpointer data)
{
  Round *self = data;

  self->below = g_array_index (ids, gint64, ids->len - 1);
  nomo_mirror_marks_set_number (&self->marks, commit, BELOW, self->below);
}

static void
progress_cb (NomoLookups *lookups, NomoJob *job)
{
  nomo_job_advance (job, nomo_lookups_get_known (lookups), nomo_lookups_get_total (lookups));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Round *self = g_task_get_task_data (task);
  NomoLookups *lookups = NOMO_LOOKUPS (source);
  NomoCommit *commit = NULL;
  GError *error = NULL;

  if (!nomo_lookups_run_finish (lookups, result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (nomo_lookups_is_limited (lookups)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  commit = nomo_commit_new ("salla", NULL);
  nomo_mirror_marks_set (&self->marks, commit, BELOW, NULL);
  nomo_mirror_marks_set_number (&self->marks, commit, ENDED, nomo_clock_now ());
  nomo_store_commit_async (g_task_get_source_object (task), commit, g_task_get_cancellable (task), ended_cb,
                           g_object_ref (task));
}

static void
look_up (GTask *task)
{
  Round *self = g_task_get_task_data (task);
  NomoJob *job = self->how.job;
  g_autoptr (NomoLookups) lookups = nomo_lookups_new (nomo_lists_find ("orders"), g_task_get_source_object (task),
                                                      self->how.client, job, self->currency);

  nomo_lookups_set_find (lookups, find_next, keep_place, self, NULL);
  nomo_lookups_set_recheck (lookups);
  nomo_lookups_set_wary (lookups);
  if (!self->how.whole)
    nomo_lookups_set_limit (lookups, ROUTINE);
  g_signal_connect_object (lookups, "progress", G_CALLBACK (progress_cb), job, 0);
  nomo_lookups_run_async (lookups, g_task_get_cancellable (task), looked_up_cb, task);
}

static gboolean
is_due (const Round *self)
{
  gint64 ended = nomo_mirror_marks_get_number (&self->marks, ENDED, 0);

  return self->how.whole || nomo_mirror_marks_get (&self->marks, BELOW) != NULL || nomo_clock_now () - ended >= REST_MS;
}

static void
marks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Round *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->marks.all = nomo_store_read_marks_finish (NOMO_STORE (source), result, &error);
  if (self->marks.all == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (!self->how.whole)
    self->below = nomo_mirror_marks_get_number (&self->marks, BELOW, G_MAXINT64);
  if (is_due (self))
    look_up (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * nomo_recheck_async:
 * @self: what is to be compared; only used during the call, but for its objects
 * @callback: called at the end
 * @data: for @callback
 *
 * Looks orders up that are known as a whole: what only their details tell changes without a word in the list. What differs is
 * put right and noted as a repair, and what happened to the orders comes with them. A routine run goes on where the last one
 * stopped.
 */
void
nomo_recheck_async (const NomoRecheck *self, GAsyncReadyCallback callback, gpointer data)
{
  GCancellable *cancellable = nomo_job_get_cancellable (self->job);
  GTask *task = g_task_new (self->store, cancellable, callback, data);
  Round *round = g_new0 (Round, 1);

  round->how = *self;
  g_object_ref (round->how.client);
  g_object_ref (round->how.job);
  round->currency = g_strdup (self->currency);
  round->marks.list = "orders";
  round->below = G_MAXINT64;
  g_task_set_source_tag (task, nomo_recheck_async);
  g_task_set_task_data (task, round, round_free);
  nomo_job_set_step (self->job, "recheck");
  nomo_store_read_marks_async (self->store, cancellable, marks_cb, task);
}

/**
 * nomo_recheck_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_recheck_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
