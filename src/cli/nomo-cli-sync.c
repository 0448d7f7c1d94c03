#include "config.h"

#include "nomo-cli.h"
#include "nomo-format.h"
#include "nomo-http.h"
#include "nomo-job.h"
#include "nomo-json.h"
#include "nomo-keyring.h"
#include "nomo-order.h"
#include "nomo-repair-words.h"
#include "nomo-shop.h"
#include "nomo-store.h"
#include "nomo-sync.h"
#include "nomo-token-keeper.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

typedef struct {
  NomoCli *cli;
  NomoShop *shop;
  gboolean details;
} Sync;

static void
jobs_cb (GListModel *jobs, guint position, guint removed, guint added, Sync *self)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (NomoJob) job = g_list_model_get_item (jobs, i);

    g_signal_connect (job, "notify::done", G_CALLBACK (nomo_cli_progress_cb), self->cli);
  }
}

static gboolean
interrupt_cb (gpointer data)
{
  Sync *self = data;

  self->details = FALSE;
  nomo_shop_stop_push (self->shop);
  nomo_shop_cancel_jobs (self->shop);
  return G_SOURCE_CONTINUE;
}

static gint64
read_number (JsonNode *summary, const char *list, const char *what)
{
  g_autofree char *path = g_strconcat (list, ".", what, NULL);
  gint64 number = 0;

  nomo_json_get_int (summary, path, &number);
  return number;
}

static void
print_list (JsonNode *summary, const NomoMirrorKind *list)
{
  NomoSyncRepairs repairs = { read_number (summary, list->name, "repaired.missed"),
                              read_number (summary, list->name, "repaired.changed"),
                              read_number (summary, list->name, "repaired.gone"),
                              read_number (summary, list->name, "repaired.untold") };
  gint64 unreadable = read_number (summary, list->name, "unreadable");
  g_autofree char *total_text = nomo_format_int (read_number (summary, list->name, "total"));
  g_autofree char *unreadable_text = nomo_format_int (unreadable);
  g_autofree char *repairs_text = nomo_sync_repairs_dup_words (&repairs);

  printf ("%s: %s\n", _ (list->label), total_text);
  if (unreadable > 0)
    /* Translators: how many rows of Salla’s could not be understood. */
    printf (_ ("Not readable, kept as they came: %s\n"), unreadable_text);
  if (repairs_text != NULL)
    printf ("%s\n", repairs_text);
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
  nomo_cli_end_progress (cli);
  for (guint i = 0; i < nomo_lists_count (); i++)
    if (nomo_json_get_object (summary, nomo_lists_get (i)->name) != NULL)
      print_list (summary, nomo_lists_get (i));
}

/**
 * nomo_cli_keep_sign_in:
 * @shop: a shop that has spoken with Salla
 * @error: return location
 *
 * Interrupted or not: a sign-in that is cut off on its way into the keyring costs a reconnect. What the keyring has not taken is
 * offered once more.
 *
 * Returns: whether it is kept
 */
gboolean
nomo_cli_keep_sign_in (NomoShop *shop, GError **error)
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

/* How many of the orders are known as a whole. */
static void
print_known (Sync *self)
{
  NomoStore *store = nomo_shop_get_store (self->shop);
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_order_entity ());
  g_autoptr (NomoQuery) whole = nomo_query_parse (nomo_order_entity (), "detailed = yes", NULL);
  gint64 total = nomo_store_count (store, all, NULL);
  gint64 known = nomo_store_count (store, whole, NULL);
  g_autofree char *total_text = nomo_format_int (total);
  g_autofree char *known_text = nomo_format_int (known);

  if (self->cli->json) {
    g_autoptr (JsonObject) object = json_object_new ();
    JsonObject *details = json_object_new ();

    json_object_set_int_member (details, "known", known);
    json_object_set_int_member (details, "total", total);
    json_object_set_object_member (object, "details", details);
    nomo_cli_print_json (object);
  } else {
    /* Translators: of how many orders the details are known, such as “Details: known for 1,200 of 3,000 orders”. */
    printf (_ ("Details: known for %1$s of %2$s orders\n"), known_text, total_text);
  }
}

