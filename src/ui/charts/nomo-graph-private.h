#pragma once

#include "nomo-graph.h"

G_BEGIN_DECLS

/**
 * NomoGraphPrivate:
 * @n_points: how many points there are
 * @cursor: the point that is pointed at, or −1
 * @anchor: where the choice began, or −1
 * @head: where it has come to, or −1
 * @said_first: the choice as it was last announced
 * @said_last: likewise
 * @pressed: whether the button is held over points that can be chosen
 * @pressed_x: where the button was pressed
 * @pressed_y: likewise
 * @takes_back: whether letting go of the button takes the choice back
 * @title: (nullable): what stands above it on paper
 * @as_of: (nullable): what stands under the title
 * @table: (nullable): the table instead of the drawing
 * @menu: (nullable): the context menu
 *
 * What the files of NomoGraph share.
 */
typedef struct {
  guint n_points;
  int cursor;
  int anchor;
  int head;
  int said_first;
  int said_last;
  gboolean pressed;
  double pressed_x;
  double pressed_y;
  gboolean takes_back;
  char *title;
  char *as_of;
  GtkWidget *table;
  GtkWidget *menu;
} NomoGraphPrivate;

NomoGraphPrivate *_nomo_graph_private (NomoGraph *self);
void _nomo_graph_input_init (NomoGraph *self);
gboolean _nomo_graph_can_choose (NomoGraph *self);
void _nomo_graph_set_choice (NomoGraph *self, int anchor, int head);
void _nomo_graph_announce_choice (NomoGraph *self);
void _nomo_graph_show_menu (NomoGraph *self, double x, double y);

G_END_DECLS
