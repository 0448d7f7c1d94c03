#include "config.h"

#include "nomo-backup-json.h"
#include "nomo-backup-read.h"
#include "nomo-backup-words.h"
#include "nomo-clock.h"
#include "nomo-engine-error.h"
#include "nomo-exit.h"
#include "nomo-inbox.h"
#include "nomo-json.h"
#include "nomo-locale.h"
#include "nomo-passphrase.h"
#include "nomo-random.h"
#include "nomo-relay-backup.h"
#include "nomo-relay-check.h"
#include "nomo-relay-oauth.h"
#include "nomo-relay-status.h"
#include "nomo-relay-ticket.h"
#include "nomo-relay.h"
#include "nomo-words.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define SECRET_LENGTH 40

#define LONGEST_SECRET 500

typedef struct {
  char *data;
  char *client_id;
  const char *argument; /* nullable: what follows the verb */
  gint64 store;         /* of replay, as what follows: 0 for all */
  gint64 from;
  gint64 to;
  int port;
  gboolean json;
  gboolean replace;
} Options;

/* The journal would take a line of text for something that is only told. */
static void
complain (const char *sentence)
{
  const GLogField fields[] = { { "MESSAGE", sentence, -1 },
                               { "PRIORITY", "3", -1 },
                               { "SYSLOG_IDENTIFIER", "nomo-relay", -1 } };

  if (!g_log_writer_is_journald (fileno (stderr)) ||
      g_log_writer_journald (G_LOG_LEVEL_CRITICAL, fields, G_N_ELEMENTS (fields), NULL) != G_LOG_WRITER_HANDLED)
    g_printerr ("nomo-relay: %s\n", sentence);
}

static int
fail (const GError *error)
{
  complain (error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return NOMO_EXIT_NO_STORE;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) ? NOMO_EXIT_HELD : NOMO_EXIT_FAILED;
}

static int
usage (const char *why)
{
  g_printerr ("nomo-relay: %s\n", why);
  return NOMO_EXIT_USAGE;
}

/* The only time that a secret is shown: whoever sets Salla up has to type it there. */
static int
keep_secret (NomoRelayHome *home)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) secret = nomo_random_alnum (SECRET_LENGTH);

  if (!nomo_relay_home_rotate (home, secret, nomo_clock_now (), &error))
    return fail (error);
  printf ("%s\n%s\n", _ ("Enter this secret at Salla for your app’s webhooks. It is not shown again:"), secret);
  return 0;
}

static int
run_init (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_create (options->data, &error);

  return home != NULL ? keep_secret (home) : fail (error);
}

/* A secret among the arguments would stand in the list of processes. */
static char *
read_line (void)
{
  char line[LONGEST_SECRET + 2] = "";
  char *secret = NULL;

  if (fgets (line, sizeof line, stdin) != NULL)
    secret = g_strdup (g_strstrip (line));
  explicit_bzero (line, sizeof line);
  return secret;
}

static int
run_app (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = NULL;
  g_autoptr (NomoSecret) secret = NULL;

  if (options->client_id == NULL)
    return usage (_ ("Say which app by --client-id."));
  home = nomo_relay_home_open (options->data, &error);
  if (home == NULL)
    return fail (error);
  secret = read_line ();
  if (secret == NULL || *secret == '\0')
    return usage (_ ("The secret of the app is read from standard input, and nothing came."));
  if (!nomo_relay_home_set_app (home, options->client_id, secret, &error))
    return fail (error);
  puts (_ ("The relay knows the app. It can connect stores once it is started anew."));
  return 0;
}

/* Whoever opens the link is led to Salla and back, and the store is connected. */
static int
run_connect (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = NULL;
  g_autoptr (NomoSecret) ticket = NULL;
  guint64 merchant = 0;

  if (options->argument == NULL || !g_ascii_string_to_unsigned (options->argument, 10, 1, G_MAXINT64, &merchant, NULL))
    return usage (_ ("Say which store: its number at Salla."));
  home = nomo_relay_home_open (options->data, &error);
  if (home == NULL)
    return fail (error);
  if (nomo_relay_home_get_settings (home)->public_url == NULL)
    return usage (_ ("Where the relay is for those outside has to be in relay.conf first: “public-url” in [relay]."));
  ticket = nomo_relay_ticket_make (home, (gint64) merchant, nomo_clock_now (), &error);
  if (ticket == NULL)
    return fail (error);
  printf ("%s\n%s" NOMO_RELAY_START_PATH "?ticket=%s\n",
          _ ("Send this link to the merchant. It connects the store once, within a day:"),
          nomo_relay_home_get_settings (home)->public_url, ticket);
  return 0;
}

