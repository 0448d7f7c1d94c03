#pragma once

#include "nomo-relay-store.h"

G_BEGIN_DECLS

char *nomo_relay_lag_dup_words (const NomoLagFigures *figures);
void nomo_relay_stores_write (const NomoRelayStores *self, GString *text);

G_END_DECLS
