#include "config.h"

#include "nomo-backup-trouble.h"

#include "nomo-disk.h"
#include "nomo-error.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* What a backup has beside the store: its ends, its label and the tags of its blocks. */
#define BESIDE (256 * 1024)

static const char *const words[] = {
  [NOMO_BACKUP_TROUBLE_NONE] = NULL,
  [NOMO_BACKUP_TROUBLE_FOLDER] = N_ ("The folder for backups is not there. Is its disk connected?"),
  [NOMO_BACKUP_TROUBLE_DENIED] = N_ ("The folder for backups may not be written to."),
  [NOMO_BACKUP_TROUBLE_FULL] = N_ ("The disk of the folder for backups is full."),
  [NOMO_BACKUP_TROUBLE_COPY] = N_ ("The disk of this device has no room for the copy that a backup is made of."),
  [NOMO_BACKUP_TROUBLE_PASSPHRASE] = N_ ("The passphrase is not in the keyring any more. Set it again."),
  [NOMO_BACKUP_TROUBLE_KEYRING] = N_ ("The keyring with the passphrase is locked or missing."),
  [NOMO_BACKUP_TROUBLE_STORE] = N_ ("The store’s data is damaged. Restore an older backup."),
  [NOMO_BACKUP_TROUBLE_OTHER] = N_ ("The backup could not be written."),
  [NOMO_BACKUP_TROUBLE_PLAN] = N_ (
      "No backup is made: the file with the plan for backups, beside the store’s data, cannot be read, and was left "
      "as it is. Make it readable, or move it elsewhere and set the backups up again."),
};
G_STATIC_ASSERT (G_N_ELEMENTS (words) == NOMO_N_BACKUP_TROUBLES);

/**
 * nomo_backup_trouble_get_words:
 * @trouble: some trouble
 *
 * Returns: (nullable): what it is and what helps, in a sentence or two; %NULL for none
 */
const char *
nomo_backup_trouble_get_words (NomoBackupTrouble trouble)
{
  g_return_val_if_fail (trouble < NOMO_N_BACKUP_TROUBLES, NULL);
  return words[trouble] != NULL ? _ (words[trouble]) : NULL;
}

/**
 * nomo_backup_trouble_look:
 * @folder: (nullable): where backups are to be
 *
 * A folder that is missing is not made: its disk may be elsewhere, and a backup beside the store would be none. Blocks.
 *
 * Returns: what is wrong with the folder
 */
NomoBackupTrouble
nomo_backup_trouble_look (const char *folder)
{
  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return NOMO_BACKUP_TROUBLE_FOLDER;
  return g_access (folder, W_OK | X_OK) == 0 ? NOMO_BACKUP_TROUBLE_NONE : NOMO_BACKUP_TROUBLE_DENIED;
}

static gboolean
has_room (const char *folder, const char *store_path)
{
  GStatBuf status;
  guint64 room;

  if (g_stat (store_path, &status) != 0 || !nomo_disk_read_room (folder, &room))
    return TRUE;
  return room > (guint64) status.st_size + BESIDE;
}

/**
 * nomo_backup_trouble_find:
 * @error: why a backup could not be made
 * @folder: (nullable): where it was to be
 * @store_path: the store's file
 *
 * Looks at the places themselves where the error may have several causes. Blocks.
 *
 * Returns: what the trouble is
 */
NomoBackupTrouble
nomo_backup_trouble_find (const GError *error, const char *folder, const char *store_path)
{
  NomoBackupTrouble trouble;
  g_autofree char *store_folder = g_path_get_dirname (store_path);

  if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_PASSPHRASE))
    return NOMO_BACKUP_TROUBLE_PASSPHRASE;
  if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING) ||
      g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED))
    return NOMO_BACKUP_TROUBLE_KEYRING;
  if (g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT))
    return NOMO_BACKUP_TROUBLE_STORE;
  trouble = nomo_backup_trouble_look (folder);
  if (trouble != NOMO_BACKUP_TROUBLE_NONE)
    return trouble;
  if (!has_room (folder, store_path))
    return NOMO_BACKUP_TROUBLE_FULL;
  return has_room (store_folder, store_path) ? NOMO_BACKUP_TROUBLE_OTHER : NOMO_BACKUP_TROUBLE_COPY;
}
