#pragma once

#include "nomo-relay-home.h"

G_BEGIN_DECLS

char *nomo_relay_ticket_make (NomoRelayHome *home, gint64 merchant, gint64 now, GError **error);
gint64 nomo_relay_ticket_spend (NomoRelayHome *home, const char *ticket, gint64 now);

G_END_DECLS
