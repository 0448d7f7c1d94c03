#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoBackupTrouble:
 * @NOMO_BACKUP_TROUBLE_NONE: there is none
 * @NOMO_BACKUP_TROUBLE_FOLDER: the folder for the backups is not there: a disk that is not connected, for example
 * @NOMO_BACKUP_TROUBLE_DENIED: that folder may not be written to
 * @NOMO_BACKUP_TROUBLE_FULL: the disk of that folder has no room
 * @NOMO_BACKUP_TROUBLE_COPY: the disk with the store's data has no room for the copy that a backup is made of
 * @NOMO_BACKUP_TROUBLE_PASSPHRASE: the keyring has no passphrase for it
 * @NOMO_BACKUP_TROUBLE_KEYRING: the keyring is locked, or there is none
 * @NOMO_BACKUP_TROUBLE_STORE: the store's data is damaged
 * @NOMO_BACKUP_TROUBLE_OTHER: something else
 * @NOMO_BACKUP_TROUBLE_PLAN: there is a plan that cannot be read; never written into one
 *
 * Why a backup could not be made.
 */
typedef enum {
  NOMO_BACKUP_TROUBLE_NONE,
  NOMO_BACKUP_TROUBLE_FOLDER,
  NOMO_BACKUP_TROUBLE_DENIED,
  NOMO_BACKUP_TROUBLE_FULL,
  NOMO_BACKUP_TROUBLE_COPY,
  NOMO_BACKUP_TROUBLE_PASSPHRASE,
  NOMO_BACKUP_TROUBLE_KEYRING,
  NOMO_BACKUP_TROUBLE_STORE,
  NOMO_BACKUP_TROUBLE_OTHER,
  NOMO_BACKUP_TROUBLE_PLAN,
  NOMO_N_BACKUP_TROUBLES,
} NomoBackupTrouble;

NomoBackupTrouble nomo_backup_trouble_look (const char *folder);
NomoBackupTrouble nomo_backup_trouble_find (const GError *error, const char *folder, const char *store_path);
const char *nomo_backup_trouble_get_words (NomoBackupTrouble trouble);

G_END_DECLS
