#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_DATE_LINES (nomo_date_lines_get_type ())
G_DECLARE_FINAL_TYPE (NomoDateLines, nomo_date_lines, NOMO, DATE_LINES, GtkBox)

void nomo_date_lines_set (NomoDateLines *self, gint64 ms, GTimeZone *zone);

G_END_DECLS
