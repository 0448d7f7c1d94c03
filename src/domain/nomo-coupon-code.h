#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many codes Salla makes for a group. */
#define NOMO_COUPON_MOST_CODES 5000

char *nomo_coupon_code_normalise (const char *typed);
gboolean nomo_coupon_code_is_right (const char *code);
gboolean nomo_coupon_group_check (const char *suffix, gint64 count, GError **error);
gboolean nomo_coupon_suffix_check (const char *suffix, GError **error);
char *nomo_coupon_code_generate (void);

G_END_DECLS
