#include "config.h"

#include "nomo-chip.h"

#include <glib/gi18n.h>

/**
 * nomo_chip_new:
 * @name: (nullable): what was chosen; %NULL as long as its name is not known
 *
 * Returns: (transfer floating): a button that names what was chosen, and takes it away
 */
GtkWidget *
nomo_chip_new (const char *name)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name != NULL ? name : "…");
  /* Translators: takes away what was chosen; %s is a name */
  g_autofree char *spoken = g_strdup_printf (_ ("Remove: %s"), name != NULL ? name : "");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "n-chip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return chip;
}
