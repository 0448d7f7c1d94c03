#pragma once

#include "nomo-period.h"

G_BEGIN_DECLS

char *nomo_period_words_name (const NomoPeriod *period, int today);
char *nomo_period_words_days (const NomoPeriod *period, int today);
const char *nomo_period_words_choice (NomoAgainst against);
const char *nomo_period_words_button (NomoAgainst against);
const char *nomo_period_words_before (NomoAgainst against);
const char *nomo_period_words_against (NomoAgainst against);

G_END_DECLS
