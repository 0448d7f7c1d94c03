#include "config.h"

#include "nomo-mirror.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-mirror-lost.h"
#include "nomo-mirror-marks.h"
#include "nomo-mirror-page.h"

#define ACTOR       "salla"
#define HOUR_MS     (3600 * 1000LL)
#define COMPARE_MS  (24 * HOUR_MS)
#define BY_NIGHT_MS (12 * HOUR_MS)
#define NIGHT_FROM  2 /* o'clock in the shop's zone */
#define NIGHT_TO    6

/* Pages that a routine run compares: so the whole goes by within a day, and no run is held up. */
#define COMPARED_PAGES 5

/* Whole pages without a change, after which there are no more changes. */
#define QUIET_PAGES 2

/* Rows of the anchor that may not pass by, because Salla has them no more. */
#define ANCHOR_GONE 3

/**
 * Phase:
 * @PHASE_ANCHOR: look at what changed last before the first walk begins
 * @PHASE_WALK: read the whole list for the first time, newest first
 * @PHASE_LOOK: read what changed since, last changed first
 * @PHASE_COMPARE: read the whole list once more and compare
 *
 * Where a run stands.
 */
typedef enum {
  PHASE_ANCHOR,
  PHASE_WALK,
  PHASE_LOOK,
  PHASE_COMPARE,
} Phase;

struct _NomoMirror {
  GObject parent_instance;

  const NomoMirrorKind *kind;
  NomoStore *store;
  NomoSallaClient *client;
  gconstpointer owner;
  char *currency;
  NomoMirrorMarks marks;
  NomoMirrorEffort effort;
  gint64 started_ms;

  Phase phase;
  gint64 next; /* page */
  NomoMirrorPage page;
  NomoMirrorPage before;
  NomoSallaAnswer *answer; /* of the page */
  gint64 expected;         /* rows that the list had when it began to be read, -1 when Salla does not say */
  gint64 since;            /* when it began, by Salla's clock */
  gint64 begun;            /* and by ours */
  gint64 read;             /* rows that have come since */
  gboolean steady;         /* and it has stayed the same */
  guint quiet;             /* pages in a row without a change */
  GHashTable *anchor;      /* ids: what must pass by before the changes are known */
  char *next_anchor;       /* NULL when no changes were looked for */
  NomoSallaAnswer *held;   /* a compared page that differs and waits until the changes are known */
  gint64 held_number;
  gint64 held_since;
  gint64 held_begun;
  guint quota; /* pages that may still be compared in this run */
  gboolean compared;
  gboolean found; /* what was lost */

  gint64 done;
  gint64 count;
  gint64 unreadable;
};

G_DEFINE_FINAL_TYPE (NomoMirror, nomo_mirror, G_TYPE_OBJECT)

enum { PROGRESS, N_SIGNALS };

static guint signals[N_SIGNALS];

static void page_cb (GObject *source, GAsyncResult *result, gpointer data);
static void commit_page (GTask *task, const NomoSallaAnswer *answer, void (*set_up) (NomoCommit *commit));
static void count (GTask *task);
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

/* The anchor is what had changed last when the last look began. Whatever of it has not changed since comes behind all that has,
 * so the changes are known when it has passed by. */
static void
read_anchor (NomoMirror *self)
{
  const char *mark = nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_ANCHOR);
  const char *text = self->next_anchor != NULL ? self->next_anchor : mark;
  g_auto (GStrv) ids = g_strsplit (text != NULL ? text : "", " ", -1);

  g_hash_table_remove_all (self->anchor);
  for (char **id = ids; *id != NULL; id++)
    if (**id != '\0')
      g_hash_table_add (self->anchor, g_strdup (*id));
}

static void
pass_anchor (NomoMirror *self)
{
  g_auto (GStrv) ids = g_strsplit (self->page.ids, " ", -1);

  for (char **id = ids; *id != NULL; id++)
    g_hash_table_remove (self->anchor, *id);
}

static gboolean
is_last (NomoMirror *self)
{
  return nomo_mirror_page_is_last (&self->page, self->page.number > 1 ? &self->before : NULL, self->expected);
}

static void
start_phase (NomoMirror *self, Phase phase, gint64 page)
{
  self->phase = phase;
  self->next = page;
  self->expected = -1;
  self->read = 0;
  self->quiet = 0;
  self->steady = page == 1;
  nomo_mirror_page_clear (&self->before);
  if (phase == PHASE_LOOK)
    read_anchor (self);
}

/* From its first page to its last it has been read since a moment: what has not come since then is looked up, and what was kept
 * raw and has not come again is no more. */
static void
mark_read (NomoMirror *self, NomoCommit *commit)
{
  nomo_commit_forget_raw (commit, self->kind->entity ()->name, self->begun);
  nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_WALKED, self->started_ms);
  nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_COMPARE, NULL);
  nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_SINCE, NULL);
  nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_BEGUN, NULL);
}

static void
mark_seen (NomoMirror *self, NomoCommit *commit)
{
  mark_read (self, commit);
  nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_SEEN, self->since);
}

