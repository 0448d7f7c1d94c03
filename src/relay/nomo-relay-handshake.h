#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoRelayShaken:
 * @stream: (nullable): what is said from now on; %NULL when they did not come to terms
 * @data: what nomo_relay_handshake() was given
 */
typedef void (*NomoRelayShaken) (GIOStream *stream, gpointer data);

void nomo_relay_handshake (GSocketConnection *connection, GTlsCertificate *certificate, NomoRelayShaken func,
                           gpointer data);

G_END_DECLS
