#include "config.h"

#include "nomo-heat-grid.h"

#include <math.h>

/* Cells stand apart; where they are small, closer. */
#define GAP        2
#define SMALL_GAP  1
#define SMALL_CELL 12

static float
slot_width (const NomoHeatGrid *grid)
{
  return grid->width / (float) MAX (grid->n_columns, 1);
}

static float
slot_height (const NomoHeatGrid *grid)
{
  return grid->height / (float) MAX (grid->n_rows, 1);
}

/**
 * nomo_heat_grid_cell:
 * @grid: a grid
 * @index: a cell
 *
 * Returns: where the cell lies, without the gap to the next
 */
graphene_rect_t
nomo_heat_grid_cell (const NomoHeatGrid *grid, guint index)
{
  float width = slot_width (grid);
  float height = slot_height (grid);
  float gap = width < SMALL_CELL ? SMALL_GAP : GAP;
  guint column = index % MAX (grid->n_columns, 1);
  guint row = index / MAX (grid->n_columns, 1);
  float offset = width * (float) (grid->rtl ? grid->n_columns - 1 - column : column);

  return GRAPHENE_RECT_INIT (grid->x + offset + gap / 2, grid->y + height * (float) row + gap / 2, MAX (width - gap, 1),
                             MAX (height - gap, 1));
}

/**
 * nomo_heat_grid_find:
 * @grid: a grid
 * @x: a place, also outside
 * @y: likewise
 *
 * Returns: the cell there; −1 outside
 */
int
nomo_heat_grid_find (const NomoHeatGrid *grid, float x, float y)
{
  int column = (int) floorf ((x - grid->x) / slot_width (grid));
  int row = (int) floorf ((y - grid->y) / slot_height (grid));

  if (column < 0 || column >= (int) grid->n_columns || row < 0 || row >= (int) grid->n_rows)
    return -1;
  if (grid->rtl)
    column = (int) grid->n_columns - 1 - column;
  return row * (int) grid->n_columns + column;
}

/**
 * nomo_heat_grid_walk:
 * @grid: a grid
 * @index: where one stands; −1 for nowhere yet
 * @step: where to
 *
 * One step in the direction of the arrow, or to the first or last cell of the row. From nowhere it leads to the first cell,
 * or the last one of its row.
 *
 * Returns: the cell one arrives at; −1 when there are none
 */
int
nomo_heat_grid_walk (const NomoHeatGrid *grid, int index, NomoGraphStep step)
{
  int last_column = (int) grid->n_columns - 1;
  int last_row = (int) grid->n_rows - 1;
  int onward = grid->rtl ? -1 : 1;
  int column = MAX (index, 0) % MAX ((int) grid->n_columns, 1);
  int row = MAX (index, 0) / MAX ((int) grid->n_columns, 1);

  if (last_column < 0 || last_row < 0)
    return -1;
  if (index < 0)
    return step == NOMO_STEP_END ? last_column : 0;
  if (step == NOMO_STEP_UP || step == NOMO_STEP_DOWN)
    row = CLAMP (row + (step == NOMO_STEP_DOWN ? 1 : -1), 0, last_row);
  else if (step == NOMO_STEP_LEFT || step == NOMO_STEP_RIGHT)
    column = CLAMP (column + (step == NOMO_STEP_RIGHT ? onward : -onward), 0, last_column);
  else
    column = step == NOMO_STEP_HOME ? 0 : last_column;
  return row * (int) grid->n_columns + column;
}

/**
 * nomo_heat_grid_stride:
 * @slot: width of a column in pixels, > 0
 * @label: the widest label in pixels, with its margin
 *
 * Returns: that every nth column can be labelled, with an n that divides a day: 1, 2, 3, 6, 12 or 24
 */
guint
nomo_heat_grid_stride (float slot, float label)
{
  static const guint strides[] = { 1, 2, 3, 6, 12 };

  for (guint i = 0; i < G_N_ELEMENTS (strides); i++) {
    if ((float) strides[i] * slot >= label)
      return strides[i];
  }
  return 24;
}

static float
between (float from, float to, float share)
{
  return from + (to - from) * share;
}

/**
 * nomo_heat_grid_mix:
 * @ramp: (array fixed-size=3): the colours of nothing, of half and of the most
 * @count: a count
 * @most: the largest count
 *
 * Returns: the colour of a cell with @count: the more, the further from @ramp's first
 */
GdkRGBA
nomo_heat_grid_mix (const GdkRGBA ramp[3], gint64 count, gint64 most)
{
  float level = most <= 0 ? 0 : (float) CLAMP (count, 0, most) / (float) most;
  const GdkRGBA *from = level < .5f ? &ramp[0] : &ramp[1];
  float share = level < .5f ? level * 2 : level * 2 - 1;
  GdkRGBA color = from[0];

  color.red = between (from[0].red, from[1].red, share);
  color.green = between (from[0].green, from[1].green, share);
  color.blue = between (from[0].blue, from[1].blue, share);
  return color;
}
