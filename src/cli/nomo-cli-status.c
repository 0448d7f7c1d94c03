#include "config.h"

#include "nomo-cli-table.h"
#include "nomo-cli.h"
#include "nomo-format.h"
#include "nomo-keyring.h"
#include "nomo-owner-words.h"
#include "nomo-scopes.h"
#include "nomo-shop-status.h"
#include "nomo-text.h"
#include "nomo-token-keeper.h"
#include "nomo-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
add_line (NomoCliTable *table, const char *label, char *text)
{
  nomo_cli_table_add (table, g_strdup (label));
  nomo_cli_table_add (table, text);
}

static char *
dup_sign_in (NomoTokenKeeper *tokens, GTimeZone *zone)
{
  NomoTokenState state = nomo_token_keeper_get_state (tokens);
  g_autofree char *expires = nomo_format_moment (nomo_token_keeper_get_expires (tokens), zone);
  g_autofree char *due = nomo_format_moment (nomo_token_keeper_get_due (tokens), zone);

  if (state == NOMO_TOKENS_GOOD && nomo_token_keeper_get_due (tokens) > 0)
    /* Translators: both are moments, such as “22 November 2026, 10:42 AM”. */
    return g_strdup_printf (_ ("works until %1$s, renews by itself from %2$s on"), expires, due);
  if (state == NOMO_TOKENS_GOOD || state == NOMO_TOKENS_LAST)
    return g_strdup_printf (_ ("works until %s, is not renewed by itself"), expires);
  if (state == NOMO_TOKENS_ENDED)
    return g_strdup_printf (_ ("ended on %s"), expires);
  return g_strdup (_ ("none on this device"));
}

static char *
dup_permissions (const char *granted)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;
  const NomoScope *scopes = nomo_scopes (&n);

  for (guint i = 0; i < n; i++)
    if (!nomo_scope_is_granted (granted, scopes[i].name))
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", scopes[i].name);
  if (names->len == 0)
    return g_strdup (_ ("all granted"));
  /* Translators: %s lists permissions as Salla calls them. */
  return g_strdup_printf (_ ("missing: %s"), names->str);
}

static void
add_sign_in (NomoCliTable *table, NomoShop *shop)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);
  NomoTokenState state = nomo_token_keeper_get_state (tokens);
  const GError *error = nomo_token_keeper_get_error (tokens);

  if (nomo_shop_get_relay (shop) != NULL) {
    add_line (table, _ ("Relay"), nomo_owner_words_dup (shop));
    return;
  }
  add_line (table, _ ("Sign-in"), dup_sign_in (tokens, nomo_shop_get_zone (shop)));
  if (state != NOMO_TOKENS_GOOD && error != NULL)
    add_line (table, "", nomo_words_sentence (error, TRUE));
  if (nomo_token_keeper_get_scope (tokens) != NULL)
    add_line (table, _ ("Permissions"), dup_permissions (nomo_token_keeper_get_scope (tokens)));
}

static void
add_facts (NomoCliTable *table, const NomoShopStatus *status)
{
  NomoShop *shop = status->shop;

  if (nomo_shop_get_domain (shop) != NULL)
    add_line (table, _ ("Address"), nomo_text_isolate_ltr (nomo_shop_get_domain (shop)));
  if (nomo_shop_get_plan (shop) != NULL)
    add_line (table, _ ("Plan"), nomo_text_isolate (nomo_shop_get_plan (shop)));
  add_sign_in (table, shop);
  add_line (table, _ ("Records"), nomo_shop_status_dup_records (status, nomo_shop_get_zone (shop)));
}

static void
print_store (const NomoShopStatus *status)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (2);

  add_line (table, _ ("Store"), nomo_shop_status_dup_title (status));
  if (status->shop != NULL)
    add_facts (table, status);
  else
    add_line (table, "", nomo_words_sentence (status->error, TRUE));
  add_line (table, _ ("Sync"),
            status->held_by != NULL ? nomo_text_isolate (status->held_by) : g_strdup (_ ("no program runs it now")));
  add_line (table, _ ("Data"), nomo_text_isolate_ltr (status->path));
  nomo_cli_table_print (table);
}

static int
print_stores (NomoCli *cli, char **merchants)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *stores = json_array_new ();
  int code = NOMO_EXIT_OK;

  for (guint i = 0; merchants[i] != NULL; i++) {
    g_autoptr (NomoShopStatus) status = nomo_shop_status_read (cli->data_dir, merchants[i], keyring);

    if (status->error != NULL)
      code = NOMO_EXIT_FAILED;
    if (cli->json)
      json_array_add_object_element (stores, nomo_shop_status_to_json (status));
    else
      print_store (status);
    if (!cli->json && merchants[i + 1] != NULL)
      putchar ('\n');
  }
  json_object_set_array_member (object, "stores", stores);
  if (cli->json)
    nomo_cli_print_json (object);
  return code;
}

/* All stores unless one is named; none is an error either way. */
static char **
dup_merchants (NomoCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) found = NULL;
  g_autoptr (GStrvBuilder) one = g_strv_builder_new ();
  g_autofree char *merchant = NULL;

  nomo_shops_find_async (cli->data_dir, NULL, nomo_cli_keep_result, &result);
  found = nomo_shops_find_finish (nomo_cli_wait (&result), error);
  if (found == NULL)
    return NULL;
  if (cli->merchant == NULL && *found != NULL)
    return g_steal_pointer (&found);
  merchant = nomo_cli_dup_merchant (cli, error);
  if (merchant == NULL)
    return NULL;
  g_strv_builder_add (one, merchant);
  return g_strv_builder_end (one);
}

int
nomo_cli_status (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) merchants = NULL;

  if (!nomo_cli_parse (self, "status", _ ("Tell how the stores and their sign-ins stand, without asking Salla"),
                       entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc > 1)
    return nomo_cli_usage (_ ("“%s” is too much."), argv[1]);
  merchants = dup_merchants (self, &error);
  return merchants != NULL ? print_stores (self, merchants) : nomo_cli_fail (self, error);
}
