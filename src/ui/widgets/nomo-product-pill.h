#pragma once

#include "nomo-record.h"
#include "nomo-status-pill.h"

G_BEGIN_DECLS

void nomo_product_pill_show (NomoStatusPill *pill, const NomoRecord *product);

G_END_DECLS
