#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_CHANGE_ROW (nomo_change_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoChangeRow, nomo_change_row, NOMO, CHANGE_ROW, GtkListBoxRow)

GtkWidget *nomo_change_row_new (const char *what, const char *when);

G_END_DECLS
