#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As nomo_day_weekday() counts them; those where a week may start have a name. */
#define NOMO_SUNDAY   0
#define NOMO_MONDAY   1
#define NOMO_SATURDAY 6

GTimeZone *nomo_calendar_riyadh (void);
void nomo_calendar_set_week_start (int weekday);
int nomo_calendar_get_week_start (void);
void nomo_calendar_set_hijri_first (gboolean first);
gboolean nomo_calendar_get_hijri_first (void);

int nomo_day_of (gint64 ms, GTimeZone *zone);
gint64 nomo_day_start (int day, GTimeZone *zone);
int nomo_day_from_ymd (int year, int month, int day_of_month);
void nomo_day_to_ymd (int day, int *year, int *month, int *day_of_month);
int nomo_day_weekday (int day);
int nomo_day_week_start (int day);
int nomo_day_from_hijri (int year, int month, int day_of_month);
void nomo_day_to_hijri (int day, int *year, int *month, int *day_of_month);
gboolean nomo_day_parse (const char *text, int *day);
char *nomo_day_to_text (int day);

G_END_DECLS
