#include "config.h"

#include "nomo-wrap.h"

#include "nomo-style.h"

/* Wider than any screen. */
#define WIDEST 32768

/* Each child carries the number of columns it spans. */
#define SPAN_KEY "nomo-wrap-span"

struct _NomoWrap {
  GtkWidget parent_instance;

  int columns;
  int min_column;
  int gap;
  gboolean by_one;
  gboolean ragged;
};

enum { PROP_0, PROP_COLUMNS, PROP_MIN_COLUMN, PROP_GAP, PROP_BY_ONE, PROP_RAGGED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void nomo_wrap_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NomoWrap, nomo_wrap, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, nomo_wrap_buildable_init))

static int
span_of (GtkWidget *child, int columns)
{
  int span = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (child), SPAN_KEY));

  return CLAMP (span, 1, columns);
}

static int
column_width (NomoWrap *self, int columns, int width)
{
  return (width - (columns - 1) * self->gap) / columns;
}

/* Whether each child has the room it needs when there are @columns. */
static gboolean
columns_fit (NomoWrap *self, int columns, int width)
{
  int column = column_width (self, columns, width);

  if (column < self->min_column)
    return FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int span = span_of (child, columns);
    int least;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    if (gtk_widget_should_layout (child) && least > span * column + (span - 1) * self->gap)
      return FALSE;
  }
  return TRUE;
}

/* All columns, or half of them or one less, and so on down to one below the other. */
static int
choose_columns (NomoWrap *self, int width)
{
  int columns = self->columns;

  while (columns > 1 && !columns_fit (self, columns, width))
    columns = self->by_one ? columns - 1 : columns / 2;
  return columns;
}

static int
child_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
place (NomoWrap *self, GtkWidget *child, int total, int start, int y, int width, int height)
{
  int x = nomo_style_is_rtl (GTK_WIDGET (self)) ? total - start - width : start;

  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

/* Walks the children line by line. With @allocate they get their places, all of a line as high as the highest. */
static int
lay_out (NomoWrap *self, int width, gboolean allocate)
{
  int columns = choose_columns (self, width);
  int column = column_width (self, columns, width);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
  int y = 0;

  while (child != NULL) {
    GtkWidget *line = child;
    int height = 0;
    int used = 0;

    for (; child != NULL && used + span_of (child, columns) <= columns; child = gtk_widget_get_next_sibling (child)) {
      int span = span_of (child, columns);

      if (!gtk_widget_should_layout (child))
        continue;
      height = MAX (height, child_height (child, span * column + (span - 1) * self->gap));
      used += span;
    }
    for (int at = 0; allocate && line != child; line = gtk_widget_get_next_sibling (line)) {
      int span = span_of (line, columns);
      gboolean is_last = at + span == columns;
      int start = at * (column + self->gap);
      int room = is_last ? width - start : span * column + (span - 1) * self->gap;

      if (!gtk_widget_should_layout (line))
        continue;
      place (self, line, width, start, y, room, self->ragged ? child_height (line, room) : height);
      at += span;
    }
    if (height > 0)
      y += height + self->gap;
  }
  return MAX (0, y - self->gap);
}

static void
nomo_wrap_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  NomoWrap *self = NOMO_WRAP (widget);
  int least = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int child_least = 0;

    if (gtk_widget_should_layout (child))
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_least, NULL, NULL, NULL);
    least = MAX (least, child_least);
  }
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = least;
    *natural = MAX (least, self->columns * self->min_column + (self->columns - 1) * self->gap);
  } else {
    /* Without a width the least height of all is asked for, that of all columns and of nothing wrapped. */
    *minimum = *natural = lay_out (self, for_size < 0 ? WIDEST : MAX (for_size, least), FALSE);
  }
}

static void
nomo_wrap_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (NOMO_WRAP (widget), width, TRUE);
}

static GtkSizeRequestMode
nomo_wrap_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nomo_wrap_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoWrap *self = NOMO_WRAP (object);

  switch (id) {
  case PROP_COLUMNS:
    g_value_set_int (value, self->columns);
    break;
  case PROP_MIN_COLUMN:
    g_value_set_int (value, self->min_column);
    break;
  case PROP_GAP:
    g_value_set_int (value, self->gap);
    break;
  case PROP_BY_ONE:
    g_value_set_boolean (value, self->by_one);
    break;
  case PROP_RAGGED:
    g_value_set_boolean (value, self->ragged);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_wrap_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NomoWrap *self = NOMO_WRAP (object);

  switch (id) {
  case PROP_COLUMNS:
    self->columns = g_value_get_int (value);
    break;
  case PROP_MIN_COLUMN:
    self->min_column = g_value_get_int (value);
    break;
  case PROP_GAP:
    self->gap = g_value_get_int (value);
    break;
  case PROP_BY_ONE:
    self->by_one = g_value_get_boolean (value);
    break;
  case PROP_RAGGED:
    self->ragged = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_wrap_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (nomo_wrap_parent_class)->dispose (object);
}

/* In a template, <child type="2"> spans two columns. */
static void
nomo_wrap_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    nomo_wrap_append (NOMO_WRAP (buildable), GTK_WIDGET (child),
                      type != NULL ? (int) g_ascii_strtoll (type, NULL, 10) : 1);
}

static void
nomo_wrap_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = nomo_wrap_add_child;
}

static void
nomo_wrap_class_init (NomoWrapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = nomo_wrap_dispose;
  object_class->get_property = nomo_wrap_get_property;
  object_class->set_property = nomo_wrap_set_property;
  widget_class->measure = nomo_wrap_measure;
  widget_class->size_allocate = nomo_wrap_size_allocate;
  widget_class->get_request_mode = nomo_wrap_get_request_mode;

  properties[PROP_COLUMNS] = g_param_spec_int ("columns", NULL, NULL, 1, 16, 1, flags);
  properties[PROP_MIN_COLUMN] = g_param_spec_int ("min-column", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_GAP] = g_param_spec_int ("gap", NULL, NULL, 0, 100, 14, flags);
  properties[PROP_BY_ONE] = g_param_spec_boolean ("by-one", NULL, NULL, FALSE, flags);
  properties[PROP_RAGGED] = g_param_spec_boolean ("ragged", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_wrap_init (NomoWrap *self)
{
}

/**
 * nomo_wrap_new:
 * @columns: how many columns there are when there is room
 * @min_column: the least width of a column
 * @gap: pixels between children, both ways
 *
 * Cards side by side in columns of equal width. Without room for all columns there are half as many, and so on, so that wide
 * text and a narrow window end with one card below the other; with the property `by-one` there is one less each time. The cards of
 * a line are as high as the highest; with `ragged` each is as high as it likes.
 *
 * Returns: (transfer floating): an empty grid
 */
GtkWidget *
nomo_wrap_new (int columns, int min_column, int gap)
{
  return g_object_new (NOMO_TYPE_WRAP, "columns", columns, "min-column", min_column, "gap", gap, NULL);
}

/**
 * nomo_wrap_append:
 * @self: a grid
 * @child: a card
 * @span: how many columns it takes, as far as there are
 */
void
nomo_wrap_append (NomoWrap *self, GtkWidget *child, int span)
{
  g_return_if_fail (NOMO_IS_WRAP (self));

  g_object_set_data (G_OBJECT (child), SPAN_KEY, GINT_TO_POINTER (span));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
