#include "config.h"

#include "nomo-clock.h"
#include "nomo-mirror-private.h"
#include "nomo-salla-error.h"

#define SECOND_MS 1000

/* Whole pages without a change, after which there are no more changes. */
#define QUIET_PAGES 2

/* Rows of the anchor that may not pass by, because Salla has them no more. */
#define ANCHOR_GONE 3

static void page_cb (GObject *source, GAsyncResult *result, gpointer data);
static void ahead_cb (GObject *source, GAsyncResult *result, gpointer data);
static void commit_page (GTask *task, const NomoSallaAnswer *answer,
                         void (*set_up) (NomoMirror *self, NomoCommit *commit));

/* The anchor is what had changed last when the last look began. Whatever of it has not changed since comes behind all that has,
 * so the changes are known when it has passed by. What webhooks told meanwhile stands among the changes and brings nothing new:
 * pages full of it say nothing about what no webhook told, so it has to pass by as well. */
static void
read_anchor (NomoMirror *self)
{
  const char *mark = nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_ANCHOR);
  const char *text = self->next_anchor != NULL ? self->next_anchor : mark;
  g_auto (GStrv) ids = g_strsplit (text != NULL ? text : "", " ", -1);

  g_hash_table_remove_all (self->anchor);
  for (guint i = 0; self->told != NULL && i < self->told->len; i++)
    g_hash_table_add (self->anchor, g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (self->told, gint64, i)));
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
start_phase (NomoMirror *self, NomoMirrorPhase phase, gint64 page)
{
  self->phase = phase;
  self->next = page;
  self->expected = -1;
  self->read = 0;
  self->quiet = 0;
  self->steady = page == 1;
  nomo_mirror_page_clear (&self->before);
  nomo_mirror_page_clear (&self->page);
  if (phase == NOMO_MIRROR_PHASE_LOOK)
    read_anchor (self);
}

/* From its first page to its last it has been read since a moment: what has not come since then is looked up, and what was kept
 * raw and has not come again is no more. */
static void
mark_read (NomoMirror *self, NomoCommit *commit)
{
  nomo_commit_forget_raw (commit, self->kind->entity ()->name, self->begun);
  nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_WALKED, self->started_ms);
  nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_MONEY, self->currency);
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
keep_anchor (NomoMirror *self)
{
  g_free (self->next_anchor);
  self->next_anchor = g_strdup (self->page.ids);
}

static void
mark_look (NomoMirror *self, NomoCommit *commit)
{
  if (self->page.number == 1)
    keep_anchor (self);
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
mark_comparing (NomoMirror *self, NomoCommit *commit)
{
  g_autofree char *money = g_strconcat (">", self->currency, NULL);

  if (_nomo_mirror_is_restated (self))
    nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_MONEY, money);
  mark_on (self, commit, NOMO_MIRROR_COMPARE);
}

static void
mark_compared (NomoMirror *self, NomoCommit *commit)
{
  if (is_last (self))
    mark_seen (self, commit);
  else
    mark_comparing (self, commit);
}

static void
mark_walked (NomoMirror *self, NomoCommit *commit)
{
  if (self->page.number == 1 && self->kind->fresh_sort == NULL)
    keep_anchor (self);
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
  nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_DENIED, NULL);
  switch (self->phase) {
  case NOMO_MIRROR_PHASE_ANCHOR:
    nomo_mirror_marks_set (&self->marks, commit, NOMO_MIRROR_ANCHOR, self->page.ids);
    break;
  case NOMO_MIRROR_PHASE_WALK:
    mark_walked (self, commit);
    break;
  case NOMO_MIRROR_PHASE_LOOK:
    mark_look (self, commit);
    break;
  case NOMO_MIRROR_PHASE_COMPARE:
  default:
    mark_compared (self, commit);
    break;
  }
}

