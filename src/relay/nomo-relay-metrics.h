#pragma once

#include "nomo-inbox-summary.h"
#include "nomo-relay-door.h"
#include "nomo-relay-intake.h"

G_BEGIN_DECLS

char *nomo_relay_metrics_write (NomoRelayIntake *intake, NomoRelayDoor *door, const NomoInboxSummary *inbox);

gboolean nomo_relay_metrics_read (const char *text, guint64 counts[NOMO_RELAY_N_VERDICTS]);

G_END_DECLS
