#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_PERCENT_UNKNOWN (-1)
#define NOMO_PERCENT_WHOLE   (10000)

gboolean nomo_percent_parse (const char *text, int *hundredths, GError **error);

G_END_DECLS
