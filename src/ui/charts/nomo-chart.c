#include "config.h"

#include "nomo-chart.h"

#include "nomo-frame.h"
#include "nomo-layer.h"
#include "nomo-stack.h"
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

/* Width of the edges of what is chosen. */
#define EDGE 2

struct _NomoChart {
  NomoGraph parent_instance;

  GPtrArray *series;
  GArray *events;
  gint64 unit;
  gboolean unfinished;
  NomoChartWords words;
  gpointer data;
  GDestroyNotify destroy;

  double drawn;
  AdwAnimation *animation;
};

G_DEFINE_FINAL_TYPE (NomoChart, nomo_chart, NOMO_TYPE_GRAPH)

enum { OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

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
count_kind (NomoChart *self, NomoSeriesKind kind)
{
  guint n = 0;

  for (guint i = 0; i < self->series->len; i++)
    n += nomo_series_get_kind (series_at (self, i)) == kind;
  return n;
}

static guint
count_points (NomoChart *self)
{
  return nomo_graph_get_length (NOMO_GRAPH (self));
}

/* Where the stack ends at each point; 0 where there is none. */
static gint64 *
list_tops (NomoChart *self)
{
  guint n = count_points (self);
  gint64 *tops = g_new0 (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    tops[i] = nomo_stack_top (self->series, i);
  return tops;
}

static gint64 *
list_bases (NomoChart *self, guint which)
{
  guint n = count_points (self);
  gint64 *bases = g_new0 (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    bases[i] = nomo_stack_base (self->series, which, i);
  return bases;
}

static NomoAxis
fit_axis (NomoChart *self)
{
  g_autofree gint64 *tops = list_tops (self);
  gint64 low = 0;
  gint64 high = 0;

  for (guint i = 0; i < self->series->len; i++)
    nomo_series_get_range (series_at (self, i), &low, &high);
  for (guint i = 0; i < count_points (self); i++)
    high = MAX (high, tops[i]);
  return nomo_axis_fit (low, high, self->unit, MAX_STEPS);
}

static NomoPlot
find_plot (NomoChart *self, const NomoAxis *axis)
{
  gboolean slots = count_kind (self, NOMO_SERIES_BARS) + count_kind (self, NOMO_SERIES_STACK) > 0;
  NomoPlot plot = nomo_frame_find_plot (GTK_WIDGET (self), axis, count_points (self), slots);
  float labels = nomo_events_get_height (self->events, GTK_WIDGET (self));

  plot.y += labels;
  plot.height -= labels;
  return plot;
}

static void
draw_one (NomoChart *self, cairo_t *cr, const NomoPlot *plot, guint which, NomoLayerLook *look)
{
  NomoSeries *series = series_at (self, which);
  g_autofree gint64 *bases = NULL;

  if (nomo_series_get_kind (series) == NOMO_SERIES_STACK)
    bases = list_bases (self, which);
  look->bases = bases;
  look->color = color_of (self, series);
  look->unfinished = self->unfinished && !nomo_series_is_dashed (series);
  nomo_layer_draw (cr, plot, series, look);
}

static void
draw_series (NomoChart *self, GtkSnapshot *snapshot, const NomoPlot *plot)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float shown = width * (float) self->drawn;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_autofree gint64 *tops = list_tops (self);
  NomoLayerLook look = { .chosen = nomo_graph_get_selected (NOMO_GRAPH (self)), .tops = tops };

  look.n_bars = look.bar = count_kind (self, NOMO_SERIES_BARS);
  cairo_rectangle (cr, plot->rtl ? width - shown : 0, 0, shown, height);
  cairo_clip (cr);
  /* The first series matters most: it comes last, on top. */
  for (guint i = self->series->len; i-- > 0;) {
    if (nomo_series_get_kind (series_at (self, i)) == NOMO_SERIES_BARS)
      look.bar--;
    draw_one (self, cr, plot, i, &look);
  }
  cairo_destroy (cr);
}

static void
draw_dots (NomoChart *self, GtkSnapshot *snapshot, const NomoPlot *plot, guint index)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA card = nomo_style_get_color (widget, NOMO_COLOR_CARD);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));

  for (guint i = self->series->len; i-- > 0;) {
    NomoSeries *series = series_at (self, i);
    gint64 value = nomo_series_get_value (series, index);
    GdkRGBA color = color_of (self, series);
    gboolean hollow = nomo_series_is_dashed (series);

    if (value == NOMO_SERIES_NONE || nomo_series_is_bar (series))
      continue;
    cairo_arc (cr, nomo_plot_x (plot, index), nomo_plot_y (plot, value), hollow ? 4 : 5, 0, 2 * G_PI);
    gdk_cairo_set_source_rgba (cr, hollow ? &card : &color);
    cairo_fill_preserve (cr);
    gdk_cairo_set_source_rgba (cr, hollow ? &color : &card);
    cairo_set_line_width (cr, 2);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);
}

