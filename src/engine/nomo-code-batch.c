#include "config.h"

#include "nomo-code-batch.h"

#include "nomo-batch.h"
#include "nomo-coupon.h"
#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"
#include "nomo-store-scan.h"

#include <glib/gi18n.h>

typedef struct _Work Work;

/* Work on the coupons of a batch, a commit for each chunk. A thread builds a commit while nobody else looks at it. */
struct _Work {
  NomoStore *store;
  char *actor;
  char *id; /* with which those of its commits begin */
  NomoJob *job;
  gint64 batch; /* 0 until the first commit has made it */
  guint done;
  guint total;
  gboolean ready;
  gboolean wrote; /* anything at all */
  gboolean (*prepare) (Work *self, GError **error);
  NomoCommit *(*build) (Work *self, guint n, GError **error);

  NomoRecord *made;  /* the batch */
  NomoRecord *rules; /* what all coupons of the batch say */
  GHashTable *taken;
  NomoEngineLock *lock; /* while codes are made */
  gboolean group;

  GArray *ids; /* gint64: the coupons that are switched */
  gboolean on;
};

static void
work_free (gpointer data)
{
  Work *self = data;

  g_object_unref (self->store);
  g_object_unref (self->job);
  g_free (self->actor);
  g_free (self->id);
  g_clear_pointer (&self->made, nomo_record_unref);
  g_clear_pointer (&self->rules, nomo_record_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->lock, nomo_engine_lock_free);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static NomoQuery *
query_batch (gint64 batch)
{
  NomoQuery *query = nomo_query_new (nomo_coupon_entity ());

  nomo_query_where_int (query, COUPON_BATCH, NOMO_OP_EQ, batch);
  return query;
}

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
take_codes (NomoRecord *coupon, gpointer data, GError **error)
{
  const char *code = nomo_record_get_text (coupon, COUPON_CODE);

  if (code != NULL)
    nomo_codes_take (data, code);
  for (guint row = 0; row < nomo_record_count_part (coupon, COUPON_PART_CODES); row++)
    nomo_codes_take (data, nomo_record_part_text (coupon, COUPON_PART_CODES, row, COUPON_CHILD_CODE));
  return TRUE;
}

/* Two that make codes at once would both take a code, or both make up what a batch lacks. */
static gboolean
take_lock (Work *self, GError **error)
{
  g_autofree char *path = g_strconcat (nomo_store_get_path (self->store), NOMO_CODE_BATCH_LOCK, NULL);
  GError *failed = NULL;

  self->lock = nomo_engine_lock_take (path, &failed);
  if (self->lock != NULL)
    return TRUE;
  if (g_error_matches (failed, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD)) {
    g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY, failed->message);
    g_error_free (failed);
  } else {
    g_propagate_error (error, failed);
  }
  return FALSE;
}

/* Those of the whole shop, as no two of its coupons have the same. */
static gboolean
read_taken (Work *self, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_coupon_entity ());
  NomoPick pick = { NOMO_PICK (COUPON_CODE), { [COUPON_PART_CODES] = NOMO_PICK (COUPON_CHILD_CODE) } };

  self->taken = nomo_codes_taken_new ();
  return nomo_store_foreach_picked (self->store, query, &pick, take_codes, self->taken,
                                    nomo_job_get_cancellable (self->job), error);
}

static void
set_group (NomoRecordBuilder *builder, const NomoRecord *batch)
{
  const char *suffix = nomo_record_get_text (batch, BATCH_PREFIX);

  nomo_builder_set_text (builder, COUPON_GROUP_NAME, nomo_record_get_text (batch, BATCH_NAME));
  nomo_builder_set_text (builder, COUPON_GROUP_SUFFIX, suffix != NULL ? suffix : "");
  nomo_builder_set_int (builder, COUPON_GROUP_COUNT, nomo_record_get_int (batch, BATCH_WANTED));
}

