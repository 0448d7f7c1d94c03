#pragma once

#include "nomo-salla-endpoints.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoRelayVisitors:
 *
 * Knows whose the tokens are that Salla's dashboard gives to the app's page. Salla is asked once for each, and not more often than
 * is decent, whoever asks here. Main thread.
 */
#define NOMO_TYPE_RELAY_VISITORS (nomo_relay_visitors_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayVisitors, nomo_relay_visitors, NOMO, RELAY_VISITORS, GObject)

NomoRelayVisitors *nomo_relay_visitors_new (NomoSallaEndpoints *endpoints, const char *app_id);
void nomo_relay_visitors_ask_async (NomoRelayVisitors *self, const char *token, const char *peer,
                                    GAsyncReadyCallback callback, gpointer data);
gint64 nomo_relay_visitors_ask_finish (NomoRelayVisitors *self, GAsyncResult *result, GError **error);

G_END_DECLS
