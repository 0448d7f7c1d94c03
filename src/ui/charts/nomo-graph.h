#pragma once

#include <gtk/gtk.h>

#include "nomo-chart-data.h"
#include "nomo-step.h"

G_BEGIN_DECLS

#define NOMO_TYPE_GRAPH (nomo_graph_get_type ())
G_DECLARE_DERIVABLE_TYPE (NomoGraph, nomo_graph, NOMO, GRAPH, GtkWidget)

/**
 * NomoGraphClass:
 * @min_width: the least width in pixels
 * @min_height: the least height
 * @nat_height: the height it likes
 * @ranges: whether more than one point can be chosen
 * @ramp: whether its colours run from less to more; else they tell series apart
 * @draw: draws it without a cursor
 * @draw_cursor: draws over it what tells of the point @index
 * @find: the point at a place, or −1
 * @walk: where @step leads from @index, which is −1 for nowhere; −1 when it leads nowhere
 * @open: (nullable): opens what is behind a point; returns whether there is anything
 * @name: the name of a point (transfer full)
 * @word: a point with its figures, as a sentence (transfer full)
 * @list: fills in all that it shows, owned by the caller
 */
struct _NomoGraphClass {
  GtkWidgetClass parent_class;

  int min_width;
  int min_height;
  int nat_height;
  gboolean ranges;
  gboolean ramp;
  void (*draw) (NomoGraph *self, GtkSnapshot *snapshot);
  void (*draw_cursor) (NomoGraph *self, GtkSnapshot *snapshot, guint index);
  int (*find) (NomoGraph *self, float x, float y);
  int (*walk) (NomoGraph *self, int index, NomoGraphStep step);
  gboolean (*open) (NomoGraph *self, guint index);
  char *(*name) (NomoGraph *self, guint index);
  char *(*word) (NomoGraph *self, guint index);
  void (*list) (NomoGraph *self, NomoChartData *data);
};

void nomo_graph_set_title (NomoGraph *self, const char *title, const char *as_of);
const char *nomo_graph_get_title (NomoGraph *self);
const char *nomo_graph_get_as_of (NomoGraph *self);
void nomo_graph_set_summary (NomoGraph *self, const char *summary);

void nomo_graph_select (NomoGraph *self, int index);
int nomo_graph_get_selected (NomoGraph *self);
void nomo_graph_choose (NomoGraph *self, int first, int last);
gboolean nomo_graph_get_chosen (NomoGraph *self, int *first, int *last);
void nomo_graph_show_table (NomoGraph *self, gboolean show);
gboolean nomo_graph_is_table (NomoGraph *self);

void nomo_graph_set_length (NomoGraph *self, guint n_points);
guint nomo_graph_get_length (NomoGraph *self);
void nomo_graph_list (NomoGraph *self, NomoChartData *data);
void nomo_graph_draw (NomoGraph *self, GtkSnapshot *snapshot);

G_END_DECLS