/* Of the rules, the code and what a group has are the batch's. */
static NomoRecord *
make_rules (const NomoRecord *from, const NomoRecord *batch)
{
  static const guint of_batch[] = { COUPON_CODE, COUPON_GROUP_NAME, COUPON_GROUP_SUFFIX, COUPON_GROUP_COUNT };
  NomoRecordBuilder *builder = nomo_coupon_build_like (from);
  gboolean group = nomo_code_batch_is_group (batch);

  for (guint i = 0; i < G_N_ELEMENTS (of_batch); i++)
    nomo_builder_set_null (builder, of_batch[i]);
  nomo_builder_set_int (builder, COUPON_IS_GROUP, group);
  if (group)
    set_group (builder, batch);
  if (nomo_record_is_null (from, COUPON_STATUS))
    nomo_builder_set_text (builder, COUPON_STATUS, "active");
  return nomo_builder_end (builder);
}

static NomoRecord *
make_coupon (const Work *self, const char *code, gint64 batch)
{
  NomoRecordBuilder *builder = nomo_record_rebuild (self->rules);

  nomo_builder_set_int (builder, COUPON_BATCH, batch);
  if (code != NULL)
    nomo_builder_set_text (builder, COUPON_CODE, code);
  return nomo_builder_end (builder);
}

static void
put (NomoCommit *commit, NomoRecord *coupon)
{
  nomo_commit_put (commit, coupon);
  nomo_record_unref (coupon);
}

static NomoCommit *
begin_commit (const Work *self)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", self->id, self->done);

  return nomo_commit_new (self->actor, id);
}

static NomoCommit *
build_made (Work *self, guint n, GError **error)
{
  g_autoptr (GPtrArray) codes = NULL;
  NomoCodePattern pattern;
  NomoCommit *commit;
  gint64 batch;

  if (!self->group) {
    nomo_code_batch_get_pattern (self->made, &pattern);
    codes = nomo_codes_make (&pattern, n, self->taken, error);
    if (codes == NULL)
      return NULL;
  }
  commit = begin_commit (self);
  batch = self->batch == 0 ? nomo_commit_put (commit, self->made) : self->batch;
  for (guint i = 0; i < n; i++)
    put (commit, make_coupon (self, codes != NULL ? codes->pdata[i] : NULL, batch));
  return commit;
}

static gboolean
check_pattern (const Work *self, GError **error)
{
  NomoCodePattern pattern;

  nomo_code_batch_get_pattern (self->made, &pattern);
  return self->group || (nomo_codes_validate (&pattern, error) && nomo_codes_allow (&pattern, self->total, error));
}

/* A batch and its first coupons come in one commit, so that there is none without rules. */
static gboolean
prepare_created (Work *self, GError **error)
{
  return check_pattern (self, error) && take_lock (self, error) && read_taken (self, error);
}

static gboolean
read_made (Work *self, GError **error)
{
  g_autoptr (NomoQuery) query = query_batch (self->batch);
  g_autoptr (GPtrArray) coupons = nomo_store_list (self->store, query, 0, 1, error);
  gint64 count = coupons != NULL ? nomo_store_count (self->store, query, error) : -1;

  if (count < 0)
    return FALSE;
  if (coupons->len == 0)
    return refuse (_ ("No coupon of the batch is left from which its rules could be taken."), error);
  self->group = nomo_code_batch_is_group (self->made);
  self->rules = make_rules (coupons->pdata[0], self->made);
  self->total = self->group ? 1 : (guint) nomo_record_get_int (self->made, BATCH_WANTED);
  self->done = (guint) MIN (count, self->total);
  return TRUE;
}

static gboolean
read_batch (Work *self, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (NomoRecord) batch = nomo_store_get (self->store, nomo_code_batch_entity (), self->batch, &failed);

  if (failed != NULL) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return FALSE;
  }
  if (batch == NULL || nomo_record_is_deleted (batch))
    return refuse (_ ("There is no such batch of codes."), error);
  self->made = g_steal_pointer (&batch);
  return TRUE;
}

static gboolean
prepare_resumed (Work *self, GError **error)
{
  return take_lock (self, error) && read_batch (self, error) && read_made (self, error) &&
         (self->done == self->total || read_taken (self, error));
}

static const char *
get_status (const Work *self)
{
  return self->on ? "active" : "inactive";
}

static gboolean
prepare_switched (Work *self, GError **error)
{
  g_autoptr (NomoQuery) query = query_batch (self->batch);

  if (!read_batch (self, error) || !nomo_query_where (query, COUPON_STATUS, NOMO_OP_NE, get_status (self), error))
    return FALSE;
  self->ids = nomo_store_list_ids (self->store, query, 0, NULL, error);
  self->total = self->ids != NULL ? self->ids->len : 0;
  return self->ids != NULL;
}

