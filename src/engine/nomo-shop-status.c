#include "config.h"

#include "nomo-shop-status.h"

#include "nomo-engine-lock.h"
#include "nomo-format.h"
#include "nomo-scopes.h"
#include "nomo-status-json.h"
#include "nomo-text.h"
#include "nomo-token-keeper.h"

#include <glib/gi18n.h>

/**
 * nomo_shop_status_free:
 * @self: (transfer full): a status
 */
void
nomo_shop_status_free (NomoShopStatus *self)
{
  g_free (self->merchant);
  g_free (self->path);
  g_free (self->held_by);
  g_clear_object (&self->shop);
  g_clear_error (&self->error);
  g_free (self);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static char *
dup_holder (const char *data_dir, const char *merchant)
{
  g_autofree char *file = g_strconcat (merchant, ".engine", NULL);
  g_autofree char *path = g_build_filename (data_dir, "stores", file, NULL);

  return nomo_engine_lock_dup_holder (path);
}

/**
 * nomo_shop_status_read:
 * @data_dir: a data directory
 * @merchant: one of those that nomo_shops_find_finish() gave
 * @keyring: where the sign-in is
 *
 * Looks at a store without asking Salla, beside whoever runs its engine. Nothing is written. Runs the context until it is done.
 *
 * Returns: (transfer full): how the store stands
 */
NomoShopStatus *
nomo_shop_status_read (const char *data_dir, const char *merchant, NomoKeyring *keyring)
{
  NomoShopStatus *self = g_new0 (NomoShopStatus, 1);
  g_autoptr (GAsyncResult) result = NULL;

  self->merchant = g_strdup (merchant);
  self->path = nomo_shop_make_path (data_dir, merchant);
  self->held_by = dup_holder (data_dir, merchant);
  nomo_shop_open_to_read_async (data_dir, merchant, keyring, NULL, keep_result, &result);
  self->shop = nomo_shop_open_finish (wait_for (&result), &self->error);
  if (self->shop == NULL)
    return self;
  g_clear_object (&result);
  nomo_shop_load_sign_in_async (self->shop, NULL, keep_result, &result);
  nomo_shop_load_sign_in_finish (self->shop, wait_for (&result));
  return self;
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
  nomo_status_set_error (object, "reason", state != NOMO_TOKENS_GOOD ? nomo_token_keeper_get_error (tokens) : NULL);
  nomo_status_set_time (object, "expires", nomo_token_keeper_get_expires (tokens));
  nomo_status_set_time (object, "renewed", nomo_token_keeper_get_renewed (tokens));
  nomo_status_set_time (object, "due", nomo_token_keeper_get_due (tokens));
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
set_relay (JsonObject *object, NomoShop *shop)
{
  JsonObject *relay;

  if (nomo_shop_get_relay (shop) == NULL) {
    json_object_set_null_member (object, "relay");
    return;
  }
  relay = json_object_new ();
  json_object_set_string_member (relay, "host", nomo_shop_get_relay (shop));
  nomo_status_set_time (relay, "since", nomo_shop_get_relay_since (shop));
  json_object_set_object_member (object, "relay", relay);
}

static void
add_shop (JsonObject *object, NomoShop *shop)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);
  JsonObject *records = json_object_new ();

  nomo_status_set_text (object, "name", nomo_shop_get_name (shop));
  nomo_status_set_text (object, "domain", nomo_shop_get_domain (shop));
  nomo_status_set_text (object, "plan", nomo_shop_get_plan (shop));
  json_object_set_boolean_member (object, "demo", nomo_shop_get_is_demo (shop));
  set_relay (object, shop);
  json_object_set_object_member (object, "sign_in", make_sign_in (tokens));
  json_object_set_object_member (object, "scopes", make_scopes (nomo_token_keeper_get_scope (tokens)));
  nomo_status_set_time (records, "as_of", nomo_shop_get_as_of (shop));
  json_object_set_int_member (records, "unreadable", nomo_shop_get_unreadable (shop));
  json_object_set_object_member (object, "records", records);
}

/**
 * nomo_shop_status_to_json:
 * @self: a status
 *
 * Returns: (transfer full): the status for programs
 */
JsonObject *
nomo_shop_status_to_json (const NomoShopStatus *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *engine = json_object_new ();

  json_object_set_string_member (object, "merchant", self->merchant);
  json_object_set_string_member (object, "data", self->path);
  nomo_status_set_text (engine, "held_by", self->held_by);
  json_object_set_object_member (object, "engine", engine);
  if (self->shop != NULL) {
    add_shop (object, self->shop);
  } else {
    JsonObject *error = json_object_new ();

    nomo_status_set_error (error, "code", self->error);
    json_object_set_object_member (object, "error", error);
  }
  return object;
}

/**
 * nomo_shop_status_dup_title:
 * @self: a status
 *
 * Returns: (transfer full): the store's name with its number, or its number alone
 */
char *
nomo_shop_status_dup_title (const NomoShopStatus *self)
{
  const char *name = self->shop != NULL ? nomo_shop_get_name (self->shop) : NULL;
  g_autofree char *isolated = name != NULL ? nomo_text_isolate (name) : NULL;

  if (name == NULL)
    return g_strdup (self->merchant);
  if (nomo_shop_get_is_demo (self->shop))
    /* Translators: the store's name and its number at Salla. */
    return g_strdup_printf (_ ("%1$s (%2$s), demo store"), isolated, self->merchant);
  return g_strdup_printf ("%s (%s)", isolated, self->merchant);
}

/**
 * nomo_shop_status_dup_records:
 * @self: a status of a store that could be opened
 * @zone: the zone of whoever reads it
 *
 * Returns: (transfer full): up to when its records are those of Salla
 */
char *
nomo_shop_status_dup_records (const NomoShopStatus *self, GTimeZone *zone)
{
  NomoShop *shop = self->shop;
  gint64 unreadable = nomo_shop_get_unreadable (shop);
  g_autofree char *count = nomo_format_int (unreadable);
  g_autofree char *as_of = nomo_format_moment (nomo_shop_get_as_of (shop), zone);

  if (nomo_shop_get_as_of (shop) == 0)
    return g_strdup (_ ("the first sync has not ended"));
  if (unreadable == 0)
    return g_strdup_printf (_ ("as of %s"), as_of);
  /* Translators: 1 is a moment, 2 how many rows of Salla’s could not be understood. */
  return g_strdup_printf (_ ("as of %1$s, not readable: %2$s"), as_of, count);
}
