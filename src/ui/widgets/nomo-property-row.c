#include "config.h"

#include "nomo-property-row.h"

#include <glib/gi18n.h>

struct _NomoPropertyRow {
  AdwActionRow parent_instance;

  GtkLabel *note;
  GtkButton *button;
  char *copy;
};

G_DEFINE_FINAL_TYPE (NomoPropertyRow, nomo_property_row, ADW_TYPE_ACTION_ROW)

static void
copy_clicked_cb (NomoPropertyRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->copy);
}

static void
nomo_property_row_finalize (GObject *object)
{
  g_free (NOMO_PROPERTY_ROW (object)->copy);
  G_OBJECT_CLASS (nomo_property_row_parent_class)->finalize (object);
}

static void
nomo_property_row_class_init (NomoPropertyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_property_row_finalize;
}

static void
nomo_property_row_init (NomoPropertyRow *self)
{
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "n-secondary");
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  self->button = GTK_BUTTON (gtk_button_new_from_icon_name ("edit-copy-symbolic"));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (copy_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->note));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "n-property");
}

/**
 * nomo_property_row_show:
 * @self: a row whose title names a fact
 * @value: (nullable): the fact, plain text; %NULL hides the row
 * @note: (nullable): a few words at the end
 */
void
nomo_property_row_show (NomoPropertyRow *self, const char *value, const char *note)
{
  g_return_if_fail (NOMO_IS_PROPERTY_ROW (self));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), value != NULL ? value : "");
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), value != NULL);
}

/**
 * nomo_property_row_set_copy:
 * @self: a row with its title
 * @copy: (nullable): what its copy button copies; %NULL for no button
 */
void
nomo_property_row_set_copy (NomoPropertyRow *self, const char *copy)
{
  g_autofree char *tooltip = NULL;

  g_return_if_fail (NOMO_IS_PROPERTY_ROW (self));

  tooltip = g_strdup_printf (_ ("Copy: %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  g_free (self->copy);
  self->copy = g_strdup (copy);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->button), copy != NULL);
}
