#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoBackupKind:
 * @NOMO_BACKUP_STORE: of one store, as a desktop has it
 * @NOMO_BACKUP_RELAY: of a relay
 *
 * What a backup is of.
 */
typedef enum {
  NOMO_BACKUP_STORE,
  NOMO_BACKUP_RELAY,
  NOMO_N_BACKUP_KINDS,
} NomoBackupKind;

/**
 * NomoBackupFile:
 * @name: its name, without a folder
 * @from: where in the contents of the backup it begins
 * @size: how many bytes it has
 * @counts: (element-type utf8 gint64): how many records of each kind it has
 *
 * A file in a backup.
 */
typedef struct {
  char *name;
  guint64 from;
  guint64 size;
  GHashTable *counts;
} NomoBackupFile;

/**
 * NomoBackupLabel:
 * @kind: what the backup is of
 * @made_at: when it was made, UTC milliseconds
 * @files: (element-type NomoBackupFile): what it holds, in this order
 *
 * What a backup says of itself.
 */
typedef struct {
  NomoBackupKind kind;
  gint64 made_at;
  GPtrArray *files;
} NomoBackupLabel;

NomoBackupLabel *nomo_backup_label_new (NomoBackupKind kind, gint64 made_at);
void nomo_backup_label_add (NomoBackupLabel *self, const char *name, guint64 size, GHashTable *counts);
guint64 nomo_backup_label_get_size (const NomoBackupLabel *self);
gint64 nomo_backup_label_count_records (const NomoBackupLabel *self);
gint64 nomo_backup_file_count_records (const NomoBackupFile *self);
char *nomo_backup_label_to_text (const NomoBackupLabel *self);
NomoBackupLabel *nomo_backup_label_read (const char *text);
void nomo_backup_label_free (NomoBackupLabel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoBackupLabel, nomo_backup_label_free)

G_END_DECLS
