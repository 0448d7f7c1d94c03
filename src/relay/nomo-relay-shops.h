#pragma once

#include "nomo-event-writer.h"
#include "nomo-relay-home.h"
#include "nomo-shop.h"
#include "nomo-sign-in.h"

G_BEGIN_DECLS

/**
 * NomoRelayShops:
 *
 * The stores that a relay keeps, each in a file of its own, and what runs for them. Main thread. Signal `opened`: those that
 * were connected before are there. Signal `connected`, with a [class@Shop]: it was opened, or its merchant has consented.
 */
#define NOMO_TYPE_RELAY_SHOPS (nomo_relay_shops_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayShops, nomo_relay_shops, NOMO, RELAY_SHOPS, GObject)

NomoRelayShops *nomo_relay_shops_new (NomoRelayHome *home, NomoEventWriter *writer, GError **error);
void nomo_relay_shops_open (NomoRelayShops *self);
gboolean nomo_relay_shops_are_open (NomoRelayShops *self);
NomoSallaEndpoints *nomo_relay_shops_get_endpoints (NomoRelayShops *self);
NomoShop *nomo_relay_shops_find (NomoRelayShops *self, gint64 merchant);
void nomo_relay_shops_consent_async (NomoRelayShops *self, gint64 merchant, NomoSallaTokens *tokens,
                                     GAsyncReadyCallback callback, gpointer data);
void nomo_relay_shops_connect_async (NomoRelayShops *self, gint64 merchant, const char *code, const char *redirect_uri,
                                     GAsyncReadyCallback callback, gpointer data);
gboolean nomo_relay_shops_consent_finish (NomoRelayShops *self, GAsyncResult *result, GError **error);
void nomo_relay_shops_stop (NomoRelayShops *self);

G_END_DECLS
