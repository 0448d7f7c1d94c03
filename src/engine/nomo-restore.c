#include "config.h"

#include "nomo-restore.h"

#include "nomo-backup-run.h"
#include "nomo-copy.h"
#include "nomo-disk.h"
#include "nomo-domain.h"
#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"
#include "nomo-error.h"
#include "nomo-new-file.h"
#include "nomo-restore-edits.h"
#include "nomo-secret.h"
#include "nomo-store-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define RELAY_LOCK  "relay.lock"
#define RELAY_INBOX "inbox.db"

/* One file on its way to its place. */
typedef struct {
  char *path;
  char *aside; /* nullable: where what was there before is kept */
  NomoEngineLock *lock;
  gboolean placed;
} Place;

typedef struct {
  NomoBackupKind kind;
  char *path;
  NomoSecret *passphrase;
  char *folder;
  gboolean replace;
  gboolean is_trial;
  NomoRestoreMakeWay make_way; /* nullable */
  gpointer way;

  /* While it runs. */
  NomoBackupReport *report;
  GPtrArray *scratches;
  GPtrArray *places;
} Restore;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_clear_pointer (&place->lock, nomo_engine_lock_free);
  g_free (place->path);
  g_free (place->aside);
  g_free (place);
}

static void
restore_free (gpointer data)
{
  Restore *self = data;

  g_free (self->path);
  nomo_secret_free (self->passphrase);
  g_free (self->folder);
  g_clear_pointer (&self->report, nomo_backup_report_free);
  g_ptr_array_unref (self->scratches);
  g_ptr_array_unref (self->places);
  g_free (self);
}

/**
 * nomo_restored_free:
 * @self: (transfer full): what was put back
 */
void
nomo_restored_free (NomoRestored *self)
{
  nomo_backup_label_free (self->label);
  g_strfreev (self->kept_aside);
  g_free (self);
}

/* The first thing that is wrong; nomo_backup_verify_async() tells all. */
static gboolean
check_report (const NomoBackupReport *report, GError **error)
{
  g_autofree char *words = NULL;

  if (nomo_backup_report_is_restorable (report))
    return TRUE;
  if (report->damage->len > 0)
    words = nomo_backup_report_dup_words (report, &g_array_index (report->damage, NomoSealedDamage, 0));
  else
    words = g_strdup (report->problems->pdata[0]);
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_DAMAGED, words);
  return FALSE;
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, why);
  return FALSE;
}

static gboolean
is_store_name (const char *name)
{
  gsize digits = strspn (name, "0123456789");

  return digits > 0 && g_str_equal (name + digits, ".db");
}

static gboolean
check_label (Restore *self, GError **error)
{
  const NomoBackupLabel *label = self->report->label;

  if (label->kind != self->kind)
    return refuse (error, label->kind == NOMO_BACKUP_RELAY
                              ? _ ("it is a backup of a relay, which “nomo-relay restore” puts back")
                              : _ ("it is a backup of a store, which “nomo restore” puts back"));
  for (guint i = 0; i < label->files->len; i++) {
    const NomoBackupFile *file = label->files->pdata[i];

    if (!is_store_name (file->name) && !(self->kind == NOMO_BACKUP_RELAY && g_str_equal (file->name, RELAY_INBOX)))
      return refuse (error, _ ("there is something in it that does not belong there"));
  }
  return TRUE;
}

static gboolean
add_place (Restore *self, const NomoBackupFile *file, GError **error)
{
  Place *place = g_new0 (Place, 1);
  gboolean is_store = is_store_name (file->name);
  const char *below = self->kind == NOMO_BACKUP_RELAY && is_store ? "stores" : "";
  g_autofree char *folder = g_build_filename (self->folder, below, NULL);
  g_autofree char *lock = NULL;

  place->path = g_build_filename (folder, file->name, NULL);
  g_ptr_array_add (self->places, place);
  if (!nomo_disk_prepare_folder (folder, error))
    return FALSE;
  lock = is_store ? g_strdup_printf ("%.*s.engine", (int) (strlen (place->path) - strlen (".db")), place->path)
                  : g_build_filename (folder, RELAY_LOCK, NULL);
  place->lock = nomo_engine_lock_take (lock, error);
  return place->lock != NULL;
}

