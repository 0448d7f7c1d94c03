#include "config.h"

#include "nomo-figure-row.h"

#include "nomo-style.h"

#define ROW_GAP 8

struct _NomoFigureRow {
  GtkWidget parent_instance;

  GtkWidget *figure;
  GtkWidget *extra;
};

G_DEFINE_FINAL_TYPE (NomoFigureRow, nomo_figure_row, GTK_TYPE_WIDGET)

static void
nomo_figure_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  NomoFigureRow *self = NOMO_FIGURE_ROW (widget);
  int extra;

  gtk_widget_measure (self->figure, orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (self->extra, orientation, -1, NULL, &extra, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural += gtk_widget_should_layout (self->extra) ? ROW_GAP + extra : 0;
  else
    *natural = *minimum = MAX (*minimum, extra);
}

static void
nomo_figure_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NomoFigureRow *self = NOMO_FIGURE_ROW (widget);
  gboolean rtl = nomo_style_is_rtl (widget);
  int figure;
  int least;
  int extra;
  gboolean fits;

  gtk_widget_measure (self->figure, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &figure, NULL, NULL);
  gtk_widget_measure (self->extra, GTK_ORIENTATION_HORIZONTAL, -1, &least, &extra, NULL, NULL);
  figure = MIN (figure, width);
  extra = MIN (extra, width - figure - ROW_GAP);
  fits = extra >= least;

  gtk_widget_size_allocate (self->figure, &(GtkAllocation) { rtl ? width - figure : 0, 0, figure, height }, -1);
  gtk_widget_set_child_visible (self->extra, fits);
  if (fits)
    gtk_widget_size_allocate (self->extra, &(GtkAllocation) { rtl ? 0 : width - extra, 0, extra, height }, -1);
}

static void
nomo_figure_row_dispose (GObject *object)
{
  NomoFigureRow *self = NOMO_FIGURE_ROW (object);

  g_clear_pointer (&self->figure, gtk_widget_unparent);
  g_clear_pointer (&self->extra, gtk_widget_unparent);
  G_OBJECT_CLASS (nomo_figure_row_parent_class)->dispose (object);
}

static void
nomo_figure_row_class_init (NomoFigureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_figure_row_dispose;
  widget_class->measure = nomo_figure_row_measure;
  widget_class->size_allocate = nomo_figure_row_size_allocate;
}

static void
nomo_figure_row_init (NomoFigureRow *self)
{
}

/**
 * nomo_figure_row_set_children:
 * @self: an empty row
 * @figure: what must be readable
 * @extra: what stands at the end as long as there is room for it
 *
 * A figure is never cut: what stands beside it shrinks, then goes.
 */
void
nomo_figure_row_set_children (NomoFigureRow *self, GtkWidget *figure, GtkWidget *extra)
{
  g_return_if_fail (NOMO_IS_FIGURE_ROW (self));
  g_return_if_fail (self->figure == NULL);

  self->figure = figure;
  self->extra = extra;
  gtk_widget_set_parent (figure, GTK_WIDGET (self));
  gtk_widget_set_parent (extra, GTK_WIDGET (self));
}
