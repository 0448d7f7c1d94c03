#include "config.h"

#include "nomo-mirror.h"

#include "nomo-clock.h"
#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-salla-map.h"

#define PER_PAGE 60
#define ACTOR    "salla"
#define DONE     "done"

/**
 * Phase:
 * @PHASE_ANCHOR: look at what changed last before the walk begins
 * @PHASE_WALK: read the whole list, newest first
 * @PHASE_FRESH: read what changed since, last changed first
 * @PHASE_AGAIN: read the whole list once more, because rows are missing
 *
 * Where a run stands.
 */
typedef enum {
  PHASE_ANCHOR,
  PHASE_WALK,
  PHASE_FRESH,
  PHASE_AGAIN,
} Phase;

struct _NomoMirror {
  GObject parent_instance;

  const NomoMirrorKind *kind;
  NomoStore *store;
  NomoSallaClient *client;
  gconstpointer owner;
  char *currency;
  GHashTable *marks;

  Phase phase;
  gint64 page;
  gint64 pages;
  guint rows;
  gint64 total;
  gint64 fresh_total;
  gint64 done;
  gint64 started_ms;
  gint64 count;
  gint64 unreadable;
  gboolean walked_again;
  GHashTable *anchor;
  char *next_anchor;
};

G_DEFINE_FINAL_TYPE (NomoMirror, nomo_mirror, G_TYPE_OBJECT)

enum { PROGRESS, N_SIGNALS };

static guint signals[N_SIGNALS];

static void ask_page (GTask *task);
static void check_counts (GTask *task);

static char *
mark_name (const NomoMirrorKind *kind, const char *what)
{
  return g_strdup_printf ("%s.%s", kind->name, what);
}

static const char *
get_mark (const NomoMirrorKind *kind, GHashTable *marks, const char *what)
{
  g_autofree char *name = mark_name (kind, what);

  return g_hash_table_lookup (marks, name);
}

static gint64
get_number_mark (const NomoMirrorKind *kind, GHashTable *marks, const char *what, gint64 fallback)
{
  const char *text = get_mark (kind, marks, what);
  gint64 value;

  return text != NULL && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL) ? value : fallback;
}

/* Keeps the copy in memory equal to what the commit writes. */
static void
set_mark (NomoMirror *self, NomoCommit *commit, const char *what, const char *value)
{
  char *name = mark_name (self->kind, what);

  nomo_commit_set_mark (commit, name, value);
  g_hash_table_insert (self->marks, name, g_strdup (value));
}

static void
set_number_mark (NomoMirror *self, NomoCommit *commit, const char *what, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  set_mark (self, commit, what, text);
}

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
  return g_strcmp0 (get_mark (kind, marks, "walk"), DONE) == 0;
}

static void
read_anchor (NomoMirror *self)
{
  const char *text = get_mark (self->kind, self->marks, "anchor");
  g_auto (GStrv) ids = g_strsplit (text != NULL ? text : "", " ", -1);

  g_hash_table_remove_all (self->anchor);
  for (char **id = ids; *id != NULL; id++) {
    if (**id != '\0')
      g_hash_table_add (self->anchor, g_strdup (*id));
  }
}

/* Where the rows of a page go. */
typedef struct {
  NomoMirror *mirror;
  NomoCommit *commit;
} Page;

static void
put_record (JsonNode *row, NomoRecord *record, const GError *error, gpointer data)
{
  Page *page = data;
  g_autofree char *ref = NULL;
  g_autofree char *body = NULL;

  if (record != NULL) {
    nomo_commit_put (page->commit, record);
    return;
  }
  ref = nomo_salla_map_dup_ref (row);
  body = nomo_json_write (row);
  nomo_commit_keep_raw (page->commit, page->mirror->kind->entity ()->name, ref, error->message, body);
}

static void
put_row (NomoMirror *self, NomoCommit *commit, JsonNode *row, gint64 as_of, GString *ids)
{
  Page page = { self, commit };
  g_autoptr (GError) error = NULL;
  g_autofree char *ref = nomo_salla_map_dup_ref (row);
  g_autoptr (NomoRecord) record = NULL;

  g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", ref);
  if (self->phase == PHASE_FRESH)
    g_hash_table_remove (self->anchor, ref);
  if (self->kind->map_all != NULL) {
    self->kind->map_all (row, as_of, put_record, &page);
    return;
  }
  record = self->kind->map (row, self->currency, as_of, &error);
  put_record (row, record, error, &page);
}

