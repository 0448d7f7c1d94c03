#include "config.h"

#include "nomo-details.h"

#include "nomo-json.h"
#include "nomo-order.h"
#include "nomo-salla-error.h"
#include "nomo-salla-map.h"

#define ACTOR          "salla"
#define BATCH          60
#define AT_ONCE        4 /* so that a slow answer leaves no request of the budget unused */
#define GATHER         20
#define GATHER_MS      1000
#define MAX_UNREADABLE 20

struct _NomoDetails {
  GObject parent_instance;

  NomoStore *store;
  NomoSallaClient *client;
  NomoJob *job;
  char *currency;

  GArray *batch; /* gint64: what is asked for now */
  guint next;    /* of batch */
  guint running; /* requests on their way */
  NomoCommit
      *gathered; /* what has come and is not written yet: not for each is the disk troubled, and who looks at it */
  guint n_gathered;
  guint timer;
  gboolean writing;
  GHashTable *stuck; /* gint64: was read and still is not known */
  guint unreadable;  /* in a row */
  gint64 known;
  gint64 total;
  GError *error; /* the first; nothing is begun behind it */
};

G_DEFINE_FINAL_TYPE (NomoDetails, nomo_details, G_TYPE_OBJECT)

/* What the store lacks. */
typedef struct {
  GArray *ids; /* gint64 */
  gint64 known;
  gint64 total;
} Lack;

/* One order on its way. */
typedef struct {
  GTask *run;
  gint64 id;
} Order;

static void go_on (GTask *task);

static void
lack_free (gpointer data)
{
  Lack *self = data;

  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static void
order_free (Order *self)
{
  g_object_unref (self->run);
  g_free (self);
}

static gboolean
append_brief (NomoStore *store, guint limit, Lack *lack, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), "detailed = no", error);
  g_autoptr (GArray) ids = nomo_store_list_ids (store, query, limit, NULL, error);

  if (ids != NULL)
    g_array_append_vals (lack->ids, ids->data, ids->len);
  return ids != NULL;
}

static gboolean
count (NomoStore *store, const char *filter, gint64 *n, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, error);

  *n = nomo_store_count (store, query, error);
  return *n >= 0;
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoStore *store = source;
  guint limit = GPOINTER_TO_UINT (data);
  Lack *lack = g_new0 (Lack, 1);
  GError *error = NULL;

  lack->ids = nomo_store_list_doubts (store, nomo_order_entity (), limit, &error);
  if (lack->ids != NULL && append_brief (store, limit, lack, &error) &&
      count (store, "detailed = yes", &lack->known, &error) && count (store, "", &lack->total, &error)) {
    g_task_return_pointer (task, lack, lack_free);
    return;
  }
  lack_free (lack);
  g_task_return_error (task, error);
}