static gboolean
read_no_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  return FALSE;
}

/* A relay that serves finds them within half a minute. */
static int
run_replay (const Options *options)
{
  const NomoDeliveries which = { options->store, options->from, options->to, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_open (options->data, &error);
  g_autofree char *path = home != NULL ? nomo_relay_home_dup_path (home, NOMO_RELAY_INBOX) : NULL;
  g_autoptr (NomoInbox) inbox = path != NULL ? nomo_inbox_open (path, read_no_delivery, NULL, &error) : NULL;
  gint64 n = inbox != NULL ? nomo_inbox_replay (inbox, &which, &error) : -1;

  if (n < 0)
    return fail (error);
  printf (ngettext ("%lu delivery is taken once more.", "%lu deliveries are taken once more.", (gulong) n), (gulong) n);
  puts ("");
  return 0;
}

static int
run_rotate (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_open (options->data, &error);

  return home != NULL ? keep_secret (home) : fail (error);
}

static void
print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *line = NULL;

  json_node_init_object (node, object);
  line = nomo_json_write (node);
  puts (line);
}

static int
run_status (const Options *options)
{
  g_autoptr (GError) error = NULL;
  gint64 now = nomo_clock_now ();
  g_autoptr (NomoRelayStatus) status = nomo_relay_status_read (options->data, now, &error);

  if (status == NULL)
    return fail (error);
  if (options->json) {
    g_autoptr (JsonObject) object = nomo_relay_status_to_json (status, now);

    print_json (object);
  } else {
    g_autofree char *text = nomo_relay_status_to_text (status, now);

    fputs (text, stdout);
  }
  return NOMO_EXIT_OK;
}

static int
run_check (const Options *options)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  if (!nomo_relay_home_is_there (options->data, &error))
    return fail (error);
  findings = nomo_relay_check (options->data, nomo_clock_now ());
  if (options->json) {
    g_autoptr (JsonObject) object = nomo_relay_check_to_json (findings);

    print_json (object);
  } else {
    g_autofree char *text = nomo_relay_check_to_text (findings);

    fputs (text, stdout);
  }
  return nomo_relay_check_is_well (findings) ? NOMO_EXIT_OK : NOMO_EXIT_FAILED;
}

/* What goes wrong with a backup is worded as it is at the desktop. */
static int
fail_backup (const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD)) {
    /* Translators: %s is a program and its number. */
    g_printerr (_ ("Another relay works in this folder: %s."), error->message);
    g_printerr ("\n");
    return NOMO_EXIT_HELD;
  }
  if (error->domain == G_IO_ERROR)
    return fail (error);
  g_printerr ("nomo-relay: %s\n", sentence);
  return NOMO_EXIT_FAILED;
}

static int
run_backup (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) passphrase = NULL;
  g_autoptr (NomoBackupReport) report = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *words = NULL;

  if (options->argument == NULL)
    return usage (_ ("Say which file: “nomo-relay backup FILE”."));
  passphrase = nomo_passphrase_read (TRUE, &error);
  if (passphrase == NULL)
    return usage (error->message);
  report = nomo_relay_backup (options->data, options->argument, passphrase, &error);
  if (report == NULL)
    return fail_backup (error);
  words = nomo_backup_dup_written_words (report, options->argument);
  object = nomo_backup_report_to_json (report);
  if (options->json)
    print_json (object);
  else
    puts (words);
  return NOMO_EXIT_OK;
}

static int
run_restore (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) passphrase = NULL;
  g_autoptr (NomoRestored) restored = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *words = NULL;

  if (options->argument == NULL)
    return usage (_ ("Say which file: “nomo-relay restore FILE”."));
  if (!nomo_backup_look (options->argument, &error))
    return fail_backup (error);
  passphrase = nomo_passphrase_read (FALSE, &error);
  if (passphrase == NULL)
    return usage (error->message);
  restored = nomo_relay_restore (options->data, options->argument, passphrase, options->replace, &error);
  if (restored == NULL)
    return fail_backup (error);
  words = nomo_restored_dup_words (restored);
  object = nomo_restored_to_json (restored);
  if (options->json)
    print_json (object);
  else
    printf ("%s\n%s\n", words, _ ("Its stores are disconnected: connect them anew by “nomo-relay connect”."));
  return NOMO_EXIT_OK;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
