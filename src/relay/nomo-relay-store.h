#pragma once

#include "nomo-hooks-state.h"
#include "nomo-inbox-health.h"
#include "nomo-relay-home.h"
#include "nomo-shop-status.h"
#include "nomo-sync.h"

G_BEGIN_DECLS

/**
 * NomoRelayStoreState:
 * @NOMO_RELAY_STORE_CONNECTED: its records follow
 * @NOMO_RELAY_STORE_NO_CONSENT: it was connected, and the merchant has to consent anew
 * @NOMO_RELAY_STORE_REMOVED: its merchant has removed the app
 * @NOMO_RELAY_STORE_INSTALLED: its merchant has the app, and has not consented yet
 * @NOMO_RELAY_STORE_UNKNOWN: Salla delivers for it, and nobody has connected it
 * @NOMO_RELAY_STORE_UNREADABLE: its file cannot be opened
 *
 * How a store and a relay stand to each other.
 */
typedef enum {
  NOMO_RELAY_STORE_CONNECTED,
  NOMO_RELAY_STORE_NO_CONSENT,
  NOMO_RELAY_STORE_REMOVED,
  NOMO_RELAY_STORE_INSTALLED,
  NOMO_RELAY_STORE_UNKNOWN,
  NOMO_RELAY_STORE_UNREADABLE,
  NOMO_RELAY_N_STORE_STATES
} NomoRelayStoreState;

/**
 * NomoRelayStore:
 * @merchant: Salla's number of the store
 * @state: how it stands to the relay
 * @shop: (nullable): the store itself; %NULL when it was never connected, or is erased
 * @health: (nullable): how its deliveries stand; %NULL when there are none
 * @removed_at: when its app was removed, UTC milliseconds; 0 when it was not
 * @hooks: (nullable): how its webhook subscriptions stand; %NULL when its file could not be read
 * @repairs: what was put right lately
 *
 * A store of a relay.
 */
typedef struct {
  gint64 merchant;
  NomoRelayStoreState state;
  NomoShopStatus *shop;
  const NomoInboxHealth *health;
  gint64 removed_at;
  NomoHooksState *hooks;
  NomoSyncRepairs repairs;
} NomoRelayStore;

/**
 * NomoRelayStores:
 * @stores: (element-type NomoRelayStore): the stores, by their numbers
 * @health: (element-type NomoInboxHealth): of all of which there are deliveries
 */
typedef struct {
  GPtrArray *stores;
  GPtrArray *health;
} NomoRelayStores;

NomoRelayStores *nomo_relay_stores_read (NomoRelayHome *home, gint64 now, GError **error);
JsonArray *nomo_relay_stores_to_json (const NomoRelayStores *self);
void nomo_relay_stores_free (NomoRelayStores *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRelayStores, nomo_relay_stores_free)

G_END_DECLS
