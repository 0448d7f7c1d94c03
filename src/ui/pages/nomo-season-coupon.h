#pragma once

#include "nomo-occasion.h"
#include "nomo-session.h"

G_BEGIN_DECLS

char *nomo_season_coupon_dup_typed (const NomoOccasion *occasion, int today, const char *currency);
void nomo_season_coupon_begin (NomoSession *session, const NomoOccasion *occasion, int today, const char *currency);

G_END_DECLS
