#pragma once

#include <adwaita.h>

#include "nomo-style.h"

G_BEGIN_DECLS

#define NOMO_TYPE_AVATAR_TILE (nomo_avatar_tile_get_type ())
G_DECLARE_FINAL_TYPE (NomoAvatarTile, nomo_avatar_tile, NOMO, AVATAR_TILE, AdwBin)

GtkWidget *nomo_avatar_tile_new (void);
void nomo_avatar_tile_set_name (NomoAvatarTile *self, const char *name);
void nomo_avatar_tile_set_icon (NomoAvatarTile *self, const char *icon_name, NomoTone tone);

G_END_DECLS
