#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/* The code of a draft that has none: no trial looks at it. */
#define NOMO_COUPON_DRAFT_CODE "DRAFT"

NomoRecord *nomo_coupon_draft_read (GBytes *json, const char *currency, GError **error);
NomoRecord *nomo_coupon_draft_end (NomoRecordBuilder *builder, const char *currency, GError **error);

G_END_DECLS
