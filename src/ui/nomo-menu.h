#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void nomo_menu_set_name (GtkMenuButton *button, const char *text);
void nomo_menu_name_choice (GtkDropDown *dropdown, const char *text);
void nomo_menu_tell_choice (AdwComboRow *row);
void nomo_menu_fill (GtkMenuButton *button);

G_END_DECLS
