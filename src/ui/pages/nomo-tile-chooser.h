#pragma once

#include <gtk/gtk.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_TILE_CHOOSER (nomo_tile_chooser_get_type ())
G_DECLARE_FINAL_TYPE (NomoTileChooser, nomo_tile_chooser, NOMO, TILE_CHOOSER, GtkPopover)

GtkWidget *nomo_tile_chooser_new (NomoSession *session);

G_END_DECLS