static gboolean
holds (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* What was asked for in the last batch and is lacking still would be asked for for ever. */
static void
take_batch (NomoDetails *self, const GArray *ids)
{
  g_autoptr (GArray) last = g_steal_pointer (&self->batch);

  self->batch = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->next = 0;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    if (holds (last, id))
      g_hash_table_add (self->stuck, g_memdup2 (&id, sizeof id));
    else if (!g_hash_table_contains (self->stuck, &id) && !holds (self->batch, id) && self->batch->len < BATCH)
      g_array_append_val (self->batch, id);
  }
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoDetails *self = g_task_get_source_object (task);
  GError *error = NULL;
  Lack *lack = g_task_propagate_pointer (G_TASK (result), &error);

  if (lack == NULL) {
    g_task_return_error (task, error);
    return;
  }
  self->known = lack->known;
  self->total = lack->total;
  nomo_job_advance (self->job, self->known, self->total);
  take_batch (self, lack->ids);
  lack_free (lack);
  if (self->batch->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    go_on (task);
}

static void
look (GTask *task)
{
  NomoDetails *self = g_task_get_source_object (task);
  g_autoptr (GTask) looking = g_task_new (self->store, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
  guint limit = BATCH + self->batch->len + g_hash_table_size (self->stuck);

  g_task_set_task_data (looking, GUINT_TO_POINTER (limit), NULL);
  g_task_run_in_thread (looking, look_thread);
}

static void
take_error (NomoDetails *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoDetails *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->writing = FALSE;
  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    nomo_job_advance (self->job, MIN (self->known + self->next - self->running, self->total), self->total);
  else
    take_error (self, error);
  go_on (task);
}

/* What has come is written even when the run is given up meanwhile. */
static void
write_gathered (GTask *task)
{
  NomoDetails *self = g_task_get_source_object (task);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->writing = TRUE;
  self->n_gathered = 0;
  nomo_store_commit_async (self->store, g_steal_pointer (&self->gathered), NULL, committed_cb, g_object_ref (task));
}

static gboolean
timer_cb (gpointer data)
{
  NomoDetails *self = g_task_get_source_object (data);

  self->timer = 0;
  if (!self->writing)
    write_gathered (data);
  return G_SOURCE_REMOVE;
}

/* What an answer says of the order, or the word that there is no such order. Returns FALSE for another error. */
static gboolean
add_to_commit (NomoCommit *commit, gint64 id, NomoSallaAnswer *answer, const char *currency, const GError *refusal)
{
  g_autoptr (GError) error = NULL;
  NomoRecord *record = answer != NULL ? nomo_salla_map_order (answer->data, currency, answer->as_of, &error) : NULL;

  if (answer == NULL && !g_error_matches (refusal, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND))
    return FALSE;
  if (answer == NULL) {
    nomo_commit_delete (commit, nomo_order_entity (), id);
  } else if (record != NULL && nomo_record_get_id (record) == id) {
    nomo_commit_put (commit, record);
  } else {
    g_autofree char *ref = g_strdup_printf ("%" G_GINT64_FORMAT, id);
    g_autofree char *body = nomo_json_write (answer->data);

    nomo_commit_keep_raw (commit, nomo_order_entity ()->name, ref, error != NULL ? error->message : "another order",
                          body);
  }
  g_clear_pointer (&record, nomo_record_unref);
  return TRUE;
}

/* A single order that Salla cannot give must not hold up the others; all of them are an outage. */
static gboolean
pass_over (NomoDetails *self, const GError *error)
{
  return (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) ||
          g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED) ||
          g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER)) &&
         ++self->unreadable < MAX_UNREADABLE;
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Order *order = data;
  NomoDetails *self = g_task_get_source_object (order->run);
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);

  self->running--;
  if (self->gathered == NULL)
    self->gathered = nomo_commit_new (ACTOR, NULL);
  if (add_to_commit (self->gathered, order->id, answer, self->currency, error)) {
    self->n_gathered++;
    self->unreadable = 0;
    g_clear_error (&error);
  } else if (pass_over (self, error)) {
    g_clear_error (&error);
  } else {
    take_error (self, error);
  }
  go_on (order->run);
  order_free (order);
}

static void
ask (GTask *task, gint64 id)
{
  NomoDetails *self = g_task_get_source_object (task);
  g_autofree char *path = g_strdup_printf ("/orders/%" G_GINT64_FORMAT, id);
  Order *order = g_new (Order, 1);

  *order = (Order) { g_object_ref (task), id };
  self->running++;
  nomo_salla_client_get_in_background_async (self->client, self->job, path, NULL, g_task_get_cancellable (task),
                                             answer_cb, order);
}

/* Asks for as much as may be on its way, writes what has come, and ends or looks again when nothing is on its way. */
static void
go_on (GTask *task)
{
  NomoDetails *self = g_task_get_source_object (task);

  while (self->error == NULL && self->running < AT_ONCE && self->next < self->batch->len)
    ask (task, g_array_index (self->batch, gint64, self->next++));
  if (self->writing)
    return;
  if (self->n_gathered >= GATHER || (self->running == 0 && self->n_gathered > 0))
    write_gathered (task);
  else if (self->n_gathered > 0 && self->timer == 0)
    self->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, GATHER_MS, timer_cb, g_object_ref (task), g_object_unref);
  else if (self->running == 0 && self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (self->running == 0)
    look (task);
}

