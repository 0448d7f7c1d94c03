#include "config.h"

#include "nomo-sync.h"

#include "nomo-clock.h"
#include "nomo-json.h"
#include "nomo-order-tag-list.h"
#include "nomo-salla-error.h"
#include "nomo-scopes.h"

#include <glib/gi18n.h>

#define DAY_MS (24 * 3600 * 1000LL)

struct _NomoSync {
  GObject parent_instance;

  NomoStore *store;
  NomoSallaClient *client;
  NomoJob *job;
  GHashTable *marks;
  char *currency;
  guint next_list;
  char *granted; /* nullable */
  GStrv only;    /* nullable */
  NomoMirrorEffort effort;
  NomoMirror *mirror;
  gint64 done_before;
  NomoSyncSummary summary;
  gint64 started_ms;
  GError *missing; /* why a list did not come, the first */
};

G_DEFINE_FINAL_TYPE (NomoSync, nomo_sync, G_TYPE_OBJECT)

enum { STORE_INFO, FIRST_TIME, N_SIGNALS };

static guint signals[N_SIGNALS];

static void next_list (GTask *task);

/**
 * nomo_sync_repairs_add:
 * @self: what was put right so far
 * @repair: something more that was
 */
void
nomo_sync_repairs_add (NomoSyncRepairs *self, const NomoRepair *repair)
{
  self->missed += g_str_equal (repair->what, NOMO_REPAIR_MISSED);
  self->changed += g_str_equal (repair->what, NOMO_REPAIR_CHANGED);
  self->gone += g_str_equal (repair->what, NOMO_REPAIR_GONE);
  self->untold += g_str_equal (repair->what, NOMO_REPAIR_UNTOLD);
}

/**
 * nomo_sync_repairs_to_json:
 * @repairs: what was put right
 *
 * Returns: (transfer full): `{"missed":1,"changed":0,"gone":0,"untold":0}`
 */
JsonObject *
nomo_sync_repairs_to_json (const NomoSyncRepairs *repairs)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, NOMO_REPAIR_MISSED, repairs->missed);
  json_object_set_int_member (object, NOMO_REPAIR_CHANGED, repairs->changed);
  json_object_set_int_member (object, NOMO_REPAIR_GONE, repairs->gone);
  json_object_set_int_member (object, NOMO_REPAIR_UNTOLD, repairs->untold);
  return object;
}

static JsonObject *
make_list (const NomoSyncList *list)
{
  JsonObject *object = json_object_new ();
  const NomoSyncRepairs *repairs = &list->repairs;

  json_object_set_int_member (object, "total", list->total);
  json_object_set_int_member (object, "unreadable", list->unreadable);
  if (repairs->missed + repairs->changed + repairs->gone + repairs->untold > 0)
    json_object_set_object_member (object, "repaired", nomo_sync_repairs_to_json (repairs));
  return object;
}

/**
 * nomo_sync_summary_get_unreadable:
 * @self: a summary
 *
 * Returns: rows of all lists that are kept raw
 */
gint64
nomo_sync_summary_get_unreadable (const NomoSyncSummary *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < nomo_lists_count (); i++)
    sum += MAX (self->lists[i].unreadable, 0);
  return sum;
}

/**
 * nomo_sync_summary_to_json:
 * @self: a summary
 *
 * Returns: (transfer full): `{"orders":{"total":3000,"unreadable":0},"customers":{…}}`, without the lists that were not read;
 *   where something was put right, with `"repaired":{"missed":1,"changed":0,"gone":0,"untold":0}`
 */
char *
nomo_sync_summary_to_json (const NomoSyncSummary *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  for (guint i = 0; i < nomo_lists_count (); i++)
    if (self->lists[i].total >= 0)
      json_object_set_object_member (object, nomo_lists_get (i)->name, make_list (&self->lists[i]));
  json_node_init_object (node, object);
  return nomo_json_write (node);
}

static void
progress_cb (NomoSync *self)
{
  gint64 total = nomo_mirror_get_total (self->mirror);

  nomo_job_set_least_seconds_left (self->job, nomo_mirror_get_least_seconds_left (self->mirror));
  if (total > 0)
    nomo_job_advance (self->job, self->done_before + nomo_mirror_get_done (self->mirror), self->done_before + total);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoSync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    g_task_return_error (task, error);
  else if (self->missing != NULL)
    g_task_return_error (task, g_steal_pointer (&self->missing));
  else
    g_task_return_boolean (task, TRUE);
}

/* What holds up one list does not hold up the others; it is told at the end. A list that needs a permission of its own is done
 * without when there is none. */
static gboolean
pass_over (NomoSync *self, GError *error)
{
  gboolean own = nomo_lists_get (self->next_list)->scope != NULL;
  gboolean denied = g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE);

  if (!denied && !g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) &&
      !g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND))
    return FALSE;
  self->summary.lists[self->next_list].total = -1;
  if (self->missing == NULL && !(denied && own))
    self->missing = error;
  else
    g_error_free (error);
  return TRUE;
}

