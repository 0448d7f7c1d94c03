#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_FORM_FIELD (nomo_form_field_get_type ())
G_DECLARE_FINAL_TYPE (NomoFormField, nomo_form_field, NOMO, FORM_FIELD, GtkBox)

const char *nomo_form_field_get_text (NomoFormField *self);
void nomo_form_field_set_text (NomoFormField *self, const char *text);
void nomo_form_field_set_unit (NomoFormField *self, const char *unit);
void nomo_form_field_say (NomoFormField *self, const char *hint, const char *fault);

G_END_DECLS
