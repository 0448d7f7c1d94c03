#include "config.h"

#include "nomo-cli.h"
#include "nomo-format.h"
#include "nomo-http.h"
#include "nomo-job.h"
#include "nomo-json.h"
#include "nomo-keyring.h"
#include "nomo-shop.h"
#include "nomo-token-keeper.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
  NomoCli *cli;
  NomoShop *shop;
} Sync;

static void
print_progress_json (NomoJob *job)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *progress = json_object_new ();

  json_object_set_int_member (progress, "done", nomo_job_get_done (job));
  json_object_set_int_member (progress, "total", nomo_job_get_total (job));
  json_object_set_object_member (object, "progress", progress);
  nomo_cli_print_json (object);
}

static void
progress_cb (NomoJob *job, GParamSpec *pspec, Sync *self)
{
  g_autofree char *done = NULL;
  g_autofree char *total = NULL;
  g_autofree char *line = NULL;

  if (nomo_job_get_total (job) == 0)
    return;
  if (self->cli->json) {
    print_progress_json (job);
  } else if (isatty (STDERR_FILENO)) {
    done = nomo_format_int (nomo_job_get_done (job));
    total = nomo_format_int (nomo_job_get_total (job));
    /* Translators: progress, such as “Orders: 1,200 of 3,000”. */
    line = g_strdup_printf (_ ("%1$s: %2$s of %3$s"), nomo_job_get_detail (job), done, total);
    g_printerr ("\r%s ", line);
  }
}

static void
job_cb (NomoShop *shop, GParamSpec *pspec, Sync *self)
{
  NomoJob *job = nomo_shop_get_job (shop);

  if (job != NULL)
    g_signal_connect (job, "notify::done", G_CALLBACK (progress_cb), self);
}

static gboolean
interrupt_cb (gpointer data)
{
  Sync *self = data;
  NomoJob *job = nomo_shop_get_job (self->shop);

  if (job != NULL)
    nomo_job_cancel (job);
  return G_SOURCE_CONTINUE;
}

static void
print_list (JsonNode *summary, const char *name, const char *label)
{
  g_autofree char *total_path = g_strconcat (name, ".total", NULL);
  g_autofree char *unreadable_path = g_strconcat (name, ".unreadable", NULL);
  g_autofree char *total_text = NULL;
  g_autofree char *unreadable_text = NULL;
  gint64 total = 0, unreadable = 0;

  nomo_json_get_int (summary, total_path, &total);
  nomo_json_get_int (summary, unreadable_path, &unreadable);
  total_text = nomo_format_int (total);
  unreadable_text = nomo_format_int (unreadable);
  printf ("%s: %s\n", label, total_text);
  if (unreadable > 0)
    /* Translators: how many rows of Salla’s could not be understood. */
    printf (_ ("Not readable, kept as they came: %s\n"), unreadable_text);
}

static void
print_summary (NomoCli *cli, const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (JsonNode) summary = nomo_json_parse (bytes, 0, NULL, NULL);

  if (cli->json) {
    puts (json);
    return;
  }
  if (isatty (STDERR_FILENO))
    g_printerr ("\n");
  print_list (summary, "orders", _ ("Orders"));
  print_list (summary, "customers", _ ("Customers"));
}

/* Interrupted or not: a sign-in that is cut off on its way into the keyring costs a reconnect. What the keyring has not
 * taken is offered once more. */
static gboolean
keep_sign_in (NomoShop *shop, GError **error)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoSallaTokens) pair = NULL;

  if (nomo_token_keeper_is_unkept (tokens)) {
    nomo_token_keeper_hurry (tokens);
    nomo_token_keeper_get_async (tokens, NULL, NULL, nomo_cli_keep_result, &result);
    pair = nomo_token_keeper_get_finish (tokens, nomo_cli_wait (&result), NULL);
  }
  while (nomo_token_keeper_is_busy (tokens))
    g_main_context_iteration (NULL, TRUE);
  if (!nomo_token_keeper_is_unkept (tokens))
    return TRUE;
  g_propagate_error (error, g_error_copy (nomo_token_keeper_get_error (tokens)));
  return FALSE;
}

static guint
watch_signal (int number, Sync *self)
{
  return g_unix_signal_add (number, interrupt_cb, self);
}

static int
sync_shop (NomoCli *cli, NomoShop *shop)
{
  Sync self = { cli, shop };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;
  gboolean kept;
  guint watches[] = { watch_signal (SIGINT, &self), watch_signal (SIGTERM, &self), watch_signal (SIGHUP, &self) };

  g_signal_connect (shop, "notify::job", G_CALLBACK (job_cb), &self);
  nomo_shop_sync_async (shop, NULL, nomo_cli_keep_result, &result);
  summary = nomo_shop_sync_finish (shop, nomo_cli_wait (&result), &error);
  kept = keep_sign_in (shop, summary != NULL ? &error : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (watches); i++)
    g_source_remove (watches[i]);
  g_signal_handlers_disconnect_by_data (shop, &self);
  if (summary == NULL)
    return nomo_cli_fail (cli, error);
  print_summary (cli, summary);
  return kept ? NOMO_EXIT_OK : nomo_cli_fail (cli, error);
}

int
nomo_cli_sync (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *merchant = NULL;
  g_autoptr (NomoShop) shop = NULL;

  if (!nomo_cli_parse (self, "sync", _ ("Bring the store’s records up to date"), entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  merchant = nomo_cli_dup_merchant (self, &error);
  if (merchant == NULL)
    return nomo_cli_fail (self, error);
  nomo_shop_open_async (self->data_dir, merchant, keyring, http, NULL, nomo_cli_keep_result, &result);
  shop = nomo_shop_open_finish (nomo_cli_wait (&result), &error);
  return shop != NULL ? sync_shop (self, shop) : nomo_cli_fail (self, error);
}
