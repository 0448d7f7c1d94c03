#pragma once

#include "nomo-relay-intake.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoRelayRefused:
 * @counts: what became of how many requests to deliver something since the relay was started
 *
 * What a relay that serves has refused. What is refused is not believed either where it says whose it is.
 */
typedef struct {
  guint64 counts[NOMO_RELAY_N_VERDICTS];
} NomoRelayRefused;

NomoRelayRefused *nomo_relay_refused_read (const char *watch);
JsonObject *nomo_relay_refused_to_json (const NomoRelayRefused *self);
void nomo_relay_refused_write (const NomoRelayRefused *self, GString *text);

G_END_DECLS
