#pragma once

#include "nomo-record.h"
#include "nomo-status-pill.h"

G_BEGIN_DECLS

void nomo_order_pill_show (NomoStatusPill *pill, const NomoRecord *order);
NomoTone nomo_order_pill_find (const char *slug, const char **icon_name);

G_END_DECLS
