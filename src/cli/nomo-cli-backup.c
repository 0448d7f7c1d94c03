#include "config.h"

#include "nomo-cli.h"

#include "nomo-backup-json.h"
#include "nomo-backup-read.h"
#include "nomo-backup-words.h"
#include "nomo-backup.h"
#include "nomo-passphrase.h"
#include "nomo-restore-drill-json.h"
#include "nomo-restore-drill-words.h"
#include "nomo-restore.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_written (NomoCli *cli, const NomoBackupReport *report, const char *path, const char *merchant)
{
  g_autofree char *words = nomo_backup_dup_written_words (report, path);
  g_autoptr (JsonObject) object = nomo_backup_report_to_json (report);

  json_object_set_string_member (object, "file", path);
  json_object_set_string_member (object, "store", merchant);
  if (cli->json)
    nomo_cli_print_json (object);
  else
    puts (words);
}

static int
run_backup (NomoCli *cli, const char *merchant, const char *path, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Writing a backup"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *from = nomo_shop_make_path (cli->data_dir, merchant);
  g_autofree char *name = g_path_get_basename (from);
  const NomoBackupSource source = { from, name };
  g_autoptr (NomoBackupReport) report = NULL;

  nomo_backup_write_async (NOMO_BACKUP_STORE, &source, 1, path, passphrase, nomo_sealed_form_usual (), job,
                           nomo_cli_keep_result, &result);
  report = nomo_backup_write_finish (nomo_cli_wait_for_job (cli, job, &result), &error);
  if (report == NULL)
    return nomo_cli_fail (cli, error);
  print_written (cli, report, path, merchant);
  return NOMO_EXIT_OK;
}

int
nomo_cli_backup (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) passphrase = NULL;
  g_autofree char *merchant = NULL;

  if (!nomo_cli_parse (self, "backup", _ ("Write an encrypted backup of a store: “nomo backup FILE”"), entries, &argc,
                       &argv))
    return NOMO_EXIT_USAGE;
  if (argc != 2)
    return nomo_cli_usage ("%s", _ ("Say which file: “nomo backup FILE”."));
  merchant = nomo_cli_dup_merchant (self, &error);
  if (merchant == NULL)
    return nomo_cli_fail (self, error);
  passphrase = nomo_passphrase_read (TRUE, &error);
  if (passphrase == NULL)
    return nomo_cli_usage ("%s", error->message);
  return run_backup (self, merchant, argv[1], passphrase);
}

static int
run_verify (NomoCli *cli, const char *path, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Checking a backup"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *folder = g_build_filename (cli->data_dir, "stores", NULL);
  g_autoptr (NomoBackupReport) report = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *words = NULL;

  nomo_backup_verify_async (path, passphrase, folder, job, nomo_cli_keep_result, &result);
  report = nomo_backup_verify_finish (nomo_cli_wait_for_job (cli, job, &result), &error);
  if (report == NULL)
    return nomo_cli_fail (cli, error);
  words = nomo_backup_dup_report_words (report);
  object = nomo_backup_report_to_json (report);
  if (cli->json)
    nomo_cli_print_json (object);
  else
    puts (words);
  return nomo_backup_report_is_whole (report) ? NOMO_EXIT_OK : NOMO_EXIT_FAILED;
}

/* A file that is no backup is told of before anybody types a passphrase. */
static int
read_existing (NomoCli *cli, const char *path, NomoSecret **passphrase)
{
  g_autoptr (GError) error = NULL;

  if (!nomo_backup_look (path, &error))
    return nomo_cli_fail (cli, error);
  *passphrase = nomo_passphrase_read (FALSE, &error);
  return *passphrase != NULL ? NOMO_EXIT_OK : nomo_cli_usage ("%s", error->message);
}

int
nomo_cli_verify (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (NomoSecret) passphrase = NULL;
  int code;

  if (!nomo_cli_parse (self, "verify", _ ("Check that a backup is whole: “nomo verify FILE”"), entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc != 2)
    return nomo_cli_usage ("%s", _ ("Say which file: “nomo verify FILE”."));
  code = read_existing (self, argv[1], &passphrase);
  return code == NOMO_EXIT_OK ? run_verify (self, argv[1], passphrase) : code;
}

static int
run_drill (NomoCli *cli, const char *path, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Trying to restore a backup"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoRestoreDrill) drill = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *words = NULL;

  nomo_restore_drill_async (path, passphrase, cli->data_dir, job, nomo_cli_keep_result, &result);
  drill = nomo_restore_drill_finish (nomo_cli_wait_for_job (cli, job, &result), &error);
  if (drill == NULL)
    return nomo_cli_fail (cli, error);
  words = nomo_restore_drill_dup_words (drill);
  object = nomo_restore_drill_to_json (drill);
  if (cli->json)
    nomo_cli_print_json (object);
  else
    puts (words);
  return nomo_restore_drill_is_sound (drill) ? NOMO_EXIT_OK : NOMO_EXIT_FAILED;
}

int
nomo_cli_drill (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (NomoSecret) passphrase = NULL;
  int code;

  if (!nomo_cli_parse (
          self, "drill",
          _ ("Try restoring a backup, without changing anything, and tell what came of it: “nomo drill FILE”"), entries,
          &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc != 2)
    return nomo_cli_usage ("%s", _ ("Say which file: “nomo drill FILE”."));
  code = read_existing (self, argv[1], &passphrase);
  return code == NOMO_EXIT_OK ? run_drill (self, argv[1], passphrase) : code;
}

static void
print_restored (NomoCli *cli, const NomoRestored *restored)
{
  g_autofree char *words = nomo_restored_dup_words (restored);
  g_autoptr (JsonObject) object = nomo_restored_to_json (restored);

  if (cli->json)
    nomo_cli_print_json (object);
  else
    printf ("%s\n%s\n", words, _ ("The store is disconnected: reconnect it with “nomo connect”."));
}

static int
run_restore (NomoCli *cli, const char *path, const char *passphrase, gboolean replace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Restoring a backup"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *folder = g_build_filename (cli->data_dir, "stores", NULL);
  g_autoptr (NomoRestored) restored = NULL;

  nomo_restore_async (NOMO_BACKUP_STORE, path, passphrase, folder, replace, job, nomo_cli_keep_result, &result);
  restored = nomo_restore_finish (nomo_cli_wait_for_job (cli, job, &result), &error);
  if (restored == NULL)
    return nomo_cli_fail (cli, error);
  print_restored (cli, restored);
  return NOMO_EXIT_OK;
}

int
nomo_cli_restore (NomoCli *self, int argc, char **argv)
{
  gboolean replace = FALSE;
  const GOptionEntry entries[] = {
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_ ("Take the place of what is there, which is kept beside it"),
      NULL },
    { NULL },
  };
  g_autoptr (NomoSecret) passphrase = NULL;
  int code;

  if (!nomo_cli_parse (self, "restore", _ ("Put a store back from a backup: “nomo restore FILE”"), entries, &argc,
                       &argv))
    return NOMO_EXIT_USAGE;
  if (argc != 2)
    return nomo_cli_usage ("%s", _ ("Say which file: “nomo restore FILE”."));
  code = read_existing (self, argv[1], &passphrase);
  return code == NOMO_EXIT_OK ? run_restore (self, argv[1], passphrase, replace) : code;
}