static NomoCommit *
build_switched (Work *self, guint n, GError **error)
{
  NomoCommit *commit = begin_commit (self);

  for (guint i = 0; i < n; i++) {
    NomoRecordBuilder *builder =
        nomo_record_build (nomo_coupon_entity (), g_array_index (self->ids, gint64, self->done + i));

    nomo_builder_set_text (builder, COUPON_STATUS, get_status (self));
    put (commit, nomo_builder_end (builder));
  }
  return commit;
}

static guint
count_next (const Work *self)
{
  return MIN (self->total - self->done, NOMO_CODE_BATCH_CHUNK);
}

static void
build_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *self = data;
  GError *error = NULL;
  NomoCommit *commit = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (!self->ready)
    self->ready = self->prepare (self, &error);
  if (self->ready && count_next (self) > 0)
    commit = self->build (self, count_next (self), &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, commit, (GDestroyNotify) nomo_commit_free);
}

static void go_on (GTask *task);

static void
end (GTask *task, GError *error)
{
  Work *self = g_task_get_task_data (task);

  g_clear_pointer (&self->lock, nomo_engine_lock_free);
  if (error != NULL) {
    nomo_job_fail (self->job, error);
    g_task_return_error (task, error);
  } else {
    nomo_job_finish (self->job);
    g_task_return_boolean (task, TRUE);
  }
  g_object_unref (task);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Work *self = g_task_get_task_data (task);
  NomoCommitResult told;
  GError *error = NULL;

  if (!nomo_store_commit_finish (self->store, result, &told, &error)) {
    end (task, error);
    return;
  }
  if (self->batch == 0)
    self->batch = told.first_id;
  self->wrote = TRUE;
  self->done += count_next (self);
  nomo_job_advance (self->job, self->done, self->total);
  go_on (task);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Work *self = g_task_get_task_data (task);
  GError *error = NULL;
  NomoCommit *commit = g_task_propagate_pointer (G_TASK (result), &error);

  if (commit == NULL) {
    end (task, error);
    return;
  }
  nomo_job_advance (self->job, self->done, self->total);
  nomo_store_commit_async (self->store, commit, nomo_job_get_cancellable (self->job), committed_cb, task);
}

static void
go_on (GTask *task)
{
  Work *self = g_task_get_task_data (task);
  g_autoptr (GTask) building = g_task_new (self->store, nomo_job_get_cancellable (self->job), built_cb, task);

  g_task_set_task_data (building, self, NULL);
  g_task_run_in_thread (building, build_worker);
}

static Work *
work_new (NomoStore *store, const char *actor, gint64 batch, NomoJob *job)
{
  Work *self = g_new0 (Work, 1);
  g_autofree char *uuid = g_uuid_string_random ();

  self->id = g_strconcat (NOMO_CODE_BATCH_PREFIX, uuid, NULL);
  self->store = g_object_ref (store);
  self->actor = g_strdup (actor);
  self->batch = batch;
  self->job = g_object_ref (job);
  return self;
}

static void
start (Work *self, gpointer tag, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self->store, NULL, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, self, work_free);
  go_on (task);
}

static NomoRecord *
make_batch (const NomoCodeRequest *request)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_code_batch_entity (), 0);

  nomo_builder_set_text (builder, BATCH_NAME, request->name);
  nomo_builder_set_text (builder, BATCH_WAY, request->group ? "group" : "own");
  nomo_builder_set_int (builder, BATCH_WANTED, request->count);
  if (!request->group)
    nomo_code_batch_set_pattern (builder, &request->pattern);
  else if (request->pattern.prefix != NULL)
    nomo_builder_set_text (builder, BATCH_PREFIX, request->pattern.prefix);
  return nomo_builder_end (builder);
}

/**
 * nomo_code_batch_create_async:
 * @store: a store
 * @actor: who wants it
 * @request: what is wanted
 * @job: what is told how many codes there are, ends with it and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Makes a batch of codes and its coupons, in commits of %NOMO_CODE_BATCH_CHUNK. When that is interrupted, the batch keeps what it
 * has, and nomo_code_batch_resume_async() adds the rest.
 */
