#include "config.h"

#include "nomo-backdrop.h"

#include "nomo-style.h"

/* The growth curves behind the welcome. They rise along the direction of reading, as time does in the charts. */
struct _NomoBackdrop {
  GtkWidget parent_instance;
};

typedef struct {
  double from, dip, to; /* shares of the height */
  double width;
  float alpha;
  NomoColor color;
} Curve;

static const Curve curves[] = {
  { .95, 1.06, .62, 3, .32f, NOMO_COLOR_CHART_1 },
  { .93, 1.02, .54, 1.5, .20f, NOMO_COLOR_CHART_2 },
  { .91, .98, .46, 1.5, .16f, NOMO_COLOR_CHART_1 },
  { .89, .94, .37, 1.5, .12f, NOMO_COLOR_CHART_1 },
};

G_DEFINE_FINAL_TYPE (NomoBackdrop, nomo_backdrop, GTK_TYPE_WIDGET)

static void
draw_curve (cairo_t *cr, const Curve *curve, double width, double height)
{
  cairo_move_to (cr, 0, curve->from * height);
  cairo_curve_to (cr, .30 * width, curve->dip * height, .55 * width, curve->dip * .93 * height, width,
                  curve->to * height);
  cairo_set_line_width (cr, curve->width);
  cairo_stroke (cr);
}

static void
nomo_backdrop_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  if (nomo_style_is_rtl (widget)) {
    cairo_translate (cr, width, 0);
    cairo_scale (cr, -1, 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (curves); i++) {
    GdkRGBA color = nomo_style_fade (nomo_style_get_color (widget, curves[i].color), curves[i].alpha);

    gdk_cairo_set_source_rgba (cr, &color);
    draw_curve (cr, &curves[i], width, height);
  }
  cairo_destroy (cr);
}

static void
nomo_backdrop_class_init (NomoBackdropClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = nomo_backdrop_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nomo_backdrop_init (NomoBackdrop *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}
