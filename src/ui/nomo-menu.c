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
