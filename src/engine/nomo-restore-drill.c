#include "config.h"

#include "nomo-restore-drill.h"

#include "nomo-backup-run.h"
#include "nomo-copy.h"
#include "nomo-disk.h"
#include "nomo-domain.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-restore.h"
#include "nomo-scratch-folder.h"
#include "nomo-secret.h"
#include "nomo-store-error.h"
#include "nomo-store.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* What is put back takes as much as the backup, and a part of that once more while it is looked through. */
#define ROOM_PART 4

typedef struct {
  char *path;
  NomoSecret *passphrase;
  char *data_dir;
} Drill;

static void
drill_params_free (gpointer data)
{
  Drill *self = data;

  g_free (self->path);
  nomo_secret_free (self->passphrase);
  g_free (self->data_dir);
  g_free (self);
}

static NomoRestoreDrill *
result_new (void)
{
  NomoRestoreDrill *self = g_new0 (NomoRestoreDrill, 1);

  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->counts = g_array_new (FALSE, FALSE, sizeof (NomoDrillCount));
  return self;
}

/**
 * nomo_restore_drill_free:
 * @self: (transfer full): what came of a drill
 */
void
nomo_restore_drill_free (NomoRestoreDrill *self)
{
  g_clear_pointer (&self->report, nomo_backup_report_free);
  g_ptr_array_unref (self->problems);
  g_array_unref (self->counts);
  g_free (self);
}

/**
 * nomo_restore_drill_is_sound:
 * @self: what came of a drill
 *
 * Returns: whether the backup is whole, could be put back and all that was put back is sound
 */
gboolean
nomo_restore_drill_is_sound (const NomoRestoreDrill *self)
{
  return self->is_restored && self->problems->len == 0 && nomo_backup_report_is_whole (self->report);
}

static gboolean
fail_for_room (GError **error)
{
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT,
                       _ ("the disk with the store’s data has no room to put the backup back there"));
  return FALSE;
}

static gboolean
check_room (Drill *self, const char *folder, GError **error)
{
  GStatBuf status;
  guint64 room;

  if (g_stat (self->path, &status) != 0 || !nomo_disk_read_room (folder, &room))
    return TRUE;
  return room >= (guint64) status.st_size + (guint64) status.st_size / ROOM_PART || fail_for_room (error);
}

/* A damaged backup is what a drill is to find, and no failure of the drill. */
static gboolean
put_back (Drill *self, const char *folder, NomoRestoreDrill *result, NomoBackupProgress *progress,
          GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  result->is_restored =
      nomo_restore_try (self->path, self->passphrase, folder, &result->report, progress, cancellable, &failure);
  if (result->is_restored ||
      (result->report != NULL && g_error_matches (failure, NOMO_CORE_ERROR, NOMO_CORE_ERROR_DAMAGED)))
    return TRUE;
  if (g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL))
    return fail_for_room (error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
check_store (const char *path, NomoRestoreDrill *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (NomoStore) store = nomo_store_open_to_read (path, nomo_domain_entities (), &failure);
  gboolean ok = store != NULL && nomo_store_check (store, result->problems, &failure);

  if (store != NULL)
    nomo_store_close (store);
  if (ok)
    return TRUE;
  if (g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT)) {
    g_ptr_array_add (result->problems, g_strdup (failure->message));
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gint64
look_up (GHashTable *counts, const NomoEntity *entity)
{
  const gint64 *count = counts != NULL ? g_hash_table_lookup (counts, entity->name) : NULL;

  return count != NULL ? *count : 0;
}

static void
add_counts (NomoRestoreDrill *result, GHashTable *told, GHashTable *found, GHashTable *changed)
{
  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++) {
    const NomoDrillCount count = { *entity, look_up (told, *entity), look_up (found, *entity),
                                   look_up (changed, *entity) };

    if (count.told > 0 || count.found > 0 || count.changed > 0)
      g_array_append_val (result->counts, count);
  }
}

/* A store that is gone or damaged is what backups are for: then there is nothing to compare with. */
static gboolean
count (Drill *self, const char *restored, const NomoBackupFile *file, NomoRestoreDrill *result,
       GCancellable *cancellable, GError **error)
{
  g_autofree char *living = g_build_filename (self->data_dir, "stores", file->name, NULL);
  g_autoptr (GHashTable) found = nomo_copy_count (restored, cancellable, error);
  g_autoptr (GHashTable) changed = NULL;

  if (found == NULL)
    return FALSE;
  if (g_file_test (living, G_FILE_TEST_IS_REGULAR))
    changed = nomo_copy_count_changed (living, restored, cancellable, NULL);
  result->is_compared = changed != NULL;
  add_counts (result, file->counts, found, changed);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
look_through (Drill *self, const char *folder, NomoRestoreDrill *result, GCancellable *cancellable, GError **error)
{
  const GPtrArray *files = result->report->label->files;

  for (guint i = 0; i < files->len; i++) {
    const NomoBackupFile *file = files->pdata[i];
    g_autofree char *path = g_build_filename (folder, file->name, NULL);

    if (!check_store (path, result, error) || !count (self, path, file, result, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
drill_in (Drill *self, const char *scratch, NomoRestoreDrill *result, NomoBackupProgress *progress,
          GCancellable *cancellable, GError **error)
{
  /* Whoever opens a store locks its folder, and the scratch folder is locked as long as it is there. */
  g_autofree char *folder = g_build_filename (scratch, "stores", NULL);

  return check_room (self, scratch, error) && put_back (self, folder, result, progress, cancellable, error) &&
         (!result->is_restored || look_through (self, folder, result, cancellable, error));
}

/* The folder is gone before anybody is told that it has ended, however it has. */
static gpointer
drill_work (gpointer params, NomoBackupProgress *progress, GCancellable *cancellable, GError **error)
{
  Drill *self = params;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (NomoRestoreDrill) result = result_new ();
  g_autoptr (NomoScratchFolder) scratch = nomo_scratch_folder_new (self->data_dir, error);

  if (scratch == NULL || !drill_in (self, nomo_scratch_folder_get_path (scratch), result, progress, cancellable, error))
    return NULL;
  result->took_ms = (g_get_monotonic_time () - began) / 1000;
  return g_steal_pointer (&result);
}

/**
 * nomo_restore_drill_async:
 * @path: a backup of a store
 * @passphrase: what was typed
 * @data_dir: a data directory, in which a scratch folder is made for as long as it takes
 * @job: what is told how far it is, and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Puts a backup back as nomo_restore_async() does, but where nobody uses it, looks all of it through and removes it. The store
 * that it is a backup of is only read, to tell how much of it is newer than the backup.
 */
void
nomo_restore_drill_async (const char *path, const char *passphrase, const char *data_dir, NomoJob *job,
                          GAsyncReadyCallback callback, gpointer data)
{
  Drill *self = g_new (Drill, 1);

  *self = (Drill) { g_strdup (path), g_strdup (passphrase), g_strdup (data_dir) };
  nomo_backup_run (job, nomo_restore_drill_async, drill_work, self, drill_params_free,
                   (GDestroyNotify) nomo_restore_drill_free, callback, data);
}

/**
 * nomo_restore_drill_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, also when the backup is damaged; %NULL when it is none, when the passphrase
 *   is another one, when there is no room, or when it was cancelled
 */
NomoRestoreDrill *
nomo_restore_drill_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
