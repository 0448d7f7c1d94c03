#include "config.h"

#include "nomo-cli.h"
#include "nomo-engine-error.h"
#include "nomo-http.h"
#include "nomo-keyring.h"
#include "nomo-secret.h"
#include "nomo-shop.h"
#include "nomo-words.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

typedef struct {
  char *accounts_url;
  char *api_url;
  char *client_id;
  gboolean secret_stdin;
  int port;
  gboolean no_browser;
  gboolean take_over;
} Options;

typedef struct {
  NomoCli *cli;
  Options *options;
  NomoSallaEndpoints *endpoints;
  char *client_secret;
  NomoSignIn *sign_in;
  GDataInputStream *lines;
  GCancellable *cancellable;
} Connect;

static void
read_line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Connect *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (line == NULL)
    return;
  if (*g_strstrip (line) != '\0' && !nomo_sign_in_take_address (self->sign_in, line, &error))
    nomo_cli_fail (self->cli, error);
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, read_line_cb, self);
}

static void
browser_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    g_printerr ("nomo: %s\n", _ ("No browser could be opened. Open the address above yourself."));
}

static void
show_url (Connect *self)
{
  const char *url = nomo_sign_in_get_authorize_url (self->sign_in);
  g_autoptr (JsonObject) object = json_object_new ();

  if (url == NULL)
    return;
  if (self->options->no_browser || self->cli->json) {
    json_object_set_string_member (object, "authorize_url", url);
    nomo_cli_print_json (object);
  } else {
    printf ("%s\n%s\n", _ ("Grant access on Salla’s page:"), url);
    fflush (stdout);
  }
  if (!self->options->no_browser)
    g_app_info_launch_default_for_uri_async (url, NULL, self->cancellable, browser_cb, NULL);
  g_printerr ("nomo: %s\n", _ ("Waiting for the browser to come back. If it cannot reach this machine, paste here the "
                               "address at which it ended."));
}

static void
rejected_cb (Connect *self, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, FALSE);

  g_printerr ("nomo: %s\n", sentence);
}

static NomoSignedIn *
sign_in (Connect *self, NomoHttp *http, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  self->sign_in = nomo_sign_in_new (self->endpoints, self->options->client_id, self->client_secret,
                                    (guint16) self->options->port, http);
  g_signal_connect_swapped (self->sign_in, "rejected", G_CALLBACK (rejected_cb), self);
  nomo_sign_in_run_async (self->sign_in, NULL, nomo_cli_keep_result, &result);
  show_url (self);
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, read_line_cb, self);
  nomo_cli_wait (&result);
  g_cancellable_cancel (self->cancellable);
  return nomo_sign_in_finish (self->sign_in, result, error);
}

/* Without a keyring the consent would be for nothing, so that is found out first. */
static gboolean
probe_keyring (NomoKeyring *keyring, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoSecret) secret = NULL;
  GError *failed = NULL;

  nomo_keyring_lookup_async (keyring, "salla/probe", NULL, nomo_cli_keep_result, &result);
  secret = nomo_keyring_lookup_finish (keyring, nomo_cli_wait (&result), &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}

/* A relay may look after the store. */
static gboolean
settle_owner (Connect *self, NomoShop *shop, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_shop_settle_owner_async (shop, self->options->take_over, NULL, nomo_cli_keep_result, &result);
  return nomo_shop_settle_owner_finish (shop, nomo_cli_wait (&result), error);
}

static NomoShop *
create_shop (Connect *self, NomoKeyring *keyring, NomoHttp *http, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoSignedIn) signed_in = NULL;
  g_autoptr (NomoShop) shop = NULL;

  if (!probe_keyring (keyring, error))
    return NULL;
  signed_in = sign_in (self, http, error);
  if (signed_in == NULL)
    return NULL;
  nomo_shop_create_async (self->cli->data_dir, signed_in, self->endpoints, self->options->client_id,
                          self->client_secret, FALSE, keyring, http, NULL, nomo_cli_keep_result, &result);
  shop = nomo_shop_create_finish (nomo_cli_wait (&result), error);
  return shop != NULL && settle_owner (self, shop, error) ? g_steal_pointer (&shop) : NULL;
}

static void
print_connected (NomoCli *cli, NomoShop *shop)
{
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (shop));
  const char *name = nomo_shop_get_name (shop) != NULL ? nomo_shop_get_name (shop) : merchant;
  g_autoptr (JsonObject) object = json_object_new ();

  if (!cli->json) {
    /* Translators: the store's name and its number at Salla. */
    printf (_ ("Connected to %1$s (store %2$s).\n"), name, merchant);
    return;
  }
  json_object_set_string_member (object, "merchant", merchant);
  json_object_set_string_member (object, "name", name);
  nomo_cli_print_json (object);
}

