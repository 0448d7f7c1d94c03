#include "config.h"

#include "nomo-segmented.h"

#include "nomo-format.h"
#include "nomo-menu.h"
#include "nomo-style.h"

typedef struct {
  char *id;
  char *name;
  GtkToggleButton *button;
  GtkLabel *count;
  gboolean rare; /* has no button while there is nothing behind it */
} Segment;

struct _NomoSegmented {
  GtkWidget parent_instance;

  GtkWidget *row;
  GtkWidget *menu; /* stands for the row where there is no room for it */
  GtkStringList *names;
  GPtrArray *segments;
  const Segment *active;
  gboolean renaming;
};

enum { PROP_0, PROP_ACTIVE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoSegmented, nomo_segmented, GTK_TYPE_WIDGET)

static void
segment_free (gpointer data)
{
  Segment *segment = data;

  g_free (segment->id);
  g_free (segment->name);
  g_free (segment);
}

static Segment *
find_segment (NomoSegmented *self, const char *id)
{
  for (guint i = 0; i < self->segments->len; i++) {
    Segment *segment = g_ptr_array_index (self->segments, i);

    if (g_str_equal (segment->id, id))
      return segment;
  }
  return NULL;
}

static void
show_button (NomoSegmented *self, const Segment *segment, gint64 count)
{
  if (segment->rare)
    gtk_widget_set_visible (GTK_WIDGET (segment->button), count > 0 || segment == self->active);
}

static void
toggled_cb (NomoSegmented *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < self->segments->len; i++) {
    const Segment *segment = g_ptr_array_index (self->segments, i);

    if (segment->button != button || segment == self->active)
      continue;
    self->active = segment;
    show_button (self, segment, 0);
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->menu), i);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  }
}

static void
menu_selected_cb (NomoSegmented *self)
{
  guint index = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->menu));

  if (!self->renaming && index < self->segments->len)
    gtk_toggle_button_set_active (((Segment *) g_ptr_array_index (self->segments, index))->button, TRUE);
}

static void
nomo_segmented_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  NomoSegmented *self = NOMO_SEGMENTED (widget);
  int row;
  int menu;

  gtk_widget_measure (self->row, orientation, -1, NULL, &row, NULL, NULL);
  gtk_widget_measure (self->menu, orientation, -1, &menu, NULL, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN (row, menu) : MAX (row, menu);
  *natural = MAX (row, *minimum);
}

static void
nomo_segmented_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NomoSegmented *self = NOMO_SEGMENTED (widget);
  gboolean at_right = nomo_style_is_rtl (widget) != (gtk_widget_get_halign (widget) == GTK_ALIGN_END);
  int row;
  int menu;

  gtk_widget_measure (self->row, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &row, NULL, NULL);
  gtk_widget_measure (self->menu, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &menu, NULL, NULL);
  GtkWidget *shown = row <= width ? self->row : self->menu;
  int used = MIN (row <= width ? row : menu, width);
  gtk_widget_set_child_visible (self->row, shown == self->row);
  gtk_widget_set_child_visible (self->menu, shown != self->row);
  gtk_widget_size_allocate (shown, &(GtkAllocation) { at_right ? width - used : 0, 0, used, height }, -1);
}

static void
nomo_segmented_dispose (GObject *object)
{
  NomoSegmented *self = NOMO_SEGMENTED (object);

  g_clear_pointer (&self->row, gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (nomo_segmented_parent_class)->dispose (object);
}

static void
nomo_segmented_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_ACTIVE:
    g_value_set_string (value, nomo_segmented_get_active (NOMO_SEGMENTED (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_segmented_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_ACTIVE:
    nomo_segmented_set_active (NOMO_SEGMENTED (object), g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_segmented_finalize (GObject *object)
{
  NomoSegmented *self = NOMO_SEGMENTED (object);

  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_clear_object (&self->names);
  G_OBJECT_CLASS (nomo_segmented_parent_class)->finalize (object);
}

static void
nomo_segmented_class_init (NomoSegmentedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nomo_segmented_dispose;
  object_class->finalize = nomo_segmented_finalize;
  object_class->get_property = nomo_segmented_get_property;
  object_class->set_property = nomo_segmented_set_property;
  properties[PROP_ACTIVE] = g_param_spec_string ("active", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  widget_class->measure = nomo_segmented_measure;
  widget_class->size_allocate = nomo_segmented_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nomo_segmented_init (NomoSegmented *self)
{
  self->segments = g_ptr_array_new_with_free_func (segment_free);
  self->names = gtk_string_list_new (NULL);
  self->row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP, NULL);
  self->menu = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->names)), NULL);
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->row, "n-segmented");
  gtk_widget_add_css_class (self->menu, "n-button");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->menu, "notify::selected", G_CALLBACK (menu_selected_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_segmented_new:
 *
 * A switch of a few named parts of which one is chosen, each with a count where that helps. Where the parts do not fit
 * beside each other it is a menu of them. The property `active` is the id of the chosen part.
 *
 * Returns: (transfer floating): a switch without parts
 */
GtkWidget *
nomo_segmented_new (void)
{
  return g_object_new (NOMO_TYPE_SEGMENTED, NULL);
}

static GtkWidget *
build_content (Segment *segment, const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *name = gtk_label_new (label);

  gtk_widget_add_css_class (count, "n-segment-count");
  gtk_widget_set_visible (count, FALSE);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  segment->count = GTK_LABEL (count);
  return box;
}

/**
 * nomo_segmented_add:
 * @self: a switch
 * @id: what the program calls the part
 * @label: what people call it, translated
 *
 * Adds a part at the end. The first one is chosen until another is.
 */
void
nomo_segmented_add (NomoSegmented *self, const char *id, const char *label)
{
  Segment *segment = g_new0 (Segment, 1);
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);

  g_return_if_fail (NOMO_IS_SEGMENTED (self));
  segment->id = g_strdup (id);
  segment->name = g_strdup (label);
  segment->button = GTK_TOGGLE_BUTTON (button);
  gtk_button_set_child (GTK_BUTTON (button), build_content (segment, label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (self->segments->len > 0)
    gtk_toggle_button_set_group (segment->button, ((Segment *) g_ptr_array_index (self->segments, 0))->button);
  g_ptr_array_add (self->segments, segment);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->row), button);
  /* The first name of a menu becomes its choice, and so ours. */
  gtk_string_list_append (self->names, label);
}

/* The menu would take the loss of a name for a choice. */
static void
rename_in_menu (NomoSegmented *self, const Segment *segment, const char *name)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->menu));
  guint index;

  g_return_if_fail (g_ptr_array_find (self->segments, segment, &index));
  self->renaming = TRUE;
  gtk_string_list_splice (self->names, index, 1, (const char *const[]) { name, NULL });
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->menu), selected);
  self->renaming = FALSE;
}

