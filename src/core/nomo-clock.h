#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 nomo_clock_now (void);
gint64 nomo_clock_monotonic (void);
gint64 nomo_clock_to_real (gint64 ms);
char *nomo_clock_spec (gint64 real_ms, gint64 shop_ms, double scale);

G_END_DECLS
