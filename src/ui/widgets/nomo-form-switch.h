#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_FORM_SWITCH (nomo_form_switch_get_type ())
G_DECLARE_FINAL_TYPE (NomoFormSwitch, nomo_form_switch, NOMO, FORM_SWITCH, GtkBox)

gboolean nomo_form_switch_get_active (NomoFormSwitch *self);
void nomo_form_switch_set_active (NomoFormSwitch *self, gboolean active);

G_END_DECLS