/**
 * nomo_segmented_set_count:
 * @self: a switch
 * @id: a part
 * @count: how many things are behind it; below 0 to show none
 */
void
nomo_segmented_set_count (NomoSegmented *self, const char *id, gint64 count)
{
  Segment *segment;
  g_autofree char *figure = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (NOMO_IS_SEGMENTED (self));
  segment = find_segment (self, id);
  g_return_if_fail (segment != NULL);

  figure = nomo_format_int (MAX (count, 0));
  spoken = count < 0 ? g_strdup (segment->name) : g_strdup_printf ("%s %s", segment->name, figure);
  gtk_label_set_text (segment->count, figure);
  gtk_widget_set_visible (GTK_WIDGET (segment->count), count >= 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (segment->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  rename_in_menu (self, segment, spoken);
  show_button (self, segment, count);
}

/**
 * nomo_segmented_set_rare:
 * @self: a switch
 * @id: what the program calls a part
 *
 * In a row, the part stands only while something is behind it, or it is the chosen one. A menu has room for it.
 */
void
nomo_segmented_set_rare (NomoSegmented *self, const char *id)
{
  Segment *segment;

  g_return_if_fail (NOMO_IS_SEGMENTED (self));
  segment = find_segment (self, id);
  g_return_if_fail (segment != NULL);
  segment->rare = TRUE;
  show_button (self, segment, 0);
}

static void
choose_none (NomoSegmented *self)
{
  const Segment *active = self->active;

  if (active == NULL)
    return;
  self->active = NULL;
  gtk_toggle_button_set_active (active->button, FALSE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->menu), GTK_INVALID_LIST_POSITION);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

/**
 * nomo_segmented_set_active:
 * @self: a switch
 * @id: (nullable): the part to choose, %NULL for none; one that does not exist changes nothing
 */
void
nomo_segmented_set_active (NomoSegmented *self, const char *id)
{
  Segment *segment;

  g_return_if_fail (NOMO_IS_SEGMENTED (self));
  if (id == NULL)
    choose_none (self);
  segment = id != NULL ? find_segment (self, id) : NULL;
  if (segment != NULL)
    gtk_toggle_button_set_active (segment->button, TRUE);
}

/**
 * nomo_segmented_get_active:
 * @self: a switch
 *
 * Returns: (nullable): the id of the chosen part; %NULL when none is
 */
const char *
nomo_segmented_get_active (NomoSegmented *self)
{
  g_return_val_if_fail (NOMO_IS_SEGMENTED (self), NULL);
  return self->active != NULL ? self->active->id : NULL;
}

/**
 * nomo_segmented_set_label:
 * @self: a switch
 * @label: what is chosen here, for screen readers
 */
void
nomo_segmented_set_label (NomoSegmented *self, const char *label)
{
  g_return_if_fail (NOMO_IS_SEGMENTED (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  nomo_menu_name_choice (GTK_DROP_DOWN (self->menu), label);
}

/**
 * nomo_segmented_focus:
 * @self: a switch
 *
 * Goes to the part that is chosen. Tab goes to the first, and from part to part.
 */
void
nomo_segmented_focus (NomoSegmented *self)
{
  gboolean in_row;

  g_return_if_fail (NOMO_IS_SEGMENTED (self));
  in_row = gtk_widget_get_child_visible (self->row) && self->active != NULL;
  gtk_widget_grab_focus (in_row ? GTK_WIDGET (self->active->button) : self->menu);
}
