#pragma once

#include <adwaita.h>

#include "nomo-style.h"

G_BEGIN_DECLS

#define NOMO_TYPE_BANNER (nomo_banner_get_type ())
G_DECLARE_FINAL_TYPE (NomoBanner, nomo_banner, NOMO, BANNER, AdwBin)

GtkWidget *nomo_banner_new (void);
void nomo_banner_show (NomoBanner *self, NomoTone tone, const char *icon_name, const char *sentence);
void nomo_banner_set_action (NomoBanner *self, const char *label, const char *action_name);
void nomo_banner_set_close (NomoBanner *self, const char *name, const char *action_name);
void nomo_banner_set_narrow (NomoBanner *self, gboolean narrow);
void nomo_banner_hide (NomoBanner *self);
gboolean nomo_banner_is_shown (NomoBanner *self);

G_END_DECLS
