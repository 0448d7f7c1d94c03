#include "config.h"

#include "nomo-menu.h"

/**
 * nomo_menu_set_name:
 * @button: a menu button
 * @name: what a screen reader says, translated
 *
 * Names the toggle inside: it is what gets the focus, and a menu button does not pass its own name on.
 */
void
nomo_menu_set_name (GtkMenuButton *button, const char *name)
{
  GtkWidget *toggle = gtk_widget_get_first_child (GTK_WIDGET (button));

  /* A label on the button would be told behind the name. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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
tell_choice_cb (GtkDropDown *dropdown)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (dropdown));
  gpointer choice = gtk_drop_down_get_selected_item (dropdown);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  choice != NULL ? gtk_string_object_get_string (choice) : "", -1);
}

/**
 * nomo_menu_name_choice:
 * @dropdown: a choice of strings
 * @name: what is chosen, translated
 *
 * Names it and the button inside, which gets the focus, and lets that say what is chosen.
 */
void
nomo_menu_name_choice (GtkDropDown *dropdown, const char *name)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (dropdown));

  gtk_accessible_update_property (GTK_ACCESSIBLE (dropdown), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (dropdown, "notify::selected-item", G_CALLBACK (tell_choice_cb), NULL);
  tell_choice_cb (dropdown);
}
