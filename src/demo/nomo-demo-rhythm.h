#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_DEMO_HOUR_MS G_GINT64_CONSTANT (3600000)
#define NOMO_DEMO_DAY_MS  G_GINT64_CONSTANT (86400000)

int nomo_demo_rhythm_day (gint64 ms);
double nomo_demo_rhythm_day_weight (guint64 seed, int day);
double nomo_demo_rhythm_hour_weight (int day, int hour);
int nomo_demo_rhythm_white_friday (int year);
gboolean nomo_demo_rhythm_is_white_friday (int day);
gint64 nomo_demo_rhythm_months_before (gint64 ms, int months);
gint64 *nomo_demo_rhythm_moments (guint64 seed, guint64 stream, gint64 from, gint64 to, guint n);
gint64 nomo_demo_rhythm_next (guint64 seed, guint64 index, gint64 after, double per_hour);

G_END_DECLS
