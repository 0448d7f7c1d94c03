#include "config.h"

#include "nomo-relay-command.h"

#include "nomo-backup-json.h"
#include "nomo-backup-read.h"
#include "nomo-backup-words.h"
#include "nomo-engine-error.h"
#include "nomo-passphrase.h"
#include "nomo-relay-backup.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* What goes wrong with a backup is worded as it is at the desktop. */
static int
fail (const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD)) {
    /* Translators: %s is a program and its number. */
    g_printerr (_ ("Another relay works in this folder: %s."), error->message);
    g_printerr ("\n");
    return NOMO_EXIT_HELD;
  }
  if (error->domain == G_IO_ERROR)
    return nomo_relay_command_fail (error);
  g_printerr ("nomo-relay: %s\n", sentence);
  return NOMO_EXIT_FAILED;
}

/**
 * nomo_relay_run_backup:
 * @options: what the command line says
 *
 * Returns: what the program ends with
 */
int
nomo_relay_run_backup (const NomoRelayOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) passphrase = NULL;
  g_autoptr (NomoBackupReport) report = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *words = NULL;

  if (options->argument == NULL)
    return nomo_relay_command_usage (_ ("Say which file: “nomo-relay backup FILE”."));
  passphrase = nomo_passphrase_read (TRUE, &error);
  if (passphrase == NULL)
    return nomo_relay_command_usage (error->message);
  report = nomo_relay_backup (options->data, options->argument, passphrase, &error);
  if (report == NULL)
    return fail (error);
  words = nomo_backup_dup_written_words (report, options->argument);
  object = nomo_backup_report_to_json (report);
  nomo_relay_command_print (options, object, words);
  return NOMO_EXIT_OK;
}

/* A file that is no backup is told of before anybody types a passphrase. */
static int
read_passphrase (const char *path, NomoSecret **passphrase)
{
  g_autoptr (GError) error = NULL;

  if (!nomo_backup_look (path, &error))
    return fail (error);
  *passphrase = nomo_passphrase_read (FALSE, &error);
  return *passphrase != NULL ? NOMO_EXIT_OK : nomo_relay_command_usage (error->message);
}

static int
verify (const NomoRelayOptions *options, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBackupReport) report = nomo_relay_verify (options->data, options->argument, passphrase, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *words = NULL;

  if (report == NULL)
    return fail (error);
  words = nomo_backup_dup_report_words (report);
  object = nomo_backup_report_to_json (report);
  nomo_relay_command_print (options, object, words);
  return nomo_backup_report_is_whole (report) ? NOMO_EXIT_OK : NOMO_EXIT_FAILED;
}

/**
 * nomo_relay_run_verify:
 * @options: what the command line says
 *
 * Returns: what the program ends with; %NOMO_EXIT_FAILED also when the backup is damaged
 */
int
nomo_relay_run_verify (const NomoRelayOptions *options)
{
  g_autoptr (NomoSecret) passphrase = NULL;
  int code;

  if (options->argument == NULL)
    return nomo_relay_command_usage (_ ("Say which file: “nomo-relay verify FILE”."));
  code = read_passphrase (options->argument, &passphrase);
  return code == NOMO_EXIT_OK ? verify (options, passphrase) : code;
}

static int
restore (const NomoRelayOptions *options, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRestored) restored =
      nomo_relay_restore (options->data, options->argument, passphrase, options->replace, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  if (restored == NULL)
    return fail (error);
  words = nomo_restored_dup_words (restored);
  text = g_strconcat (words, "\n", _ ("Its stores are disconnected: connect them anew by “nomo-relay connect”."), NULL);
  object = nomo_restored_to_json (restored);
  nomo_relay_command_print (options, object, text);
  return NOMO_EXIT_OK;
}

/**
 * nomo_relay_run_restore:
 * @options: what the command line says
 *
 * Returns: what the program ends with
 */
int
nomo_relay_run_restore (const NomoRelayOptions *options)
{
  g_autoptr (NomoSecret) passphrase = NULL;
  int code;

  if (options->argument == NULL)
    return nomo_relay_command_usage (_ ("Say which file: “nomo-relay restore FILE”."));
  code = read_passphrase (options->argument, &passphrase);
  return code == NOMO_EXIT_OK ? restore (options, passphrase) : code;
}