/* Once a day what was deleted long ago loses what is personal in it, and in the end its tombstone. */
static void
add_retirement (NomoSync *self, NomoCommit *commit)
{
  const char *last = g_hash_table_lookup (self->marks, NOMO_MARK_RETIRED);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->started_ms);

  if (last != NULL && self->started_ms - g_ascii_strtoll (last, NULL, 10) < DAY_MS)
    return;
  nomo_commit_retire (commit);
  nomo_commit_set_mark (commit, NOMO_MARK_RETIRED, now);
}

static void
add_repair (NomoSyncSummary *summary, const NomoRepair *repair)
{
  for (guint i = 0; i < nomo_lists_count (); i++)
    if (nomo_lists_get (i)->entity () == repair->entity)
      nomo_sync_repairs_add (&summary->lists[i].repairs, repair);
}

static void
end_run (GTask *task)
{
  NomoSync *self = g_task_get_source_object (task);
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autofree char *as_of = g_strdup_printf ("%" G_GINT64_FORMAT, self->started_ms);
  g_autofree char *unreadable =
      g_strdup_printf ("%" G_GINT64_FORMAT, nomo_sync_summary_get_unreadable (&self->summary));

  if (self->only == NULL) {
    nomo_commit_set_mark (commit, NOMO_MARK_AS_OF, as_of);
    nomo_commit_set_mark (commit, NOMO_MARK_UNREADABLE, unreadable);
  }
  add_retirement (self, commit);
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), ended_cb, task);
}

static void
repairs_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const gint64 *since = data;
  GError *error = NULL;
  GArray *repairs = nomo_store_read_repairs (source, *since, 0, &error);

  if (repairs != NULL)
    g_task_return_pointer (task, repairs, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
repairs_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoSync *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GArray) repairs = g_task_propagate_pointer (G_TASK (result), &error);

  if (repairs == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < repairs->len; i++)
    add_repair (&self->summary, &g_array_index (repairs, NomoRepair, i));
  end_run (g_steal_pointer (&task));
}

static void
count_repairs (GTask *task)
{
  NomoSync *self = g_task_get_source_object (task);
  g_autoptr (GTask) counting = g_task_new (self->store, g_task_get_cancellable (task), repairs_cb, task);

  g_task_set_task_data (counting, g_memdup2 (&self->started_ms, sizeof self->started_ms), g_free);
  g_task_run_in_thread (counting, repairs_thread);
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoSync *self = g_task_get_source_object (task);
  NomoMirror *mirror = NOMO_MIRROR (source);
  GError *error = NULL;

  if (nomo_mirror_run_finish (mirror, result, &error)) {
    self->summary.lists[self->next_list].total = nomo_mirror_get_count (mirror);
    self->summary.lists[self->next_list].unreadable = nomo_mirror_get_unreadable (mirror);
  } else if (!pass_over (self, error)) {
    g_task_return_error (task, error);
    return;
  }
  self->done_before += nomo_mirror_get_total (mirror);
  self->next_list++;
  next_list (g_steal_pointer (&task));
}

/* Asking again and again for what is not allowed is what Salla blocks people for. */
static gboolean
is_left_out (NomoSync *self, const NomoMirrorKind *list)
{
  if (self->only != NULL && !g_strv_contains ((const char *const *) self->only, list->name))
    return TRUE;
  return list->scope != NULL && self->granted != NULL && !nomo_scope_is_granted (self->granted, list->scope);
}

static void
next_list (GTask *task)
{
  NomoSync *self = g_task_get_source_object (task);
  const NomoMirrorKind *list = NULL;

  g_clear_object (&self->mirror);
  for (; self->next_list < nomo_lists_count () && list == NULL; self->next_list++) {
    list = nomo_lists_get (self->next_list);
    if (!is_left_out (self, list))
      break;
    self->summary.lists[self->next_list].total = -1;
    list = NULL;
  }
  if (list == NULL) {
    count_repairs (task);
    return;
  }
  nomo_job_set_step (self->job, list->name);
  nomo_job_set_detail (self->job, _ (list->label));
  self->mirror = nomo_mirror_new (list, self->store, self->client, self->job, self->currency, self->marks);
  nomo_mirror_set_effort (self->mirror, self->effort);
  g_signal_connect_object (self->mirror, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  nomo_mirror_run_async (self->mirror, g_task_get_cancellable (task), list_cb, task);
}

static void
announce_first_time (NomoSync *self)
{
  for (guint i = 0; i < nomo_lists_count (); i++) {
    if (!is_left_out (self, nomo_lists_get (i)) && !nomo_mirror_is_whole (nomo_lists_get (i), self->marks)) {
      g_signal_emit (self, signals[FIRST_TIME], 0);
      return;
    }
  }
}

static void
tags_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_order_tag_list_read_finish (NOMO_STORE (source), result, &error))
    next_list (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* Orders are of more use once it is known which tags they can have, and those are a page or two. */
static void
read_tags (GTask *task)
{
  NomoSync *self = g_task_get_source_object (task);

  if (is_left_out (self, nomo_lists_find ("orders")) || !nomo_order_tag_list_is_due (self->marks, self->effort))
    next_list (task);
  else
    nomo_order_tag_list_read_async (self->store, self->client, self->job, g_task_get_cancellable (task), tags_cb, task);
}

static void
store_info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoSync *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoStoreInfo) info = NULL;

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  info = nomo_salla_map_store_info (answer->data);
  self->currency = g_strdup (info->currency);
  g_signal_emit (self, signals[STORE_INFO], 0, info);
  read_tags (g_steal_pointer (&task));
}

