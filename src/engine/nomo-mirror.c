#include "config.h"

#include "nomo-mirror-private.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-mirror-doubts.h"
#include "nomo-mirror-lost.h"
#include "nomo-mirror-tally.h"

#define HOUR_MS     (3600 * 1000LL)
#define COMPARE_MS  (24 * HOUR_MS)
#define BY_NIGHT_MS (12 * HOUR_MS)
#define NIGHT_FROM  2 /* o'clock in the shop's zone */
#define NIGHT_TO    6

G_DEFINE_FINAL_TYPE (NomoMirror, nomo_mirror, G_TYPE_OBJECT)

enum { PROGRESS, N_SIGNALS };

static guint signals[N_SIGNALS];

/**
 * nomo_mirror_is_whole:
 * @kind: a list
 * @marks: the store's marks
 *
 * Returns: whether the whole list has been read once, so that only changes are left to fetch
 */
gboolean
nomo_mirror_is_whole (const NomoMirrorKind *kind, GHashTable *marks)
{
  NomoMirrorMarks own = { kind->name, marks };

  return nomo_mirror_marks_is_whole (&own);
}

/**
 * nomo_mirror_is_denied:
 * @kind: a list
 * @marks: the store's marks
 *
 * Returns: whether Salla did not permit to read it when it was asked last, whatever the sign-in claims
 */
gboolean
nomo_mirror_is_denied (const NomoMirrorKind *kind, GHashTable *marks)
{
  NomoMirrorMarks own = { kind->name, marks };

  return nomo_mirror_marks_get (&own, NOMO_MIRROR_DENIED) != NULL;
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

static gint64
get_known_gap (NomoMirror *self)
{
  return nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_GAP, 0);
}

static gint64
get_gap (NomoMirror *self)
{
  return self->expected < 0 ? get_known_gap (self) : self->expected - self->count - self->unreadable;
}

static void
mark_looked (NomoMirror *self, NomoCommit *commit)
{
  nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_ANCHOR, self->next_anchor);
  nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_LOOKED, self->started_ms);
  if (self->told != NULL)
    nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_TOLD, (gint64) self->told_seq);
  if (nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_COMPARE) == NULL)
    nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_GAP, get_gap (self));
}

/* Of a list of which nothing is left to fetch or to compare both counts are remembered. */
static gboolean
is_counted (NomoMirror *self)
{
  return self->phase != NOMO_MIRROR_PHASE_ANCHOR && self->expected >= 0 &&
         nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_COMPARE) == NULL;
}

static void
mark_counted (NomoMirror *self, NomoCommit *commit)
{
  const NomoMirrorTally tally = { self->expected, self->count, self->unreadable, self->counted_seq, self->started_ms };

  nomo_mirror_tally_write (&tally, &self->marks, commit);
}

/* A difference that a comparison leaves is Salla's own. It is remembered, so that it does not cost a comparison each time. */
static void
end_run (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  NomoCommit *commit = NULL;

  if (self->next_anchor == NULL && !self->found_all && !is_counted (self)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  commit = nomo_commit_new (NOMO_MIRROR_ACTOR, NULL);
  if (self->found_all)
    nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_SEEN, NULL);
  if (self->next_anchor != NULL)
    mark_looked (self, commit);
  if (is_counted (self))
    mark_counted (self, commit);
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), ended_cb, g_object_ref (task));
}

static void
lost_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->found = TRUE;
  if (nomo_mirror_find_lost_finish (NOMO_STORE (source), result, &self->found_all, &error))
    _nomo_mirror_phase_ended (task);
  else
    g_task_return_error (task, error);
}

static void
find_lost (GTask *task, gint64 since)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean steady = self->steady && self->read > 0 && self->read == self->expected;
  NomoMirrorLost lost = { self->kind, self->store, self->client, self->owner, self->currency, since, steady };

  nomo_mirror_find_lost_async (&lost, g_task_get_cancellable (task), lost_cb, g_object_ref (task));
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_mirror_clear_doubts_finish (NOMO_STORE (source), result, &error))
    _nomo_mirror_phase_ended (task);
  else
    g_task_return_error (task, error);
}

static void
clear_doubts (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);

  self->cleared = TRUE;
  nomo_mirror_clear_doubts_async (self->kind, self->store, self->client, self->owner, self->currency,
                                  g_task_get_cancellable (task), cleared_cb, g_object_ref (task));
}

/*
 * _nomo_mirror_is_restated:
 * @self: the mirror
 *
 * Returns: whether the shop has another currency than when the whole list was read: then all of it is to be read again
 */
gboolean
_nomo_mirror_is_restated (NomoMirror *self)
{
  const char *money = nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_MONEY);

  return money != NULL && !g_str_equal (money, self->currency);
}

static gboolean
is_night (gint64 ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, nomo_calendar_riyadh ()) : NULL;
  int hour = local != NULL ? g_date_time_get_hour (local) : 0;

  return hour >= NIGHT_FROM && hour < NIGHT_TO;
}

