#pragma once

#include <adwaita.h>

#include "nomo-style.h"

G_BEGIN_DECLS

#define NOMO_TYPE_EMPTY (nomo_empty_get_type ())
G_DECLARE_FINAL_TYPE (NomoEmpty, nomo_empty, NOMO, EMPTY, AdwBin)

GtkWidget *nomo_empty_new (void);
void nomo_empty_set (NomoEmpty *self, NomoTone tone, const char *icon_name, const char *title, const char *sentence);
void nomo_empty_set_error (NomoEmpty *self, const char *title, const GError *error, const char *action_name);
void nomo_empty_set_action (NomoEmpty *self, const char *label, const char *action_name);

G_END_DECLS
