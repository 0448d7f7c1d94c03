#include "config.h"

#include "nomo-import.h"

#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-import-checks.h"
#include "nomo-import-refused.h"
#include "nomo-import-state.h"
#include "nomo-store-scan.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define CHUNK_ROWS 1000
#define READ_SIZE  (64 * 1024)

struct _NomoImport {
  NomoStore *store;
  char *path;
  NomoCsvEncoding encoding;
  char *actor;
  NomoRole role;
  gboolean dry_run;
  NomoImportMap *map;
  NomoImportChecks *checks;
  NomoImportRefused *refused;
  NomoImportState *state;
  gboolean resumes;
  char *digest;
  guint64 n_rows;

  /* While it runs. */
  const NomoImportWatch *watch;
  GCancellable *cancellable;
  guint64 n_done;
};

/* Our own sentences, and those of the reader, lose the domain in which they were said. */
static void
word_file (GError *failed, GError **error)
{
  gboolean cancelled = g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (failed->domain == NOMO_CORE_ERROR || (failed->domain == G_IO_ERROR && !cancelled))
    g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, failed->message);
  else
    g_propagate_error (error, g_error_copy (failed));
  g_error_free (failed);
}

static GInputStream *
open_file (const NomoImport *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  GStatBuf info;

  if (g_stat (self->path, &info) == 0 && !S_ISREG (info.st_mode)) {
    g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, _ ("%s is no file"), self->path);
    return NULL;
  }
  return G_INPUT_STREAM (g_file_read (file, self->cancellable, error));
}

/* A reader that has read the header. */
static NomoCsvReader *
open_reader (const NomoImport *self, GError **error)
{
  g_autoptr (GInputStream) stream = open_file (self, error);
  g_autoptr (NomoCsvReader) reader = stream != NULL ? nomo_csv_reader_new (stream, self->encoding) : NULL;
  NomoCsvStep step = reader != NULL ? nomo_csv_reader_next (reader, self->cancellable, error) : NOMO_CSV_ERROR;

  if (step == NOMO_CSV_END)
    g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, _ ("it is empty"));
  return step == NOMO_CSV_ROW ? g_steal_pointer (&reader) : NULL;
}

static gboolean
digest_file (const NomoImport *self, GChecksum *checksum, GError **error)
{
  g_autoptr (GInputStream) stream = open_file (self, error);
  g_autofree guchar *buffer = g_malloc (READ_SIZE);
  gssize size = 1;

  if (stream == NULL)
    return FALSE;
  while (size > 0) {
    size = g_input_stream_read (stream, buffer, READ_SIZE, self->cancellable, error);
    if (size > 0)
      g_checksum_update (checksum, buffer, size);
  }
  return size == 0;
}

static void
digest_map (const NomoImport *self, GChecksum *checksum)
{
  g_autofree char *head = g_strdup_printf ("%s %d %d\n", self->map->entity->name, (int) self->encoding, self->map->key);

  g_checksum_update (checksum, (const guchar *) head, -1);
  for (guint i = 0; i < self->map->columns->len; i++) {
    const NomoImportColumn *column = self->map->columns->pdata[i];
    g_autofree char *line = g_strdup_printf ("%d %d\n", column->field, column->clears);

    g_checksum_update (checksum, (const guchar *) line, -1);
  }
}

/* An import goes on with the same file and the same map only. */
static gboolean
make_digest (NomoImport *self, GBytes *map, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  digest_map (self, checksum);
  if (map != NULL)
    g_checksum_update (checksum, g_bytes_get_data (map, NULL), (gssize) g_bytes_get_size (map));
  if (!digest_file (self, checksum, error))
    return FALSE;
  self->digest = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

static gboolean
load_state (NomoImport *self, const char *id, GError **error)
{
  self->state = nomo_import_state_load (self->store, id, error);
  if (self->state == NULL)
    return FALSE;
  if (g_strcmp0 (self->state->digest, self->digest) != 0) {
    g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE,
                         _ ("the file or its map is not the one with which the import began"));
    return FALSE;
  }
  self->resumes = TRUE;
  return self->state->refused_path == NULL || self->state->done ||
         nomo_import_refused_resume (self->refused, self->state->refused_path, self->state->refused_size, error);
}

