#include "config.h"

#include "nomo-clock.h"
#include "nomo-inbox.h"
#include "nomo-locale.h"
#include "nomo-random.h"
#include "nomo-relay-check.h"
#include "nomo-relay-command.h"
#include "nomo-relay-oauth.h"
#include "nomo-relay-status.h"
#include "nomo-relay-ticket.h"
#include "nomo-relay.h"
#include "nomo-salla-endpoints.h"
#include "nomo-version.h"
#include "nomo-words.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SECRET_LENGTH 40

#define LONGEST_SECRET 500

/* The only time that a secret is shown: whoever sets Salla up has to type it there. */
static int
keep_secret (NomoRelayHome *home)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) secret = nomo_random_alnum (SECRET_LENGTH);

  if (!nomo_relay_home_rotate (home, secret, nomo_clock_now (), &error))
    return nomo_relay_command_fail (error);
  printf ("%s\n%s\n", _ ("Enter this secret at Salla for your app’s webhooks. It is not shown again:"), secret);
  return 0;
}

static int
run_init (const NomoRelayOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_create (options->data, &error);

  return home != NULL ? keep_secret (home) : nomo_relay_command_fail (error);
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

static gboolean
check_endpoints (const NomoRelayOptions *options, int *code)
{
  g_autoptr (GError) error = NULL;
  NomoSallaEndpoints *endpoints = nomo_salla_endpoints_new (options->accounts_url, options->api_url, &error);
  g_autofree char *sentence = error != NULL ? nomo_words_sentence (error, FALSE) : NULL;

  if (endpoints == NULL)
    *code = nomo_relay_command_usage (sentence);
  else
    nomo_salla_endpoints_unref (endpoints);
  return endpoints != NULL;
}

static int
run_app (const NomoRelayOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = NULL;
  g_autoptr (NomoSecret) secret = NULL;
  int code;

  if (options->client_id == NULL)
    return nomo_relay_command_usage (_ ("Say which app by --client-id."));
  home = nomo_relay_home_open (options->data, &error);
  if (home == NULL)
    return nomo_relay_command_fail (error);
  secret = read_line ();
  if (secret == NULL || *secret == '\0')
    return nomo_relay_command_usage (_ ("The secret of the app is read from standard input, and nothing came."));
  if (!check_endpoints (options, &code))
    return code;
  if (!nomo_relay_home_set_endpoints (home, options->accounts_url, options->api_url, &error) ||
      !nomo_relay_home_set_app (home, options->client_id, secret, &error))
    return nomo_relay_command_fail (error);
  puts (_ ("The relay knows the app. It can connect stores once it is started anew."));
  return 0;
}

/* Whoever opens the link is led to Salla and back, and the store is connected. */
static int
run_connect (const NomoRelayOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = NULL;
  g_autoptr (NomoSecret) ticket = NULL;
  guint64 merchant = 0;

  if (options->argument == NULL || !g_ascii_string_to_unsigned (options->argument, 10, 1, G_MAXINT64, &merchant, NULL))
    return nomo_relay_command_usage (_ ("Say which store: its number at Salla."));
  home = nomo_relay_home_open (options->data, &error);
  if (home == NULL)
    return nomo_relay_command_fail (error);
  if (nomo_relay_home_get_settings (home)->public_url == NULL)
    return nomo_relay_command_usage (
        _ ("Where the relay is for those outside has to be in relay.conf first: “public-url” in [relay]."));
  ticket = nomo_relay_ticket_make (home, (gint64) merchant, nomo_clock_now (), &error);
  if (ticket == NULL)
    return nomo_relay_command_fail (error);
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
run_replay (const NomoRelayOptions *options)
{
  gint64 one = options->delivery;
  const NomoDeliveries which = { options->store, one > 0 ? one : options->from, one > 0 ? one : options->to, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_open (options->data, &error);
  g_autofree char *path = home != NULL ? nomo_relay_home_dup_path (home, NOMO_RELAY_INBOX) : NULL;
  g_autoptr (NomoInbox) inbox = path != NULL ? nomo_inbox_open (path, read_no_delivery, NULL, &error) : NULL;
  gint64 n = inbox != NULL ? nomo_inbox_replay (inbox, &which, &error) : -1;

  if (n < 0)
    return nomo_relay_command_fail (error);
  printf (ngettext ("%lu delivery is taken once more.", "%lu deliveries are taken once more.", (gulong) n), (gulong) n);
  puts ("");
  if (n > 0 || one == 0)
    return NOMO_EXIT_OK;
  puts (_ ("There is no such delivery any more, or it waits, or it brought a sign-in, which is taken once only."));
  return NOMO_EXIT_FAILED;
}

static int
run_rotate (const NomoRelayOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_open (options->data, &error);

  return home != NULL ? keep_secret (home) : nomo_relay_command_fail (error);
}

static int
run_status (const NomoRelayOptions *options)
{
  g_autoptr (GError) error = NULL;
  gint64 now = nomo_clock_now ();
  g_autoptr (NomoRelayStatus) status = nomo_relay_status_read (options->data, now, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;

  if (status == NULL)
    return nomo_relay_command_fail (error);
  object = nomo_relay_status_to_json (status, now);
  text = nomo_relay_status_to_text (status, now);
  nomo_relay_command_print (options, object, text);
  return NOMO_EXIT_OK;
}

static int
run_check (const NomoRelayOptions *options)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!nomo_relay_home_is_there (options->data, &error))
    return nomo_relay_command_fail (error);
  findings = nomo_relay_check (options->data, nomo_clock_now ());
  object = nomo_relay_check_to_json (findings);
  text = nomo_relay_check_to_text (findings);
  nomo_relay_command_print (options, object, text);
  return nomo_relay_check_is_well (findings) ? NOMO_EXIT_OK : NOMO_EXIT_FAILED;
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

/* Whatever comes is of no use; what counts is the end of it. */
static gboolean
stdin_cb (int fd, GIOCondition condition, gpointer loop)
{
  char buffer[256];
  gssize n = read (fd, buffer, sizeof buffer);

  if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static GSource *
watch_parent (GMainLoop *loop)
{
  GSource *source = g_unix_fd_source_new (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR);

  g_source_set_callback (source, G_SOURCE_FUNC (stdin_cb), loop, NULL);
  g_source_attach (source, NULL);
  return source;
}

static void
serve (NomoRelay *relay, gboolean with_parent)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *address = nomo_relay_dup_address (relay);
  g_autofree char *watch = nomo_relay_dup_watch_address (relay);
  guint term = g_unix_signal_add (SIGTERM, quit_cb, loop);
  guint hangup = g_unix_signal_add (SIGHUP, reload_cb, relay);
  guint interrupt = g_unix_signal_add (SIGINT, quit_cb, loop);
  g_autoptr (GSource) parent = with_parent ? watch_parent (loop) : NULL;

  /* Translators: %s is the address of a server. */
  printf (_ ("Listening at %s"), address);
  puts ("");
  /* Translators: %s is the address of a server. */
  printf (_ ("Monitors ask at %s"), watch);
  puts ("");
  fflush (stdout);
  g_main_loop_run (loop);
  if (parent != NULL)
    g_source_destroy (parent);
  nomo_relay_stop (relay);
  g_source_remove (hangup);
  g_source_remove (term);
  g_source_remove (interrupt);
}

static int
run_serve (const NomoRelayOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_open (options->data, &error);
  g_autoptr (NomoRelay) relay = home != NULL ? nomo_relay_new (home, options->port, &error) : NULL;

  if (relay == NULL)
    return nomo_relay_command_fail (error);
  serve (relay, options->with_parent);
  return 0;
}

static const struct {
  const char *name;
  int (*run) (const NomoRelayOptions *options);
  const char *summary; /* N_() */
} verbs[] = {
  { "init", run_init, N_ ("Make a relay: its folder, its key, and the secret that Salla signs with") },
  { "app", run_app, N_ ("Tell the relay the Salla app: its id by --client-id, its secret by standard input") },
  { "connect", run_connect, N_ ("Make the link by which a merchant connects a store, named by its number") },
  { "serve", run_serve, N_ ("Take what Salla delivers until it is told to stop") },
  { "replay", run_replay,
    N_ ("Take deliveries once more: all, one by --delivery, or those of --store, --from and --to") },
  { "status", run_status, N_ ("Tell how the relay stands, beside one that serves") },
  { "check", run_check, N_ ("Check all that the relay needs") },
  { "backup", nomo_relay_run_backup, N_ ("Write an encrypted backup of inbox and stores, beside a relay that serves") },
  { "verify", nomo_relay_run_verify, N_ ("Check that a backup is whole") },
  { "restore", nomo_relay_run_restore, N_ ("Put inbox and stores back from a backup") },
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
parse (NomoRelayOptions *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, N_ ("The relay’s folder"), N_ ("FOLDER") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &options->client_id, N_ ("The id of the Salla app"), N_ ("ID") },
    { "accounts-url", 0, 0, G_OPTION_ARG_STRING, &options->accounts_url,
      N_ ("Another sign-in server (https or this machine)"), N_ ("URL") },
    { "api-url", 0, 0, G_OPTION_ARG_STRING, &options->api_url, N_ ("Another Admin API (https or this machine)"),
      N_ ("URL") },
    { "store", 0, 0, G_OPTION_ARG_INT64, &options->store, N_ ("Only deliveries of this store (replay)"),
      N_ ("NUMBER") },
    { "delivery", 0, 0, G_OPTION_ARG_INT64, &options->delivery, N_ ("Only this delivery (replay)"), N_ ("NUMBER") },
    { "from", 0, 0, G_OPTION_ARG_INT64, &options->from, N_ ("From this delivery on (replay)"), N_ ("NUMBER") },
    { "to", 0, 0, G_OPTION_ARG_INT64, &options->to, N_ ("Up to this delivery (replay)"), N_ ("NUMBER") },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port,
      N_ ("The port to listen at in place of the one that is set; 0 for any that is free"), N_ ("PORT") },
    { "with-parent", 0, 0, G_OPTION_ARG_NONE, &options->with_parent, N_ ("End when standard input is closed"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_ ("Write JSON (status, check, backup, verify, restore)"),
      NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options->replace,
      N_ ("Let a restored backup take the place of what is there, which is kept beside it"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (N_ ("VERB"));
  g_autofree char *text = describe ();

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, nomo_version_entries (), GETTEXT_PACKAGE);
  g_option_context_set_description (context, text);
  return g_option_context_parse (context, argc, argv, error);
}

static int
run (NomoRelayOptions *options, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!parse (options, &argc, &argv, &error))
    return nomo_relay_command_usage (error->message);
  if (options->port < -1 || options->port > G_MAXUINT16)
    return nomo_relay_command_usage (_ ("A port is a number from 0 to 65535."));
  options->argument = argc == 3 ? argv[2] : NULL;
  for (guint i = 0; (argc == 2 || argc == 3) && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name))
      return verbs[i].run (options);
  return nomo_relay_command_usage (_ ("Say what to do. “nomo-relay --help” lists the verbs."));
}

int
main (int argc, char **argv)
{
  char *usual = nomo_relay_home_usual ();
  NomoRelayOptions options = { .data = usual, .port = -1 };
  int code;

  /* A file that may not grow is an error of whoever writes to it, not the end of the program. */
  signal (SIGXFSZ, SIG_IGN);
  nomo_locale_init (NULL);
  g_set_prgname ("nomo-relay");
  code = run (&options, argc, argv);
  if (options.data != usual)
    g_free (options.data);
  g_free (options.client_id);
  g_free (options.accounts_url);
  g_free (options.api_url);
  g_free (usual);
  return code;
}
