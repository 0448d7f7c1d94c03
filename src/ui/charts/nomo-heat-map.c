#include "config.h"

#include "nomo-heat-map.h"

#include "nomo-heat-grid.h"
#include "nomo-style.h"
#include "nomo-tip.h"

#include <string.h>

#define MIN_WIDTH  240
#define MIN_HEIGHT 150
#define NAT_HEIGHT 270

#define LABEL_PERCENT 82
#define LABEL_GAP     10
#define TICK_GAP      6
#define MIN_TICK_GAP  18
#define CELL_RADIUS   3
#define OUTLINE       2

/* How much of the width the names of the rows may take. */
#define ROW_SHARE .35f

/* What is left of the cells that are not chosen. */
#define FAINT .35f

struct _NomoHeatMap {
  NomoGraph parent_instance;

  gint64 *counts;
  guint n_rows;
  guint n_columns;
  gint64 most;
  NomoHeatWords words;
  gpointer data;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (NomoHeatMap, nomo_heat_map, NOMO_TYPE_GRAPH)

static PangoLayout *
create_label (NomoHeatMap *self, const char *text, int *width, int *height)
{
  PangoLayout *layout = nomo_style_create_layout (GTK_WIDGET (self), text, LABEL_PERCENT, PANGO_WEIGHT_NORMAL);

  pango_layout_get_pixel_size (layout, width, height);
  return layout;
}

static PangoLayout *
create_row_label (NomoHeatMap *self, guint row, int *width, int *height)
{
  g_autofree char *text = self->words.row (row, self->data);
  PangoLayout *layout = create_label (self, text, width, height);
  int room = (int) ((float) gtk_widget_get_width (GTK_WIDGET (self)) * ROW_SHARE);

  if (*width > room) {
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_width (layout, room * PANGO_SCALE);
    *width = room;
  }
  return layout;
}

/* The cells have what the names of rows and columns leave. */
static NomoHeatGrid
find_grid (NomoHeatMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NomoHeatGrid grid = { .rtl = nomo_style_is_rtl (widget), .n_rows = self->n_rows, .n_columns = self->n_columns };
  int widest = 0;
  int height = 0;

  for (guint row = 0; row < self->n_rows; row++) {
    int width;
    g_autoptr (PangoLayout) layout = create_row_label (self, row, &width, &height);

    widest = MAX (widest, width);
  }
  grid.x = grid.rtl ? 0 : (float) (widest + LABEL_GAP);
  grid.width = (float) (gtk_widget_get_width (widget) - widest - LABEL_GAP);
  grid.height = (float) (gtk_widget_get_height (widget) - height - TICK_GAP);
  return grid;
}

static void
append_label (NomoHeatMap *self, GtkSnapshot *snapshot, PangoLayout *layout, float x, float y)
{
  GdkRGBA dim = nomo_style_get_color (GTK_WIDGET (self), NOMO_COLOR_DIM);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &dim);
  gtk_snapshot_restore (snapshot);
}

static void
draw_row_labels (NomoHeatMap *self, GtkSnapshot *snapshot, const NomoHeatGrid *grid)
{
  for (guint row = 0; row < self->n_rows; row++) {
    graphene_rect_t cell = nomo_heat_grid_cell (grid, row * self->n_columns);
    int width;
    int height;
    g_autoptr (PangoLayout) layout = create_row_label (self, row, &width, &height);
    float x = grid->rtl ? (float) (gtk_widget_get_width (GTK_WIDGET (self)) - width) : 0;

    append_label (self, snapshot, layout, x, cell.origin.y + (cell.size.height - (float) height) / 2);
  }
}

static int
find_widest_column (NomoHeatMap *self)
{
  int widest = 0;

  for (guint column = 0; column < self->n_columns; column++) {
    g_autofree char *text = self->words.column (column, self->data);
    int width;
    g_autoptr (PangoLayout) layout = create_label (self, text, &width, NULL);

    widest = MAX (widest, width);
  }
  return widest;
}

static void
draw_column_labels (NomoHeatMap *self, GtkSnapshot *snapshot, const NomoHeatGrid *grid)
{
  float slot = grid->width / (float) self->n_columns;
  guint stride = nomo_heat_grid_stride (slot, (float) (find_widest_column (self) + MIN_TICK_GAP));

  for (guint column = 0; column < self->n_columns; column += stride) {
    g_autofree char *text = self->words.column (column, self->data);
    graphene_rect_t cell = nomo_heat_grid_cell (grid, column);
    int width;
    int height;
    g_autoptr (PangoLayout) layout = create_label (self, text, &width, &height);
    float x = cell.origin.x + (cell.size.width - (float) width) / 2;

    x = CLAMP (x, 0, MAX (0, (float) (gtk_widget_get_width (GTK_WIDGET (self)) - width)));
    append_label (self, snapshot, layout, x, grid->height + TICK_GAP);
  }
}

static void
append_cell (GtkSnapshot *snapshot, const graphene_rect_t *cell, const GdkRGBA *color)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, cell, MIN (CELL_RADIUS, cell->size.width / 3));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, cell);
  gtk_snapshot_pop (snapshot);
}

