#include "config.h"

#include "nomo-cli-table.h"
#include "nomo-cli.h"
#include "nomo-engine-lock.h"
#include "nomo-format.h"
#include "nomo-http.h"
#include "nomo-keyring.h"
#include "nomo-scopes.h"
#include "nomo-shop.h"
#include "nomo-text.h"
#include "nomo-token-keeper.h"
#include "nomo-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

/**
 * Status:
 * @merchant: Salla's number of the store
 * @path: its records
 * @held_by: (nullable): who runs its engine
 * @shop: (nullable): the store, opened to be read
 * @error: (nullable): why it could not be opened
 *
 * One store of this device.
 */
typedef struct {
  const char *merchant;
  char *path;
  char *held_by;
  NomoShop *shop;
  GError *error;
} Status;

static char *
dup_holder (NomoCli *cli, const char *merchant)
{
  g_autofree char *file = g_strconcat (merchant, ".engine", NULL);
  g_autofree char *path = g_build_filename (cli->data_dir, "stores", file, NULL);

  return nomo_engine_lock_dup_holder (path);
}

static void
status_read (Status *self, NomoCli *cli, NomoKeyring *keyring, NomoHttp *http)
{
  g_autoptr (GAsyncResult) result = NULL;

  self->path = nomo_shop_make_path (cli->data_dir, self->merchant);
  self->held_by = dup_holder (cli, self->merchant);
  nomo_shop_open_async (cli->data_dir, self->merchant, keyring, http, NULL, nomo_cli_keep_result, &result);
  self->shop = nomo_shop_open_finish (nomo_cli_wait (&result), &self->error);
  if (self->shop == NULL)
    return;
  g_clear_object (&result);
  nomo_shop_load_sign_in_async (self->shop, NULL, nomo_cli_keep_result, &result);
  nomo_shop_load_sign_in_finish (self->shop, nomo_cli_wait (&result));
}

static void
status_clear (Status *self)
{
  g_free (self->path);
  g_free (self->held_by);
  g_clear_object (&self->shop);
  g_clear_error (&self->error);
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* Seconds are enough: nothing here is told apart by less. */
static void
set_time (JsonObject *object, const char *name, gint64 ms)
{
  g_autoptr (GDateTime) time = ms > 0 ? g_date_time_new_from_unix_utc (ms / 1000) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  set_text (object, name, text);
}

static void
set_error (JsonObject *object, const char *code_name, const GError *error)
{
  g_autofree char *code = error != NULL ? nomo_words_dup_code (error) : NULL;
  g_autofree char *message = error != NULL ? nomo_words_sentence (error, TRUE) : NULL;

  set_text (object, code_name, code);
  set_text (object, "message", message);
}

static const char *
name_of_state (NomoTokenState state)
{
  switch (state) {
  case NOMO_TOKENS_GOOD:
    return "good";
  case NOMO_TOKENS_LAST:
    return "last";
  case NOMO_TOKENS_ENDED:
    return "ended";
  case NOMO_TOKENS_NONE:
  default:
    return "none";
  }
}

static JsonObject *
make_sign_in (NomoTokenKeeper *tokens)
{
  NomoTokenState state = nomo_token_keeper_get_state (tokens);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "state", name_of_state (state));
  set_error (object, "reason", state != NOMO_TOKENS_GOOD ? nomo_token_keeper_get_error (tokens) : NULL);
  set_time (object, "expires", nomo_token_keeper_get_expires (tokens));
  set_time (object, "renewed", nomo_token_keeper_get_renewed (tokens));
  set_time (object, "due", nomo_token_keeper_get_due (tokens));
  json_object_set_int_member (object, "generation", nomo_token_keeper_get_generation (tokens));
  json_object_set_int_member (object, "renewals", nomo_token_keeper_get_renewals (tokens));
  json_object_set_boolean_member (object, "lasting", nomo_token_keeper_is_lasting (tokens));
  return object;
}

static JsonArray *
make_granted (const char *granted)
{
  g_auto (GStrv) names = g_strsplit (granted != NULL ? granted : "", " ", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      json_array_add_string_element (array, names[i]);
  return array;
}

/* Without a sign-in nothing is missing from it. */
static JsonArray *
make_missing (const char *granted)
{
  JsonArray *array = json_array_new ();
  guint n;
  const NomoScope *scopes = nomo_scopes (&n);

  for (guint i = 0; granted != NULL && i < n; i++) {
    JsonObject *scope;

    if (nomo_scope_is_granted (granted, scopes[i].name))
      continue;
    scope = json_object_new ();
    json_object_set_string_member (scope, "name", scopes[i].name);
    json_object_set_string_member (scope, "purpose", _ (scopes[i].purpose));
    json_array_add_object_element (array, scope);
  }
  return array;
}

static JsonObject *
make_scopes (const char *granted)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "granted", make_granted (granted));
  json_object_set_array_member (object, "missing", make_missing (granted));
  return object;
}

