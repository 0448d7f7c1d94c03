#include "config.h"

#include "nomo-cli-coupons.h"
#include "nomo-cli-table.h"
#include "nomo-coupon.h"
#include "nomo-format.h"
#include "nomo-job.h"
#include "nomo-waiting.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

/* What could not be sent a moment ago rests for a while; somebody who asks does not want to wait. */
static gboolean
wake (NomoStore *store, GError **error)
{
  const NomoOutboxNote ready = { .state = NOMO_OUTBOX_READY };
  g_autoptr (GHashTable) states = nomo_store_read_waiting_states (store, nomo_coupon_entity (), error);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("me", NULL);
  GHashTableIter iter;
  gpointer id, state;
  guint n = 0;

  if (states == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, states);
  while (g_hash_table_iter_next (&iter, &id, &state))
    if (GPOINTER_TO_UINT (state) == NOMO_OUTBOX_LATER) {
      nomo_commit_note (commit, nomo_coupon_entity (), *(gint64 *) id, &ready);
      n++;
    }
  return n == 0 || nomo_store_commit (store, commit, NULL, error);
}

static void
progress_cb (NomoShop *shop, GParamSpec *pspec, NomoCli *cli)
{
  gint64 n = nomo_shop_get_unsent (shop);
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *line = NULL;

  if (cli->json) {
    g_autoptr (JsonObject) object = json_object_new ();

    json_object_set_int_member (object, "waiting", n);
    nomo_cli_print_json (object);
  } else if (isatty (STDERR_FILENO)) {
    /* Translators: %s is how many edits wait to be sent to Salla. */
    line = g_strdup_printf (_ ("Waiting to send: %s"), number);
    g_printerr ("\r%s ", line);
  }
}

static gboolean
interrupt_cb (gpointer shop)
{
  nomo_shop_stop (shop);
  return G_SOURCE_CONTINUE;
}

static void
add_row (NomoCliTable *table, const char *title, guint n)
{
  nomo_cli_table_add (table, g_strdup (title));
  nomo_cli_table_add (table, nomo_format_int (n));
}

static void
print_summary (NomoCli *cli, const NomoOutboxSummary *summary)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (2);

  if (cli->json) {
    json_object_set_int_member (object, "sent", summary->done);
    json_object_set_int_member (object, "refused", summary->refused);
    json_object_set_int_member (object, "open", summary->open);
    nomo_cli_print_json (object);
    return;
  }
  add_row (table, _ ("At Salla now:"), summary->done);
  add_row (table, _ ("Refused:"), summary->refused);
  add_row (table, _ ("Tried again later:"), summary->open);
  nomo_cli_table_print (table);
}

static int
push (NomoCli *cli, NomoShop *shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NomoOutboxSummary summary = { 0 };
  guint watches[] = { g_unix_signal_add (SIGINT, interrupt_cb, shop), g_unix_signal_add (SIGTERM, interrupt_cb, shop),
                      g_unix_signal_add (SIGHUP, interrupt_cb, shop) };
  gboolean ok, kept;

  g_signal_connect (shop, "notify::unsent", G_CALLBACK (progress_cb), cli);
  nomo_shop_push_async (shop, nomo_coupon_entity (), nomo_cli_keep_result, &result);
  ok = nomo_shop_push_finish (shop, nomo_cli_wait (&result), &summary, &error);
  kept = nomo_cli_keep_sign_in (shop, ok ? &error : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (watches); i++)
    g_source_remove (watches[i]);
  g_signal_handlers_disconnect_by_data (shop, cli);
  print_summary (cli, &summary);
  return ok && kept ? NOMO_EXIT_OK : nomo_cli_fail (cli, error);
}

int
nomo_cli_coupons_push (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoShop) shop = NULL;

  if (!nomo_cli_parse (
          self, "coupons push",
          _ ("Send to Salla what waits of coupons and codes, now and nothing else. What Salla has refused waits "
             "for “nomo outbox retry”."),
          entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc > 1)
    return nomo_cli_usage (_ ("“%s” is too much."), argv[1]);
  shop = nomo_cli_open_shop (self, &error);
  if (shop == NULL || !wake (nomo_shop_get_store (shop), &error))
    return nomo_cli_fail (self, error);
  return push (self, shop);
}
