#pragma once

#include "nomo-inbox.h"
#include "nomo-relay-histogram.h"
#include "nomo-secret.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Where Salla delivers; a store's number may follow behind a slash. */
#define NOMO_RELAY_WEBHOOKS_PATH "/webhooks/salla"

/**
 * NomoRelayVerdict:
 *
 * What became of a request at the intake.
 */
typedef enum {
  NOMO_RELAY_STORED,
  NOMO_RELAY_AGAIN,      /* it was stored before */
  NOMO_RELAY_UNSIGNED,   /* 401 */
  NOMO_RELAY_NO_LENGTH,  /* 411 */
  NOMO_RELAY_OTHER_TYPE, /* 415 */
  NOMO_RELAY_UNREADABLE, /* 400 */
  NOMO_RELAY_UNSTORED,   /* 503 */
  NOMO_RELAY_N_VERDICTS
} NomoRelayVerdict;

/**
 * NomoRelayIntake:
 *
 * Takes what Salla delivers. Signal `stored`: a delivery that was not there before is on the disk.
 */
#define NOMO_TYPE_RELAY_INTAKE (nomo_relay_intake_get_type ())
G_DECLARE_FINAL_TYPE (NomoRelayIntake, nomo_relay_intake, NOMO, RELAY_INTAKE, GObject)

NomoRelayIntake *nomo_relay_intake_new (SoupServer *server, NomoInbox *inbox);
void nomo_relay_intake_set_secrets (NomoRelayIntake *self, const char *current, const char *previous, gint64 until,
                                    gboolean token);
void nomo_relay_intake_set_proxy (NomoRelayIntake *self, GInetAddress *proxy);
guint64 nomo_relay_intake_count (NomoRelayIntake *self, NomoRelayVerdict verdict);
const NomoRelayHistogram *nomo_relay_intake_get_latency (NomoRelayIntake *self);

G_END_DECLS
