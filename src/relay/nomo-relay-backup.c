#include "config.h"

#include "nomo-relay-backup.h"

#include "nomo-backup-read.h"
#include "nomo-backup.h"
#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"
#include "nomo-relay-home.h"
#include "nomo-shop.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
interrupt_cb (gpointer job)
{
  nomo_job_cancel (job);
  return G_SOURCE_CONTINUE;
}

static GAsyncResult *
wait_for (NomoJob *job, GAsyncResult **result)
{
  guint interrupt = g_unix_signal_add (SIGINT, interrupt_cb, job);
  guint term = g_unix_signal_add (SIGTERM, interrupt_cb, job);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (interrupt);
  g_source_remove (term);
  return *result;
}

static char **
find_stores (const char *folder, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_shops_find_async (folder, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return nomo_shops_find_finish (result, error);
}

static void
add_source (GArray *sources, GPtrArray *texts, char *path)
{
  NomoBackupSource source = { path, g_path_get_basename (path) };

  g_ptr_array_add (texts, path);
  g_ptr_array_add (texts, (char *) source.name);
  g_array_append_val (sources, source);
}

/**
 * nomo_relay_backup:
 * @folder: the folder of a relay, which may serve meanwhile
 * @path: the backup's file
 * @passphrase: what will open it
 * @error: return location
 *
 * Makes a backup of the inbox and of the stores. The key, what it seals and the settings are of this machine, and not in it.
 * Blocks.
 *
 * Returns: (transfer full) (nullable): as nomo_backup_write_finish()
 */
NomoBackupReport *
nomo_relay_backup (const char *folder, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (NomoBackupSource));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Writing a backup"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *inbox = g_build_filename (folder, NOMO_RELAY_INBOX, NULL);
  g_auto (GStrv) stores = nomo_relay_home_is_there (folder, error) ? find_stores (folder, error) : NULL;

  if (stores == NULL)
    return NULL;
  if (!g_file_test (inbox, G_FILE_TEST_EXISTS)) {
    g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_NO_STORE, folder);
    return NULL;
  }
  add_source (sources, texts, g_steal_pointer (&inbox));
  for (char **store = stores; *store != NULL; store++)
    add_source (sources, texts, nomo_shop_make_path (folder, *store));
  nomo_backup_write_async (NOMO_BACKUP_RELAY, (const NomoBackupSource *) (gpointer) sources->data, sources->len, path,
                           passphrase, nomo_sealed_form_usual (), job, keep_result, &result);
  return nomo_backup_write_finish (wait_for (job, &result), error);
}

/**
 * nomo_relay_verify:
 * @folder: the folder of a relay, which may serve meanwhile
 * @path: a backup of a relay or of a store
 * @passphrase: what was typed
 * @error: return location
 *
 * Looks at all that is in a backup; what it holds is put beside the relay's stores meanwhile. Blocks.
 *
 * Returns: (transfer full) (nullable): as nomo_backup_verify_finish()
 */
NomoBackupReport *
nomo_relay_verify (const char *folder, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Checking a backup"));
  g_autoptr (GAsyncResult) result = NULL;

  if (!nomo_relay_home_is_there (folder, error))
    return NULL;
  nomo_backup_verify_async (path, passphrase, folder, job, keep_result, &result);
  return nomo_backup_verify_finish (wait_for (job, &result), error);
}

/**
 * nomo_relay_restore:
 * @folder: the folder of a relay that does not serve
 * @path: a backup of a relay, this one or another
 * @passphrase: what was typed
 * @replace: whether it may take the place of what is there, which is kept beside it
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): as nomo_restore_finish()
 */
NomoRestored *
nomo_relay_restore (const char *folder, const char *path, const char *passphrase, gboolean replace, GError **error)
{
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Restoring a backup"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *lock = g_build_filename (folder, NOMO_RELAY_LOCK, NULL);
  g_autofree char *holder = NULL;

  if (!nomo_relay_home_is_there (folder, error))
    return NULL;
  /* Before all of the backup is read for nothing; the lock itself is taken when its files are about to be put there. */
  holder = nomo_engine_lock_dup_holder (lock);
  if (holder != NULL) {
    g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD, holder);
    return NULL;
  }
  nomo_restore_async (NOMO_BACKUP_RELAY, path, passphrase, folder, replace, job, keep_result, &result);
  return nomo_restore_finish (wait_for (job, &result), error);
}
