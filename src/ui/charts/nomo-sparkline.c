#include "config.h"

#include "nomo-sparkline.h"

#include "nomo-plot.h"
#include "nomo-style.h"

#define SPARKLINE_WIDTH     62
#define SPARKLINE_MIN_WIDTH 34
#define SPARKLINE_HEIGHT    36
#define DOT_RADIUS          3.2

struct _NomoSparkline {
  GtkWidget parent_instance;

  gint64 *values;
  guint length;
};

G_DEFINE_FINAL_TYPE (NomoSparkline, nomo_sparkline, GTK_TYPE_WIDGET)

static NomoPlot
plot_of (NomoSparkline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NomoPlot plot = { .rtl = nomo_style_is_rtl (widget), .n = self->length, .bottom = G_MAXINT64, .top = G_MININT64 };

  plot.x = plot.y = DOT_RADIUS + .5f;
  plot.width = (float) gtk_widget_get_width (widget) - 2 * plot.x;
  plot.height = (float) gtk_widget_get_height (widget) - 2 * plot.y;
  for (guint i = 0; i < self->length; i++) {
    plot.bottom = MIN (plot.bottom, self->values[i]);
    plot.top = MAX (plot.top, self->values[i]);
  }
  /* What never changed runs along the middle; nothing at all lies on the ground. */
  if (plot.top == plot.bottom) {
    plot.bottom -= plot.top != 0 ? 1 : 0;
    plot.top++;
  }
  return plot;
}

static void
trace (cairo_t *cr, NomoSparkline *self, const NomoPlot *plot)
{
  for (guint i = 0; i < self->length; i++)
    cairo_line_to (cr, nomo_plot_x (plot, i), nomo_plot_y (plot, self->values[i]));
}

static void
nomo_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NomoSparkline *self = NOMO_SPARKLINE (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  GdkRGBA ink = nomo_style_get_color (widget, NOMO_COLOR_CHART_1);
  GdkRGBA soft = nomo_style_fade (ink, .11f);
  NomoPlot plot;
  cairo_t *cr;

  if (self->length < 2)
    return;
  plot = plot_of (self);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  cairo_move_to (cr, nomo_plot_x (&plot, 0), height);
  trace (cr, self, &plot);
  cairo_line_to (cr, nomo_plot_x (&plot, self->length - 1), height);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &soft);
  cairo_fill (cr);

  trace (cr, self, &plot);
  cairo_set_line_width (cr, 1.6);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_stroke (cr);

  cairo_arc (cr, nomo_plot_x (&plot, self->length - 1), nomo_plot_y (&plot, self->values[self->length - 1]), DOT_RADIUS,
             0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
nomo_sparkline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? SPARKLINE_MIN_WIDTH : SPARKLINE_HEIGHT;
  *natural = across ? SPARKLINE_WIDTH : SPARKLINE_HEIGHT;
}

static void
nomo_sparkline_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (nomo_sparkline_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
nomo_sparkline_finalize (GObject *object)
{
  g_clear_pointer (&NOMO_SPARKLINE (object)->values, g_free);
  G_OBJECT_CLASS (nomo_sparkline_parent_class)->finalize (object);
}

static void
nomo_sparkline_class_init (NomoSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nomo_sparkline_finalize;
  widget_class->snapshot = nomo_sparkline_snapshot;
  widget_class->measure = nomo_sparkline_measure;
  widget_class->css_changed = nomo_sparkline_css_changed;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nomo_sparkline_init (NomoSparkline *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * nomo_sparkline_new:
 *
 * The course of a figure, as small as a word and without numbers; it ends in a dot. It says nothing to a screen reader: the
 * change beside it does.
 *
 * Returns: (transfer floating): a sparkline without values
 */
GtkWidget *
nomo_sparkline_new (void)
{
  return g_object_new (NOMO_TYPE_SPARKLINE, NULL);
}

/**
 * nomo_sparkline_set_values:
 * @self: a sparkline
 * @values: (array length=length) (nullable): oldest first
 * @length: how many; fewer than two draw nothing
 */
void
nomo_sparkline_set_values (NomoSparkline *self, const gint64 *values, guint length)
{
  g_return_if_fail (NOMO_IS_SPARKLINE (self));

  g_free (self->values);
  self->values = g_memdup2 (values, length * sizeof *values);
  self->length = length;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
