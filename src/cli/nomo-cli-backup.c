#include "config.h"

#include "nomo-cli.h"

#include "nomo-backup-read.h"
#include "nomo-backup-words.h"
#include "nomo-backup.h"
#include "nomo-passphrase.h"
#include "nomo-restore.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

static gboolean
interrupt_cb (gpointer job)
{
  nomo_job_cancel (job);
  return G_SOURCE_CONTINUE;
}

/* The work is told of, and Ctrl+C ends it well. */
static GAsyncResult *
wait_for (NomoCli *cli, NomoJob *job, GAsyncResult **result)
{
  guint interrupt = g_unix_signal_add (SIGINT, interrupt_cb, job);
  guint term = g_unix_signal_add (SIGTERM, interrupt_cb, job);

  g_signal_connect (job, "notify::done", G_CALLBACK (nomo_cli_progress_cb), cli);
  nomo_cli_wait (result);
  g_source_remove (interrupt);
  g_source_remove (term);
  nomo_cli_end_progress (cli);
  return *result;
}

static void
print_written (NomoCli *cli, const NomoBackupReport *report, const char *path, const char *merchant)
{
  g_autofree char *words = nomo_backup_dup_written_words (report, path);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "file", path);
  json_object_set_string_member (object, "store", merchant);
  nomo_cli_set_time (object, "made_at", report->label->made_at);
  json_object_set_int_member (object, "size", (gint64) report->size);
  json_object_set_int_member (object, "blocks", (gint64) report->n_blocks);
  json_object_set_int_member (object, "records", nomo_backup_label_count_records (report->label));
  json_object_set_boolean_member (object, "verified", TRUE);
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
  report = nomo_backup_write_finish (wait_for (cli, job, &result), &error);
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

static JsonArray *
make_json_touched (const NomoBackupReport *report, const NomoSealedDamage *damage)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; report->label != NULL && i < report->label->files->len; i++) {
    const NomoBackupFile *file = report->label->files->pdata[i];

    if (nomo_backup_report_touches (report, damage, file))
      json_array_add_string_element (names, file->name);
  }
  return names;
}

static JsonObject *
make_json_damage (const NomoBackupReport *report, const NomoSealedDamage *damage)
{
  static const char *const parts[] = { "beginning", "block", "end", "excess" };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "part", parts[damage->part]);
  if (damage->part == NOMO_SEALED_PART_BLOCK) {
    json_object_set_int_member (object, "block", (gint64) damage->number);
    json_object_set_int_member (object, "last_block", (gint64) damage->last);
  }
  json_object_set_int_member (object, "from", (gint64) damage->from);
  json_object_set_int_member (object, "to", (gint64) damage->to - 1);
  json_object_set_boolean_member (object, "missing", damage->is_missing);
  json_object_set_array_member (object, "files", make_json_touched (report, damage));
  return object;
}

static JsonObject *
make_json_file (const NomoBackupReport *report, const NomoBackupFile *file)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", file->name);
  json_object_set_int_member (object, "size", (gint64) file->size);
  json_object_set_int_member (object, "readable", (gint64) nomo_backup_report_count_readable (report, file));
  json_object_set_int_member (object, "records", nomo_backup_file_count_records (file));
  return object;
}

static void
print_json_report (const NomoBackupReport *report)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *files = json_array_new ();
  JsonArray *damage = json_array_new ();
  JsonArray *problems = json_array_new ();

  for (guint i = 0; report->label != NULL && i < report->label->files->len; i++)
    json_array_add_object_element (files, make_json_file (report, report->label->files->pdata[i]));
  for (guint i = 0; i < report->damage->len; i++)
    json_array_add_object_element (damage,
                                   make_json_damage (report, &g_array_index (report->damage, NomoSealedDamage, i)));
  for (guint i = 0; i < report->problems->len; i++)
    json_array_add_string_element (problems, report->problems->pdata[i]);
  json_object_set_boolean_member (object, "ok", nomo_backup_report_is_whole (report));
  json_object_set_boolean_member (object, "restorable", nomo_backup_report_is_restorable (report));
  if (report->label != NULL)
    nomo_cli_set_time (object, "made_at", report->label->made_at);
  json_object_set_int_member (object, "size", (gint64) report->size);
  json_object_set_int_member (object, "blocks", (gint64) report->n_blocks);
  json_object_set_array_member (object, "files", files);
  json_object_set_array_member (object, "damage", damage);
  json_object_set_array_member (object, "problems", problems);
  nomo_cli_print_json (object);
}

static int
run_verify (NomoCli *cli, const char *path, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Checking a backup"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *folder = g_build_filename (cli->data_dir, "stores", NULL);
  g_autoptr (NomoBackupReport) report = NULL;
  g_autofree char *words = NULL;

  nomo_backup_verify_async (path, passphrase, folder, job, nomo_cli_keep_result, &result);
  report = nomo_backup_verify_finish (wait_for (cli, job, &result), &error);
  if (report == NULL)
    return nomo_cli_fail (cli, error);
  words = nomo_backup_dup_report_words (report);
  if (cli->json)
    print_json_report (report);
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

static void
print_restored (NomoCli *cli, const NomoRestored *restored)
{
  g_autofree char *words = nomo_restored_dup_words (restored);
  const NomoBackupFile *file = restored->label->files->pdata[0];
  g_autofree char *merchant = g_strndup (file->name, strlen (file->name) - strlen (".db"));
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *aside = json_array_new ();

  for (char **name = restored->kept_aside; *name != NULL; name++)
    json_array_add_string_element (aside, *name);
  json_object_set_string_member (object, "store", merchant);
  nomo_cli_set_time (object, "made_at", restored->label->made_at);
  json_object_set_int_member (object, "records", nomo_backup_label_count_records (restored->label));
  json_object_set_array_member (object, "kept_aside", aside);
  json_object_set_boolean_member (object, "backup_damaged", restored->is_damaged);
  json_object_set_boolean_member (object, "connected", FALSE);
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
  restored = nomo_restore_finish (wait_for (cli, job, &result), &error);
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