static gboolean
check_places (Restore *self, GError **error)
{
  for (guint i = 0; !self->replace && i < self->places->len; i++) {
    const Place *place = self->places->pdata[i];

    if (g_file_test (place->path, G_FILE_TEST_EXISTS)) {
      g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_EXISTS, place->path);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
take_places (Restore *self, GError **error)
{
  for (guint i = 0; i < self->report->label->files->len; i++)
    if (!add_place (self, self->report->label->files->pdata[i], error))
      return FALSE;
  return check_places (self, error);
}

static gboolean
renew_all (Restore *self, GError **error)
{
  for (guint i = 0; i < self->scratches->len; i++) {
    const NomoBackupFile *file = self->report->label->files->pdata[i];
    const char *path = nomo_scratch_get_path (self->scratches->pdata[i]);

    if (!nomo_copy_renew (path, nomo_domain_entities (), error) ||
        (is_store_name (file->name) && !nomo_restore_hold_edits (path, error)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
fail (const char *path, GError **error)
{
  int failure = errno;

  g_set_error (error, NOMO_STORE_ERROR, failure == ENOSPC ? NOMO_STORE_ERROR_FULL : NOMO_STORE_ERROR_OPEN, "%s: %s",
               path, g_strerror (failure));
  return FALSE;
}

static char *
dup_aside (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d-%H%M%S");
  char *aside = g_strdup_printf ("%s.before-%s", path, when);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++) {
    g_free (aside);
    aside = g_strdup_printf ("%s.before-%s-%u", path, when, i);
  }
  return aside;
}

typedef enum { LOG_KEEP, LOG_FORGET, LOG_REMOVE, LOG_TAKE_BACK } LogStep;

/* What a database has beside it. It is kept before anything looks at the database, which might remove it. */
static void
step_log (const char *path, const char *aside, LogStep step)
{
  static const char *const ends[] = { "-wal", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *log = g_strconcat (path, ends[i], NULL);
    g_autofree char *kept = g_strconcat (aside, ends[i], NULL);

    if (step == LOG_KEEP)
      (void) !link (log, kept);
    else if (step == LOG_TAKE_BACK)
      g_rename (kept, log);
    else
      g_unlink (step == LOG_FORGET ? kept : log);
  }
}

/* Brings all that belongs to the database into it. One that is damaged is kept with its log. */
static gboolean
settle (const char *path, const char *aside, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean ok;

  step_log (path, aside, LOG_KEEP);
  ok = nomo_copy_settle (path, &failure);
  if (!ok && !g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_BUSY))
    return TRUE;
  step_log (path, aside, LOG_FORGET);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&failure));
  return ok;
}

/* Under both names at first, so that at each moment one of the two is in its place. Not every disk can do that. */
static gboolean
keep_aside (Place *place, GError **error)
{
  g_autofree char *shared = g_strconcat (place->path, "-shm", NULL);
  g_autofree char *aside = NULL;

  if (!g_file_test (place->path, G_FILE_TEST_EXISTS))
    return TRUE;
  aside = dup_aside (place->path);
  if (!settle (place->path, aside, error))
    return FALSE;
  if (link (place->path, aside) != 0 && g_rename (place->path, aside) != 0)
    return fail (aside, error);
  step_log (place->path, aside, LOG_REMOVE);
  g_unlink (shared);
  place->aside = g_steal_pointer (&aside);
  return TRUE;
}

static gboolean
put (Place *place, NomoScratch *scratch, GError **error)
{
  if (!keep_aside (place, error) || !nomo_scratch_move (scratch, place->path, error))
    return FALSE;
  place->placed = TRUE;
  nomo_new_file_sync_folder (place->path);
  return TRUE;
}

/* What was there before is there again. A file that has both names keeps both when one is renamed to the other. */
static void
take_back (Place *place)
{
  if (place->aside == NULL) {
    if (place->placed)
      g_unlink (place->path);
    return;
  }
  g_rename (place->aside, place->path);
  g_unlink (place->aside);
  step_log (place->path, place->aside, LOG_TAKE_BACK);
}

static gboolean
put_all (Restore *self, GError **error)
{
  for (guint i = 0; i < self->places->len; i++) {
    if (put (self->places->pdata[i], self->scratches->pdata[i], error))
      continue;
    for (guint j = 0; j <= i; j++)
      take_back (self->places->pdata[j]);
    return FALSE;
  }
  return TRUE;
}

/* Nobody opens a store of these folders meanwhile. */
static gboolean
put_locked (Restore *self, GError **error)
{
  g_autofree char *above = g_build_filename (self->folder, "x", NULL);
  g_autofree char *below = g_build_filename (self->folder, "stores", "x", NULL);
  int locks[] = { nomo_disk_lock (above), self->kind == NOMO_BACKUP_RELAY ? nomo_disk_lock (below) : -1 };
  gboolean ok = put_all (self, error);

  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    nomo_disk_unlock (locks[i]);
  return ok;
}

static NomoRestored *
tell (Restore *self)
{
  NomoRestored *restored = g_new0 (NomoRestored, 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->places->len; i++) {
    Place *place = self->places->pdata[i];

    if (place->aside != NULL)
      g_ptr_array_add (names, g_steal_pointer (&place->aside));
  }
  g_ptr_array_add (names, NULL);
  restored->kept_aside = (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  restored->is_damaged = self->report->damage->len > 0;
  restored->label = g_steal_pointer (&self->report->label);
  return restored;
}

/* Whoever has cancelled by now is heard; from here on all of it is put in its place. */
static gboolean
begin_last_step (Restore *self, NomoBackupProgress *progress, GCancellable *cancellable, GError **error)
{
  if (!self->is_trial)
    g_atomic_int_set (&progress->is_last, TRUE);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->make_way != NULL)
    self->make_way (self->way);
  return TRUE;
}

static gboolean
restore (Restore *self, NomoBackupProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = nomo_backup_open (self->path, error);

  if (stream == NULL)
    return FALSE;
  self->report =
      nomo_backup_read (stream, self->passphrase, self->folder, self->scratches, progress, cancellable, error);
  return self->report != NULL && check_report (self->report, error) && check_label (self, error) &&
         renew_all (self, error) && begin_last_step (self, progress, cancellable, error) && take_places (self, error) &&
         put_locked (self, error);
}

/* Whoever is told that it has ended finds nothing of it left, and no lock taken. */
static void
end (Restore *self)
{
  g_ptr_array_set_size (self->scratches, 0);
  g_ptr_array_set_size (self->places, 0);
}

/* Whoever restores has changed nothing that could have been lost on a full disk. */
static void
propagate (GError **error, GError *failed)
{
  if (!g_error_matches (failed, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL)) {
    g_propagate_error (error, failed);
    return;
  }
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT,
                       _ ("the disk with the store’s data has no room to put the backup back there"));
  g_error_free (failed);
}

static gpointer
restore_work (gpointer params, NomoBackupProgress *progress, GCancellable *cancellable, GError **error)
{
  Restore *self = params;
  GError *failed = NULL;
  NomoRestored *restored = restore (self, progress, cancellable, &failed) ? tell (self) : NULL;

  end (self);
  if (failed != NULL)
    propagate (error, failed);
  return restored;
}

static Restore *
restore_new (NomoBackupKind kind, const char *path, const char *passphrase, const char *folder, gboolean replace)
{
  Restore *self = g_new0 (Restore, 1);

  self->kind = kind;
  self->path = g_strdup (path);
  self->passphrase = g_strdup (passphrase);
  self->folder = g_strdup (folder);
  self->replace = replace;
  self->scratches = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_scratch_free);
  self->places = g_ptr_array_new_with_free_func (place_free);
  return self;
}