static gboolean
prepare (NomoImport *self, const NomoEntity *entity, const NomoImportOptions *options, GError **error)
{
  g_autoptr (NomoCsvReader) reader = open_reader (self, error);

  if (reader == NULL)
    return FALSE;
  self->map = nomo_import_map_new (entity, self->role, reader, options->map, options->key, error);
  if (self->map == NULL || (!self->dry_run && !make_digest (self, options->map, error)))
    return FALSE;
  self->checks = nomo_import_checks_new (self->store, self->map, self->role);
  self->refused = nomo_import_refused_new (self->path, options->refused_path, nomo_csv_reader_get_separator (reader));
  if (options->resume != NULL)
    return load_state (self, options->resume, error);
  self->state = nomo_import_state_new ();
  self->state->digest = g_strdup (self->digest);
  return TRUE;
}

/**
 * nomo_import_new:
 * @store: a store
 * @entity: what the records are
 * @options: what is imported, and how
 * @error: return location
 *
 * Looks at the header of the file. Main thread.
 *
 * Returns: (transfer full) (nullable): the import; %NULL with %NOMO_ENGINE_ERROR_FILE when the file or the map cannot be used
 */
NomoImport *
nomo_import_new (NomoStore *store, const NomoEntity *entity, const NomoImportOptions *options, GError **error)
{
  g_autoptr (NomoImport) self = g_new0 (NomoImport, 1);
  GError *failed = NULL;

  self->store = g_object_ref (store);
  self->path = g_strdup (options->path);
  self->encoding = options->encoding;
  self->actor = g_strdup (options->actor);
  self->role = options->role;
  self->dry_run = options->dry_run;
  if (prepare (self, entity, options, &failed))
    return g_steal_pointer (&self);
  word_file (failed, error);
  return NULL;
}

/* A file that breaks off in its middle is found out before anything of it is written. */
static gboolean
count_rows (NomoImport *self, GError **error)
{
  g_autoptr (NomoCsvReader) reader = open_reader (self, error);
  NomoCsvStep step = NOMO_CSV_ERROR;

  self->n_rows = 0;
  while (reader != NULL && (step = nomo_csv_reader_next (reader, self->cancellable, error)) == NOMO_CSV_ROW)
    self->n_rows++;
  return reader != NULL && step == NOMO_CSV_END;
}

static gboolean
read_chunk (NomoImport *self, NomoCsvReader *reader, GPtrArray *rows, GError **error)
{
  NomoCsvStep step = NOMO_CSV_ROW;

  g_ptr_array_set_size (rows, 0);
  while (rows->len < CHUNK_ROWS && (step = nomo_csv_reader_next (reader, self->cancellable, error)) == NOMO_CSV_ROW) {
    g_autoptr (NomoImportRow) row = nomo_import_row_new (self->map, reader);

    self->n_done++;
    if (!nomo_import_row_is_empty (row))
      g_ptr_array_add (rows, g_steal_pointer (&row));
  }
  return step != NOMO_CSV_ERROR;
}

static NomoCommit *
begin_commit (const NomoImport *self, const char *suffix)
{
  g_autofree char *id = g_strconcat (self->state->id, "-", suffix, NULL);
  NomoCommit *commit = nomo_commit_new (self->actor, id);

  nomo_commit_set_role (commit, self->role);
  return commit;
}

static gboolean
commit_state (NomoImport *self, const char *suffix, GError **error)
{
  g_autoptr (NomoCommit) commit = begin_commit (self, suffix);
  NomoCommitResult result = { 0 };

  nomo_import_state_note (self->state, commit);
  return nomo_store_commit (self->store, commit, &result, error);
}

static gboolean
is_to_write (const NomoImportRow *row)
{
  return !row->written && (row->outcome == NOMO_IMPORT_CREATED || row->outcome == NOMO_IMPORT_CHANGED);
}

static gboolean
was_refused (const GError *error)
{
  return g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID) ||
         g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED);
}

/* Of the rows of a chunk, the first is 1; 0 is the word that they are written one by one. */
static char *
row_suffix (const NomoImport *self, guint number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%u", self->state->chunk + 1, number);
}

