#include "config.h"

#include "nomo-skeleton.h"

#include "nomo-style.h"

#include <glib/gi18n.h>

/* What is there at once needs no grey blocks. */
#define SKELETON_DELAY_MS 200
#define SKELETON_ROW      50
#define SKELETON_BAR      42

struct _NomoSkeleton {
  GtkWidget parent_instance;

  NomoSkeletonShape shape;
  gboolean due;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (NomoSkeleton, nomo_skeleton, GTK_TYPE_WIDGET)

/* @start is the distance from the start edge, wherever that is. */
static void
block (NomoSkeleton *self, GtkSnapshot *snapshot, float start, float y, float width, float height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA color = nomo_style_get_color (widget, NOMO_COLOR_BLOCK);
  float x = nomo_style_is_rtl (widget) ? (float) gtk_widget_get_width (widget) - start - width : start;
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &GRAPHENE_RECT_INIT (x, y, width, height), MIN (7, height / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &color, &rounded.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_figure (NomoSkeleton *self, GtkSnapshot *snapshot, float width, float height)
{
  block (self, snapshot, 0, 4, MIN (128, width), 26);
  block (self, snapshot, 0, 36, MIN (96, width), 12);
}

static void
draw_chart (NomoSkeleton *self, GtkSnapshot *snapshot, float width, float height)
{
  GdkRGBA line = nomo_style_get_color (GTK_WIDGET (self), NOMO_COLOR_LINE);
  GdkRGBA band = nomo_style_get_color (GTK_WIDGET (self), NOMO_COLOR_BLOCK);
  cairo_t *cr;

  for (int i = 0; i < 4; i++)
    gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (0, 6 + (float) i * (height - 12) / 3, width, 1));
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (nomo_style_is_rtl (GTK_WIDGET (self))) {
    cairo_translate (cr, width, 0);
    cairo_scale (cr, -1, 1);
  }
  gdk_cairo_set_source_rgba (cr, &band);
  cairo_set_line_width (cr, 7);
  cairo_move_to (cr, 0, height * .5);
  cairo_curve_to (cr, width * .3, height * .2, width * .6, height * .9, width, height * .55);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_rows (NomoSkeleton *self, GtkSnapshot *snapshot, float width, float height)
{
  for (float y = 0; y + SKELETON_ROW <= height; y += SKELETON_ROW) {
    block (self, snapshot, 16, y + 11, MAX (20, width * .35f), 12);
    block (self, snapshot, 16, y + 29, MAX (14, width * .25f), 9);
    block (self, snapshot, width - 16 - 52, y + 11, 52, 12);
  }
}

static void
draw_bars (NomoSkeleton *self, GtkSnapshot *snapshot, float width, float height)
{
  for (float y = 0; y + SKELETON_BAR <= height; y += SKELETON_BAR) {
    block (self, snapshot, 0, y + 9, MAX (20, width * .35f), 12);
    block (self, snapshot, width - 52, y + 9, 52, 12);
    block (self, snapshot, 0, y + 30, width, 5);
  }
}

static void
nomo_skeleton_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static void (*const draw[]) (NomoSkeleton *, GtkSnapshot *, float, float) = { draw_figure, draw_chart, draw_rows,
                                                                                draw_bars };
  NomoSkeleton *self = NOMO_SKELETON (widget);

  if (self->due)
    draw[self->shape](self, snapshot, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));
}

static void
nomo_skeleton_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  static const int heights[] = { 56, 120, 4 * SKELETON_ROW, 3 * SKELETON_BAR };

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 : heights[NOMO_SKELETON (widget)->shape];
}

static gboolean
due_cb (gpointer data)
{
  NomoSkeleton *self = data;

  self->timeout = 0;
  self->due = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
nomo_skeleton_map (GtkWidget *widget)
{
  NomoSkeleton *self = NOMO_SKELETON (widget);

  GTK_WIDGET_CLASS (nomo_skeleton_parent_class)->map (widget);
  self->due = FALSE;
  self->timeout = g_timeout_add (SKELETON_DELAY_MS, due_cb, self);
}

static void
nomo_skeleton_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&NOMO_SKELETON (widget)->timeout, g_source_remove);
  GTK_WIDGET_CLASS (nomo_skeleton_parent_class)->unmap (widget);
}

static void
nomo_skeleton_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (nomo_skeleton_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
nomo_skeleton_class_init (NomoSkeletonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = nomo_skeleton_snapshot;
  widget_class->measure = nomo_skeleton_measure;
  widget_class->map = nomo_skeleton_map;
  widget_class->unmap = nomo_skeleton_unmap;
  widget_class->css_changed = nomo_skeleton_css_changed;
  gtk_widget_class_set_css_name (widget_class, "skeleton");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
nomo_skeleton_init (NomoSkeleton *self)
{
  /* Translators: said by screen readers where grey blocks stand for what is on its way */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Loading"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
}

/**
 * nomo_skeleton_new:
 * @shape: the shape of what comes
 *
 * Grey blocks in the place of what is on its way; they appear after 200 ms and do not move.
 *
 * Returns: (transfer floating): a skeleton
 */
GtkWidget *
nomo_skeleton_new (NomoSkeletonShape shape)
{
  NomoSkeleton *self = g_object_new (NOMO_TYPE_SKELETON, NULL);

  self->shape = shape;
  return GTK_WIDGET (self);
}
