#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_coupon_code_normalise (const char *typed);
gboolean nomo_coupon_code_is_right (const char *code);
char *nomo_coupon_code_generate (void);

G_END_DECLS
