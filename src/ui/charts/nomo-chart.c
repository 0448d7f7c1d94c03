#include "config.h"

#include "nomo-chart.h"

#include "nomo-chart-table.h"
#include "nomo-frame.h"
#include "nomo-layer.h"
#include "nomo-style.h"
#include "nomo-tip.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define MIN_WIDTH  220
#define MIN_HEIGHT 150
#define NAT_HEIGHT 210
#define MAX_STEPS  4
#define DRAW_MS    300

struct _NomoChart {
  GtkWidget parent_instance;

  GPtrArray *series;
  guint n_points;
  gint64 unit;
  gboolean unfinished;
  NomoChartWords words;
  gpointer data;
  GDestroyNotify destroy;

  int selected;
  double drawn;
  AdwAnimation *animation;
  GtkWidget *table;
};

G_DEFINE_FINAL_TYPE (NomoChart, nomo_chart, GTK_TYPE_WIDGET)

static NomoSeries *
series_at (NomoChart *self, guint index)
{
  return g_ptr_array_index (self->series, index);
}

static GdkRGBA
color_of (NomoChart *self, const NomoSeries *series)
{
  return nomo_style_get_color (GTK_WIDGET (self), NOMO_COLOR_CHART_1 + nomo_series_get_palette (series) - 1);
}

static guint
count_bars (NomoChart *self)
{
  guint n = 0;

  for (guint i = 0; i < self->series->len; i++)
    n += nomo_series_get_kind (series_at (self, i)) == NOMO_SERIES_BARS;
  return n;
}

static NomoAxis
fit_axis (NomoChart *self)
{
  gint64 low = 0;
  gint64 high = 0;

  for (guint i = 0; i < self->series->len; i++)
    nomo_series_get_range (series_at (self, i), &low, &high);
  return nomo_axis_fit (low, high, self->unit, MAX_STEPS);
}

static void
draw_series (NomoChart *self, GtkSnapshot *snapshot, const NomoPlot *plot)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float shown = width * (float) self->drawn;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  guint n_bars = count_bars (self);
  guint bar = n_bars;

  cairo_rectangle (cr, plot->rtl ? width - shown : 0, 0, shown, height);
  cairo_clip (cr);
  /* The first series matters most: it comes last, on top. */
  for (guint i = self->series->len; i-- > 0;) {
    NomoSeries *series = series_at (self, i);
    gboolean is_bar = nomo_series_get_kind (series) == NOMO_SERIES_BARS;
    NomoLayerLook look = { .color = color_of (self, series), .chosen = self->selected, .n_bars = n_bars };

    look.bar = is_bar ? --bar : 0;
    look.unfinished = self->unfinished && !nomo_series_is_dashed (series);
    nomo_layer_draw (cr, plot, series, &look);
  }
  cairo_destroy (cr);
}

static void
draw_dots (NomoChart *self, GtkSnapshot *snapshot, const NomoPlot *plot, float x)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA card = nomo_style_get_color (widget, NOMO_COLOR_CARD);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));

  for (guint i = self->series->len; i-- > 0;) {
    NomoSeries *series = series_at (self, i);
    gint64 value = nomo_series_get_value (series, (guint) self->selected);
    GdkRGBA color = color_of (self, series);
    gboolean hollow = nomo_series_is_dashed (series);

    if (value == NOMO_SERIES_NONE || nomo_series_get_kind (series) == NOMO_SERIES_BARS)
      continue;
    cairo_arc (cr, x, nomo_plot_y (plot, value), hollow ? 4 : 5, 0, 2 * G_PI);
    gdk_cairo_set_source_rgba (cr, hollow ? &card : &color);
    cairo_fill_preserve (cr);
    gdk_cairo_set_source_rgba (cr, hollow ? &color : &card);
    cairo_set_line_width (cr, 2);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);
}