static void
mark_look (NomoMirror *self, NomoCommit *commit)
{
  if (self->page.number == 1) {
    g_free (self->next_anchor);
    self->next_anchor = g_strdup (self->page.ids);
  }
  if (is_last (self) && self->held == NULL)
    mark_seen (self, commit);
}

/* So that another run can go on with it. */
static void
mark_on (NomoMirror *self, NomoCommit *commit, const char *page)
{
  nomo_mirror_marks_set_number (&self->marks, commit, page, self->page.number + 1);
  nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_SINCE, self->since);
  nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_BEGUN, self->begun);
}

static void
mark_compared (NomoMirror *self, NomoCommit *commit)
{
  if (is_last (self))
    mark_seen (self, commit);
  else
    mark_on (self, commit, NOMO_MIRROR_COMPARE);
}

static void
mark_walked (NomoMirror *self, NomoCommit *commit)
{
  if (!is_last (self)) {
    mark_on (self, commit, NOMO_MIRROR_WALK);
    return;
  }
  mark_read (self, commit);
  nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_WALK, NOMO_MIRROR_DONE);
}

static void
set_marks (NomoMirror *self, NomoCommit *commit)
{
  switch (self->phase) {
  case PHASE_ANCHOR:
    nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_ANCHOR, self->page.ids);
    break;
  case PHASE_WALK:
    mark_walked (self, commit);
    break;
  case PHASE_LOOK:
    mark_look (self, commit);
    break;
  case PHASE_COMPARE:
  default:
    mark_compared (self, commit);
    break;
  }
}

static void
advance (NomoMirror *self)
{
  gint64 total = nomo_mirror_get_total (self);
  gboolean whole = self->phase == PHASE_WALK || (self->phase == PHASE_COMPARE && self->quota > COMPARED_PAGES);

  if (whole)
    self->done = MIN ((self->page.number - 1) * NOMO_MIRROR_PER_PAGE + self->page.rows, total);
  else if (self->phase != PHASE_ANCHOR)
    self->done = total;
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
ask_page (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean changes = self->phase == PHASE_ANCHOR || self->phase == PHASE_LOOK;

  nomo_mirror_page_ask_async (self->kind, self->client, self->owner,
                              changes ? self->kind->fresh_sort : self->kind->walk_sort, self->next,
                              g_task_get_cancellable (task), page_cb, g_object_ref (task));
}

static void
ask_next (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);

  self->next++;
  ask_page (task);
}

static void
begin_phase (GTask *task, Phase phase, gint64 page)
{
  NomoMirror *self = g_task_get_source_object (task);

  start_phase (self, phase, page);
  self->since = nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_SINCE, 0);
  self->begun = nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_BEGUN, 0);
  ask_page (task);
}

/* Makes what was answered the page at which the run stands. */
static gboolean
take_page (NomoMirror *self, const NomoSallaAnswer *answer, GError **error)
{
  nomo_mirror_page_clear (&self->before);
  self->before = self->page;
  self->page = (NomoMirrorPage) { 0 };
  if (!nomo_mirror_page_read (&self->page, self->kind, answer, self->next, error))
    return FALSE;
  if (self->read == 0)
    self->expected = self->page.total;
  if (self->page.number == 1) {
    self->since = self->page.as_of;
    self->begun = nomo_clock_now ();
  }
  self->read += self->page.rows;
  self->steady = self->steady && self->page.total == self->expected;
  pass_anchor (self);
  return TRUE;
}

/* The compared page that differed is put right: what it still brings, the changes did not tell. */
static void
release_held (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  g_autoptr (NomoSallaAnswer) answer = g_steal_pointer (&self->held);
  GError *error = NULL;

  start_phase (self, PHASE_COMPARE, self->held_number);
  self->since = self->held_since;
  self->begun = self->held_begun;
  if (take_page (self, answer, &error))
    commit_page (task, answer, nomo_commit_set_repairs);
  else
    g_task_return_error (task, error);
}

static void
look_on (GTask *task, gboolean changed)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean passed = g_hash_table_size (self->anchor) <= ANCHOR_GONE;

  self->quiet = changed ? 0 : self->quiet + 1;
  if (!is_last (self) && (self->quiet < QUIET_PAGES || !passed))
    ask_next (task);
  else if (self->held != NULL)
    release_held (task);
  else
    count (task);
}

static void
compare_on (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean last = is_last (self);

  self->quota--;
  self->compared = last || self->quota == 0;
  self->found = self->found && !last;
  if (!self->compared)
    ask_next (task);
  else if (last && self->kind->fresh_sort != NULL)
    begin_phase (task, PHASE_LOOK, 1);
  else
    count (task);
}

static void
go_on (GTask *task, gboolean changed)
{
  NomoMirror *self = g_task_get_source_object (task);

  switch (self->phase) {
  case PHASE_ANCHOR:
    begin_phase (task, PHASE_WALK, 1);
    break;
  case PHASE_WALK:
    if (is_last (self))
      begin_phase (task, PHASE_LOOK, 1);
    else
      ask_next (task);
    break;
  case PHASE_LOOK:
    look_on (task, changed);
    break;
  case PHASE_COMPARE:
  default:
    compare_on (task);
    break;
  }
}

