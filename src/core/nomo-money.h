#pragma once

#include <glib.h>

G_BEGIN_DECLS

int nomo_money_exponent (const char *currency);
gboolean nomo_money_parse (const char *text, const char *currency, gint64 *minor, GError **error);
gboolean nomo_money_convert (gint64 minor, const char *from, const char *rate, const char *to, gint64 *result,
                             GError **error);
gint64 nomo_money_share (gint64 amount, gint64 part, gint64 whole);
gboolean nomo_money_scale (gint64 amount, gint64 times, gint64 per, gint64 *result);
void nomo_money_split_vat (gint64 gross, int percent_hundredths, gint64 *net, gint64 *vat);
char *nomo_money_to_decimal (gint64 minor, const char *currency);

G_END_DECLS