static void
add_to_tip (NomoChart *self, GStrvBuilder *names, GStrvBuilder *figures, const char *name, gint64 value)
{
  g_autofree char *figure = self->words.value (value, self->data);

  g_strv_builder_add (names, name);
  g_strv_builder_add (figures, figure);
}

/* Stacked figures end with their sum, which no series holds. */
static void
make_tip (NomoChart *self, guint index, NomoTip *tip)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) figures = g_strv_builder_new ();

  for (guint i = 0; i < self->series->len; i++) {
    gint64 value = nomo_series_get_value (series_at (self, i), index);

    if (value != NOMO_SERIES_NONE)
      add_to_tip (self, names, figures, nomo_series_get_title (series_at (self, i)), value);
  }
  if (count_kind (self, NOMO_SERIES_STACK) > 1)
    /* Translators: the sum of the slices of a stacked bar */
    add_to_tip (self, names, figures, C_ ("chart", "Total"), nomo_stack_top (self->series, index));
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

  for (guint i = 0; i < plot->n; i++) {
    float x = nomo_plot_x (plot, i);

    for (guint s = 0; s < lines->self->series->len && x > from - margin && x < to + margin; s++) {
      gint64 value = nomo_series_get_value (series_at (lines->self, s), i);

      if (value != NOMO_SERIES_NONE)
        lowest = MAX (lowest, nomo_plot_y (plot, value));
    }
  }
  return lowest;
}

/* A band behind the chosen points, with edges that are seen where its ground is not. */
static void
draw_choice (NomoChart *self, GtkSnapshot *snapshot, const NomoPlot *plot)
{
  GdkRGBA ground = nomo_style_get_color (GTK_WIDGET (self), NOMO_COLOR_ACCENT_SOFT);
  GdkRGBA edge = nomo_style_get_color (GTK_WIDGET (self), NOMO_COLOR_ACCENT);
  float half = plot->n > 1 ? nomo_plot_slot (plot) / 2 : plot->width / 2;
  int first;
  int last;
  float from;
  float to;

  if (!nomo_graph_get_chosen (NOMO_GRAPH (self), &first, &last))
    return;
  from = MIN (nomo_plot_x (plot, (guint) first), nomo_plot_x (plot, (guint) last)) - half;
  to = MAX (nomo_plot_x (plot, (guint) first), nomo_plot_x (plot, (guint) last)) + half;
  from = MAX (from, plot->x);
  to = MIN (to, plot->x + plot->width);
  gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT (from, plot->y, to - from, plot->height));
  gtk_snapshot_append_color (snapshot, &edge, &GRAPHENE_RECT_INIT (from, plot->y, EDGE, plot->height));
  gtk_snapshot_append_color (snapshot, &edge, &GRAPHENE_RECT_INIT (to - EDGE, plot->y, EDGE, plot->height));
}

static void
nomo_chart_draw (NomoGraph *graph, GtkSnapshot *snapshot)
{
  NomoChart *self = NOMO_CHART (graph);
  GtkWidget *widget = GTK_WIDGET (self);
  NomoAxis axis = fit_axis (self);
  NomoPlot plot = find_plot (self, &axis);

  if (plot.width <= 0 || plot.height <= 0)
    return;
  nomo_events_draw_bands (self->events, widget, snapshot, &plot);
  draw_choice (self, snapshot, &plot);
  nomo_frame_draw_values (widget, snapshot, &axis, &plot);
  if (plot.n == 0)
    return;
  nomo_frame_draw_ticks (widget, snapshot, &plot, self->words.tick, self->data);
  draw_series (self, snapshot, &plot);
  nomo_events_draw_labels (self->events, widget, snapshot, &plot);
}