void
nomo_code_batch_create_async (NomoStore *store, const char *actor, const NomoCodeRequest *request, NomoJob *job,
                              GAsyncReadyCallback callback, gpointer data)
{
  Work *self = work_new (store, actor, 0, job);

  self->made = make_batch (request);
  self->rules = make_rules (request->rules, self->made);
  self->group = request->group;
  self->total = request->group ? 1 : request->count;
  self->prepare = prepare_created;
  self->build = build_made;
  start (self, nomo_code_batch_create_async, callback, data);
}

/**
 * nomo_code_batch_resume_async:
 * @store: a store
 * @actor: who wants it
 * @batch: id of a batch of codes
 * @job: as for nomo_code_batch_create_async()
 * @callback: called at the end
 * @data: for @callback
 *
 * Adds the codes that a batch lacks, by the rules of those that it has.
 */
void
nomo_code_batch_resume_async (NomoStore *store, const char *actor, gint64 batch, NomoJob *job,
                              GAsyncReadyCallback callback, gpointer data)
{
  Work *self = work_new (store, actor, batch, job);

  self->prepare = prepare_resumed;
  self->build = build_made;
  start (self, nomo_code_batch_resume_async, callback, data);
}

/**
 * nomo_code_batch_switch_async:
 * @store: a store
 * @actor: who wants it
 * @batch: id of a batch of codes
 * @on: whether its codes are to work; else they are paused
 * @job: what is told how many codes were switched, ends with it and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Pauses a batch of codes or lets it go on, in commits of %NOMO_CODE_BATCH_CHUNK coupons. Those that are so already are left alone.
 */
void
nomo_code_batch_switch_async (NomoStore *store, const char *actor, gint64 batch, gboolean on, NomoJob *job,
                              GAsyncReadyCallback callback, gpointer data)
{
  Work *self = work_new (store, actor, batch, job);

  self->on = on;
  self->prepare = prepare_switched;
  self->build = build_switched;
  start (self, nomo_code_batch_switch_async, callback, data);
}

/**
 * nomo_code_batch_finish:
 * @store: the store
 * @result: what the callback got
 * @done: (out) (optional): how many coupons the batch has, or how many were switched; also when it failed
 * @id: (out) (optional) (nullable) (transfer full): the id by which nomo_undo() takes back what was done; also when it failed. %NULL
 *   when there was nothing to do
 * @error: return location
 *
 * Returns: id of the batch, 0 when it failed: with a #NomoStoreError, a sentence for people (%NOMO_CORE_ERROR_INVALID) or
 *   cancelled
 */
gint64
nomo_code_batch_finish (NomoStore *store, GAsyncResult *result, guint *done, char **id, GError **error)
{
  const Work *self;

  g_return_val_if_fail (g_task_is_valid (result, store), 0);

  self = g_task_get_task_data (G_TASK (result));
  if (done != NULL)
    *done = self->done;
  if (id != NULL)
    *id = self->wrote ? g_strdup (self->id) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error) ? self->batch : 0;
}

/* What each plan's bucket holds, as Salla writes; whatever the plan, one request comes back in a second. */
static const struct {
  const char *plan;
  gint64 burst;
} plans[] = { { "plus", 120 }, { "pro", 360 }, { "special", 720 } };

#define LEAST_BURST 120
#define USUAL_PER_S 1.0

static gint64
get_burst (const char *plan, const NomoBudgetState *state)
{
  if (state != NULL && state->remaining >= 0)
    return state->remaining;
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_strcmp0 (plan, plans[i].plan) == 0)
      return plans[i].burst;
  return LEAST_BURST;
}

/**
 * nomo_code_batch_get_seconds:
 * @requests: how many requests it takes: one for each coupon
 * @plan: (nullable): the shop's plan at Salla, "pro"
 * @state: (nullable): what is known of the shop's limit; where it knows nothing, @plan says what to reckon with
 *
 * Returns: how many seconds Salla's limit holds up so many requests when nothing else is asked of it
 */
gint64
nomo_code_batch_get_seconds (gint64 requests, const char *plan, const NomoBudgetState *state)
{
  double per_s = state != NULL && state->per_s > 0 ? state->per_s : USUAL_PER_S;
  gint64 late = requests - get_burst (plan, state);

  return late > 0 ? (gint64) ((double) late / per_s) : 0;
}
