#pragma once

#include "nomo-graph.h"

G_BEGIN_DECLS

/**
 * NomoHeatWords:
 * @row: the name of a row
 * @column: the name of a column, as short as can be
 * @cell: a cell by its row and column, for the tip
 * @value: a count in full
 *
 * How a heat map puts its cells into words. Each returns a new string.
 */
typedef struct {
  char *(*row) (guint row, gpointer data);
  char *(*column) (guint column, gpointer data);
  char *(*cell) (guint row, guint column, gpointer data);
  char *(*value) (gint64 value, gpointer data);
} NomoHeatWords;

#define NOMO_TYPE_HEAT_MAP (nomo_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (NomoHeatMap, nomo_heat_map, NOMO, HEAT_MAP, NomoGraph)

GtkWidget *nomo_heat_map_new (void);
void nomo_heat_map_set_words (NomoHeatMap *self, const NomoHeatWords *words, gpointer data, GDestroyNotify destroy);
void nomo_heat_map_set_counts (NomoHeatMap *self, const gint64 *counts, guint n_rows, guint n_columns);
void nomo_heat_map_choose (NomoHeatMap *self, guint row, guint column);
gboolean nomo_heat_map_get_chosen (NomoHeatMap *self, guint *row, guint *column);

G_END_DECLS
