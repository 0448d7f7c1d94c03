#pragma once

#include "nomo-relay-door.h"

G_BEGIN_DECLS

/**
 * NomoRelayTls:
 *
 * Keeps the certificate of a door as it is in its files.
 */
#define NOMO_TYPE_RELAY_TLS (nomo_relay_tls_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayTls, nomo_relay_tls, NOMO, RELAY_TLS, GObject)

NomoRelayTls *nomo_relay_tls_new (NomoRelayDoor *door, const char *certificate, const char *key, GError **error);
void nomo_relay_tls_reload (NomoRelayTls *self);

G_END_DECLS
