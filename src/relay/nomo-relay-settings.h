#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoRelaySettings:
 * @host: the address that the relay listens at, as numbers
 * @port: its port, 0 for any that is free
 * @watch_host: the address at which monitors ask
 * @watch_port: its port, 0 for any that is free
 * @public_url: (nullable): where the relay is for those outside, without a slash at its end
 * @certificate: (nullable): the file of the certificate that the relay shows, whose key is in @key
 * @key: (nullable): the file of the certificate's private key
 * @proxy: (nullable): the address of a web server with TLS in front of the relay
 * @keep_days: how long deliveries stay once they are dealt with, 0 for ever
 * @erase_after_days: how long a store's records stay after its merchant has removed the app
 * @takes_tokens: whether Salla is set to send the secret itself in place of a signature
 * @by_portal: whether stores deliver what is ticked in the partners' portal and nothing is registered for each
 * @accounts_url: (nullable): where the sign-in server is, %NULL for Salla's own
 * @api_url: (nullable): where the Admin API is, %NULL for Salla's own
 * @client_id: (nullable): the id of the Salla app
 * @app_id: (nullable): the number of the Salla app, which is not its id
 * @has_secret: whether a secret is shared with Salla
 * @previous_until: until when the secret of before is taken, UTC milliseconds; 0 when there is none
 *
 * What relay.conf says.
 */
typedef struct {
  char *host;
  guint16 port;
  char *watch_host;
  guint16 watch_port;
  char *public_url;
  char *certificate;
  char *key;
  GInetAddress *proxy;
  gint64 keep_days;
  gint64 erase_after_days;
  gboolean takes_tokens;
  gboolean by_portal;
  char *accounts_url;
  char *api_url;
  char *client_id;
  char *app_id;
  gboolean has_secret;
  gint64 previous_until;
} NomoRelaySettings;

NomoRelaySettings *nomo_relay_settings_create (GKeyFile *file, const char *folder);
NomoRelaySettings *nomo_relay_settings_load (GKeyFile *file, const char *path, GError **error);
NomoRelaySettings *nomo_relay_settings_read (GKeyFile *file, const char *folder, GError **error);
gboolean nomo_relay_settings_is_local (const NomoRelaySettings *self);
gboolean nomo_relay_settings_is_guarded (const NomoRelaySettings *self, GError **error);
void nomo_relay_settings_free (NomoRelaySettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRelaySettings, nomo_relay_settings_free)

G_END_DECLS
