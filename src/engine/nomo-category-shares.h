#pragma once

#include "nomo-breakdown.h"

G_BEGIN_DECLS

GArray *nomo_category_shares_read (NomoStore *store, const GArray *products, GError **error);

G_END_DECLS
