#pragma once

#include "nomo-relay-shops.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define NOMO_RELAY_EMBEDDED_PATH "/embedded"

void nomo_relay_embedded_serve (SoupServer *server, NomoRelayHome *home, NomoRelayShops *shops);

G_END_DECLS
