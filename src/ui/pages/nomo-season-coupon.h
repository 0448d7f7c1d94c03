#pragma once

#include "nomo-occasion.h"

G_BEGIN_DECLS

/* Under which the session keeps what a new coupon begins with, until the builder takes it. */
#define NOMO_SEASON_COUPON_KEY "season-coupon"

char *nomo_season_coupon_dup_typed (const NomoOccasion *occasion, int today, const char *currency);

G_END_DECLS