/**
 * nomo_restore_try:
 * @path: a backup of a store
 * @passphrase: what was typed
 * @folder: an empty folder
 * @report: (out) (nullable) (transfer full): how the backup stands, as far as that can be told
 * @progress: told how far it is
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Puts back what is in a backup as nomo_restore_async() does, at some other place. Blocks.
 *
 * Returns: whether it is there; else what nomo_restore_finish() says, with %NOMO_CORE_ERROR_DAMAGED there is a report
 */
gboolean
nomo_restore_try (const char *path, const char *passphrase, const char *folder, NomoBackupReport **report,
                  NomoBackupProgress *progress, GCancellable *cancellable, GError **error)
{
  Restore *self = restore_new (NOMO_BACKUP_STORE, path, passphrase, folder, FALSE);
  gboolean ok;

  self->is_trial = TRUE;
  ok = restore (self, progress, cancellable, error);
  end (self);
  *report = g_steal_pointer (&self->report);
  restore_free (self);
  return ok;
}

/**
 * nomo_restore_async:
 * @kind: what the backup has to be of
 * @path: a backup
 * @passphrase: what was typed
 * @folder: the folder of stores that its file is put into; that of a relay, which has its stores in a folder below
 * @replace: whether it may take the place of what is there, which is kept beside it
 * @job: what is told how far it is, and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Puts back what is in a backup, once all of it has been read and looked through: all of it, or nothing. What is put back is of a
 * new epoch and has no sign-in.
 */
void
nomo_restore_async (NomoBackupKind kind, const char *path, const char *passphrase, const char *folder, gboolean replace,
                    NomoJob *job, GAsyncReadyCallback callback, gpointer data)
{
  Restore *self = restore_new (kind, path, passphrase, folder, replace);

  nomo_backup_run (job, nomo_restore_async, restore_work, self, restore_free, (GDestroyNotify) nomo_restored_free,
                   callback, data);
}

/**
 * nomo_restore_in_use_async:
 * @path: a backup of a store
 * @passphrase: what was typed
 * @folder: the folder of stores
 * @make_way: called in a thread once all of the backup has been looked through, before the last step
 * @way: for @make_way
 * @job: what is told how far it is, and cancels it until the last step
 * @callback: called at the end; @make_way may have been called or not
 * @data: for @callback
 *
 * Puts back a store as nomo_restore_async() does, in the place of what is there, which may be in use until @make_way is called.
 */
void
nomo_restore_in_use_async (const char *path, const char *passphrase, const char *folder, NomoRestoreMakeWay make_way,
                           gpointer way, NomoJob *job, GAsyncReadyCallback callback, gpointer data)
{
  Restore *self = restore_new (NOMO_BACKUP_STORE, path, passphrase, folder, TRUE);

  self->make_way = make_way;
  self->way = way;
  nomo_backup_run (job, nomo_restore_in_use_async, restore_work, self, restore_free,
                   (GDestroyNotify) nomo_restored_free, callback, data);
}

/**
 * nomo_restore_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was put back; %NULL when everything is as it was, with %NOMO_CORE_ERROR_DAMAGED,
 *   %NOMO_CORE_ERROR_PASSPHRASE, %NOMO_ENGINE_ERROR_EXISTS, %NOMO_ENGINE_ERROR_HELD, %NOMO_STORE_ERROR_BUSY or
 *   %NOMO_STORE_ERROR_NEWER among others
 */
NomoRestored *
nomo_restore_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
