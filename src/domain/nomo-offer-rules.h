#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

gboolean nomo_offer_validate (const NomoRecord *offer, GError **error);

G_END_DECLS
