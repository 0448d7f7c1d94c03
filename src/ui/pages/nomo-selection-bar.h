#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_SELECTION_BAR (nomo_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (NomoSelectionBar, nomo_selection_bar, NOMO, SELECTION_BAR, AdwBin)

void nomo_selection_bar_add (NomoSelectionBar *self, const char *action, const char *label, const char *icon);
void nomo_selection_bar_show (NomoSelectionBar *self, const char *selected, const char *all);
void nomo_selection_bar_set_narrow (NomoSelectionBar *self, gboolean narrow);

G_END_DECLS