reload_cb (gpointer relay)
{
  nomo_relay_reload (relay);
  return G_SOURCE_CONTINUE;
}

static void
serve (NomoRelay *relay)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *address = nomo_relay_dup_address (relay);
  g_autofree char *watch = nomo_relay_dup_watch_address (relay);
  guint term = g_unix_signal_add (SIGTERM, quit_cb, loop);
  guint hangup = g_unix_signal_add (SIGHUP, reload_cb, relay);
  guint interrupt = g_unix_signal_add (SIGINT, quit_cb, loop);

  /* Translators: %s is the address of a server. */
  printf (_ ("Listening at %s"), address);
  puts ("");
  /* Translators: %s is the address of a server. */
  printf (_ ("Monitors ask at %s"), watch);
  puts ("");
  fflush (stdout);
  g_main_loop_run (loop);
  nomo_relay_stop (relay);
  g_source_remove (hangup);
  g_source_remove (term);
  g_source_remove (interrupt);
}

static int
run_serve (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_open (options->data, &error);
  g_autoptr (NomoRelay) relay = home != NULL ? nomo_relay_new (home, options->port, &error) : NULL;

  if (relay == NULL)
    return fail (error);
  serve (relay);
  return 0;
}

static const struct {
  const char *name;
  int (*run) (const Options *options);
  const char *summary; /* N_() */
} verbs[] = {
  { "init", run_init, N_ ("Make a relay: its folder, its key, and the secret that Salla signs with") },
  { "app", run_app, N_ ("Tell the relay the Salla app: its id by --client-id, its secret by standard input") },
  { "connect", run_connect, N_ ("Make the link by which a merchant connects a store, named by its number") },
  { "serve", run_serve, N_ ("Take what Salla delivers until it is told to stop") },
  { "replay", run_replay, N_ ("Take deliveries once more: all, or those of --store, --from and --to") },
  { "status", run_status, N_ ("Tell how the relay stands, beside one that serves") },
  { "check", run_check, N_ ("Check all that the relay needs") },
  { "backup", run_backup, N_ ("Write an encrypted backup of inbox and stores, beside a relay that serves") },
  { "restore", run_restore, N_ ("Put inbox and stores back from a backup") },
  { "rotate-secret", run_rotate, N_ ("Make a new secret; the old one is taken for another day") },
};

static char *
describe (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Verbs:"));

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, "\n  %-14s %s", verbs[i].name, _ (verbs[i].summary));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
parse (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, N_ ("The relay’s folder"), N_ ("FOLDER") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &options->client_id, N_ ("The id of the Salla app"), N_ ("ID") },
    { "store", 0, 0, G_OPTION_ARG_INT64, &options->store, N_ ("Only deliveries of this store (replay)"),
      N_ ("NUMBER") },
    { "from", 0, 0, G_OPTION_ARG_INT64, &options->from, N_ ("From this delivery on (replay)"), N_ ("NUMBER") },
    { "to", 0, 0, G_OPTION_ARG_INT64, &options->to, N_ ("Up to this delivery (replay)"), N_ ("NUMBER") },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port,
      N_ ("The port to listen at in place of the one that is set; 0 for any that is free"), N_ ("PORT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_ ("Write JSON (status, check, backup, restore)"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options->replace,
      N_ ("Let a restored backup take the place of what is there, which is kept beside it"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (N_ ("VERB"));
  g_autofree char *text = describe ();

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_description (context, text);
  return g_option_context_parse (context, argc, argv, error);
}

static int
run (Options *options, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!parse (options, &argc, &argv, &error))
    return usage (error->message);
  if (options->port < -1 || options->port > G_MAXUINT16)
    return usage (_ ("A port is a number from 0 to 65535."));
  options->argument = argc == 3 ? argv[2] : NULL;
  for (guint i = 0; (argc == 2 || argc == 3) && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name))
      return verbs[i].run (options);
  return usage (_ ("Say what to do. “nomo-relay --help” lists the verbs."));
}

int
main (int argc, char **argv)
{
  char *usual = nomo_relay_home_usual ();
  Options options = { .data = usual, .port = -1 };
  int code;

  /* A file that may not grow is an error of whoever writes to it, not the end of the program. */
  signal (SIGXFSZ, SIG_IGN);
  nomo_locale_init (NULL);
  g_set_prgname ("nomo-relay");
  code = run (&options, argc, argv);
  if (options.data != usual)
    g_free (options.data);
  g_free (options.client_id);
  g_free (usual);
  return code;
}