static void
append_outline (NomoHeatMap *self, GtkSnapshot *snapshot, const graphene_rect_t *cell, NomoColor color)
{
  GdkRGBA ink = nomo_style_get_color (GTK_WIDGET (self), color);
  graphene_rect_t around = *cell;
  GskRoundedRect rounded;

  graphene_rect_inset (&around, -1, -1);
  gsk_rounded_rect_init_from_rect (&rounded, &around, CELL_RADIUS + 1);
  gtk_snapshot_append_border (snapshot, &rounded, (float[]) { OUTLINE, OUTLINE, OUTLINE, OUTLINE },
                              (GdkRGBA[]) { ink, ink, ink, ink });
}

static void
draw_cells (NomoHeatMap *self, GtkSnapshot *snapshot, const NomoHeatGrid *grid)
{
  GdkRGBA ramp[3];
  int chosen;

  nomo_style_get_ramp (GTK_WIDGET (self), ramp);
  nomo_graph_get_chosen (NOMO_GRAPH (self), &chosen, NULL);
  for (guint i = 0; i < self->n_rows * self->n_columns; i++) {
    graphene_rect_t cell = nomo_heat_grid_cell (grid, i);
    GdkRGBA color = nomo_heat_grid_mix (ramp, self->counts[i], self->most);

    if (chosen >= 0 && chosen != (int) i)
      color = nomo_style_fade (color, FAINT);
    append_cell (snapshot, &cell, &color);
    if (chosen == (int) i)
      append_outline (self, snapshot, &cell, NOMO_COLOR_ACCENT);
  }
}

static void
nomo_heat_map_draw (NomoGraph *graph, GtkSnapshot *snapshot)
{
  NomoHeatMap *self = NOMO_HEAT_MAP (graph);
  NomoHeatGrid grid;

  if (nomo_graph_get_length (graph) == 0)
    return;
  grid = find_grid (self);
  if (grid.width < (float) self->n_columns || grid.height < (float) self->n_rows)
    return;
  draw_cells (self, snapshot, &grid);
  draw_row_labels (self, snapshot, &grid);
  draw_column_labels (self, snapshot, &grid);
}

static void
nomo_heat_map_draw_cursor (NomoGraph *graph, GtkSnapshot *snapshot, guint index)
{
  NomoHeatMap *self = NOMO_HEAT_MAP (graph);
  NomoHeatGrid grid = find_grid (self);
  graphene_rect_t cell = nomo_heat_grid_cell (&grid, index);
  g_auto (NomoTip) tip = { NULL, g_new0 (char *, 1), g_new0 (char *, 1) };

  append_outline (self, snapshot, &cell, NOMO_COLOR_TEXT);
  tip.title = NOMO_GRAPH_GET_CLASS (graph)->word (graph, index);
  nomo_tip_snapshot_over (&tip, GTK_WIDGET (self), snapshot, &cell);
}

static int
nomo_heat_map_find (NomoGraph *graph, float x, float y)
{
  NomoHeatGrid grid = find_grid (NOMO_HEAT_MAP (graph));

  return nomo_heat_grid_find (&grid, x, y);
}

static int
nomo_heat_map_walk (NomoGraph *graph, int index, NomoGraphStep step)
{
  NomoHeatMap *self = NOMO_HEAT_MAP (graph);
  NomoHeatGrid grid = { .rtl = nomo_style_is_rtl (GTK_WIDGET (self)) };

  grid.n_rows = self->n_rows;
  grid.n_columns = self->n_columns;
  return nomo_heat_grid_walk (&grid, index, step);
}

static char *
nomo_heat_map_name (NomoGraph *graph, guint index)
{
  NomoHeatMap *self = NOMO_HEAT_MAP (graph);

  return self->words.cell (index / self->n_columns, index % self->n_columns, self->data);
}

static char *
nomo_heat_map_word (NomoGraph *graph, guint index)
{
  NomoHeatMap *self = NOMO_HEAT_MAP (graph);
  g_autofree char *name = nomo_heat_map_name (graph, index);
  g_autofree char *value = self->words.value (self->counts[index], self->data);

  return g_strconcat (name, " · ", value, NULL);
}

/* The longer side runs down, as tables do: hours are rows, days are columns. */
static void
nomo_heat_map_list (NomoGraph *graph, NomoChartData *data)
{
  NomoHeatMap *self = NOMO_HEAT_MAP (graph);

  *data = (NomoChartData) { .n_points = self->n_columns, .unit = 1, .data = self->data };
  data->series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);
  data->point = self->words.column;
  data->value = self->words.value;
  for (guint row = 0; row < self->n_rows; row++) {
    g_autofree char *title = self->words.row (row, self->data);

    g_ptr_array_add (data->series, nomo_series_new (NOMO_SERIES_BARS, title, 1, self->counts + row * self->n_columns,
                                                    self->n_columns));
  }
}

