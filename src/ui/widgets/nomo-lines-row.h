#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_LINES_ROW (nomo_lines_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoLinesRow, nomo_lines_row, NOMO, LINES_ROW, GtkListBoxRow)

GtkWidget *nomo_lines_row_new (void);
void nomo_lines_row_set (NomoLinesRow *self, const char *const lines[3]);
void nomo_lines_row_set_action (NomoLinesRow *self, const char *label, const char *action, GVariant *target);

G_END_DECLS