/* Where changes can be asked for, those that came meanwhile are fetched before a difference is taken for drift. */
static gboolean
hold_page (NomoMirror *self, const GError *error)
{
  if (!g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DIFFERS))
    return FALSE;
  self->held = g_steal_pointer (&self->answer);
  self->held_number = self->page.number;
  self->held_since = self->since;
  self->held_begun = self->begun;
  return TRUE;
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;
  NomoCommitResult written = { 0 };

  if (nomo_store_commit_finish (NOMO_STORE (source), result, &written, &error)) {
    advance (self);
    go_on (task, written.written > 0);
  } else if (hold_page (self, error)) {
    g_error_free (error);
    begin_phase (task, PHASE_LOOK, 1);
  } else {
    g_task_return_error (task, error);
  }
}

static void
commit_page (GTask *task, const NomoSallaAnswer *answer, void (*set_up) (NomoCommit *commit))
{
  NomoMirror *self = g_task_get_source_object (task);
  NomoCommit *commit = nomo_commit_new (ACTOR, NULL);

  if (set_up != NULL)
    set_up (commit);
  nomo_mirror_page_put (&self->page, self->kind, answer, self->currency, commit);
  set_marks (self, commit);
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), committed_cb, g_object_ref (task));
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;
  NomoSallaAnswer *answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  gboolean doubtful = self->phase == PHASE_COMPARE && self->kind->fresh_sort != NULL;

  g_clear_pointer (&self->answer, nomo_salla_answer_free);
  self->answer = answer;
  if (answer == NULL || !take_page (self, answer, &error))
    g_task_return_error (task, error);
  else
    commit_page (task, answer, doubtful ? nomo_commit_set_only_if_equal : NULL);
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

/* A difference that a comparison leaves is Salla's own. It is remembered, so that it does not cost a comparison each time. */
static void
end_run (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  NomoCommit *commit = NULL;

  if (self->next_anchor == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  commit = nomo_commit_new (ACTOR, NULL);
  nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_ANCHOR, self->next_anchor);
  nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_LOOKED, self->started_ms);
  if (nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_COMPARE) == NULL)
    nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_GAP, get_gap (self));
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), ended_cb, g_object_ref (task));
}

static void
forgot_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    count (task);
  else
    g_task_return_error (task, error);
}

static void
lost_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;
  NomoCommit *commit = NULL;
  gboolean all = FALSE;

  self->found = TRUE;
  if (!nomo_mirror_find_lost_finish (NOMO_STORE (source), result, &all, &error)) {
    g_task_return_error (task, error);
    return;
  }
  commit = nomo_commit_new (ACTOR, NULL);
  if (all)
    nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_SEEN, NULL);
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), forgot_cb, g_object_ref (task));
}

static void
find_lost (GTask *task, gint64 since)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean steady = self->steady && self->read > 0 && self->read == self->expected;
  NomoMirrorLost lost = { self->kind, self->store, self->client, self->owner, self->currency, since, steady };

  nomo_mirror_find_lost_async (&lost, g_task_get_cancellable (task), lost_cb, g_object_ref (task));
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

  return self->effort == NOMO_MIRROR_FULL || misses || is_night (self->started_ms) ? G_MAXUINT : COMPARED_PAGES;
}

static gboolean
is_comparison_due (NomoMirror *self)
{
  gint64 age = self->started_ms - nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_WALKED, 0);

  return self->effort == NOMO_MIRROR_FULL || age >= (is_night (self->started_ms) ? BY_NIGHT_MS : COMPARE_MS) ||
         nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_COMPARE) != NULL || get_gap (self) != get_known_gap (self);
}

static void
compare (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  gint64 page = nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_COMPARE, 1);

  self->quota = choose_quota (self);
  begin_phase (task, PHASE_COMPARE, self->effort == NOMO_MIRROR_FULL ? 1 : MAX (page, 1));
}

/* The changes are here. Now the whole is compared where that is due, and what it lacks is looked up. */
static void
settle (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  gint64 seen = nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_SEEN, 0);

  if (!self->found && seen > 0)
    find_lost (task, seen);
  else if (!self->compared && is_comparison_due (self))
    compare (task);
  else
    end_run (task);
}

typedef struct {
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
  self->count = counts->count;
  self->unreadable = counts->unreadable;
  settle (task);
}

/* Pages shift while they are read, so the sum decides whether something is missing. */
static void
count (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  g_autoptr (GTask) counting = g_task_new (self->store, g_task_get_cancellable (task), counted_cb, g_object_ref (task));

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
    begin_phase (task, PHASE_LOOK, 1);
  else if (nomo_mirror_marks_is_whole (&self->marks))
    count (task);
  else if (anchored)
    begin_phase (task, PHASE_WALK, MAX (nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_WALK, 1), 1));
  else
    begin_phase (task, PHASE_ANCHOR, 1);
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

  return nomo_salla_client_get_seconds_left (self->client, self->owner, self->kind->path,
                                             (rows + NOMO_MIRROR_PER_PAGE - 1) / NOMO_MIRROR_PER_PAGE);
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