static void
nomo_chart_draw_cursor (NomoGraph *graph, GtkSnapshot *snapshot, guint index)
{
  NomoChart *self = NOMO_CHART (graph);
  GdkRGBA line = nomo_style_get_color (GTK_WIDGET (self), NOMO_COLOR_CHART_8);
  NomoAxis axis = fit_axis (self);
  NomoPlot plot = find_plot (self, &axis);
  float x = nomo_plot_x (&plot, index);
  g_auto (NomoTip) tip = { NULL, NULL, NULL };

  if (plot.width <= 0 || plot.height <= 0)
    return;
  if (!plot.slots)
    gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (x - .5f, plot.y, 1, plot.height));
  draw_dots (self, snapshot, &plot, index);
  make_tip (self, index, &tip);
  nomo_tip_snapshot (&tip, GTK_WIDGET (self), snapshot, &plot, x, find_lowest, &(Lines) { self, &plot });
}

static int
nomo_chart_find (NomoGraph *graph, float x, float y)
{
  NomoChart *self = NOMO_CHART (graph);
  NomoAxis axis = fit_axis (self);
  NomoPlot plot = find_plot (self, &axis);

  return nomo_plot_find (&plot, x);
}

/* The points whose beginnings are told at a place above the plot. */
static gboolean
find_events (NomoChart *self, double x, double y, guint *first, guint *last)
{
  NomoAxis axis = fit_axis (self);
  NomoPlot plot = find_plot (self, &axis);

  return !nomo_graph_is_table (NOMO_GRAPH (self)) && plot.n > 0 &&
         nomo_events_find (self->events, GTK_WIDGET (self), &plot, (float) x, (float) y, first, last);
}

static void
event_pressed_cb (NomoChart *self, int n_press, double x, double y, GtkGesture *gesture)
{
  guint first, last;

  if (n_press != 1 || !find_events (self, x, y, &first, &last))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[OPENED], 0, first, last);
}

static void
event_pointed_cb (NomoChart *self, double x, double y)
{
  guint first, last;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), find_events (self, x, y, &first, &last) ? "pointer" : NULL);
}

static gboolean
nomo_chart_open (NomoGraph *graph, guint index)
{
  NomoChart *self = NOMO_CHART (graph);

  if (!nomo_events_begin_at (self->events, index))
    return FALSE;
  g_signal_emit (self, signals[OPENED], 0, index, index);
  return TRUE;
}

static int
nomo_chart_walk (NomoGraph *graph, int index, NomoGraphStep step)
{
  NomoPlot plot = { .n = nomo_graph_get_length (graph), .rtl = nomo_style_is_rtl (GTK_WIDGET (graph)) };

  switch (step) {
  case NOMO_STEP_LEFT:
  case NOMO_STEP_RIGHT:
    return nomo_plot_walk (&plot, index, step == NOMO_STEP_LEFT);
  case NOMO_STEP_HOME:
    return 0;
  case NOMO_STEP_END:
    return (int) plot.n - 1;
  case NOMO_STEP_UP:
  case NOMO_STEP_DOWN:
  default:
    return -1;
  }
}

static char *
nomo_chart_name (NomoGraph *graph, guint index)
{
  NomoChart *self = NOMO_CHART (graph);

  return self->words.point (index, self->data);
}

static char *
nomo_chart_word (NomoGraph *graph, guint index)
{
  g_auto (NomoTip) tip = { NULL, NULL, NULL };

  make_tip (NOMO_CHART (graph), index, &tip);
  return nomo_tip_to_sentence (&tip);
}

