#include "config.h"

#include "nomo-disk.h"
#include "nomo-older.h"
#include "nomo-schema.h"
#include "nomo-store-private.h"

#include <glib/gi18n.h>

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoStore, nomo_store, G_TYPE_OBJECT)

static void
nomo_store_finalize (GObject *object)
{
  NomoStore *self = NOMO_STORE (object);

  nomo_store_close (self);
  g_clear_object (&self->worker);
  g_clear_error (&self->read_only);
  g_free (self->views);
  g_ptr_array_unref (self->tables);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->write_mutex);
  g_cond_clear (&self->no_read);
  g_free (self->path);
  G_OBJECT_CLASS (nomo_store_parent_class)->finalize (object);
}

static void
nomo_store_class_init (NomoStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_store_finalize;

  /**
   * NomoStore::changed:
   * @self: the store
   * @seq: its sequence number
   *
   * Records changed, here or by another process. Emitted in the main context of the thread that opened the store, at most
   * ten times a second.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
nomo_store_init (NomoStore *self)
{
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->write_mutex);
  g_cond_init (&self->no_read);
  g_queue_init (&self->idle_readers);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_table_free);
  self->context = g_main_context_ref_thread_default ();
}

/* Fields are added or retired, never renamed: what a newer version wrote can be read, and what an older one did. */
static gboolean
stays_readable (const GError *failure)
{
  return g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER) ||
         nomo_store_error_is_about_writing (failure);
}

static gboolean
open_for_reading (NomoStore *self, const GError *reason, GError **error)
{
  gint64 seq = 0;
  g_autoptr (NomoConnection) reader = NULL;

  g_clear_pointer (&self->writer, nomo_connection_free);
  reader = nomo_connection_open (self->path, FALSE, error);
  if (reader == NULL || !nomo_older_dup_views (reader, self->entities, &self->views, error) ||
      !nomo_connection_read_int (reader, "SELECT value FROM counters WHERE name = 'seq'", &seq, error))
    return FALSE;
  self->read_only = g_error_copy (reason);
  self->seq = self->announced_seq = (guint64) seq;
  return TRUE;
}

static gboolean
open_for_writing (NomoStore *self, GError **error)
{
  gint64 seq = 0;

  self->writer = nomo_schema_open (self->path, self->entities, error);
  if (self->writer == NULL ||
      !nomo_connection_read_int (self->writer, "SELECT value FROM counters WHERE name = 'seq'", &seq, error))
    return FALSE;
  self->seq = self->announced_seq = (guint64) seq;
  _nomo_store_scrub (self);
  return TRUE;
}