static gboolean
write_row (NomoImport *self, NomoImportRow *row, guint index, GError **error)
{
  g_autofree char *suffix = row_suffix (self, index + 1);
  g_autoptr (NomoCommit) commit = begin_commit (self, suffix);
  g_autoptr (GError) failed = NULL;
  NomoCommitResult result = { 0 };

  nomo_commit_put (commit, row->record);
  if (nomo_store_commit (self->store, commit, &result, &failed))
    return TRUE;
  if (!was_refused (failed)) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return FALSE;
  }
  nomo_import_row_refuse (row, NOMO_IMPORT_NOTHING, failed->message);
  return TRUE;
}

/* Commits of single rows that were made before the import was interrupted: what came of them is asked for, and not done anew. */
static gboolean
recall_rows (NomoImport *self, GPtrArray *rows, GError **error)
{
  g_autofree char *prefix = g_strdup_printf ("%s-%" G_GINT64_FORMAT ".", self->state->id, self->state->chunk + 1);
  g_autoptr (GPtrArray) ids = nomo_store_list_commits (self->store, prefix, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    guint index = (guint) g_ascii_strtoull ((const char *) ids->pdata[i] + strlen (prefix), NULL, 10);
    NomoCommitResult result = { 0 };
    g_autoptr (NomoCommit) commit = nomo_commit_new (self->actor, ids->pdata[i]);
    NomoImportRow *row = index > 0 && index <= rows->len ? rows->pdata[index - 1] : NULL;

    if (row == NULL)
      continue;
    if (!nomo_store_commit (self->store, commit, &result, error))
      return FALSE;
    row->written = TRUE;
    row->outcome = result.first_id != 0 ? NOMO_IMPORT_CREATED : NOMO_IMPORT_CHANGED;
  }
  return ids != NULL;
}

static void
count (NomoImport *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    self->state->counts[((NomoImportRow *) rows->pdata[i])->outcome]++;
  self->state->chunk++;
}

static void
tell (NomoImport *self, GPtrArray *rows)
{
  for (guint i = 0; self->watch->refused != NULL && i < rows->len; i++) {
    const NomoImportRow *row = rows->pdata[i];

    if (row->outcome == NOMO_IMPORT_REFUSED)
      self->watch->refused (row, self->watch->data);
  }
  if (self->watch->progress != NULL)
    self->watch->progress (self->n_done, self->n_rows, self->watch->data);
}

/* Refused rows are on the disk before the state says so. */
static gboolean
keep_refused (NomoImport *self, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    const NomoImportRow *row = rows->pdata[i];

    if (row->outcome == NOMO_IMPORT_REFUSED && !nomo_import_refused_add (self->refused, row, error))
      return FALSE;
  }
  return nomo_import_refused_keep (self->refused, error);
}

/* The commit of a chunk, with or without its rows, says that the chunk is done. */
static gboolean
commit_chunk (NomoImport *self, GPtrArray *rows, gboolean with_rows, GError **error)
{
  g_autoptr (NomoImportState) before = nomo_import_state_copy (self->state);
  g_autofree char *suffix = g_strdup_printf ("%" G_GINT64_FORMAT, self->state->chunk + 1);
  g_autoptr (NomoCommit) commit = begin_commit (self, suffix);
  NomoCommitResult result = { 0 };

  if (!keep_refused (self, rows, error))
    return FALSE;
  count (self, rows);
  self->state->splits = FALSE;
  g_free (self->state->refused_path);
  self->state->refused_path = g_strdup (nomo_import_refused_get_path (self->refused));
  self->state->refused_size = nomo_import_refused_get_size (self->refused);
  for (guint i = 0; with_rows && i < rows->len; i++)
    if (is_to_write (rows->pdata[i]))
      nomo_commit_put (commit, ((NomoImportRow *) rows->pdata[i])->record);
  nomo_import_state_note (self->state, commit);
  if (nomo_store_commit (self->store, commit, &result, error))
    return TRUE;
  nomo_import_state_free (self->state);
  self->state = g_steal_pointer (&before);
  return FALSE;
}

/* Row by row, each in a commit of its own; the commit of the chunk then only says that it is done. */
static gboolean
write_split (NomoImport *self, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (is_to_write (rows->pdata[i]) && !write_row (self, rows->pdata[i], i, error))
      return FALSE;
  return commit_chunk (self, rows, FALSE, error);
}

static gboolean
begin_split (NomoImport *self, GError **error)
{
  g_autofree char *suffix = row_suffix (self, 0);

  self->state->splits = TRUE;
  return nomo_import_refused_rewind (self->refused, self->state->refused_size, error) &&
         commit_state (self, suffix, error);
}