static void
marks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoSync *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  self->marks = nomo_store_read_marks_finish (NOMO_STORE (source), result, &error);
  if (self->marks == NULL) {
    g_task_return_error (task, error);
    return;
  }
  announce_first_time (self);
  nomo_job_set_detail (self->job, _ ("Store details"));
  nomo_salla_client_get_in_background_async (self->client, self->job, "/store/info", NULL, cancellable, store_info_cb,
                                             g_steal_pointer (&task));
}

/**
 * nomo_sync_run_async:
 * @self: a sync, good for one run
 * @callback: called at the end
 * @data: for @callback
 *
 * Runs until all is here or the job is cancelled; what has come stays either way. A list that there is no permission for, or
 * that cannot be read, is passed over, and the run then ends with its error although all others are up to date. The caller
 * ends the job.
 */
void
nomo_sync_run_async (NomoSync *self, GAsyncReadyCallback callback, gpointer data)
{
  GCancellable *cancellable = nomo_job_get_cancellable (self->job);
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_sync_run_async);
  self->started_ms = self->summary.as_of = nomo_clock_now ();
  nomo_store_read_marks_async (self->store, cancellable, marks_cb, task);
}

/**
 * nomo_sync_run_finish:
 * @self: the sync
 * @result: what the callback got
 * @summary: (out) (optional): how it ended
 * @error: return location
 *
 * Returns: whether the store is up to date; else an error of any layer, or %G_IO_ERROR_CANCELLED
 */
gboolean
nomo_sync_run_finish (NomoSync *self, GAsyncResult *result, NomoSyncSummary *summary, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (summary != NULL)
    *summary = self->summary;
  return TRUE;
}

/**
 * nomo_sync_get_marks:
 * @self: a sync whose run has ended well
 *
 * Returns: (transfer none): the store's marks as the run has left them
 */
GHashTable *
nomo_sync_get_marks (NomoSync *self)
{
  return self->marks;
}

/**
 * nomo_sync_new:
 * @store: what to bring up to date
 * @client: Salla
 * @job: shows the progress and cancels
 * @granted: (nullable): the permissions that the sign-in has, %NULL when nobody knows
 *
 * Returns: (transfer full): a sync
 */
NomoSync *
nomo_sync_new (NomoStore *store, NomoSallaClient *client, NomoJob *job, const char *granted)
{
  NomoSync *self = g_object_new (NOMO_TYPE_SYNC, NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  self->job = g_object_ref (job);
  self->granted = g_strdup (granted);
  return self;
}

/**
 * nomo_sync_set_effort:
 * @self: a sync that does not run yet
 * @effort: how much it is to do, %NOMO_MIRROR_ASKED unless something else is said
 */
void
nomo_sync_set_effort (NomoSync *self, NomoMirrorEffort effort)
{
  self->effort = effort;
}

/**
 * nomo_sync_set_only:
 * @self: a sync that does not run yet
 * @only: (nullable): names of the lists to bring up to date, %NULL for all
 */
void
nomo_sync_set_only (NomoSync *self, const char *const *only)
{
  g_strfreev (self->only);
  self->only = g_strdupv ((char **) only);
}

static void
nomo_sync_finalize (GObject *object)
{
  NomoSync *self = NOMO_SYNC (object);

  g_clear_object (&self->mirror);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->job);
  g_clear_pointer (&self->marks, g_hash_table_unref);
  g_clear_error (&self->missing);
  g_free (self->currency);
  g_free (self->granted);
  g_strfreev (self->only);
  G_OBJECT_CLASS (nomo_sync_parent_class)->finalize (object);
}

static void
nomo_sync_class_init (NomoSyncClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nomo_sync_finalize;
  signals[STORE_INFO] =
      g_signal_new ("store-info", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FIRST_TIME] = g_signal_new ("first-time", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_sync_init (NomoSync *self)
{
  self->effort = NOMO_MIRROR_ASKED;
}