static gboolean
open_locked (NomoStore *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (open_for_writing (self, &failure) || (stays_readable (failure) && open_for_reading (self, failure, NULL)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* One after the other, as two that create the file at once would meet at the switch to the write-ahead log. */
static gboolean
open_file (NomoStore *self, GError **error)
{
  int lock;
  gboolean ok;

  if (!nomo_disk_prepare (self->path, error))
    return FALSE;
  lock = nomo_disk_lock (self->path);
  ok = open_locked (self, error);
  nomo_disk_unlock (lock);
  return ok;
}

static NomoStore *
store_new (const char *path, const NomoEntity *const *entities)
{
  NomoStore *self = g_object_new (NOMO_TYPE_STORE, NULL);

  self->path = g_strdup (path);
  self->entities = entities;
  for (; *entities != NULL; entities++)
    g_ptr_array_add (self->tables, nomo_table_new (*entities));
  return self;
}

/**
 * nomo_store_open:
 * @path: the store's file; it and its folder are created when they do not exist
 * @entities: (array zero-terminated=1): what the store keeps; static
 * @error: return location
 *
 * Opens a store. Blocks. Fails with %NOMO_STORE_ERROR_NETWORK_DISK on a disk of another computer. A file that a newer version
 * of the program wrote, that may not be written, that lies on a full disk or that could not be brought up to this version can only be
 * read, see nomo_store_get_read_only().
 *
 * Returns: (transfer full) (nullable): the store
 */
NomoStore *
nomo_store_open (const char *path, const NomoEntity *const *entities, GError **error)
{
  g_autoptr (NomoStore) self = NULL;

  g_return_val_if_fail (path != NULL && entities != NULL, NULL);

  self = store_new (path, entities);
  if (!open_file (self, error))
    return NULL;
  self->worker = nomo_worker_new ("nomo-writer");
  _nomo_store_watch (self);
  return g_steal_pointer (&self);
}

static void
open_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoStore *self = data;
  GError *error = NULL;

  if (open_file (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_store_open_async:
 * @path: the store's file
 * @entities: (array zero-terminated=1): what the store keeps; static
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open or not
 * @user_data: for @callback
 *
 * Opens a store as nomo_store_open() does, without blocking.
 */
void
nomo_store_open_async (const char *path, const NomoEntity *const *entities, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, nomo_store_open_async);
  g_task_set_task_data (task, store_new (path, entities), g_object_unref);
  g_task_run_in_thread (task, open_worker);
}

static gboolean
open_as_asked (NomoStore *self, GError **error)
{
  g_autoptr (GError) asked = g_error_new_literal (NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED,
                                                  _ ("The store’s file was opened to be read, not to be written."));

  return open_for_reading (self, asked, error);
}

/**
 * nomo_store_open_to_read:
 * @path: the store's file, which is not created
 * @entities: (array zero-terminated=1): what the store keeps; static
 * @error: return location
 *
 * Opens a store to be looked at: nothing can be written to it, and a file of an older version stays as it is. Blocks.
 *
 * Returns: (transfer full) (nullable): the store
 */
NomoStore *
nomo_store_open_to_read (const char *path, const NomoEntity *const *entities, GError **error)
{
  g_autoptr (NomoStore) self = NULL;

  g_return_val_if_fail (path != NULL && entities != NULL, NULL);

  self = store_new (path, entities);
  if (!open_as_asked (self, error))
    return NULL;
  self->worker = nomo_worker_new ("nomo-writer");
  _nomo_store_watch (self);
  return g_steal_pointer (&self);
}

static void
open_to_read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (open_as_asked (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_store_open_to_read_async:
 * @path: the store's file, which is not created
 * @entities: (array zero-terminated=1): what the store keeps; static
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open or not, with nomo_store_open_finish()
 * @user_data: for @callback
 *
 * Opens a store as nomo_store_open_to_read() does, without blocking.
 */
void
nomo_store_open_to_read_async (const char *path, const NomoEntity *const *entities, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, nomo_store_open_to_read_async);
  g_task_set_task_data (task, store_new (path, entities), g_object_unref);
  g_task_run_in_thread (task, open_to_read_worker);
}

/**
 * nomo_store_open_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store
 */
NomoStore *
nomo_store_open_finish (GAsyncResult *result, GError **error)
{
  NomoStore *self = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  self->worker = nomo_worker_new ("nomo-writer");
  _nomo_store_watch (self);
  return g_object_ref (self);
}

/**
 * nomo_store_close:
 * @self: a store
 *
 * Waits for what is read and committed just now, and closes the file: nobody has it open any more. Whatever is asked of the store
 * afterwards fails. Blocks.
 */
void
nomo_store_close (NomoStore *self)
{
  g_return_if_fail (NOMO_IS_STORE (self));

  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_mutex_unlock (&self->mutex);
  _nomo_store_unwatch (self);
  _nomo_store_close_readers (self);
  g_mutex_lock (&self->write_mutex);
  g_clear_pointer (&self->writer, nomo_connection_free);
  g_mutex_unlock (&self->write_mutex);
}

/*
 * _nomo_store_set_closed_error:
 * @error: return location
 */
void
_nomo_store_set_closed_error (GError **error)
{
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED, _ ("The store’s file was closed."));
}

/**
 * nomo_store_get_path:
 * @self: a store
 *
 * Returns: its file
 */
const char *
nomo_store_get_path (NomoStore *self)
{
  return self->path;
}

/**
 * nomo_store_get_read_only:
 * @self: a store
 *
 * Returns: (nullable): why nothing can be written to the store, which stays readable; %NULL when it can
 */
const GError *
nomo_store_get_read_only (NomoStore *self)
{
  return self->read_only;
}

/*
 * _nomo_store_may_write:
 * @self: a store; the writing connection is the caller's
 * @error: return location
 *
 * Returns: %TRUE when it is open for writing, else %FALSE with the reason
 */
gboolean
_nomo_store_may_write (NomoStore *self, GError **error)
{
  if (self->writer != NULL)
    return TRUE;
  if (self->read_only != NULL)
    g_propagate_error (error, g_error_copy (self->read_only));
  else
    _nomo_store_set_closed_error (error);
  return FALSE;
}

/*
 * _nomo_store_scrub:
 * @self: a store; the writing connection is the caller's
 *
 * Empties the write-ahead log when it may still hold what was erased. A reader in the middle of its work holds that up; then
 * the next commit or the next start does it.
 */
void
_nomo_store_scrub (NomoStore *self)
{
  gint64 due = 0;

  if (!nomo_connection_read_int (self->writer, "SELECT value FROM counters WHERE name = 'scrub'", &due, NULL) ||
      due == 0)
    return;
  if (nomo_connection_empty_log (self->writer))
    nomo_connection_exec (self->writer, "UPDATE counters SET value = 0 WHERE name = 'scrub'", NULL);
}

/**
 * nomo_store_find_entity:
 * @self: a store
 * @name: name of an entity
 *
 * Returns: (nullable): the entity, %NULL when the store keeps none of that name
 */
const NomoEntity *
nomo_store_find_entity (NomoStore *self, const char *name)
{
  return nomo_entity_find (self->entities, name);
}

/*
 * _nomo_store_find_table:
 * @self: a store
 * @entity: an entity
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the table of @entity
 */
NomoTable *
_nomo_store_find_table (NomoStore *self, const NomoEntity *entity, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++) {
    NomoTable *table = g_ptr_array_index (self->tables, i);

    if (table->entity == entity)
      return table;
  }
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
               /* Translators: %s is what the records are ("Orders"). */
               _ ("The store’s file does not keep this: %s."), _ (entity->label_many));
  return NULL;
}

/**
 * nomo_store_get_seq:
 * @self: a store
 *
 * Returns: the sequence number of the last change that this process knows of
 */
guint64
nomo_store_get_seq (NomoStore *self)
{
  guint64 seq;

  g_mutex_lock (&self->mutex);
  seq = self->seq;
  g_mutex_unlock (&self->mutex);
  return seq;
}

static gboolean
write_commits (NomoStore *self, const NomoCommit *const *commits, guint n, NomoCommitResult *results, GError **error)
{
  gboolean ok = FALSE;

  g_mutex_lock (&self->write_mutex);
  ok = _nomo_store_may_write (self, error) && _nomo_store_write (self, commits, n, results, error);
  g_mutex_unlock (&self->write_mutex);
  for (guint i = 0; ok && i < n; i++)
    if (results[i].written + results[i].deleted > 0)
      _nomo_store_raise_seq (self, results[i].seq);
  return ok;
}

/**
 * nomo_store_commit:
 * @self: a store
 * @commit: a commit
 * @result: (out) (optional): what came of it
 * @error: return location
 *
 * Writes a commit: checks its records against the rules of their entities and the actor against what it may write, then
 * writes them with everything that follows (search, sums by day, history, feed) in one transaction. Blocks.
 *
 * Returns: %TRUE when all of it is on the disk, %FALSE when nothing of it is. Where the disk failed in its last step a refused
 *   commit may be there after the store is opened again; to send it once more with its id is safe
 */
gboolean
nomo_store_commit (NomoStore *self, const NomoCommit *commit, NomoCommitResult *result, GError **error)
{
  NomoCommitResult written = { 0 };
  gboolean ok;

  g_return_val_if_fail (NOMO_IS_STORE (self) && commit != NULL, FALSE);

  ok = write_commits (self, &commit, 1, &written, error);
  if (result != NULL)
    *result = ok ? written : (NomoCommitResult) { 0 };
  return ok;
}

/**
 * nomo_store_commit_all:
 * @self: a store
 * @commits: (element-type NomoCommit): commits, in the order in which they count
 * @error: return location
 *
 * Writes commits as nomo_store_commit() does each, with one wait for the disk. Each stands by itself afterwards, with its own
 * id, history and sequence number. Blocks.
 *
 * Returns: %TRUE when all of them are on the disk, %FALSE when none is; the error may be of any of them
 */
gboolean
nomo_store_commit_all (NomoStore *self, const GPtrArray *commits, GError **error)
{
  g_autofree NomoCommitResult *results = NULL;

  g_return_val_if_fail (NOMO_IS_STORE (self) && commits != NULL, FALSE);

  results = g_new0 (NomoCommitResult, commits->len);
  return write_commits (self, (const NomoCommit *const *) commits->pdata, commits->len, results, error);
}

static void
commit_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoCommitResult *result = g_new0 (NomoCommitResult, 1);
  GError *error = NULL;

  if (nomo_store_commit (source, data, result, &error)) {
    g_task_return_pointer (task, result, g_free);
  } else {
    g_free (result);
    g_task_return_error (task, error);
  }
}

/**
 * nomo_store_commit_async:
 * @self: a store
 * @commit: (transfer full): a commit
 * @cancellable: (nullable): stops the commit before its turn, not in its middle
 * @callback: called when it is written or refused
 * @user_data: for @callback
 *
 * Writes a commit as nomo_store_commit() does, without blocking. Commits are written in the order in which they come.
 */
void
nomo_store_commit_async (NomoStore *self, NomoCommit *commit, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, nomo_store_commit_async);
  g_task_set_task_data (task, commit, (GDestroyNotify) nomo_commit_free);
  /* What is written is written: an answer "cancelled" to it would be a lie. */
  g_task_set_check_cancellable (task, FALSE);
  nomo_worker_push (self->worker, G_PRIORITY_DEFAULT, task, commit_worker);
}

/**
 * nomo_store_commit_finish:
 * @self: a store
 * @task: the result of the call
 * @result: (out) (optional): what came of the commit
 * @error: return location
 *
 * Returns: %TRUE when all of it is on the disk, %FALSE when nothing of it is
 */
gboolean
nomo_store_commit_finish (NomoStore *self, GAsyncResult *task, NomoCommitResult *result, GError **error)
{
  g_autofree NomoCommitResult *written = g_task_propagate_pointer (G_TASK (task), error);

  if (result != NULL && written != NULL)
    *result = *written;
  return written != NULL;
}
