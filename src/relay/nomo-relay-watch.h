#pragma once

#include "nomo-relay-door.h"
#include "nomo-relay-intake.h"

G_BEGIN_DECLS

/**
 * NomoRelayWatch:
 *
 * What a monitor asks a relay, at an address of its own: `/healthz`, `/readyz` and `/metrics`.
 */
#define NOMO_TYPE_RELAY_WATCH (nomo_relay_watch_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayWatch, nomo_relay_watch, NOMO, RELAY_WATCH, GObject)

NomoRelayWatch *nomo_relay_watch_new (NomoInbox *inbox, const char *path, NomoRelayIntake *intake, NomoRelayDoor *door);
gboolean nomo_relay_watch_listen (NomoRelayWatch *self, const char *host, guint16 *port, GError **error);
void nomo_relay_watch_close (NomoRelayWatch *self);

G_END_DECLS
