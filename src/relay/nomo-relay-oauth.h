#pragma once

#include "nomo-relay-shops.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define NOMO_RELAY_START_PATH    "/oauth/start"
#define NOMO_RELAY_CALLBACK_PATH "/oauth/callback"

void nomo_relay_oauth_serve (SoupServer *server, NomoRelayHome *home, NomoRelayShops *shops);

G_END_DECLS
