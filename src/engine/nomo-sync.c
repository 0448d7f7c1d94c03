#include "config.h"

#include "nomo-sync.h"

#include "nomo-category.h"
#include "nomo-clock.h"
#include "nomo-customer.h"
#include "nomo-json.h"
#include "nomo-mirror.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-salla-error.h"
#include "nomo-scopes.h"

#include <glib/gi18n.h>

#define DAY_MS (24 * 3600 * 1000LL)

static NomoRecord *
map_customer (JsonNode *row, const char *currency, gint64 as_of, GError **error)
{
  return nomo_salla_map_customer (row, as_of, error);
}

/* A list that is mirrored. */
typedef struct {
  NomoMirrorKind mirror;
  const char *label;
  const char *scope; /* nullable: who has not given this permission does without the list */
} List;

/* Salla tells which orders changed last, but not of other lists, which are walked once a day. */
static const List lists[] = {
  { { "orders", "/orders", "created_at-desc", "updated_at-desc", 0, nomo_order_entity, nomo_salla_map_order },
    N_ ("Orders") },
  { { "customers", "/customers", NULL, NULL, DAY_MS, nomo_customer_entity, map_customer }, N_ ("Customers") },
  { { "products", "/products", NULL, NULL, DAY_MS, nomo_product_entity, nomo_salla_map_product },
    N_ ("Products"),
    "products.read" },
  { { "categories", "/categories", NULL, NULL, DAY_MS, nomo_category_entity, NULL, "items", nomo_salla_map_category },
    N_ ("Categories"),
    "categories.read" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (lists) <= NOMO_SYNC_MAX_LISTS);

struct _NomoSync {
  GObject parent_instance;

  NomoStore *store;
  NomoSallaClient *client;
  NomoJob *job;
  GHashTable *marks;
  char *currency;
  guint next_list;
  char *granted; /* nullable */
  NomoMirror *mirror;
  gint64 done_before;
  NomoSyncSummary summary;
  gint64 started_ms;
  GError *missing; /* the first list that there is no permission for */
};

G_DEFINE_FINAL_TYPE (NomoSync, nomo_sync, G_TYPE_OBJECT)

enum { STORE_INFO, FIRST_TIME, N_SIGNALS };

static guint signals[N_SIGNALS];

static void next_list (GTask *task);

static JsonObject *
make_counts (gint64 total, gint64 unreadable)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "total", total);
  json_object_set_int_member (object, "unreadable", unreadable);
  return object;
}

/**
 * nomo_sync_count_lists:
 *
 * Returns: how many lists are mirrored
 */
guint
nomo_sync_count_lists (void)
{
  return G_N_ELEMENTS (lists);
}

/**
 * nomo_sync_list_name:
 * @list: a list
 *
 * Returns: what the summary calls it, such as `orders`
 */
const char *
nomo_sync_list_name (guint list)
{
  return lists[list].mirror.name;
}

/**
 * nomo_sync_list_label:
 * @list: a list
 *
 * Returns: what people call it, translated
 */
const char *
nomo_sync_list_label (guint list)
{
  return _ (lists[list].label);
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

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    sum += self->unreadable[i];
  return sum;
}

/**
 * nomo_sync_summary_to_json:
 * @self: a summary
 *
 * Returns: (transfer full): `{"orders":{"total":3000,"unreadable":0},"customers":{…}}`, without the lists that there is no
 *   permission for
 */
char *
nomo_sync_summary_to_json (const NomoSyncSummary *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (self->totals[i] >= 0)
      json_object_set_object_member (object, lists[i].mirror.name, make_counts (self->totals[i], self->unreadable[i]));
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

/* A list without its permission does not hold up the others; it is told at the end. */
static gboolean
pass_over (NomoSync *self, GError *error)
{
  if (!g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE))
    return FALSE;
  self->summary.totals[self->next_list] = -1;
  if (self->missing == NULL && lists[self->next_list].scope == NULL)
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
end_run (GTask *task)
{
  NomoSync *self = g_task_get_source_object (task);
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autofree char *as_of = g_strdup_printf ("%" G_GINT64_FORMAT, self->started_ms);
  g_autofree char *unreadable =
      g_strdup_printf ("%" G_GINT64_FORMAT, nomo_sync_summary_get_unreadable (&self->summary));

  nomo_commit_set_mark (commit, NOMO_MARK_AS_OF, as_of);
  nomo_commit_set_mark (commit, NOMO_MARK_UNREADABLE, unreadable);
  add_retirement (self, commit);
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), ended_cb, task);
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoSync *self = g_task_get_source_object (task);
  NomoMirror *mirror = NOMO_MIRROR (source);
  GError *error = NULL;

  if (nomo_mirror_run_finish (mirror, result, &error)) {
    self->summary.totals[self->next_list] = nomo_mirror_get_count (mirror);
    self->summary.unreadable[self->next_list] = nomo_mirror_get_unreadable (mirror);
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
is_denied (NomoSync *self, const List *list)
{
  return list->scope != NULL && self->granted != NULL && !nomo_scope_is_granted (self->granted, list->scope);
}

static void
next_list (GTask *task)
{
  NomoSync *self = g_task_get_source_object (task);

  g_clear_object (&self->mirror);
  for (; self->next_list < G_N_ELEMENTS (lists) && is_denied (self, &lists[self->next_list]); self->next_list++)
    self->summary.totals[self->next_list] = -1;
  if (self->next_list == G_N_ELEMENTS (lists)) {
    end_run (task);
    return;
  }
  nomo_job_set_detail (self->job, _ (lists[self->next_list].label));
  self->mirror = nomo_mirror_new (&lists[self->next_list].mirror, self->store, self->client, self->job, self->currency,
                                  self->marks);
  g_signal_connect_object (self->mirror, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  nomo_mirror_run_async (self->mirror, g_task_get_cancellable (task), list_cb, task);
}

static void
announce_first_time (NomoSync *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    if (!is_denied (self, &lists[i]) && !nomo_mirror_is_whole (&lists[i].mirror, self->marks)) {
      g_signal_emit (self, signals[FIRST_TIME], 0);
      return;
    }
  }
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
  next_list (g_steal_pointer (&task));
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
 * Runs until all is here or the job is cancelled; what has come stays either way. A list that there is no permission for is
 * passed over, and the run then ends with %NOMO_SALLA_ERROR_SCOPE although all others are up to date. The caller ends the job.
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
}
