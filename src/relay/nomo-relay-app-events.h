#pragma once

#include "nomo-relay-shops.h"

G_BEGIN_DECLS

/* Why nothing came of a delivery about the app. */
#define NOMO_APP_NO_TOKENS   "no tokens"        /* it brought none, or they are gone */
#define NOMO_APP_OLDER       "older"            /* the store has a newer sign-in */
#define NOMO_APP_DEAD        "refused by salla" /* Salla does not know the tokens any more */
#define NOMO_APP_OTHER_STORE "other store"      /* the tokens are of another store than it says */
#define NOMO_APP_STILL_THERE "still installed"  /* the app is said to be removed, and Salla answers as before */

/**
 * NomoRelayAppEvents:
 *
 * What webhooks tell about the app in a store: consents, removals, settings, subscriptions, trials. Main thread.
 */
#define NOMO_TYPE_RELAY_APP_EVENTS (nomo_relay_app_events_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayAppEvents, nomo_relay_app_events, NOMO, RELAY_APP_EVENTS, GObject)

NomoRelayAppEvents *nomo_relay_app_events_new (NomoRelayHome *home, NomoRelayShops *shops, NomoEventWriter *writer);
void nomo_relay_app_events_take (NomoRelayAppEvents *self, NomoDelivery *delivery);
void nomo_relay_app_events_stop (NomoRelayAppEvents *self);

G_END_DECLS
