#pragma once

#include "nomo-relay-page.h"
#include "nomo-relay-standing.h"

G_BEGIN_DECLS

const char *nomo_relay_event_words (const char *event);
void nomo_relay_embedded_write (NomoRelayPage *page, const NomoRelayStanding *standing);

G_END_DECLS
