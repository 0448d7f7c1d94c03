#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nomo_menu_set_name (GtkMenuButton *button, const char *name);
void nomo_menu_name_choice (GtkDropDown *dropdown, const char *name);
void nomo_menu_fill (GtkMenuButton *button);

G_END_DECLS
