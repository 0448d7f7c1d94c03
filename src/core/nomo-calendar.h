#pragma once

#include <glib.h>

G_BEGIN_DECLS

GTimeZone *nomo_calendar_riyadh (void);

int nomo_day_of (gint64 ms, GTimeZone *zone);
gint64 nomo_day_start (int day, GTimeZone *zone);
int nomo_day_from_ymd (int year, int month, int day_of_month);
void nomo_day_to_ymd (int day, int *year, int *month, int *day_of_month);
int nomo_day_weekday (int day);
int nomo_day_from_hijri (int year, int month, int day_of_month);
void nomo_day_to_hijri (int day, int *year, int *month, int *day_of_month);
gboolean nomo_day_parse (const char *text, int *day);

G_END_DECLS
