#pragma once

#include "nomo-http.h"
#include "nomo-salla-endpoints.h"

G_BEGIN_DECLS

/**
 * NomoDemoRelayApp:
 * @endpoints: where the demo store is
 * @control_url: where it can be told things
 * @client_id: the id of its app
 * @client_secret: the secret of its app
 *
 * The demo store, as its relay gets to know it.
 */
typedef struct {
  NomoSallaEndpoints *endpoints;
  const char *control_url;
  const char *client_id;
  const char *client_secret;
} NomoDemoRelayApp;

#define NOMO_TYPE_DEMO_RELAY (nomo_demo_relay_get_type ())
G_DECLARE_FINAL_TYPE (NomoDemoRelay, nomo_demo_relay, NOMO, DEMO_RELAY, GObject)

NomoDemoRelay *nomo_demo_relay_new (const char *data_dir, NomoHttp *http, const NomoDemoRelayApp *app);
void nomo_demo_relay_stop (NomoDemoRelay *self);

G_END_DECLS
