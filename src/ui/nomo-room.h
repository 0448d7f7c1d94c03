#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * NomoRoom:
 *
 * Nothing to see: it tells how much room there is for what stands beside it. Signal `changed`: it is another width, and the
 * widgets may be placed anew, which they may not be while sizes are given out.
 */
#define NOMO_TYPE_ROOM (nomo_room_get_type ())
G_DECLARE_FINAL_TYPE (NomoRoom, nomo_room, NOMO, ROOM, GtkDrawingArea)

int nomo_room_get_width (NomoRoom *self, int unknown);

G_END_DECLS
