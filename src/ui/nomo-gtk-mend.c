#include "config.h"

#include "nomo-gtk-mend.h"

static gboolean (*focus_box) (GtkWidget *widget, GtkDirectionType direction);
static void (*map_menu) (GtkWidget *widget);

static GtkWidget *
get_next (GtkWidget *box, GtkWidget *child, gboolean onward)
{
  if (child == NULL)
    return onward ? gtk_widget_get_first_child (box) : gtk_widget_get_last_child (box);
  return onward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child);
}

static gboolean
focus_by_tab (GtkWidget *box, gboolean onward)
{
  GtkDirectionType direction = onward ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD;
  GtkWidget *child = gtk_widget_get_focus_child (box);

  /* Within what has the focus there may be more to get to. */
  if (child != NULL && gtk_widget_child_focus (child, direction))
    return TRUE;
  while ((child = get_next (box, child, onward)) != NULL)
    if (gtk_widget_get_mapped (child) && gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}

/* GTK 4.8 finds the order of reading from where children are. 4.18 takes Tab for the arrow to the right or down, and so walks rows of an
 * interface that is written from right to left against their text, and leaves out what lies beside the focus in a column. */
static gboolean
mended_focus_box (GtkWidget *box, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return focus_by_tab (box, direction == GTK_DIR_TAB_FORWARD);
  return focus_box (box, direction);
}

/* An item of a menu is named by its label, which is of no role and therefore has no name itself from GTK 4.18 on. */
static void
name_item (GtkWidget *item)
{
  GtkWidget *label = gtk_widget_get_first_child (item);

  while (label != NULL && !GTK_IS_LABEL (label))
    label = gtk_widget_get_next_sibling (label);
  if (label == NULL)
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
}

static void
name_items (GtkWidget *widget)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    name_item (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

static void
mended_map_menu (GtkWidget *menu)
{
  name_items (menu);
  map_menu (menu);
}

/**
 * nomo_gtk_mend:
 *
 * Puts right what one or the other GTK that the program runs with does wrong in all of its windows: Tab follows the order of reading in
 * boxes, which is the one of their children, and items of menus have names. To be called before the first widget is made: classes that
 * are made from those take over what they find in them.
 */
void
nomo_gtk_mend (void)
{
  GtkWidgetClass *boxes = g_type_class_ref (GTK_TYPE_BOX);
  GtkWidgetClass *menus = g_type_class_ref (GTK_TYPE_POPOVER_MENU);

  if (focus_box != NULL)
    return;
  focus_box = boxes->focus;
  boxes->focus = mended_focus_box;
  map_menu = menus->map;
  menus->map = mended_map_menu;
}
