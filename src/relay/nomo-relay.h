#pragma once

#include "nomo-relay-home.h"

G_BEGIN_DECLS

#define NOMO_TYPE_RELAY (nomo_relay_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelay, nomo_relay, NOMO, RELAY, GObject)

NomoRelay *nomo_relay_new (NomoRelayHome *home, int port, GError **error);
char *nomo_relay_dup_address (NomoRelay *self);
char *nomo_relay_dup_watch_address (NomoRelay *self);
void nomo_relay_reload (NomoRelay *self);
void nomo_relay_stop (NomoRelay *self);

G_END_DECLS
