#include "config.h"

#include "nomo-width-first.h"

#include <adwaita.h>

/**
 * NomoWidthFirst:
 *
 * Gives one child the whole room, as a bin does, and lets nobody ask it how wide it is at a given height.
 *
 * GtkStack asks that of what it shows, and a horizontal GtkBox of its children. A wrapped label finds the answer by breaking its lines again and again, thousands of
 * times on a page of them, and all that waits for it is a width that the page has anyway. So this stands between those and
 * what holds wrapped text.
 */
struct _NomoWidthFirst {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (NomoWidthFirst, nomo_width_first, GTK_TYPE_LAYOUT_MANAGER)

static void
nomo_width_first_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                          int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child == NULL || !gtk_widget_should_layout (child))
    return;
  gtk_widget_measure (child, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
nomo_width_first_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static GtkSizeRequestMode
nomo_width_first_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nomo_width_first_class_init (NomoWidthFirstClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = nomo_width_first_measure;
  manager_class->allocate = nomo_width_first_allocate;
  manager_class->get_request_mode = nomo_width_first_get_request_mode;
}

static void
nomo_width_first_init (NomoWidthFirst *self)
{
}

/**
 * nomo_width_first_create_bin:
 * @child: (transfer floating): what holds wrapped text
 *
 * Returns: (transfer floating): a bin around it that is laid out by a #NomoWidthFirst
 */
GtkWidget *
nomo_width_first_create_bin (GtkWidget *child)
{
  return g_object_new (ADW_TYPE_BIN, "layout-manager", g_object_new (NOMO_TYPE_WIDTH_FIRST, NULL), "child", child,
                       "hexpand", TRUE, NULL);
}
