#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_WEEK_DAYS  7
#define NOMO_WEEK_HOURS 24

char *nomo_week_name_day (guint weekday, gpointer data);
char *nomo_week_name_hour (guint hour, gpointer data);
char *nomo_week_name_cell (guint weekday, guint hour, gpointer data);

G_END_DECLS
