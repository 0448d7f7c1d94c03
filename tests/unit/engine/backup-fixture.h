#pragma once

#include "fixture.h"
#include "nomo-backup.h"
#include "nomo-restore.h"

#define BACKUP_PASSPHRASE "sesame 1448"
#define BACKUP_BLOCK      4096
#define BACKUP_STRIDE     (BACKUP_BLOCK + NOMO_SEALED_TAG_SIZE)

/* Little, so that a test takes no time. */
extern const NomoSealedForm backup_fixture_form;

typedef void (*BackupFixtureTest) (Fixture *fixture, gconstpointer data);

void backup_fixture_init (int *argc, char ***argv);
void backup_fixture_add (const char *path, BackupFixtureTest test);
char *backup_fixture_path (Fixture *fixture, const char *name);
void backup_fixture_put_orders (Fixture *fixture, gint64 first, guint n);
gint64 backup_fixture_put_edit (Fixture *fixture);
gboolean backup_fixture_has_order (NomoStore *store, gint64 id);
NomoStore *backup_fixture_open (const char *folder, const char *name);
NomoBackupReport *backup_fixture_write_many (NomoBackupKind kind, const NomoBackupSource *sources, guint n,
                                             const char *path, NomoJob *job, GError **error);
NomoBackupReport *backup_fixture_write_to (Fixture *fixture, const char *path, NomoJob *job, GError **error);
char *backup_fixture_write (Fixture *fixture, const char *name);
char *backup_fixture_write_orders (Fixture *fixture, guint n);
void backup_fixture_refuse_to_write (Fixture *fixture, const char *path, GQuark domain, int code);
void backup_fixture_flip (const char *path, gsize at);
NomoBackupReport *backup_fixture_verify (Fixture *fixture, const char *path, const char *passphrase, GError **error);
NomoRestored *backup_fixture_restore (NomoBackupKind kind, const char *path, const char *folder, gboolean replace,
                                      GError **error);
void backup_fixture_refuse (const char *path, const char *folder, gboolean replace, GQuark domain, int code);
guint backup_fixture_count (const char *folder, const char *prefix);