/* The store may refuse what the checks could not see, such as what another process has just written. */
static gboolean
write_chunk (NomoImport *self, GPtrArray *rows, GError **error)
{
  GError *failed = NULL;

  if (self->state->splits)
    return write_split (self, rows, error);
  if (commit_chunk (self, rows, TRUE, &failed))
    return TRUE;
  if (!was_refused (failed)) {
    g_propagate_error (error, failed);
    return FALSE;
  }
  g_error_free (failed);
  return begin_split (self, error) && write_split (self, rows, error);
}

static gboolean
do_chunk (NomoImport *self, GPtrArray *rows, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->state->splits && !recall_rows (self, rows, error))
    return FALSE;
  if (!nomo_import_checks_run (self->checks, rows, error))
    return FALSE;
  if (self->dry_run)
    count (self, rows);
  else if (!write_chunk (self, rows, error))
    return FALSE;
  tell (self, rows);
  return TRUE;
}

static gboolean
do_chunks (NomoImport *self, GError **error)
{
  g_autoptr (NomoCsvReader) reader = open_reader (self, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_import_row_free);
  gint64 skipped = self->state->chunk;

  if (reader == NULL)
    return FALSE;
  while (read_chunk (self, reader, rows, error)) {
    if (rows->len == 0)
      return TRUE;
    if (skipped-- > 0)
      nomo_import_checks_remember (self->checks, rows);
    else if (!do_chunk (self, rows, error))
      return FALSE;
  }
  return FALSE;
}

static gboolean
run (NomoImport *self, GError **error)
{
  if (self->state->done)
    return TRUE;
  if (!count_rows (self, error))
    return FALSE;
  if (self->dry_run)
    return do_chunks (self, error);
  if (!self->resumes && !commit_state (self, "0", error))
    return FALSE;
  if (!do_chunks (self, error))
    return FALSE;
  self->state->done = TRUE;
  return commit_state (self, "end", error);
}

/**
 * nomo_import_run:
 * @self: an import
 * @watch: what to tell
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Writes the rows, a thousand in a commit. When it is interrupted, by whatever, an import with the `resume` of its id goes on
 * behind the last commit, and nothing is written twice. Blocks.
 *
 * Returns: %TRUE when every row was written or refused
 */
gboolean
nomo_import_run (NomoImport *self, const NomoImportWatch *watch, GCancellable *cancellable, GError **error)
{
  GError *failed = NULL;
  gboolean ok;

  self->watch = watch;
  self->cancellable = cancellable;
  self->n_done = 0;
  ok = run (self, &failed);
  self->watch = NULL;
  self->cancellable = NULL;
  if (!ok)
    word_file (failed, error);
  return ok;
}

/**
 * nomo_import_get_id:
 * @self: an import
 *
 * Returns: its id; those of its commits begin with it and a dash
 */
const char *
nomo_import_get_id (const NomoImport *self)
{
  return self->state->id;
}

/**
 * nomo_import_get_map:
 * @self: an import
 *
 * Returns: (transfer none): what the columns are
 */
const NomoImportMap *
nomo_import_get_map (const NomoImport *self)
{
  return self->map;
}

/**
 * nomo_import_get_count:
 * @self: an import
 * @outcome: an outcome
 *
 * Returns: of how many rows it came so far
 */
gint64
nomo_import_get_count (const NomoImport *self, NomoImportOutcome outcome)
{
  return self->state->counts[outcome];
}

/**
 * nomo_import_get_refused_path:
 * @self: an import
 *
 * Returns: (nullable): the file with the rows that were refused
 */
const char *
nomo_import_get_refused_path (const NomoImport *self)
{
  return self->state->refused_path;
}

/**
 * nomo_import_free:
 * @self: (transfer full): an import
 */
void
nomo_import_free (NomoImport *self)
{
  g_clear_pointer (&self->checks, nomo_import_checks_free);
  g_clear_pointer (&self->refused, nomo_import_refused_free);
  g_clear_pointer (&self->state, nomo_import_state_free);
  g_clear_pointer (&self->map, nomo_import_map_free);
  g_clear_object (&self->store);
  g_free (self->path);
  g_free (self->actor);
  g_free (self->digest);
  g_free (self);
}
