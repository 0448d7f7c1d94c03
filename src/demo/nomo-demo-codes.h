#pragma once

#include "nomo-demo-coupon.h"

G_BEGIN_DECLS

gboolean nomo_demo_code_is_right (const char *code);
gboolean nomo_demo_suffix_is_right (const char *suffix);
gboolean nomo_demo_codes_have (NomoDemoShop *shop, const char *code, guint except, gint64 now);
const char *const *nomo_demo_codes_make (NomoDemoShop *shop, const char *suffix, guint n, gint64 now);

G_END_DECLS
