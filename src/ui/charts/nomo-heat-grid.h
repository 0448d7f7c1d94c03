#pragma once

#include <gtk/gtk.h>

#include "nomo-step.h"

G_BEGIN_DECLS

/**
 * NomoHeatGrid:
 * @x: left edge in pixels
 * @y: upper edge
 * @width: width
 * @height: height
 * @rtl: whether the first column stands at the right
 * @n_rows: how many rows
 * @n_columns: how many columns
 *
 * Where the cells of a heat map lie. A cell's index counts row by row.
 */
typedef struct {
  float x;
  float y;
  float width;
  float height;
  gboolean rtl;
  guint n_rows;
  guint n_columns;
} NomoHeatGrid;

graphene_rect_t nomo_heat_grid_cell (const NomoHeatGrid *grid, guint index);
int nomo_heat_grid_find (const NomoHeatGrid *grid, float x, float y);
int nomo_heat_grid_walk (const NomoHeatGrid *grid, int index, NomoGraphStep step);
guint nomo_heat_grid_stride (float slot, float label);
GdkRGBA nomo_heat_grid_mix (const GdkRGBA ramp[3], gint64 count, gint64 most);

G_END_DECLS
