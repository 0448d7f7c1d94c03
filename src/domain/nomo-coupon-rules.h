#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

gboolean nomo_coupon_validate (const NomoRecord *coupon, GError **error);

G_END_DECLS
