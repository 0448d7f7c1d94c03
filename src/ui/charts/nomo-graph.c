#include "config.h"

#include "nomo-graph.h"

#include "nomo-chart-table.h"
#include "nomo-graph-menu.h"
#include "nomo-graph-private.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (NomoGraph, nomo_graph, GTK_TYPE_WIDGET)

NomoGraphPrivate *
_nomo_graph_private (NomoGraph *self)
{
  return nomo_graph_get_instance_private (self);
}

static char *
word_choice (NomoGraph *self)
{
  NomoGraphClass *klass = NOMO_GRAPH_GET_CLASS (self);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  int first;
  int last;

  if (!nomo_graph_get_chosen (self, &first, &last))
    return NULL;
  from = klass->name (self, (guint) first);
  to = klass->name (self, (guint) last);
  if (first == last)
    /* Translators: read by screen readers: the point of a chart that was chosen, such as a day */
    return g_strdup_printf (_ ("Chosen: %s"), from);
  /* Translators: read by screen readers: the first and the last chosen point of a chart, such as two days */
  return g_strdup_printf (_ ("Chosen: %1$s – %2$s"), from, to);
}

/* What the chart says beside its summary: the point one is at and what is chosen, else how to get to a point. */
static void
describe (NomoGraph *self)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);
  g_autofree char *choice = word_choice (self);
  g_autofree char *point = NULL;
  g_autofree char *sentence = NULL;

  if (priv->cursor >= 0)
    point = NOMO_GRAPH_GET_CLASS (self)->word (self, (guint) priv->cursor);
  if (point != NULL && choice != NULL)
    sentence = g_strconcat (point, " · ", choice, NULL);
  else if (point != NULL || choice != NULL)
    sentence = g_strdup (point != NULL ? point : choice);
  else
    /* Translators: read by screen readers after the summary of a chart */
    sentence = g_strdup (_ ("The arrow keys walk the points, Ctrl+T shows a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

void
_nomo_graph_set_choice (NomoGraph *self, int anchor, int head)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);

  priv->anchor = NOMO_GRAPH_GET_CLASS (self)->ranges ? anchor : head;
  priv->head = head;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_nomo_graph_announce_choice (NomoGraph *self)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);
  int first;
  int last;

  nomo_graph_get_chosen (self, &first, &last);
  if (first == priv->said_first && last == priv->said_last)
    return;
  priv->said_first = first;
  priv->said_last = last;
  g_signal_emit (self, signals[CHOSEN], 0, first, last);
}

/* Choosing means something only where somebody listens. */
gboolean
_nomo_graph_can_choose (NomoGraph *self)
{
  return g_signal_has_handler_pending (self, signals[CHOSEN], 0, FALSE);
}

static void
table_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NomoGraph *self = NOMO_GRAPH (widget);

  nomo_graph_show_table (self, !nomo_graph_is_table (self));
}

void
_nomo_graph_show_menu (NomoGraph *self, double x, double y)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);

  if (priv->n_points == 0)
    return;
  if (priv->menu == NULL)
    priv->menu = nomo_graph_menu_new (self);
  nomo_graph_menu_popup (priv->menu, self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static void
menu_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _nomo_graph_show_menu (NOMO_GRAPH (widget), gtk_widget_get_width (widget) / 2.0,
                         gtk_widget_get_height (widget) / 2.0);
}

static void
nomo_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NomoGraph *self = NOMO_GRAPH (widget);
  NomoGraphPrivate *priv = _nomo_graph_private (self);

  if (priv->table != NULL) {
    gtk_widget_snapshot_child (widget, priv->table, snapshot);
    return;
  }
  nomo_graph_draw (self, snapshot);
  if (priv->cursor >= 0)
    NOMO_GRAPH_GET_CLASS (self)->draw_cursor (self, snapshot, (guint) priv->cursor);
}

static void
nomo_graph_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  NomoGraphClass *klass = NOMO_GRAPH_GET_CLASS (widget);
  NomoGraphPrivate *priv = _nomo_graph_private (NOMO_GRAPH (widget));
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? klass->min_width : klass->min_height;
  *natural = across ? klass->min_width : klass->nat_height;
  if (priv->table != NULL) {
    int least;

    gtk_widget_measure (priv->table, orientation, for_size, &least, NULL, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural = MAX (*natural, *minimum);
  }
}

static void
nomo_graph_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NomoGraphPrivate *priv = _nomo_graph_private (NOMO_GRAPH (widget));

  if (priv->table != NULL)
    gtk_widget_size_allocate (priv->table, &(GtkAllocation) { 0, 0, width, height }, -1);
  if (priv->menu != NULL)
    gtk_popover_present (GTK_POPOVER (priv->menu));
}

