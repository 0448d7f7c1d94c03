#pragma once

#include "nomo-relay-home.h"
#include "nomo-relay-shops.h"

G_BEGIN_DECLS

/**
 * NomoRelayHooks:
 *
 * Sees to it that each store delivers to the relay: after its consent, when the relay starts, each night, and when the secret is
 * another one. Main thread.
 */
#define NOMO_TYPE_RELAY_HOOKS (nomo_relay_hooks_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayHooks, nomo_relay_hooks, NOMO, RELAY_HOOKS, GObject)

NomoRelayHooks *nomo_relay_hooks_new (NomoRelayHome *home, NomoRelayShops *shops);
void nomo_relay_hooks_reload (NomoRelayHooks *self, NomoRelayHome *home);
void nomo_relay_hooks_stop (NomoRelayHooks *self);
gint64 nomo_relay_hooks_next_night (GTimeZone *zone, gint64 merchant, gint64 now);

G_END_DECLS
