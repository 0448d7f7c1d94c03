#include "config.h"

#include "nomo-flow-layout.h"

#include "nomo-style.h"

#define GAP      14
#define LINE_GAP 4

/* Lays children out one after the other like words, each as wide as it likes, on as many lines as they need. */
struct _NomoFlowLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (NomoFlowLayout, nomo_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct {
  int x;
  int y;
  int line_height;
} Place;

/* Where a child of @size comes to lie; @place then tells where the next may begin. */
static GtkAllocation
take_place (Place *place, const GtkRequisition *size, int width)
{
  int taken = MIN (size->width, width);
  GtkAllocation area;

  if (place->x > 0 && place->x + taken > width) {
    place->y += place->line_height + LINE_GAP;
    place->x = place->line_height = 0;
  }
  area = (GtkAllocation) { place->x, place->y, taken, size->height };
  place->x += taken + GAP;
  place->line_height = MAX (place->line_height, size->height);
  return area;
}

/* The next child from @child on that is shown. */
static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkSizeRequestMode
nomo_flow_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_across (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    int least;
    int wanted;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural += wanted + (*natural > 0 ? GAP : 0);
  }
}

static int
measure_down (GtkWidget *widget, int width)
{
  Place place = { 0 };

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    GtkRequisition size;

    gtk_widget_get_preferred_size (child, NULL, &size);
    take_place (&place, &size, width < 0 ? G_MAXINT / 2 : width);
  }
  return place.y + place.line_height;
}

static void
nomo_flow_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                          int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_across (widget, minimum, natural);
  else
    *minimum = *natural = measure_down (widget, for_size);
}

static void
nomo_flow_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  Place place = { 0 };

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    GtkRequisition size;
    GtkAllocation area;

    gtk_widget_get_preferred_size (child, NULL, &size);
    area = take_place (&place, &size, width);
    if (nomo_style_is_rtl (widget))
      area.x = width - area.x - area.width;
    gtk_widget_size_allocate (child, &area, -1);
  }
}

static void
nomo_flow_layout_class_init (NomoFlowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = nomo_flow_layout_get_request_mode;
  layout_class->measure = nomo_flow_layout_measure;
  layout_class->allocate = nomo_flow_layout_allocate;
}

static void
nomo_flow_layout_init (NomoFlowLayout *self)
{
}