static gboolean
is_last_page (NomoMirror *self)
{
  return self->rows == 0 || (self->pages >= 0 ? self->page >= self->pages : self->rows < PER_PAGE);
}

/* The anchor is what had changed last when a complete look began. An order of it that has not changed since comes after all
 * that has, so when the whole anchor has passed by, all changes have. */
static void
set_marks (NomoMirror *self, NomoCommit *commit, const char *ids)
{
  switch (self->phase) {
  case PHASE_ANCHOR:
    set_mark (self, commit, "anchor", ids);
    break;
  case PHASE_WALK:
    if (!is_last_page (self)) {
      set_number_mark (self, commit, "walk", self->page + 1);
      break;
    }
    set_mark (self, commit, "walk", DONE);
    set_number_mark (self, commit, "walked", self->started_ms);
    break;
  case PHASE_FRESH:
    if (self->page == 1) {
      g_free (self->next_anchor);
      self->next_anchor = g_strdup (ids);
    }
    break;
  case PHASE_AGAIN:
    break;
  }
}

/* No rows are an end only where the answer itself says so, or the mark would pass over what did not come. */
static gboolean
is_page (NomoMirror *self, NomoSallaAnswer *answer, GError **error)
{
  gboolean filled = nomo_json_get_array (answer->data, "") != NULL;
  gboolean empty = !filled && !JSON_NODE_HOLDS_VALUE (answer->data) && nomo_json_get_object (answer->data, "") == NULL;

  if (filled || (empty && (answer->pages <= self->page || answer->total == 0)))
    return TRUE;
  g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "page %" G_GINT64_FORMAT " of %s holds no rows",
               self->page, self->kind->name);
  return FALSE;
}

static NomoCommit *
make_commit (NomoMirror *self, NomoSallaAnswer *answer)
{
  NomoCommit *commit = nomo_commit_new (ACTOR, NULL);
  g_autoptr (GString) ids = g_string_new (NULL);
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  self->rows = rows != NULL ? json_array_get_length (rows) : 0;
  for (guint i = 0; i < self->rows; i++)
    put_row (self, commit, json_array_get_element (rows, i), answer->as_of, ids);
  set_marks (self, commit, ids->str);
  return commit;
}

static void
start_phase (NomoMirror *self, Phase phase, gint64 page)
{
  self->phase = phase;
  self->page = page;
  if (phase == PHASE_FRESH)
    read_anchor (self);
}