static void
nomo_heat_map_dispose (GObject *object)
{
  NomoHeatMap *self = NOMO_HEAT_MAP (object);

  /* As the focus leaves, the words are needed once more. */
  G_OBJECT_CLASS (nomo_heat_map_parent_class)->dispose (object);
  if (self->destroy != NULL)
    g_steal_pointer (&self->destroy) (g_steal_pointer (&self->data));
}

static void
nomo_heat_map_finalize (GObject *object)
{
  g_free (NOMO_HEAT_MAP (object)->counts);
  G_OBJECT_CLASS (nomo_heat_map_parent_class)->finalize (object);
}

static void
nomo_heat_map_class_init (NomoHeatMapClass *klass)
{
  NomoGraphClass *graph_class = NOMO_GRAPH_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_heat_map_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_heat_map_finalize;
  graph_class->min_width = MIN_WIDTH;
  graph_class->min_height = MIN_HEIGHT;
  graph_class->nat_height = NAT_HEIGHT;
  graph_class->ramp = TRUE;
  graph_class->draw = nomo_heat_map_draw;
  graph_class->draw_cursor = nomo_heat_map_draw_cursor;
  graph_class->find = nomo_heat_map_find;
  graph_class->walk = nomo_heat_map_walk;
  graph_class->name = nomo_heat_map_name;
  graph_class->word = nomo_heat_map_word;
  graph_class->list = nomo_heat_map_list;
}

static void
nomo_heat_map_init (NomoHeatMap *self)
{
}

/**
 * nomo_heat_map_new:
 *
 * Counts in rows and columns, such as orders by weekday and hour: the more, the further from the colour of the card. Rows run
 * down, columns in reading direction. #NomoGraph::chosen gives the index of the chosen cell, which counts row by row.
 *
 * Returns: (transfer floating): an empty heat map
 */
GtkWidget *
nomo_heat_map_new (void)
{
  return g_object_new (NOMO_TYPE_HEAT_MAP, NULL);
}

/**
 * nomo_heat_map_set_words:
 * @self: a heat map
 * @words: how its cells are worded; those of nomo-week.h for weekdays and hours
 * @data: for @words
 * @destroy: (nullable): frees @data
 */
void
nomo_heat_map_set_words (NomoHeatMap *self, const NomoHeatWords *words, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (NOMO_IS_HEAT_MAP (self));

  if (self->destroy != NULL)
    self->destroy (self->data);
  self->words = *words;
  self->data = data;
  self->destroy = destroy;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nomo_heat_map_set_counts:
 * @self: a heat map that has its words
 * @counts: (nullable): the counts, not negative, row by row; @n_rows × @n_columns of them
 * @n_rows: how many rows; 7 for a week, Sunday first
 * @n_columns: how many columns; 24 for a day, midnight first
 *
 * Shows other counts. A table that shows them keeps its place while they are the same.
 */
void
nomo_heat_map_set_counts (NomoHeatMap *self, const gint64 *counts, guint n_rows, guint n_columns)
{
  guint n = n_rows * n_columns;
  gboolean same;

  g_return_if_fail (NOMO_IS_HEAT_MAP (self));
  g_return_if_fail (n == 0 || (counts != NULL && self->words.value != NULL));
  same = n_rows == self->n_rows && n_columns == self->n_columns;
  if (same && (n == 0 || memcmp (counts, self->counts, n * sizeof *counts) == 0))
    return;
  if (!same)
    nomo_graph_set_length (NOMO_GRAPH (self), 0);
  g_free (self->counts);
  self->counts = g_memdup2 (counts, n * sizeof *counts);
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->most = 0;
  for (guint i = 0; i < n; i++)
    self->most = MAX (self->most, counts[i]);
  nomo_graph_set_length (NOMO_GRAPH (self), n);
}

/**
 * nomo_heat_map_choose:
 * @self: a heat map
 * @row: the row of a cell that there is
 * @column: its column
 *
 * Marks a cell as chosen, as a click does. nomo_graph_choose() with −1 takes it back.
 */
void
nomo_heat_map_choose (NomoHeatMap *self, guint row, guint column)
{
  int index;

  g_return_if_fail (NOMO_IS_HEAT_MAP (self));
  g_return_if_fail (row < self->n_rows && column < self->n_columns);
  index = (int) (row * self->n_columns + column);
  nomo_graph_choose (NOMO_GRAPH (self), index, index);
}

/**
 * nomo_heat_map_get_chosen:
 * @self: a heat map
 * @row: (out): the row of the chosen cell
 * @column: (out): its column
 *
 * Returns: whether a cell is chosen; else @row and @column are not set
 */
gboolean
nomo_heat_map_get_chosen (NomoHeatMap *self, guint *row, guint *column)
{
  int index;

  g_return_val_if_fail (NOMO_IS_HEAT_MAP (self), FALSE);
  if (!nomo_graph_get_chosen (NOMO_GRAPH (self), &index, NULL))
    return FALSE;
  *row = (guint) index / self->n_columns;
  *column = (guint) index % self->n_columns;
  return TRUE;
}
