#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_FACT_ROW (nomo_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoFactRow, nomo_fact_row, NOMO, FACT_ROW, GtkBox)

GtkWidget *nomo_fact_row_new (const char *name, const char *value, const char *copy);
void nomo_fact_row_set_strong (NomoFactRow *self);

G_END_DECLS