static void
nomo_graph_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (nomo_graph_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
nomo_graph_dispose (GObject *object)
{
  NomoGraphPrivate *priv = _nomo_graph_private (NOMO_GRAPH (object));

  g_clear_pointer (&priv->menu, gtk_widget_unparent);
  g_clear_pointer (&priv->table, gtk_widget_unparent);
  G_OBJECT_CLASS (nomo_graph_parent_class)->dispose (object);
}

static void
nomo_graph_finalize (GObject *object)
{
  NomoGraphPrivate *priv = _nomo_graph_private (NOMO_GRAPH (object));

  g_free (priv->title);
  g_free (priv->as_of);
  G_OBJECT_CLASS (nomo_graph_parent_class)->finalize (object);
}

static void
nomo_graph_class_init (NomoGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_graph_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_graph_finalize;
  widget_class->snapshot = nomo_graph_snapshot;
  widget_class->measure = nomo_graph_measure;
  widget_class->size_allocate = nomo_graph_size_allocate;
  widget_class->css_changed = nomo_graph_css_changed;
  gtk_widget_class_install_action (widget_class, "chart.table", NULL, table_action_cb);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_action_cb);
  nomo_graph_menu_install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "chart.table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  /**
   * NomoGraph::chosen:
   * @self: a chart
   * @first: the first chosen point, −1 when nothing is chosen any more
   * @last: the last one
   *
   * Points were chosen, by a click, by dragging, with Enter, or with Shift and an arrow key; or taken back, with a second
   * click or Escape. As long as nobody listens, nothing can be chosen.
   */
  signals[CHOSEN] = g_signal_new ("chosen", NOMO_TYPE_GRAPH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_INT, G_TYPE_INT);
}

static void
nomo_graph_init (NomoGraph *self)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);
  GtkWidget *widget = GTK_WIDGET (self);

  priv->cursor = priv->anchor = priv->head = priv->said_first = priv->said_last = -1;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_add_css_class (widget, "n-chart");
  nomo_graph_menu_enable_actions (self, FALSE);
  _nomo_graph_input_init (self);
  describe (self);
}

/**
 * nomo_graph_set_title:
 * @self: a chart
 * @title: (nullable): what it shows; stands above it on paper
 * @as_of: (nullable): until when its figures hold, «بيانات حتى 10:42 ص»; stands under the title
 */
void
nomo_graph_set_title (NomoGraph *self, const char *title, const char *as_of)
{
  NomoGraphPrivate *priv;

  g_return_if_fail (NOMO_IS_GRAPH (self));
  priv = _nomo_graph_private (self);
  g_free (priv->title);
  g_free (priv->as_of);
  priv->title = g_strdup (title);
  priv->as_of = g_strdup (as_of);
}

/**
 * nomo_graph_get_title:
 * @self: a chart
 *
 * Returns: (nullable) (transfer none): what it shows
 */
const char *
nomo_graph_get_title (NomoGraph *self)
{
  g_return_val_if_fail (NOMO_IS_GRAPH (self), NULL);
  return _nomo_graph_private (self)->title;
}

/**
 * nomo_graph_get_as_of:
 * @self: a chart
 *
 * Returns: (nullable) (transfer none): until when its figures hold
 */
const char *
nomo_graph_get_as_of (NomoGraph *self)
{
  g_return_val_if_fail (NOMO_IS_GRAPH (self), NULL);
  return _nomo_graph_private (self)->as_of;
}

/**
 * nomo_graph_set_summary:
 * @self: a chart
 * @summary: what one sees in it, as a sentence for screen readers
 */