/* By night nobody needs the requests. What Salla has more, somebody may be looking for. */
static guint
choose_quota (NomoMirror *self)
{
  gboolean misses = get_gap (self) > 0 && get_gap (self) != get_known_gap (self);

  return self->effort == NOMO_MIRROR_FULL || misses || is_night (self->started_ms) || _nomo_mirror_is_restated (self)
             ? G_MAXUINT
             : NOMO_MIRROR_COMPARED_PAGES;
}

static gboolean
is_comparison_due (NomoMirror *self)
{
  gint64 age = self->started_ms - nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_WALKED, 0);

  return self->effort == NOMO_MIRROR_FULL || _nomo_mirror_is_restated (self) ||
         age >= (is_night (self->started_ms) ? BY_NIGHT_MS : COMPARE_MS) ||
         nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_COMPARE) != NULL || get_gap (self) != get_known_gap (self);
}

static gboolean
is_newly_restated (NomoMirror *self)
{
  const char *money = nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_MONEY);

  return _nomo_mirror_is_restated (self) && !(money[0] == '>' && g_str_equal (money + 1, self->currency));
}

static void
compare (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  gint64 page = nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_COMPARE, 1);
  gboolean anew = self->effort == NOMO_MIRROR_FULL || is_newly_restated (self);

  self->quota = choose_quota (self);
  _nomo_mirror_begin_phase (task, NOMO_MIRROR_PHASE_COMPARE, anew ? 1 : MAX (page, 1));
}

/* The changes are here. Now what is in doubt is looked up, the whole is compared where that is due, and what it lacks is looked
 * up. */
static void
settle (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  gint64 seen = nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_SEEN, 0);

  if (!self->cleared && self->kind->one != NULL && !self->kind->in_brief)
    clear_doubts (task);
  else if (!self->found && seen > 0)
    find_lost (task, seen);
  else if (!self->compared && is_comparison_due (self))
    compare (task);
  else
    end_run (task);
}

typedef struct {
  guint64 seq; /* from before */
  gint64 count;
  gint64 unreadable;
} Counts;

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoStore *store = source;
  const NomoEntity *entity = data;
  g_autoptr (NomoQuery) query = nomo_query_new (entity);
  g_autofree Counts *counts = g_new0 (Counts, 1);
  GError *error = NULL;

  counts->seq = nomo_store_get_seq (store);
  counts->count = nomo_store_count (store, query, &error);
  if (error == NULL)
    counts->unreadable = nomo_store_count_raw (store, entity->name, &error);
  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&counts), g_free);
  else
    g_task_return_error (task, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree Counts *counts = g_task_propagate_pointer (G_TASK (result), &error);

  if (counts == NULL) {
    g_task_return_error (task, error);
    return;
  }
  self->counted_seq = counts->seq;
  self->count = counts->count;
  self->unreadable = counts->unreadable;
  settle (task);
}

/*
 * _nomo_mirror_phase_ended:
 * @task: the run
 *
 * Decides what comes next. Pages shift while they are read, so the sum tells whether something is missing.
 */
void
_nomo_mirror_phase_ended (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  g_autoptr (GTask) counting = g_task_new (self->store, g_task_get_cancellable (task), counted_cb, g_object_ref (task));

  nomo_mirror_ahead_stop (&self->ahead);
  g_task_set_task_data (counting, (gpointer) self->kind->entity (), NULL);
  g_task_run_in_thread (counting, count_thread);
}

static gboolean
is_look_due (NomoMirror *self)
{
  gint64 age = self->started_ms - nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_LOOKED, 0);

  return self->effort > NOMO_MIRROR_ROUTINE || age >= self->kind->look_s * 1000LL;
}

static void
begin (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean anchored =
      self->kind->fresh_sort == NULL || nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_ANCHOR) != NULL;

  if (nomo_mirror_marks_is_whole (&self->marks) && is_look_due (self))
    _nomo_mirror_begin_phase (task, NOMO_MIRROR_PHASE_LOOK, 1);
  else if (nomo_mirror_marks_is_whole (&self->marks))
    _nomo_mirror_phase_ended (task);
  else if (anchored)
    _nomo_mirror_begin_phase (task, NOMO_MIRROR_PHASE_WALK,
                              MAX (nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_WALK, 1), 1));
  else
    _nomo_mirror_begin_phase (task, NOMO_MIRROR_PHASE_ANCHOR, 1);
}

typedef struct {
  const NomoEntity *entity;
  guint64 since;
} Told;

static void
told_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Told *told = data;
  GError *error = NULL;
  GArray *ids = nomo_store_list_told (source, told->entity, told->since, &error);

  if (ids != NULL)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->told = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->told != NULL)
    begin (task);
  else
    g_task_return_error (task, error);
}