static gboolean
read_details (Sync *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_shop_read_details_async (self->shop, nomo_cli_keep_result, &result);
  return nomo_shop_read_details_finish (self->shop, nomo_cli_wait (&result), error);
}

/* What was edited here may take longer to send than the lists to read. */
static gboolean
wait_for_push (Sync *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_shop_wait_for_push_async (self->shop, nomo_cli_keep_result, &result);
  return nomo_shop_wait_for_push_finish (self->shop, nomo_cli_wait (&result), NULL, error);
}

/* The lists, and behind them the details where they are wanted. */
static gboolean
run (Sync *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *summary = NULL;
  gboolean ok = TRUE;

  nomo_shop_sync_async (self->shop, NULL, nomo_cli_keep_result, &result);
  summary = nomo_shop_sync_finish (self->shop, nomo_cli_wait (&result), error);
  if (summary == NULL)
    return FALSE;
  print_summary (self->cli, summary);
  if (self->details) {
    ok = read_details (self, error);
    print_known (self);
  }
  return ok && wait_for_push (self, error);
}

static int
sync_shop (NomoCli *cli, NomoShop *shop, gboolean details)
{
  Sync self = { cli, shop, details };
  g_autoptr (GError) error = NULL;
  GListModel *jobs = nomo_shop_get_jobs (shop);
  guint watches[] = { watch_signal (SIGINT, &self), watch_signal (SIGTERM, &self), watch_signal (SIGHUP, &self) };
  gboolean ok;
  gboolean kept;

  g_signal_connect (jobs, "items-changed", G_CALLBACK (jobs_cb), &self);
  ok = run (&self, &error);
  kept = nomo_cli_keep_sign_in (shop, ok ? &error : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (watches); i++)
    g_source_remove (watches[i]);
  g_signal_handlers_disconnect_by_data (jobs, &self);
  return ok && kept ? NOMO_EXIT_OK : nomo_cli_fail (cli, error);
}

/**
 * nomo_cli_open_shop:
 * @self: the command line
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the shop that is meant
 */
NomoShop *
nomo_cli_open_shop (NomoCli *self, GError **error)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *merchant = nomo_cli_dup_merchant (self, error);

  if (merchant == NULL)
    return NULL;
  nomo_shop_open_async (self->data_dir, merchant, keyring, http, NULL, nomo_cli_keep_result, &result);
  return nomo_shop_open_finish (nomo_cli_wait (&result), error);
}

static char *
list_names (void)
{
  g_autoptr (GString) names = g_string_new (nomo_lists_get (0)->name);

  for (guint i = 1; i < nomo_lists_count (); i++)
    g_string_append_printf (names, ", %s", nomo_lists_get (i)->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
check_lists (char **lists)
{
  g_autofree char *names = list_names ();

  for (char **name = lists; name != NULL && *name != NULL; name++) {
    if (nomo_lists_find (*name) == NULL) {
      nomo_cli_usage (_ ("There is no list “%1$s”. The lists are: %2$s."), *name, names);
      return FALSE;
    }
  }
  return TRUE;
}

int
nomo_cli_sync (NomoCli *self, int argc, char **argv)
{
  gboolean details = FALSE, full = FALSE;
  g_autofree char *only = NULL;
  g_auto (GStrv) lists = NULL;
  const GOptionEntry entries[] = {
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, N_ ("Only these lists, with commas between"), N_ ("LISTS") },
    { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_ ("Compare everything with Salla, and put right what differs"), NULL },
    { "details", 0, 0, G_OPTION_ARG_NONE, &details,
      N_ ("Then read every order as a whole, at the pace that Salla allows"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoShop) shop = NULL;

  if (!nomo_cli_parse (self, "sync", _ ("Bring the store’s records up to date"), entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  lists = only != NULL ? g_strsplit (only, ",", -1) : NULL;
  if (!check_lists (lists))
    return NOMO_EXIT_USAGE;
  shop = nomo_cli_open_shop (self, &error);
  if (shop == NULL)
    return nomo_cli_fail (self, error);
  nomo_shop_set_sync_wish (shop, full ? NOMO_MIRROR_FULL : NOMO_MIRROR_ASKED, (const char *const *) lists);
  return sync_shop (self, shop, details);
}