static void
make_tip (NomoChart *self, guint index, NomoTip *tip)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) figures = g_strv_builder_new ();

  for (guint i = 0; i < self->series->len; i++) {
    NomoSeries *series = series_at (self, i);
    gint64 value = nomo_series_get_value (series, index);
    g_autofree char *figure = value == NOMO_SERIES_NONE ? NULL : self->words.value (value, self->data);

    if (figure == NULL)
      continue;
    g_strv_builder_add (names, nomo_series_get_title (series));
    g_strv_builder_add (figures, figure);
  }
  tip->title = self->words.point (index, self->data);
  tip->names = g_strv_builder_end (names);
  tip->figures = g_strv_builder_end (figures);
}

typedef struct {
  NomoChart *self;
  const NomoPlot *plot;
} Lines;

static float
find_lowest (float from, float to, gpointer data)
{
  const Lines *lines = data;
  const NomoPlot *plot = lines->plot;
  float margin = nomo_plot_slot (plot) / 2;
  float lowest = plot->slots ? plot->y + plot->height : plot->y;

  for (guint i = 0; i < lines->self->n_points; i++) {
    float x = nomo_plot_x (plot, i);

    for (guint s = 0; s < lines->self->series->len && x > from - margin && x < to + margin; s++) {
      gint64 value = nomo_series_get_value (series_at (lines->self, s), i);

      if (value != NOMO_SERIES_NONE)
        lowest = MAX (lowest, nomo_plot_y (plot, value));
    }
  }
  return lowest;
}

static void
draw_cursor (NomoChart *self, GtkSnapshot *snapshot, const NomoPlot *plot)
{
  GdkRGBA line = nomo_style_get_color (GTK_WIDGET (self), NOMO_COLOR_CHART_8);
  float x = nomo_plot_x (plot, (guint) self->selected);
  g_auto (NomoTip) tip = { NULL, NULL, NULL };

  if (!plot->slots)
    gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (x - .5f, plot->y, 1, plot->height));
  draw_dots (self, snapshot, plot, x);
  make_tip (self, (guint) self->selected, &tip);
  nomo_tip_snapshot (&tip, GTK_WIDGET (self), snapshot, plot, x, find_lowest, &(Lines) { self, plot });
}

static void
nomo_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NomoChart *self = NOMO_CHART (widget);
  NomoAxis axis;
  NomoPlot plot;

  if (self->table != NULL) {
    gtk_widget_snapshot_child (widget, self->table, snapshot);
    return;
  }
  axis = fit_axis (self);
  plot = nomo_frame_find_plot (GTK_WIDGET (self), &axis, self->n_points, count_bars (self) > 0);
  if (plot.width <= 0 || plot.height <= 0)
    return;
  nomo_frame_draw_values (widget, snapshot, &axis, &plot);
  if (self->n_points == 0)
    return;
  nomo_frame_draw_ticks (widget, snapshot, &plot, self->words.tick, self->data);
  draw_series (self, snapshot, &plot);
  if (self->selected >= 0)
    draw_cursor (self, snapshot, &plot);
}