static void
add_shop (JsonObject *object, NomoShop *shop)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);
  JsonObject *records = json_object_new ();

  set_text (object, "name", nomo_shop_get_name (shop));
  set_text (object, "domain", nomo_shop_get_domain (shop));
  set_text (object, "plan", nomo_shop_get_plan (shop));
  json_object_set_boolean_member (object, "demo", nomo_shop_get_is_demo (shop));
  json_object_set_object_member (object, "sign_in", make_sign_in (tokens));
  json_object_set_object_member (object, "scopes", make_scopes (nomo_token_keeper_get_scope (tokens)));
  set_time (records, "as_of", nomo_shop_get_as_of (shop));
  json_object_set_int_member (records, "unreadable", nomo_shop_get_unreadable (shop));
  json_object_set_object_member (object, "records", records);
}

static JsonObject *
make_store (const Status *status)
{
  JsonObject *object = json_object_new ();
  JsonObject *engine = json_object_new ();

  json_object_set_string_member (object, "merchant", status->merchant);
  json_object_set_string_member (object, "data", status->path);
  set_text (engine, "held_by", status->held_by);
  json_object_set_object_member (object, "engine", engine);
  if (status->shop != NULL) {
    add_shop (object, status->shop);
  } else {
    JsonObject *error = json_object_new ();

    set_error (error, "code", status->error);
    json_object_set_object_member (object, "error", error);
  }
  return object;
}

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

static char *
dup_records (NomoShop *shop)
{
  gint64 unreadable = nomo_shop_get_unreadable (shop);
  g_autofree char *count = nomo_format_int (unreadable);
  g_autofree char *as_of = nomo_format_moment (nomo_shop_get_as_of (shop), nomo_shop_get_zone (shop));

  if (nomo_shop_get_as_of (shop) == 0)
    return g_strdup (_ ("the first sync has not ended"));
  if (unreadable == 0)
    return g_strdup_printf (_ ("as of %s"), as_of);
  /* Translators: 1 is a moment, 2 how many rows of Salla’s could not be understood. */
  return g_strdup_printf (_ ("as of %1$s, not readable: %2$s"), as_of, count);
}

static void
add_sign_in (NomoCliTable *table, NomoShop *shop)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);
  NomoTokenState state = nomo_token_keeper_get_state (tokens);
  const GError *error = nomo_token_keeper_get_error (tokens);

  add_line (table, _ ("Sign-in"), dup_sign_in (tokens, nomo_shop_get_zone (shop)));
  if (state != NOMO_TOKENS_GOOD && error != NULL)
    add_line (table, "", nomo_words_sentence (error, TRUE));
  if (nomo_token_keeper_get_scope (tokens) != NULL)
    add_line (table, _ ("Permissions"), dup_permissions (nomo_token_keeper_get_scope (tokens)));
}

static void
add_facts (NomoCliTable *table, NomoShop *shop)
{
  if (nomo_shop_get_domain (shop) != NULL)
    add_line (table, _ ("Address"), nomo_text_isolate_ltr (nomo_shop_get_domain (shop)));
  if (nomo_shop_get_plan (shop) != NULL)
    add_line (table, _ ("Plan"), nomo_text_isolate (nomo_shop_get_plan (shop)));
  add_sign_in (table, shop);
  add_line (table, _ ("Records"), dup_records (shop));
}

static char *
dup_title (const Status *status)
{
  const char *name = status->shop != NULL ? nomo_shop_get_name (status->shop) : NULL;
  g_autofree char *isolated = name != NULL ? nomo_text_isolate (name) : NULL;

  if (name == NULL)
    return g_strdup (status->merchant);
  if (nomo_shop_get_is_demo (status->shop))
    /* Translators: the store's name and its number at Salla. */
    return g_strdup_printf (_ ("%1$s (%2$s), demo store"), isolated, status->merchant);
  return g_strdup_printf ("%s (%s)", isolated, status->merchant);
}

static void
print_store (const Status *status)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (2);

  add_line (table, _ ("Store"), dup_title (status));
  if (status->shop != NULL)
    add_facts (table, status->shop);
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
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *stores = json_array_new ();
  int code = NOMO_EXIT_OK;

  for (guint i = 0; merchants[i] != NULL; i++) {
    Status status = { .merchant = merchants[i] };

    status_read (&status, cli, keyring, http);
    if (status.error != NULL)
      code = NOMO_EXIT_FAILED;
    if (cli->json)
      json_array_add_object_element (stores, make_store (&status));
    else
      print_store (&status);
    if (!cli->json && merchants[i + 1] != NULL)
      putchar ('\n');
    status_clear (&status);
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
