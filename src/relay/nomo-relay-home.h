#pragma once

#include "nomo-relay-settings.h"
#include "nomo-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* For what the secrets of a delivery are sealed. */
#define NOMO_RELAY_DELIVERY "delivery"
#define NOMO_RELAY_INBOX    "inbox.db"
#define NOMO_RELAY_KEY      "key"
#define NOMO_RELAY_LOCK     "relay.lock"
#define NOMO_RELAY_NOTICE   "serving"
#define NOMO_RELAY_SETTINGS "relay.conf"

/**
 * NomoRelayHome:
 *
 * The folder of a relay: its key, its settings with the secrets sealed in them, and its databases.
 */
#define NOMO_TYPE_RELAY_HOME (nomo_relay_home_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayHome, nomo_relay_home, NOMO, RELAY_HOME, GObject)

char *nomo_relay_home_usual (void);
gboolean nomo_relay_home_is_there (const char *path, GError **error);
NomoRelayHome *nomo_relay_home_create (const char *path, GError **error);
NomoRelayHome *nomo_relay_home_open (const char *path, GError **error);
char *nomo_relay_home_dup_path (NomoRelayHome *self, const char *name);
const NomoRelaySettings *nomo_relay_home_get_settings (NomoRelayHome *self);
GBytes *nomo_relay_home_get_key (NomoRelayHome *self);
gboolean nomo_relay_home_set_endpoints (NomoRelayHome *self, const char *accounts_url, const char *api_url,
                                        GError **error);
gboolean nomo_relay_home_set_app (NomoRelayHome *self, const char *client_id, const char *client_secret,
                                  GError **error);
gboolean nomo_relay_home_read_app (NomoRelayHome *self, NomoSecret **client_secret, GError **error);
gboolean nomo_relay_home_rotate (NomoRelayHome *self, const char *secret, gint64 now, GError **error);
gboolean nomo_relay_home_read_secrets (NomoRelayHome *self, gint64 now, NomoSecret **current, NomoSecret **previous,
                                       GError **error);

G_END_DECLS
