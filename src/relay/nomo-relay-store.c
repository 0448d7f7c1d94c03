#include "config.h"

#include "nomo-relay-store.h"

#include "nomo-relay-reason.h"
#include "nomo-relay-removal.h"
#include "nomo-repair.h"
#include "nomo-status-json.h"
#include "nomo-token-keeper.h"

#define DAY_MS      (24 * 3600 * G_GINT64_CONSTANT (1000))
#define REPAIR_DAYS 30

static const char *const states[] = {
  [NOMO_RELAY_STORE_CONNECTED] = "connected", [NOMO_RELAY_STORE_NO_CONSENT] = "no-consent",
  [NOMO_RELAY_STORE_REMOVED] = "removed",     [NOMO_RELAY_STORE_INSTALLED] = "installed",
  [NOMO_RELAY_STORE_UNKNOWN] = "unknown",     [NOMO_RELAY_STORE_UNREADABLE] = "unreadable",
};
G_STATIC_ASSERT (G_N_ELEMENTS (states) == NOMO_RELAY_N_STORE_STATES);

static const char *const lags[] = { [NOMO_LAG_COMING] = "coming", [NOMO_LAG_WRITING] = "writing" };
G_STATIC_ASSERT (G_N_ELEMENTS (lags) == NOMO_N_LAGS);

static void
store_free (gpointer data)
{
  NomoRelayStore *self = data;

  g_clear_pointer (&self->shop, nomo_shop_status_free);
  g_clear_pointer (&self->hooks, nomo_hooks_state_free);
  g_free (self);
}

/**
 * nomo_relay_stores_free:
 * @self: (transfer full): stores
 */
void
nomo_relay_stores_free (NomoRelayStores *self)
{
  g_ptr_array_unref (self->stores);
  g_clear_pointer (&self->health, g_ptr_array_unref);
  g_free (self);
}

static const NomoInboxHealth *
find_health (const NomoRelayStores *self, gint64 merchant)
{
  for (guint i = 0; self->health != NULL && i < self->health->len; i++) {
    const NomoInboxHealth *health = self->health->pdata[i];

    if (health->merchant == merchant)
      return health;
  }
  return NULL;
}

static NomoRelayStoreState
judge (const NomoRelayStore *self)
{
  NomoTokenState tokens;

  if (self->shop == NULL)
    return self->health->has_event ? NOMO_RELAY_STORE_INSTALLED : NOMO_RELAY_STORE_UNKNOWN;
  if (self->shop->shop == NULL)
    return NOMO_RELAY_STORE_UNREADABLE;
  if (self->removed_at > 0)
    return NOMO_RELAY_STORE_REMOVED;
  tokens = nomo_token_keeper_get_state (nomo_shop_get_tokens (self->shop->shop));
  return tokens == NOMO_TOKENS_GOOD ? NOMO_RELAY_STORE_CONNECTED : NOMO_RELAY_STORE_NO_CONSENT;
}

/* A file of an older version may not know of repairs yet. */
static void
read_records (NomoRelayStore *self, gint64 now)
{
  NomoStore *store = nomo_shop_get_store (self->shop->shop);
  gint64 since = now - REPAIR_DAYS * DAY_MS;

  self->removed_at = nomo_relay_removal_get_moment (store);
  self->repairs.missed = MAX (nomo_store_count_repairs (store, since, NOMO_REPAIR_MISSED, NULL), 0);
  self->repairs.changed = MAX (nomo_store_count_repairs (store, since, NOMO_REPAIR_CHANGED, NULL), 0);
  self->repairs.gone = MAX (nomo_store_count_repairs (store, since, NOMO_REPAIR_GONE, NULL), 0);
  self->repairs.untold = MAX (nomo_store_count_repairs (store, since, NOMO_REPAIR_UNTOLD, NULL), 0);
  self->hooks = nomo_hooks_read_state (store);
}

static void
add (NomoRelayStores *self, gint64 merchant, NomoShopStatus *shop, gint64 now)
{
  NomoRelayStore *store = g_new0 (NomoRelayStore, 1);

  store->merchant = merchant;
  store->shop = shop;
  store->health = find_health (self, merchant);
  if (shop != NULL && shop->shop != NULL)
    read_records (store, now);
  store->state = judge (store);
  g_ptr_array_add (self->stores, store);
}

static gboolean
has (const NomoRelayStores *self, gint64 merchant)
{
  for (guint i = 0; i < self->stores->len; i++)
    if (((NomoRelayStore *) self->stores->pdata[i])->merchant == merchant)
      return TRUE;
  return FALSE;
}

/* Of a store that was here and left, the hash of its consent stays for ever, which is nothing to tell of. */
static void
add_others (NomoRelayStores *self, gint64 now)
{
  for (guint i = 0; self->health != NULL && i < self->health->len; i++) {
    const NomoInboxHealth *health = self->health->pdata[i];

    if (!has (self, health->merchant) && health->recent + health->waiting + health->kept > 0)
      add (self, health->merchant, NULL, now);
  }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(const NomoRelayStore *const *) a)->merchant;
  gint64 second = (*(const NomoRelayStore *const *) b)->merchant;

  return (first > second) - (first < second);
}