void
nomo_graph_set_summary (NomoGraph *self, const char *summary)
{
  g_return_if_fail (NOMO_IS_GRAPH (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
}

/**
 * nomo_graph_select:
 * @self: a chart
 * @index: the point to show the figures of; −1 for none
 */
void
nomo_graph_select (NomoGraph *self, int index)
{
  NomoGraphPrivate *priv;

  g_return_if_fail (NOMO_IS_GRAPH (self));
  priv = _nomo_graph_private (self);
  index = CLAMP (index, -1, (int) priv->n_points - 1);
  if (index == priv->cursor)
    return;
  priv->cursor = index;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nomo_graph_get_selected:
 * @self: a chart
 *
 * Returns: the point whose figures are shown; −1 for none
 */
int
nomo_graph_get_selected (NomoGraph *self)
{
  g_return_val_if_fail (NOMO_IS_GRAPH (self), -1);
  return _nomo_graph_private (self)->cursor;
}

/**
 * nomo_graph_choose:
 * @self: a chart
 * @first: the first point to choose; −1 for none
 * @last: the last one; the same as @first where only one can be chosen
 *
 * Marks points as chosen and emits #NomoGraph::chosen, unless they are already. Ends a dragging of the pointer.
 */
void
nomo_graph_choose (NomoGraph *self, int first, int last)
{
  int end;

  g_return_if_fail (NOMO_IS_GRAPH (self));
  end = (int) nomo_graph_get_length (self) - 1;
  first = CLAMP (first, -1, end);
  last = first < 0 ? -1 : CLAMP (last, first, end);
  _nomo_graph_private (self)->pressed = FALSE;
  _nomo_graph_set_choice (self, first, last);
  _nomo_graph_announce_choice (self);
}

/**
 * nomo_graph_get_chosen:
 * @self: a chart
 * @first: (out) (optional): the first chosen point, −1 when there is none
 * @last: (out) (optional): the last one
 *
 * Returns: whether any point is chosen
 */
gboolean
nomo_graph_get_chosen (NomoGraph *self, int *first, int *last)
{
  NomoGraphPrivate *priv;

  g_return_val_if_fail (NOMO_IS_GRAPH (self), FALSE);
  priv = _nomo_graph_private (self);
  if (first != NULL)
    *first = MIN (priv->anchor, priv->head);
  if (last != NULL)
    *last = MAX (priv->anchor, priv->head);
  return priv->head >= 0;
}

/**
 * nomo_graph_show_table:
 * @self: a chart
 * @show: whether to show the figures as a table instead of the drawing
 *
 * The keyboard focus goes along.
 */
void
nomo_graph_show_table (NomoGraph *self, gboolean show)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NomoGraphPrivate *priv;
  gboolean had_focus;

  g_return_if_fail (NOMO_IS_GRAPH (self));
  priv = _nomo_graph_private (self);
  if (show == (priv->table != NULL) || (show && priv->n_points == 0))
    return;
  had_focus = gtk_widget_get_focus_child (widget) != NULL || gtk_widget_has_focus (widget);
  if (show) {
    g_auto (NomoChartData) data = { NULL };

    nomo_graph_select (self, -1);
    nomo_graph_list (self, &data);
    priv->table = nomo_chart_table_new (&data);
    gtk_widget_set_parent (priv->table, widget);
    if (had_focus)
      gtk_widget_child_focus (priv->table, GTK_DIR_TAB_FORWARD);
  } else {
    if (had_focus)
      gtk_widget_grab_focus (widget);
    g_clear_pointer (&priv->table, gtk_widget_unparent);
  }
  gtk_widget_queue_resize (widget);
}

/**
 * nomo_graph_is_table:
 * @self: a chart
 *
 * Returns: whether the figures are shown as a table
 */
gboolean
nomo_graph_is_table (NomoGraph *self)
{
  g_return_val_if_fail (NOMO_IS_GRAPH (self), FALSE);
  return _nomo_graph_private (self)->table != NULL;
}

/**
 * nomo_graph_set_length:
 * @self: a chart
 * @n_points: how many points it has from now on
 *
 * For the kinds of charts, after they have got other figures: lets go of points that are no more and renews the table.
 */
void
nomo_graph_set_length (NomoGraph *self, guint n_points)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);
  gboolean table = nomo_graph_is_table (self);

  nomo_graph_show_table (self, FALSE);
  priv->n_points = n_points;
  /* Both go before either is worded: the words know only the points there are. */
  if (priv->cursor >= (int) n_points)
    priv->cursor = -1;
  if (MAX (priv->anchor, priv->head) >= (int) n_points)
    nomo_graph_choose (self, -1, -1);
  describe (self);
  nomo_graph_menu_enable_actions (self, n_points > 0);
  nomo_graph_show_table (self, table);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nomo_graph_get_length:
 * @self: a chart
 *
 * Returns: how many points it has
 */
guint
nomo_graph_get_length (NomoGraph *self)
{
  g_return_val_if_fail (NOMO_IS_GRAPH (self), 0);
  return _nomo_graph_private (self)->n_points;
}

/**
 * nomo_graph_list:
 * @self: a chart that has points
 * @data: (out caller-allocates): filled with all that it shows; clear it when done
 */
void
nomo_graph_list (NomoGraph *self, NomoChartData *data)
{
  NOMO_GRAPH_GET_CLASS (self)->list (self, data);
}

/**
 * nomo_graph_draw:
 * @self: a chart
 * @snapshot: where to draw
 *
 * Draws it as it is without anybody pointing at it, in its own size.
 */
void
nomo_graph_draw (NomoGraph *self, GtkSnapshot *snapshot)
{
  NOMO_GRAPH_GET_CLASS (self)->draw (self, snapshot);
}
