#pragma once

#include "nomo-record.h"
#include "nomo-status-pill.h"

G_BEGIN_DECLS

void nomo_cart_pill_show (NomoStatusPill *pill, const NomoRecord *cart);

G_END_DECLS