/**
 * nomo_details_run_async:
 * @self: details, good for one run
 * @callback: called at the end
 * @data: for @callback
 *
 * Runs until every order is known, at the pace that the request budget leaves to the background, or the job is cancelled;
 * what has come stays. The caller ends the job, whose progress is how many orders are known.
 */
void
nomo_details_run_async (NomoDetails *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, nomo_job_get_cancellable (self->job), callback, data);

  g_task_set_source_tag (task, nomo_details_run_async);
  look (task);
}

/**
 * nomo_details_run_finish:
 * @self: the details
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether all that Salla can tell is known; else an error of any layer, or %G_IO_ERROR_CANCELLED
 */
gboolean
nomo_details_run_finish (NomoDetails *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* One order that somebody wants to see. */
typedef struct {
  NomoStore *store;
  char *currency;
  gint64 id;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_object_unref (self->store);
  g_free (self->currency);
  g_free (self);
}

static void
granted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
wish_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Wish *wish = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoCommit) commit = nomo_commit_new (ACTOR, NULL);

  if (!add_to_commit (commit, wish->id, answer, wish->currency, error)) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_error (&error);
  nomo_store_commit_async (wish->store, g_steal_pointer (&commit), NULL, granted_cb, g_steal_pointer (&task));
}

/**
 * nomo_details_read_order_async:
 * @store: whose order
 * @client: Salla
 * @currency: the shop's currency
 * @id: the order's id
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads one order as a whole, before everything that the background asks for.
 */
void
nomo_details_read_order_async (NomoStore *store, NomoSallaClient *client, const char *currency, gint64 id,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);
  g_autofree char *path = g_strdup_printf ("/orders/%" G_GINT64_FORMAT, id);
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish) { g_object_ref (store), g_strdup (currency), id };
  g_task_set_source_tag (task, nomo_details_read_order_async);
  g_task_set_task_data (task, wish, wish_free);
  nomo_salla_client_get_async (client, path, NULL, cancellable, wish_cb, task);
}

/**
 * nomo_details_read_order_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether what Salla says of the order is in the store
 */
gboolean
nomo_details_read_order_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nomo_details_get_known:
 * @self: the details
 *
 * Returns: how many living orders were known as a whole when the store was last looked at
 */
gint64
nomo_details_get_known (NomoDetails *self)
{
  return self->known;
}

/**
 * nomo_details_get_total:
 * @self: the details
 *
 * Returns: how many living orders there were
 */
gint64
nomo_details_get_total (NomoDetails *self)
{
  return self->total;
}

/**
 * nomo_details_new:
 * @store: whose orders
 * @client: Salla
 * @job: shows the progress and cancels
 * @currency: the shop's currency
 *
 * Returns: (transfer full): details
 */
NomoDetails *
nomo_details_new (NomoStore *store, NomoSallaClient *client, NomoJob *job, const char *currency)
{
  NomoDetails *self = g_object_new (NOMO_TYPE_DETAILS, NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  self->job = g_object_ref (job);
  self->currency = g_strdup (currency);
  return self;
}

static void
nomo_details_finalize (GObject *object)
{
  NomoDetails *self = NOMO_DETAILS (object);

  g_clear_pointer (&self->gathered, nomo_commit_free);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->job);
  g_free (self->currency);
  g_array_unref (self->batch);
  g_hash_table_unref (self->stuck);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (nomo_details_parent_class)->finalize (object);
}

static void
nomo_details_class_init (NomoDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_details_finalize;
}

static void
nomo_details_init (NomoDetails *self)
{
  self->batch = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->stuck = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}
