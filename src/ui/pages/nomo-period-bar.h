#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_PERIOD_BAR (nomo_period_bar_get_type ())
G_DECLARE_FINAL_TYPE (NomoPeriodBar, nomo_period_bar, NOMO, PERIOD_BAR, AdwBin)

void nomo_period_bar_set_session (NomoPeriodBar *self, NomoSession *session);
void nomo_period_bar_set_today (NomoPeriodBar *self, int today);

G_END_DECLS