static void
nomo_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  NomoChart *self = NOMO_CHART (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MIN_WIDTH : MIN_HEIGHT;
  *natural = across ? MIN_WIDTH : NAT_HEIGHT;
  if (self->table != NULL) {
    int least;

    gtk_widget_measure (self->table, orientation, for_size, &least, NULL, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural = MAX (*natural, *minimum);
  }
}

static void
nomo_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NomoChart *self = NOMO_CHART (widget);

  if (self->table != NULL)
    gtk_widget_size_allocate (self->table, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
nomo_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (nomo_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

/* What the chart says beside its summary: the point one is at, else how to get to one. */
static void
describe (NomoChart *self)
{
  g_auto (NomoTip) tip = { NULL, NULL, NULL };
  g_autofree char *sentence = NULL;

  if (self->selected >= 0) {
    make_tip (self, (guint) self->selected, &tip);
    sentence = nomo_tip_to_sentence (&tip);
  } else {
    /* Translators: read by screen readers after the summary of a chart */
    sentence = g_strdup (_ ("The arrow keys walk the points, Ctrl+T shows a table"));
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

static gboolean
shows_already (NomoChart *self, NomoSeries *const *series, guint n_series, gint64 unit)
{
  if (self->series->len != n_series || self->unit != unit)
    return FALSE;
  for (guint i = 0; i < n_series; i++) {
    if (!nomo_series_equal (series_at (self, i), series[i]))
      return FALSE;
  }
  return TRUE;
}

static void
pointed_cb (NomoChart *self, double x, double y)
{
  NomoAxis axis = fit_axis (self);
  NomoPlot plot = nomo_frame_find_plot (GTK_WIDGET (self), &axis, self->n_points, count_bars (self) > 0);

  if (self->table == NULL)
    nomo_chart_select (self, nomo_plot_find (&plot, (float) x));
}

static void
left_cb (NomoChart *self)
{
  nomo_chart_select (self, -1);
}

static gboolean
key_pressed_cb (NomoChart *self, guint key, guint code, GdkModifierType state)
{
  NomoPlot plot = { .n = self->n_points, .rtl = nomo_style_is_rtl (GTK_WIDGET (self)) };

  if (key == GDK_KEY_Escape && self->table != NULL) {
    nomo_chart_show_table (self, FALSE);
    return GDK_EVENT_STOP;
  }
  if (self->table != NULL || self->n_points == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left || key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    nomo_chart_select (self, nomo_plot_walk (&plot, self->selected, key == GDK_KEY_Left || key == GDK_KEY_KP_Left));
  else if (key == GDK_KEY_Home || key == GDK_KEY_KP_Home)
    nomo_chart_select (self, 0);
  else if (key == GDK_KEY_End || key == GDK_KEY_KP_End)
    nomo_chart_select (self, (int) self->n_points - 1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
table_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NomoChart *self = NOMO_CHART (widget);

  nomo_chart_show_table (self, self->table == NULL);
}

static void
nomo_chart_dispose (GObject *object)
{
  NomoChart *self = NOMO_CHART (object);

  g_clear_object (&self->animation);
  g_clear_pointer (&self->table, gtk_widget_unparent);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  if (self->destroy != NULL)
    g_steal_pointer (&self->destroy) (g_steal_pointer (&self->data));
  G_OBJECT_CLASS (nomo_chart_parent_class)->dispose (object);
}

static void
nomo_chart_class_init (NomoChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_chart_dispose;
  widget_class->snapshot = nomo_chart_snapshot;
  widget_class->measure = nomo_chart_measure;
  widget_class->size_allocate = nomo_chart_size_allocate;
  widget_class->css_changed = nomo_chart_css_changed;
  gtk_widget_class_install_action (widget_class, "chart.table", NULL, table_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "chart.table", NULL);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (NomoChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointed_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
drawn_cb (double value, gpointer data)
{
  NomoChart *self = data;

  self->drawn = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
nomo_chart_init (NomoChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);
  self->unit = 1;
  self->selected = -1;
  self->drawn = 1;
  self->animation =
      adw_timed_animation_new (widget, 0, 1, DRAW_MS, adw_callback_animation_target_new (drawn_cb, self, NULL));
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_add_css_class (widget, "n-chart");
  describe (self);
  add_controllers (self);
}

/**
 * nomo_chart_new:
 *
 * Lines, areas and bars over time. Time runs in reading direction. Pointing at a point, or walking there with the arrow keys,
 * shows its figures; Ctrl+T shows all of them as a table (action `chart.table`).
 *
 * Returns: (transfer floating): an empty chart
 */
GtkWidget *
nomo_chart_new (void)
{
  return g_object_new (NOMO_TYPE_CHART, NULL);
}

/**
 * nomo_chart_set_words:
 * @self: a chart
 * @words: how its points and values are worded
 * @data: for @words
 * @destroy: (nullable): frees @data
 */
void
nomo_chart_set_words (NomoChart *self, const NomoChartWords *words, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (NOMO_IS_CHART (self));

  if (self->destroy != NULL)
    self->destroy (self->data);
  self->words = *words;
  self->data = data;
  self->destroy = destroy;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nomo_chart_set_series:
 * @self: a chart that has its words
 * @series: (array length=n_series): what to show, the most important first; at most five
 * @n_series: how many
 * @unit: what the axis writes as "1": 100 for halalas shown in riyals
 *
 * Shows other series. The first ones to come are drawn along time, later ones replace them at once; equal ones
 * change nothing, so that a table keeps its focus.
 */
void
nomo_chart_set_series (NomoChart *self, NomoSeries *const *series, guint n_series, gint64 unit)
{
  gboolean is_first;
  gboolean table;

  g_return_if_fail (NOMO_IS_CHART (self));
  g_return_if_fail (n_series == 0 || self->words.value != NULL);
  if (shows_already (self, series, n_series, unit)) {
    gtk_widget_queue_draw (GTK_WIDGET (self));
    return;
  }

  is_first = self->n_points == 0;
  table = self->table != NULL;
  nomo_chart_show_table (self, FALSE);
  g_ptr_array_set_size (self->series, 0);
  self->n_points = 0;
  self->unit = unit;
  for (guint i = 0; i < n_series; i++) {
    g_ptr_array_add (self->series, nomo_series_ref (series[i]));
    self->n_points = MAX (self->n_points, nomo_series_get_length (series[i]));
  }
  if (self->selected >= (int) self->n_points)
    nomo_chart_select (self, -1);
  nomo_chart_show_table (self, table);
  if (is_first && self->n_points > 0)
    adw_animation_play (self->animation);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nomo_chart_set_unfinished:
 * @self: a chart
 * @unfinished: whether the last point is of a period that still runs; it is hatched
 */
void
nomo_chart_set_unfinished (NomoChart *self, gboolean unfinished)
{
  g_return_if_fail (NOMO_IS_CHART (self));

  self->unfinished = unfinished;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nomo_chart_set_summary:
 * @self: a chart
 * @summary: what one sees in it, as a sentence for screen readers
 */
void
nomo_chart_set_summary (NomoChart *self, const char *summary)
{
  g_return_if_fail (NOMO_IS_CHART (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
}

/**
 * nomo_chart_select:
 * @self: a chart
 * @index: the point to show the figures of; −1 for none
 */
void
nomo_chart_select (NomoChart *self, int index)
{
  g_return_if_fail (NOMO_IS_CHART (self));

  index = MIN (index, (int) self->n_points - 1);
  if (index == self->selected)
    return;
  self->selected = index;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nomo_chart_get_selected:
 * @self: a chart
 *
 * Returns: the point whose figures are shown; −1 for none
 */
int
nomo_chart_get_selected (NomoChart *self)
{
  g_return_val_if_fail (NOMO_IS_CHART (self), -1);
  return self->selected;
}

/**
 * nomo_chart_show_table:
 * @self: a chart
 * @show: whether to show the figures as a table instead of the drawing
 *
 * The keyboard focus goes along.
 */
void
nomo_chart_show_table (NomoChart *self, gboolean show)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean had_focus;

  g_return_if_fail (NOMO_IS_CHART (self));
  if (show == (self->table != NULL) || (show && self->n_points == 0))
    return;
  had_focus = gtk_widget_get_focus_child (widget) != NULL || gtk_widget_has_focus (widget);
  if (show) {
    self->selected = -1;
    self->table = nomo_chart_table_new (self->series, self->n_points, &self->words, self->data);
    gtk_widget_set_parent (self->table, widget);
    if (had_focus)
      gtk_widget_child_focus (self->table, GTK_DIR_TAB_FORWARD);
  } else {
    if (had_focus)
      gtk_widget_grab_focus (widget);
    g_clear_pointer (&self->table, gtk_widget_unparent);
  }
  gtk_widget_queue_resize (widget);
}

/**
 * nomo_chart_is_table:
 * @self: a chart
 *
 * Returns: whether the figures are shown as a table
 */
gboolean
nomo_chart_is_table (NomoChart *self)
{
  g_return_val_if_fail (NOMO_IS_CHART (self), FALSE);
  return self->table != NULL;
}
