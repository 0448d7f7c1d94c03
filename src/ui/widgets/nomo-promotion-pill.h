#pragma once

#include "nomo-record.h"
#include "nomo-status-pill.h"

G_BEGIN_DECLS

void nomo_promotion_pill_show (NomoStatusPill *pill, const NomoRecord *promotion);

G_END_DECLS
