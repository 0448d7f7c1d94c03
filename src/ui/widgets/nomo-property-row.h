#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_PROPERTY_ROW (nomo_property_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoPropertyRow, nomo_property_row, NOMO, PROPERTY_ROW, AdwActionRow)

void nomo_property_row_show (NomoPropertyRow *self, const char *value, const char *note);
void nomo_property_row_set_copy (NomoPropertyRow *self, const char *copy);

G_END_DECLS
