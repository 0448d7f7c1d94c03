#include "config.h"

#include "nomo-ring.h"

#include "nomo-style.h"

#include <math.h>

#define RING_SIZE  16
#define RING_WIDTH 2.5

/* How much of the ring is drawn while nobody knows how much there is to do. */
#define RING_UNKNOWN 0.25

struct _NomoRing {
  GtkWidget parent_instance;

  double fraction;
};

G_DEFINE_FINAL_TYPE (NomoRing, nomo_ring, GTK_TYPE_WIDGET)

static void
nomo_ring_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = RING_SIZE;
}

static void
nomo_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NomoRing *self = NOMO_RING (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double radius = (MIN (width, height) - RING_WIDTH) / 2;
  double sweep = 2 * G_PI * (self->fraction < 0 ? RING_UNKNOWN : self->fraction);
  GdkRGBA track = nomo_style_get_color (widget, NOMO_COLOR_LINE_STRONG);
  GdkRGBA done = nomo_style_get_color (widget, NOMO_COLOR_CHART_1);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  cairo_translate (cr, width / 2.0, height / 2.0);
  cairo_set_line_width (cr, RING_WIDTH);
  gdk_cairo_set_source_rgba (cr, &track);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  cairo_stroke (cr);

  /* From the top towards the end: against the clock when reading runs from right to left. */
  if (nomo_style_is_rtl (widget))
    cairo_scale (cr, -1, 1);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  gdk_cairo_set_source_rgba (cr, &done);
  if (sweep > 0) {
    cairo_arc (cr, 0, 0, radius, -G_PI / 2, -G_PI / 2 + sweep);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);
}

static void
nomo_ring_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (nomo_ring_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
nomo_ring_class_init (NomoRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = nomo_ring_measure;
  widget_class->snapshot = nomo_ring_snapshot;
  widget_class->css_changed = nomo_ring_css_changed;
  gtk_widget_class_set_css_name (widget_class, "ring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
nomo_ring_init (NomoRing *self)
{
  self->fraction = -1;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, -1);
}

/**
 * nomo_ring_new:
 *
 * Progress of a job as a ring of the size of an icon.
 *
 * Returns: (transfer floating): a ring that knows nothing yet
 */
GtkWidget *
nomo_ring_new (void)
{
  return g_object_new (NOMO_TYPE_RING, NULL);
}

/**
 * nomo_ring_set_progress:
 * @self: a ring
 * @done: what is done
 * @total: of how much; 0 when that is not known
 *
 * A total that is not known is drawn as a quarter that stands still: nothing in the program loops.
 */
void
nomo_ring_set_progress (NomoRing *self, gint64 done, gint64 total)
{
  double fraction = total > 0 ? CLAMP ((double) done / (double) total, 0, 1) : -1;

  g_return_if_fail (NOMO_IS_RING (self));
  if (fabs (fraction - self->fraction) < 0.001)
    return;
  self->fraction = fraction;
  if (fraction < 0)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, fraction, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nomo_ring_set_label:
 * @self: a ring
 * @label: what is in progress, for screen readers
 */
void
nomo_ring_set_label (NomoRing *self, const char *label)
{
  g_return_if_fail (NOMO_IS_RING (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