static void
advance (NomoMirror *self)
{
  gint64 total = nomo_mirror_get_total (self);
  gboolean whole = self->phase == NOMO_MIRROR_PHASE_WALK ||
                   (self->phase == NOMO_MIRROR_PHASE_COMPARE && self->quota > NOMO_MIRROR_COMPARED_PAGES);

  if (whole)
    self->done = MIN ((self->page.number - 1) * NOMO_MIRROR_PER_PAGE + self->page.rows, total);
  else if (self->phase != NOMO_MIRROR_PHASE_ANCHOR)
    self->done = total;
  g_signal_emit_by_name (self, "progress");
}

static gboolean
reads_all (NomoMirror *self)
{
  return self->phase == NOMO_MIRROR_PHASE_WALK || self->phase == NOMO_MIRROR_PHASE_COMPARE;
}

/* How many pages of the changes are wanted, only each of them tells. */
static void
ask_page (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);

  if (reads_all (self))
    nomo_mirror_ahead_take_async (self->ahead, ahead_cb, g_object_ref (task));
  else
    nomo_mirror_page_ask_async (self->kind, self->client, self->owner, self->kind->fresh_sort, self->next,
                                g_task_get_cancellable (task), page_cb, g_object_ref (task));
}

static void
ask_ahead (NomoMirror *self)
{
  gint64 end = is_last (self) ? 0 : nomo_mirror_page_get_end (&self->page, self->expected);

  if (self->phase == NOMO_MIRROR_PHASE_COMPARE)
    end = MIN (end, self->page.number + self->quota - 1);
  if (reads_all (self))
    nomo_mirror_ahead_allow (self->ahead, end);
}

static void
ask_next (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);

  self->next++;
  ask_page (task);
}

/*
 * _nomo_mirror_begin_phase:
 * @task: the run
 * @phase: a phase
 * @page: the page with which it begins or goes on
 *
 * Asks for page after page until the phase ends, see _nomo_mirror_phase_ended().
 */
void
_nomo_mirror_begin_phase (GTask *task, NomoMirrorPhase phase, gint64 page)
{
  NomoMirror *self = g_task_get_source_object (task);

  start_phase (self, phase, page);
  if (self->held == NULL)
    nomo_mirror_ahead_stop (&self->ahead);
  if (reads_all (self))
    self->ahead = nomo_mirror_ahead_new (self->kind, self->client, self->owner, page, g_task_get_cancellable (task));
  self->since = nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_SINCE, 0);
  self->begun = nomo_mirror_marks_get_number (&self->marks, NOMO_MIRROR_BEGUN, 0);
  ask_page (task);
}

typedef struct {
  GTask *task;
  GError *error;
} Denial;

/* That it could not be noted changes nothing about why the run ends. */
static void
denied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Denial *denial = data;
  g_autoptr (GTask) task = denial->task;

  nomo_store_commit_finish (NOMO_STORE (source), result, NULL, NULL);
  g_task_return_error (task, denial->error);
}

static void
note_denied (GTask *task, GError *error)
{
  NomoMirror *self = g_task_get_source_object (task);
  NomoCommit *commit = nomo_commit_new (NOMO_MIRROR_ACTOR, NULL);
  Denial *denial = g_new0 (Denial, 1);

  denial->task = g_object_ref (task);
  denial->error = error;
  nomo_mirror_marks_set_number (&self->marks, commit, NOMO_MIRROR_DENIED, self->started_ms);
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), denied_cb, denial);
}

static void
fail (GTask *task, GError *error)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean denied = g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE);

  nomo_mirror_ahead_stop (&self->ahead);
  if (denied && nomo_mirror_marks_get (&self->marks, NOMO_MIRROR_DENIED) == NULL)
    note_denied (task, error);
  else
    g_task_return_error (task, error);
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
    self->since = self->page.as_of - SECOND_MS;
    self->begun = nomo_clock_now ();
  }
  self->read += self->page.rows;
  self->steady = self->steady && self->page.total == self->expected;
  pass_anchor (self);
  return TRUE;
}

static void
note_repairs (NomoMirror *self, NomoCommit *commit)
{
  nomo_commit_set_repairs (commit, self->kind->entity ());
}