static void
nomo_chart_list (NomoGraph *graph, NomoChartData *data)
{
  NomoChart *self = NOMO_CHART (graph);

  *data = (NomoChartData) { .n_points = count_points (self), .unit = self->unit, .data = self->data };
  data->series = g_ptr_array_ref (self->series);
  data->point = self->words.point;
  data->value = self->words.value;
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
nomo_chart_dispose (GObject *object)
{
  NomoChart *self = NOMO_CHART (object);

  /* As the focus leaves, the words are needed once more. */
  G_OBJECT_CLASS (nomo_chart_parent_class)->dispose (object);
  g_clear_object (&self->animation);
  g_ptr_array_set_size (self->series, 0);
  if (self->destroy != NULL)
    g_steal_pointer (&self->destroy) (g_steal_pointer (&self->data));
}

static void
nomo_chart_finalize (GObject *object)
{
  g_ptr_array_unref (NOMO_CHART (object)->series);
  g_array_unref (NOMO_CHART (object)->events);
  G_OBJECT_CLASS (nomo_chart_parent_class)->finalize (object);
}

static void
nomo_chart_class_init (NomoChartClass *klass)
{
  NomoGraphClass *graph_class = NOMO_GRAPH_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_chart_finalize;
  graph_class->min_width = MIN_WIDTH;
  graph_class->min_height = MIN_HEIGHT;
  graph_class->nat_height = NAT_HEIGHT;
  graph_class->ranges = TRUE;
  graph_class->draw = nomo_chart_draw;
  graph_class->draw_cursor = nomo_chart_draw_cursor;
  graph_class->find = nomo_chart_find;
  graph_class->walk = nomo_chart_walk;
  graph_class->open = nomo_chart_open;
  graph_class->name = nomo_chart_name;
  graph_class->word = nomo_chart_word;
  graph_class->list = nomo_chart_list;

  /**
   * NomoChart::opened:
   * @self: a chart
   * @first: a point
   * @last: the same point, or a later one
   *
   * Somebody wants to see what began at these points: by a press on a label above the plot, or with Enter at a point.
   */
  signals[OPENED] = g_signal_new ("opened", NOMO_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_UINT, G_TYPE_UINT);
}

static void
drawn_cb (double value, gpointer data)
{
  NomoChart *self = data;

  self->drawn = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
add_event_input (NomoChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (event_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (event_pointed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static void
nomo_chart_init (NomoChart *self)
{
  add_event_input (self);
  self->events = nomo_events_new ();
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);
  self->unit = 1;
  self->drawn = 1;
  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, DRAW_MS,
                                             adw_callback_animation_target_new (drawn_cb, self, NULL));
}

/**
 * nomo_chart_new:
 *
 * Lines, areas, bars and stacked bars over time. Time runs in reading direction. Pointing at a point, or walking there with the
 * arrow keys, shows its figures; Ctrl+T shows all of them as a table (action `chart.table`).
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
 * @series: (array length=n_series): what to show, the most important first; at most five, or what
 *   nomo_stack_fold() leaves: a stack begins with the slice at its foot
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
  guint n_points = 0;

  g_return_if_fail (NOMO_IS_CHART (self));
  g_return_if_fail (n_series == 0 || self->words.value != NULL);
  if (shows_already (self, series, n_series, unit)) {
    gtk_widget_queue_draw (GTK_WIDGET (self));
    return;
  }

  is_first = count_points (self) == 0;
  g_ptr_array_unref (self->series);
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);
  self->unit = unit;
  for (guint i = 0; i < n_series; i++) {
    g_ptr_array_add (self->series, nomo_series_ref (series[i]));
    n_points = MAX (n_points, nomo_series_get_length (series[i]));
  }
  if (n_points != count_points (self))
    g_array_set_size (self->events, 0);
  nomo_graph_set_length (NOMO_GRAPH (self), n_points);
  if (is_first && n_points > 0)
    adw_animation_play (self->animation);
}

/**
 * nomo_chart_set_events:
 * @self: a chart that has its series
 * @events: (element-type NomoEvent): what happened at its points, the earliest first; what lies beyond them is left out
 *
 * Shows what happened beside the figures. Their names belong into the words of the points too, for the tip and the table.
 * Another number of points takes the events away.
 */
void
nomo_chart_set_events (NomoChart *self, const GArray *events)
{
  g_return_if_fail (NOMO_IS_CHART (self));
  if (nomo_events_equal (self->events, events))
    return;
  g_array_unref (self->events);
  self->events = nomo_events_cut (events, count_points (self));
  nomo_graph_set_length (NOMO_GRAPH (self), count_points (self));
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
