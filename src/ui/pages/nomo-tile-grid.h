#pragma once

#include <adwaita.h>

#include "nomo-overview-reader.h"

G_BEGIN_DECLS

#define NOMO_TYPE_TILE_GRID (nomo_tile_grid_get_type ())
G_DECLARE_FINAL_TYPE (NomoTileGrid, nomo_tile_grid, NOMO, TILE_GRID, AdwBin)

void nomo_tile_grid_set_source (NomoTileGrid *self, NomoSession *session, NomoOverviewReader *reader);
void nomo_tile_grid_show (NomoTileGrid *self);

G_END_DECLS