static gboolean
read_health (NomoRelayStores *self, NomoRelayHome *home, gint64 now, GError **error)
{
  g_autofree char *inbox = nomo_relay_home_dup_path (home, NOMO_RELAY_INBOX);

  if (!g_file_test (inbox, G_FILE_TEST_EXISTS))
    return TRUE;
  self->health = nomo_inbox_read_health (inbox, now - DAY_MS, "app.installed", error);
  return self->health != NULL;
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static char **
find_files (const char *folder, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_shops_find_async (folder, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return nomo_shops_find_finish (result, error);
}

/**
 * nomo_relay_stores_read:
 * @home: the relay's folder
 * @now: UTC milliseconds
 * @error: return location
 *
 * Looks at the stores beside a relay that serves. Nothing is written to their files, and Salla is not asked. Runs the context until
 * it is done.
 *
 * Returns: (transfer full) (nullable): the stores that are or were connected, and those for which Salla delivers
 */
NomoRelayStores *
nomo_relay_stores_read (NomoRelayHome *home, gint64 now, GError **error)
{
  g_autoptr (NomoRelayStores) self = g_new0 (NomoRelayStores, 1);
  g_autofree char *folder = nomo_relay_home_dup_path (home, "");
  g_autofree char *secrets = nomo_relay_home_dup_path (home, "secrets");
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new_sealed (nomo_vault_new (nomo_relay_home_get_key (home), secrets));
  g_auto (GStrv) files = find_files (folder, error);

  self->stores = g_ptr_array_new_with_free_func (store_free);
  if (files == NULL || !read_health (self, home, now, error))
    return NULL;
  for (guint i = 0; files[i] != NULL; i++)
    add (self, g_ascii_strtoll (files[i], NULL, 10), nomo_shop_status_read (folder, files[i], keyring), now);
  add_others (self, now);
  g_ptr_array_sort (self->stores, compare);
  return g_steal_pointer (&self);
}

static JsonObject *
make_lag (const GArray *shares)
{
  NomoLagFigures figures = nomo_lag_get_figures (shares);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "count", figures.count);
  json_object_set_int_member (object, "p50_ms", figures.p50);
  json_object_set_int_member (object, "p99_ms", figures.p99);
  return object;
}

static JsonObject *
make_deliveries (const NomoInboxHealth *health)
{
  JsonObject *object = json_object_new ();
  JsonObject *lag = json_object_new ();

  nomo_status_set_text (object, "last_event", health->last_event);
  nomo_status_set_time (object, "last_at", health->last_at);
  json_object_set_int_member (object, "last", health->last);
  json_object_set_int_member (object, "last_day", health->recent);
  json_object_set_int_member (object, "waiting", health->waiting);
  json_object_set_int_member (object, "kept", health->kept);
  json_object_set_array_member (object, "kept_reasons", nomo_relay_reasons_to_json (health->reasons));
  for (guint i = 0; i < NOMO_N_LAGS; i++)
    json_object_set_object_member (lag, lags[i], make_lag (health->lags[i]));
  json_object_set_object_member (object, "lag", lag);
  return object;
}

static JsonObject *
make_repairs (const NomoSyncRepairs *repairs)
{
  JsonObject *object = nomo_sync_repairs_to_json (repairs);

  json_object_set_int_member (object, "days", REPAIR_DAYS);
  return object;
}

static JsonObject *
make_webhooks (const NomoHooksState *hooks)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "state", nomo_hooks_kind_get_name (hooks->kind));
  nomo_status_set_time (object, "at", hooks->at);
  json_object_set_int_member (object, "wanted", hooks->wanted);
  json_object_set_int_member (object, "standing", hooks->standing);
  nomo_status_set_text (object, "refusal", hooks->refusal);
  return object;
}

static JsonObject *
make_store (const NomoRelayStore *self)
{
  JsonObject *object = self->shop != NULL ? nomo_shop_status_to_json (self->shop) : json_object_new ();
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, self->merchant);

  json_object_set_string_member (object, "merchant", merchant);
  json_object_set_string_member (object, "state", states[self->state]);
  nomo_status_set_time (object, "removed_at", self->removed_at);
  if (self->health != NULL)
    json_object_set_object_member (object, "deliveries", make_deliveries (self->health));
  else
    json_object_set_null_member (object, "deliveries");
  if (self->hooks != NULL)
    json_object_set_object_member (object, "webhooks", make_webhooks (self->hooks));
  if (self->shop != NULL && self->shop->shop != NULL)
    json_object_set_object_member (object, "repairs", make_repairs (&self->repairs));
  return object;
}

/**
 * nomo_relay_stores_to_json:
 * @self: stores
 *
 * Returns: (transfer full): the stores for programs: what `nomo status` tells of each, how it stands to the relay and how its
 *   deliveries do
 */
JsonArray *
nomo_relay_stores_to_json (const NomoRelayStores *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->stores->len; i++)
    json_array_add_object_element (array, make_store (self->stores->pdata[i]));
  return array;
}