static void
advance (NomoMirror *self)
{
  if (self->phase == PHASE_WALK || self->phase == PHASE_AGAIN)
    self->done = MIN ((self->page - 1) * PER_PAGE + self->rows, MAX (self->total, 0));
  else if (self->phase == PHASE_FRESH)
    self->done = MAX (self->total, 0);
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
go_on (GTask *task, gboolean changed)
{
  NomoMirror *self = g_task_get_source_object (task);

  switch (self->phase) {
  case PHASE_ANCHOR:
    start_phase (self, PHASE_WALK, 1);
    break;
  case PHASE_WALK:
  case PHASE_AGAIN:
    if (is_last_page (self))
      start_phase (self, PHASE_FRESH, 1);
    else
      self->page++;
    break;
  case PHASE_FRESH:
    if (is_last_page (self) || (!changed && g_hash_table_size (self->anchor) == 0)) {
      check_counts (task);
      return;
    }
    self->page++;
    break;
  }
  ask_page (task);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;
  NomoCommitResult written = { 0 };

  if (!nomo_store_commit_finish (NOMO_STORE (source), result, &written, &error)) {
    g_task_return_error (task, error);
    return;
  }
  advance (self);
  go_on (g_steal_pointer (&task), written.written > 0);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);

  if (answer == NULL || !is_page (self, answer, &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->pages = answer->pages;
  self->total = answer->total;
  if (self->phase == PHASE_FRESH && self->page == 1)
    self->fresh_total = answer->total;
  nomo_store_commit_async (self->store, make_commit (self, answer), cancellable, committed_cb, g_steal_pointer (&task));
}

static void
ask_page (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  gboolean fresh = self->phase == PHASE_ANCHOR || self->phase == PHASE_FRESH;
  const char *sort = fresh ? self->kind->fresh_sort : self->kind->walk_sort;
  g_autofree char *page = g_strdup_printf ("%" G_GINT64_FORMAT, self->page);
  g_autofree char *per_page = g_strdup_printf ("%d", PER_PAGE);
  const char *query[9] = { "page", page, "per_page", per_page };
  guint n = 4;

  if (sort != NULL) {
    query[n++] = "sort_by";
    query[n++] = sort;
  }
  if (self->kind->with != NULL) {
    query[n++] = "with[]";
    query[n++] = self->kind->with;
  }
  nomo_salla_client_get_in_background_async (self->client, self->owner, self->kind->path, query,
                                             g_task_get_cancellable (task), page_cb, task);
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
end_run (GTask *task, gint64 gap)
{
  NomoMirror *self = g_task_get_source_object (task);
  NomoCommit *commit = nomo_commit_new (ACTOR, NULL);

  set_mark (self, commit, "anchor", self->next_anchor != NULL ? self->next_anchor : "");
  set_number_mark (self, commit, "gap", gap);
  if (self->walked_again)
    set_number_mark (self, commit, "walked", self->started_ms);
  nomo_store_commit_async (self->store, commit, g_task_get_cancellable (task), ended_cb, task);
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

/* Pages shift while they are read, so the sum decides: what is missing is looked for once more. A difference that stays is
 * Salla's own and is remembered, so that it does not cost a walk each time. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoMirror *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree Counts *counts = g_task_propagate_pointer (G_TASK (result), &error);
  gint64 gap;

  if (counts == NULL) {
    g_task_return_error (task, error);
    return;
  }
  self->count = counts->count;
  self->unreadable = counts->unreadable;
  gap = self->fresh_total < 0 ? 0 : self->fresh_total - counts->count - counts->unreadable;
  if (gap > 0 && !self->walked_again && gap != get_number_mark (self->kind, self->marks, "gap", 0)) {
    self->walked_again = TRUE;
    start_phase (self, PHASE_AGAIN, 1);
    ask_page (g_steal_pointer (&task));
  } else {
    end_run (g_steal_pointer (&task), gap);
  }
}

static void
check_counts (GTask *task)
{
  NomoMirror *self = g_task_get_source_object (task);
  g_autoptr (GTask) counting = g_task_new (self->store, g_task_get_cancellable (task), counted_cb, task);

  g_task_set_task_data (counting, (gpointer) self->kind->entity (), NULL);
  g_task_run_in_thread (counting, count_thread);
}

static void
begin (NomoMirror *self)
{
  gint64 page = get_number_mark (self->kind, self->marks, "walk", 1);
  gint64 walked = get_number_mark (self->kind, self->marks, "walked", 0);

  if (!nomo_mirror_is_whole (self->kind, self->marks)) {
    gboolean anchored = self->kind->fresh_sort == NULL || get_mark (self->kind, self->marks, "anchor") != NULL;

    start_phase (self, anchored ? PHASE_WALK : PHASE_ANCHOR, anchored ? MAX (page, 1) : 1);
  } else if (self->kind->rewalk_ms > 0 && self->started_ms - walked > self->kind->rewalk_ms) {
    self->walked_again = TRUE;
    start_phase (self, PHASE_AGAIN, 1);
  } else {
    start_phase (self, PHASE_FRESH, 1);
  }
}

/**
 * nomo_mirror_run_async:
 * @self: a mirror, good for one run
 * @cancellable: (nullable): ends the run; what has come stays
 * @callback: called at the end
 * @data: for @callback
 *
 * Goes on where the last run stopped: each page and the mark behind it are one commit. Then fetches what changed and
 * compares the counts.
 */
void
nomo_mirror_run_async (NomoMirror *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_mirror_run_async);
  self->started_ms = nomo_clock_now ();
  begin (self);
  ask_page (task);
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
  return MAX (self->total, 0);
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
                                             (rows + PER_PAGE - 1) / PER_PAGE);
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
  self->marks = g_hash_table_ref (marks);
  return self;
}

static void
nomo_mirror_finalize (GObject *object)
{
  NomoMirror *self = NOMO_MIRROR (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_pointer (&self->marks, g_hash_table_unref);
  g_hash_table_unref (self->anchor);
  g_free (self->currency);
  g_free (self->next_anchor);
  G_OBJECT_CLASS (nomo_mirror_parent_class)->finalize (object);
}

static void
nomo_mirror_class_init (NomoMirrorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_mirror_finalize;
  signals[PROGRESS] =
      g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_mirror_init (NomoMirror *self)
{
  self->fresh_total = -1;
  self->anchor = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