static void
read_told (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  g_autoptr (GTask) reading = g_task_new (self->store, g_task_get_cancellable (task), told_cb, g_object_ref (task));
  Told *told = g_new (Told, 1);

  self->told_seq = nomo_store_get_seq (self->store);
  *told = (Told) { self->kind->entity (),
                   (guint64) nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_TOLD, (gint64) self->told_seq) };
  g_task_set_task_data (reading, told, g_free);
  g_task_run_in_thread (reading, told_thread);
}

/**
 * nomo_mirror_run_async:
 * @self: a mirror, good for one run
 * @cancellable: (nullable): ends the run; what has come stays
 * @callback: called at the end
 * @data: for @callback
 *
 * Goes on where the last run stopped: each page and the mark behind it are one commit. First the whole list, then what changed,
 * until two whole pages bring nothing new. Once a day, a few pages in each run and by night at once, and where the counts
 * differ, the whole is compared with the store: what differs although nothing told so is put right and noted as a repair,
 * and what the list does not hold any more is looked up.
 */
void
nomo_mirror_run_async (NomoMirror *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_mirror_run_async);
  self->started_ms = nomo_clock_now ();
  if (self->kind->fresh_sort != NULL)
    read_told (task);
  else
    begin (task);
}

/**
 * nomo_mirror_run_finish:
 * @self: the mirror
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the list is up to date
 */
gboolean
nomo_mirror_run_finish (NomoMirror *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nomo_mirror_get_done:
 * @self: the mirror
 *
 * Returns: rows looked at
 */
gint64
nomo_mirror_get_done (NomoMirror *self)
{
  return self->done;
}

/**
 * nomo_mirror_get_total:
 * @self: the mirror
 *
 * Returns: rows that Salla has, 0 while unknown
 */
gint64
nomo_mirror_get_total (NomoMirror *self)
{
  return MAX (self->page.total, 0);
}

/**
 * nomo_mirror_get_least_seconds_left:
 * @self: the mirror
 *
 * Returns: how long the request budget makes the rows that are still to come take at least, whole real seconds; 0 when it
 *   does not hold them up, or when nobody can tell
 */
gint64
nomo_mirror_get_least_seconds_left (NomoMirror *self)
{
  gint64 rows = nomo_mirror_get_total (self) - self->done;
  gint64 pages = (rows + NOMO_MIRROR_PER_PAGE - 1) / NOMO_MIRROR_PER_PAGE - nomo_mirror_ahead_get_length (self->ahead);

  return nomo_salla_client_get_seconds_left (self->client, self->owner, self->kind->path, MAX (pages, 0));
}

/**
 * nomo_mirror_get_count:
 * @self: a mirror whose run has ended well
 *
 * Returns: records that the store holds
 */
gint64
nomo_mirror_get_count (NomoMirror *self)
{
  return self->count;
}

/**
 * nomo_mirror_get_unreadable:
 * @self: a mirror whose run has ended well
 *
 * Returns: rows that could not be understood and are kept raw
 */
gint64
nomo_mirror_get_unreadable (NomoMirror *self)
{
  return self->unreadable;
}

/**
 * nomo_mirror_set_effort:
 * @self: a mirror that does not run yet
 * @effort: how much it is to do, %NOMO_MIRROR_ASKED unless something else is said
 */
void
nomo_mirror_set_effort (NomoMirror *self, NomoMirrorEffort effort)
{
  self->effort = effort;
}

/**
 * nomo_mirror_new:
 * @kind: the list
 * @store: where its rows go
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @currency: the shop's currency
 * @marks: the store's marks, kept up to date
 *
 * Returns: (transfer full): a mirror
 */
NomoMirror *
nomo_mirror_new (const NomoMirrorKind *kind, NomoStore *store, NomoSallaClient *client, gconstpointer owner,
                 const char *currency, GHashTable *marks)
{
  NomoMirror *self = g_object_new (NOMO_TYPE_MIRROR, NULL);

  self->kind = kind;
  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  self->owner = owner;
  self->currency = g_strdup (currency);
  self->marks = (NomoMirrorMarks) { kind->name, g_hash_table_ref (marks) };
  return self;
}

static void
nomo_mirror_finalize (GObject *object)
{
  NomoMirror *self = NOMO_MIRROR (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_pointer (&self->marks.all, g_hash_table_unref);
  g_clear_pointer (&self->answer, nomo_salla_answer_free);
  g_clear_pointer (&self->held, nomo_salla_answer_free);
  g_hash_table_unref (self->anchor);
  g_clear_pointer (&self->told, g_array_unref);
  nomo_mirror_page_clear (&self->page);
  nomo_mirror_page_clear (&self->before);
  g_free (self->currency);
  g_free (self->next_anchor);
  G_OBJECT_CLASS (nomo_mirror_parent_class)->finalize (object);
}

static void
nomo_mirror_class_init (NomoMirrorClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nomo_mirror_finalize;
  signals[PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_mirror_init (NomoMirror *self)
{
  self->effort = NOMO_MIRROR_ASKED;
  self->expected = -1;
  self->anchor = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