/* The compared page that differed is put right: what it still brings, the changes did not tell. What they told within the same
 * second of Salla's clock came after it. */
static void
release_held (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  g_autoptr (NomoSallaAnswer) answer = g_steal_pointer (&self->held);
  GError *error = NULL;

  start_phase (self, NOMO_MIRROR_PHASE_COMPARE, self->held_number);
  answer->as_of -= SECOND_MS;
  self->since = self->held_since;
  self->begun = self->held_begun;
  if (take_page (self, answer, &error))
    commit_page (task, answer, note_repairs);
  else
    fail (task, error);
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
    _nomo_mirror_phase_ended (task);
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
    _nomo_mirror_begin_phase (task, NOMO_MIRROR_PHASE_LOOK, 1);
  else
    _nomo_mirror_phase_ended (task);
}

/* A list of one page that does not tell what changed last has nothing to add; longer ones may have shifted meanwhile. */
static gboolean
has_just_come (NomoMirror *self)
{
  return self->kind->fresh_sort == NULL && self->page.number == 1;
}

static void
go_on (GTask *task, gboolean changed)
{
  NomoMirror *self = g_task_get_source_object (task);

  switch (self->phase) {
  case NOMO_MIRROR_PHASE_ANCHOR:
    _nomo_mirror_begin_phase (task, NOMO_MIRROR_PHASE_WALK, 1);
    break;
  case NOMO_MIRROR_PHASE_WALK:
    if (!is_last (self))
      ask_next (task);
    else if (has_just_come (self))
      _nomo_mirror_phase_ended (task);
    else
      _nomo_mirror_begin_phase (task, NOMO_MIRROR_PHASE_LOOK, 1);
    break;
  case NOMO_MIRROR_PHASE_LOOK:
    look_on (task, changed);
    break;
  case NOMO_MIRROR_PHASE_COMPARE:
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
    go_on (task, written.written > written.restated);
  } else if (hold_page (self, error)) {
    g_error_free (error);
    _nomo_mirror_begin_phase (task, NOMO_MIRROR_PHASE_LOOK, 1);
  } else {
    fail (task, error);
  }
}

static void
commit_page (GTask *task, const NomoSallaAnswer *answer, void (*set_up) (NomoMirror *self, NomoCommit *commit))
{
  NomoMirror *self = g_task_get_source_object (task);
  NomoCommit *commit = nomo_commit_new (NOMO_MIRROR_ACTOR, NULL);

  if (set_up != NULL)
    set_up (self, commit);
  nomo_mirror_page_put (&self->page, self->kind, answer, self->currency, commit);
  set_marks (self, commit);
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), committed_cb, g_object_ref (task));
}

static void
refuse_differences (NomoMirror *self, NomoCommit *commit)
{
  nomo_commit_set_only_if_equal (commit);
}

static void
note_untold (NomoMirror *self, NomoCommit *commit)
{
  nomo_commit_set_untold (commit, self->kind->entity (), self->kind->tells_changes);
}

static void
go_on_with (GTask *task, NomoSallaAnswer *answer, GError *error)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean doubtful = self->phase == NOMO_MIRROR_PHASE_COMPARE && self->kind->fresh_sort != NULL;
  gboolean looks = self->phase == NOMO_MIRROR_PHASE_LOOK;

  g_clear_pointer (&self->answer, nomo_salla_answer_free);
  self->answer = answer;
  if (answer == NULL || !take_page (self, answer, &error)) {
    fail (task, error);
    return;
  }
  ask_ahead (self);
  commit_page (task, answer, doubtful ? refuse_differences : looks ? note_untold : NULL);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  NomoSallaAnswer *answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);

  go_on_with (task, answer, error);
}

static void
ahead_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  NomoSallaAnswer *answer = nomo_mirror_ahead_take_finish (NOMO_MIRROR_AHEAD (source), result, &error);

  go_on_with (task, answer, error);
}
