#include "config.h"

#include "nomo-legend.h"

#include "nomo-flow-layout.h"
#include "nomo-heat-grid.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

#define SWATCH_WIDTH  16
#define SWATCH_HEIGHT 10
#define RAMP_STEPS    5
#define RAMP_STEP     15
#define RAMP_GAP      2
#define RAMP_SPACING  8

struct _NomoLegend {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (NomoLegend, nomo_legend, GTK_TYPE_WIDGET)

static void
clear (NomoLegend *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
nomo_legend_dispose (GObject *object)
{
  clear (NOMO_LEGEND (object));
  G_OBJECT_CLASS (nomo_legend_parent_class)->dispose (object);
}

static void
nomo_legend_class_init (NomoLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_legend_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, NOMO_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nomo_legend_init (NomoLegend *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  static const double dashes[] = { 4, 2.5 };
  const NomoSeries *series = data;
  gboolean dashed = nomo_series_is_dashed (series);
  GdkRGBA color = nomo_style_get_color (GTK_WIDGET (area), NOMO_COLOR_CHART_1 + nomo_series_get_palette (series) - 1);

  gdk_cairo_set_source_rgba (cr, &color);
  if (nomo_series_is_bar (series)) {
    cairo_rectangle (cr, (width - height) / 2.0, 0, height, height);
    cairo_fill (cr);
    return;
  }
  cairo_set_line_width (cr, dashed ? 1.8 : 2.6);
  cairo_set_dash (cr, dashes, dashed ? G_N_ELEMENTS (dashes) : 0, 0);
  cairo_move_to (cr, 0, height / 2.0);
  cairo_line_to (cr, width, height / 2.0);
  cairo_stroke (cr);
}

static void
draw_ramp (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GtkWidget *widget = GTK_WIDGET (area);
  GdkRGBA ramp[3];

  nomo_style_get_ramp (widget, ramp);
  for (int i = 0; i < RAMP_STEPS; i++) {
    GdkRGBA color = nomo_heat_grid_mix (ramp, i, RAMP_STEPS - 1);
    int place = nomo_style_is_rtl (widget) ? RAMP_STEPS - 1 - i : i;

    gdk_cairo_set_source_rgba (cr, &color);
    cairo_rectangle (cr, place * (RAMP_STEP + RAMP_GAP), 0, RAMP_STEP, height);
    cairo_fill (cr);
  }
}

static GtkWidget *
build_drawing (int width, GtkDrawingAreaDrawFunc draw, gpointer data, GDestroyNotify destroy)
{
  GtkWidget *drawing = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (drawing), width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (drawing), SWATCH_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (drawing), draw, data, destroy);
  gtk_widget_set_valign (drawing, GTK_ALIGN_CENTER);
  return drawing;
}

static GtkWidget *
build_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "n-caption");
  return label;
}

static GtkWidget *
build_entry (NomoSeries *series)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (entry), build_drawing (SWATCH_WIDTH, draw_swatch, nomo_series_ref (series),
                                                  (GDestroyNotify) nomo_series_unref));
  gtk_box_append (GTK_BOX (entry), build_caption (nomo_series_get_title (series)));
  return entry;
}

/**
 * nomo_legend_new:
 *
 * The names of a chart's series beside a piece of their line, on as many lines as they need.
 *
 * Returns: (transfer floating): an empty legend
 */
GtkWidget *
nomo_legend_new (void)
{
  return g_object_new (NOMO_TYPE_LEGEND, NULL);
}

/**
 * nomo_legend_set_series:
 * @self: a legend
 * @series: (array length=n_series): what the chart shows
 * @n_series: how many
 */
void
nomo_legend_set_series (NomoLegend *self, NomoSeries *const *series, guint n_series)
{
  g_return_if_fail (NOMO_IS_LEGEND (self));

  clear (self);
  for (guint i = 0; i < n_series; i++)
    gtk_widget_set_parent (build_entry (series[i]), GTK_WIDGET (self));
}

/**
 * nomo_legend_set_ramp:
 * @self: a legend
 * @less: (nullable): what the faintest colour means; %NULL for "Less"
 * @more: (nullable): what the strongest colour means; %NULL for "More"
 *
 * The colours of a heat map between two words.
 */
void
nomo_legend_set_ramp (NomoLegend *self, const char *less, const char *more)
{
  GtkWidget *ramp = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, RAMP_SPACING);
  int width = RAMP_STEPS * (RAMP_STEP + RAMP_GAP) - RAMP_GAP;

  g_return_if_fail (NOMO_IS_LEGEND (self));

  clear (self);
  /* Translators: the faintest colour of a heat map */
  gtk_box_append (GTK_BOX (ramp), build_caption (less != NULL ? less : C_ ("heat map", "Less")));
  gtk_box_append (GTK_BOX (ramp), build_drawing (width, draw_ramp, NULL, NULL));
  /* Translators: the strongest colour of a heat map */
  gtk_box_append (GTK_BOX (ramp), build_caption (more != NULL ? more : C_ ("heat map", "More")));
  gtk_widget_set_parent (ramp, GTK_WIDGET (self));
}
