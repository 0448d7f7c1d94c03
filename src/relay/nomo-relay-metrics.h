#pragma once

#include "nomo-inbox-summary.h"
#include "nomo-relay-door.h"
#include "nomo-relay-intake.h"

G_BEGIN_DECLS

char *nomo_relay_metrics_write (NomoRelayIntake *intake, NomoRelayDoor *door, const NomoInboxSummary *inbox);

G_END_DECLS
