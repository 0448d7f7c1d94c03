#include "config.h"

#include "nomo-menu.h"

#include <glib/gi18n.h>

/* What GTK takes for the name later than 4.8, be it what is chosen, would be told instead. */
static void
name (GtkWidget *choice, const char *text)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * nomo_menu_set_name:
 * @button: a menu button
 * @text: what a screen reader says, translated
 *
 * Names the toggle inside: it is what gets the focus, and before GTK 4.10 a menu button does not pass its own name on. Later ones do,
 * and would otherwise take for it what they hold, name by name.
 */
void
nomo_menu_set_name (GtkMenuButton *button, const char *text)
{
  /* A label on the button would be told behind the name. */
  name (gtk_widget_get_first_child (GTK_WIDGET (button)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * nomo_menu_fill:
 * @button: a menu button with a child
 *
 * Lets the child take the button's whole width; a menu button centres it otherwise.
 */
void
nomo_menu_fill (GtkMenuButton *button)
{
  for (GtkWidget *widget = gtk_menu_button_get_child (button); widget != GTK_WIDGET (button);
       widget = gtk_widget_get_parent (widget)) {
    gtk_widget_set_halign (widget, GTK_ALIGN_FILL);
    gtk_widget_set_hexpand (widget, TRUE);
  }
}

static void
tell (GtkWidget *choice, const char *chosen)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, chosen, -1);
}

static const char *
get_chosen (gpointer choice)
{
  return choice != NULL ? gtk_string_object_get_string (choice) : "";
}

static void
tell_choice_cb (GtkDropDown *dropdown)
{
  const char *chosen = get_chosen (gtk_drop_down_get_selected_item (dropdown));

  tell (GTK_WIDGET (dropdown), chosen);
  tell (gtk_widget_get_first_child (GTK_WIDGET (dropdown)), chosen);
}

/* GTK's Arabic has no words for it. */
static void
word_search (GtkWidget *widget)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    g_object_set (widget, "placeholder-text", _ ("Search"), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    word_search (child);
}

/**
 * nomo_menu_name_choice:
 * @dropdown: a choice of strings
 * @text: what is chosen, translated
 *
 * Names it and the button inside, which gets the focus, and lets them say what is chosen.
 */
void
nomo_menu_name_choice (GtkDropDown *dropdown, const char *text)
{
  name (GTK_WIDGET (dropdown), text);
  name (gtk_widget_get_first_child (GTK_WIDGET (dropdown)), text);
  word_search (GTK_WIDGET (dropdown));
  g_signal_connect (dropdown, "notify::selected-item", G_CALLBACK (tell_choice_cb), NULL);
  tell_choice_cb (dropdown);
}

static void
tell_row_cb (AdwComboRow *row)
{
  /* What libadwaita says below the title would be told instead, be it nothing. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  tell (GTK_WIDGET (row), get_chosen (adw_combo_row_get_selected_item (row)));
}

static GtkWidget *
find_inside (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find_inside (child, type);
  return found;
}

/* By itself the list would begin at its first choice when it opens, and later where it was left. */
static void
begin_at_choice_cb (AdwComboRow *row, GtkWidget *popover)
{
  GtkWidget *item = gtk_widget_get_first_child (find_inside (popover, GTK_TYPE_LIST_VIEW));

  for (guint i = adw_combo_row_get_selected (row); i > 0 && item != NULL; i--)
    item = gtk_widget_get_next_sibling (item);
  if (item != NULL)
    gtk_widget_grab_focus (item);
}

/**
 * nomo_menu_tell_choice:
 * @row: a choice of strings
 *
 * Lets the row itself say what is chosen, now and later: a screen reader names the row, and would have to go into it for that.
 * Its list opens with the focus on what is chosen.
 */
void
nomo_menu_tell_choice (AdwComboRow *row)
{
  g_signal_connect_object (find_inside (GTK_WIDGET (row), GTK_TYPE_POPOVER), "map", G_CALLBACK (begin_at_choice_cb),
                           row, G_CONNECT_SWAPPED);
  g_signal_connect (row, "notify::selected-item", G_CALLBACK (tell_row_cb), NULL);
  tell_row_cb (row);
}
