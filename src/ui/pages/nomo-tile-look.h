#pragma once

#include "nomo-tile-order.h"

G_BEGIN_DECLS

/**
 * NomoTileLook:
 * @icon: icon name
 * @name: what is counted, a msgid
 * @empty: what is said where there is nothing, a msgid
 * @opens: what a press shows, as a button says it, a msgid
 *
 * How a tile looks and what it says whatever its figure.
 */
typedef struct {
  const char *icon;
  const char *name;
  const char *empty;
  const char *opens;
} NomoTileLook;

const NomoTileLook *nomo_tile_look_get (NomoTileKind kind);

G_END_DECLS
