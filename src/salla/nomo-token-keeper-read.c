#include "config.h"

#include "nomo-machine.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"
#include "nomo-token-keeper-private.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>

/* Reading both halves of what is known about the sign-in: the notes in the data directory, then the keyring. */

/* From statfs(2): vfat, exfat, ntfs3, FUSE, which number their files anew at each mount. */
static const guint32 unsteady_magics[] = { 0x4d44u, 0x2011bab0u, 0x7366746eu, 0x65735546u };

static gboolean
numbers_are_steady (const char *path)
{
  struct statfs buffer;

  if (statfs (path, &buffer) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (unsteady_magics); i++) {
    if ((guint32) buffer.f_type == unsteady_magics[i])
      return FALSE;
  }
  return TRUE;
}

/* A copy of the file, restored or put somewhere else, is another file: numbers are given again, but not with the same moment
 * of birth. Where that cannot be told, the generations alone tell an older copy. */
static char *
dup_file_id (const char *path)
{
  struct statx buffer;

  if (!numbers_are_steady (path) || statx (AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &buffer) != 0)
    return NULL;
  if ((buffer.stx_mask & STATX_BTIME) == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) buffer.stx_ino);
  return g_strdup_printf ("%" G_GUINT64_FORMAT ".%" G_GINT64_FORMAT ".%u", (guint64) buffer.stx_ino,
                          (gint64) buffer.stx_btime.tv_sec, buffer.stx_btime.tv_nsec);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (NomoSecret) sealed = nomo_keyring_lookup_finish (NOMO_KEYRING (source), result, &error);
  NomoKeptSignIn *kept = NULL;

  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_pointer (&self->notes, nomo_token_notes_free);
  self->notes = nomo_token_notes_copy (g_task_get_task_data (task));
  /* An item that is not ours is as good as none. */
  if (sealed != NULL)
    kept = nomo_kept_sign_in_unseal (sealed, NULL);
  nomo_token_keeper_take_kept (self, kept);
  nomo_token_keeper_judge (self);
  g_task_return_boolean (task, TRUE);
}

static void
meta_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GHashTable) meta = nomo_store_read_meta_finish (NOMO_STORE (source), result, &error);

  if (meta == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, nomo_token_notes_read (meta), (GDestroyNotify) nomo_token_notes_free);
  nomo_keyring_lookup_async (self->keyring, self->key, NULL, looked_up_cb, g_steal_pointer (&task));
}

typedef struct {
  char *machine;
  char *file;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->machine);
  g_free (place->file);
  g_free (place);
}

static void
place_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Place *place = g_new0 (Place, 1);

  place->machine = nomo_machine_dup_id ();
  place->file = dup_file_id (data);
  g_task_return_pointer (task, place, place_free);
}

static void
placed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoTokenKeeper *self = NOMO_TOKEN_KEEPER (source);
  Place *place = g_task_propagate_pointer (G_TASK (result), NULL);

  g_free (self->machine);
  g_free (self->file);
  self->machine = g_steal_pointer (&place->machine);
  self->file = g_steal_pointer (&place->file);
  place_free (place);
  nomo_store_read_meta_async (self->store, NULL, meta_cb, g_steal_pointer (&task));
}

/* Reads and judges. Fails, leaving all as it was, when the keyring or the store cannot be read. */
void
nomo_token_keeper_read (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  g_autoptr (GTask) placing = g_task_new (self, NULL, placed_cb, task);

  g_task_set_source_tag (task, nomo_token_keeper_read);
  g_task_set_task_data (placing, g_strdup (self->path), g_free);
  g_task_run_in_thread (placing, place_thread);
}

gboolean
nomo_token_keeper_read_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