static int
fail (Connect *self, const GError *error)
{
  int code = nomo_cli_fail (self->cli, error);

  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_RELAY))
    g_printerr (
        "nomo: %s\n",
        _ ("“nomo connect --take-over” takes the store back: it ends what the relay gets told of the store by Salla. "
           "Stop the relay for this store as well, or it takes the store over once more."));
  return code;
}

static int
connect_store (Connect *self)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoShop) shop = NULL;

  self->endpoints = nomo_salla_endpoints_new (self->options->accounts_url, self->options->api_url, &error);
  if (self->endpoints != NULL)
    shop = create_shop (self, keyring, http, &error);
  if (shop == NULL)
    return fail (self, error);
  print_connected (self->cli, shop);
  return NOMO_EXIT_OK;
}

static char *
read_secret (GDataInputStream *lines)
{
  gboolean terminal = isatty (STDIN_FILENO);
  struct termios shown, hidden;
  char *secret;

  if (terminal && tcgetattr (STDIN_FILENO, &shown) == 0) {
    g_printerr ("%s", _ ("Client secret: "));
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t) ECHO;
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  secret = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  if (terminal) {
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
    g_printerr ("\n");
  }
  return secret != NULL ? g_strstrip (secret) : NULL;
}

static int
check_options (Options *options)
{
  if (options->client_id == NULL || *options->client_id == '\0')
    return nomo_cli_usage ("%s", _ ("--client-id is missing."));
  if (options->port < 1 || options->port > G_MAXUINT16)
    return nomo_cli_usage ("%s", _ ("--redirect-port is not a port."));
  if (!options->secret_stdin && !isatty (STDIN_FILENO))
    return nomo_cli_usage ("%s", _ ("Give the client secret on standard input and say --client-secret-stdin."));
  return NOMO_EXIT_OK;
}

static int
run_with_options (NomoCli *cli, Options *options)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Connect self = { .cli = cli, .options = options, .lines = lines, .cancellable = cancellable };
  int code = check_options (options);

  if (code != NOMO_EXIT_OK)
    return code;
  self.client_secret = read_secret (lines);
  if (self.client_secret == NULL || *self.client_secret == '\0')
    code = nomo_cli_usage ("%s", _ ("The client secret is missing."));
  else
    code = connect_store (&self);
  g_clear_pointer (&self.client_secret, nomo_secret_free);
  g_clear_pointer (&self.endpoints, nomo_salla_endpoints_unref);
  g_clear_object (&self.sign_in);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return code;
}

int
nomo_cli_connect (NomoCli *self, int argc, char **argv)
{
  Options options = { .port = NOMO_SIGN_IN_PORT };
  const GOptionEntry entries[] = {
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &options.client_id, N_ ("Client ID of your Salla app"), N_ ("ID") },
    { "client-secret-stdin", 0, 0, G_OPTION_ARG_NONE, &options.secret_stdin,
      N_ ("Read the client secret from the first line of standard input"), NULL },
    { "redirect-port", 0, 0, G_OPTION_ARG_INT, &options.port,
      N_ ("Port of the redirect address, as registered with the app: http://localhost:PORT/callback (8721)"),
      N_ ("PORT") },
    { "no-browser", 0, 0, G_OPTION_ARG_NONE, &options.no_browser,
      N_ ("Open no browser: print {\"authorize_url\":…} and wait"), NULL },
    { "take-over", 0, 0, G_OPTION_ARG_NONE, &options.take_over,
      N_ ("Take the store back from the relay that looks after it"), NULL },
    { "accounts-url", 0, 0, G_OPTION_ARG_STRING, &options.accounts_url,
      N_ ("Another sign-in server (https or this machine)"), N_ ("URL") },
    { "api-url", 0, 0, G_OPTION_ARG_STRING, &options.api_url, N_ ("Another Admin API (https or this machine)"),
      N_ ("URL") },
    { NULL },
  };
  int code = NOMO_EXIT_USAGE;

  if (nomo_cli_parse (self, "connect", _ ("Connect a store: sign in at Salla through the browser"), entries, &argc,
                      &argv))
    code = argc > 1 ? nomo_cli_usage (_ ("“%s” is too much."), argv[1]) : run_with_options (self, &options);
  g_free (options.client_id);
  g_free (options.accounts_url);
  g_free (options.api_url);
  return code;
}
