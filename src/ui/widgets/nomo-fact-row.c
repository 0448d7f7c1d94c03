#include "config.h"

#include "nomo-fact-row.h"

#include <glib/gi18n.h>

struct _NomoFactRow {
  GtkBox parent_instance;

  GtkLabel *value;
  char *copy;
};

/* An amount stays on one line; an e-mail address may break. */
#define UNBROKEN_CHARS 16

G_DEFINE_FINAL_TYPE (NomoFactRow, nomo_fact_row, GTK_TYPE_BOX)

static void
copy_clicked_cb (NomoFactRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->copy);
}

static void
nomo_fact_row_finalize (GObject *object)
{
  g_free (NOMO_FACT_ROW (object)->copy);
  G_OBJECT_CLASS (nomo_fact_row_parent_class)->finalize (object);
}

static void
nomo_fact_row_class_init (NomoFactRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_fact_row_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nomo_fact_row_init (NomoFactRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 10);
}

/* Addresses and codes break anywhere, and a hyphen there would be taken for a part of them. */
static void
break_without_hyphens (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
}

static GtkWidget *
create_copy_button (NomoFactRow *self, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* Translators: %s is what is copied, like "Phone" */
  g_autofree char *tooltip = g_strdup_printf (_ ("Copy: %s"), name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/**
 * nomo_fact_row_new:
 * @name: what it is, translated
 * @value: what it is like, as shown
 * @copy: (nullable): what its copy button copies; %NULL for no button
 *
 * A line of a pane: the name at the start, the value at the end.
 *
 * Returns: (transfer floating): the line
 */
GtkWidget *
nomo_fact_row_new (const char *name, const char *value, const char *copy)
{
  NomoFactRow *self = g_object_new (NOMO_TYPE_FACT_ROW, NULL);
  GtkWidget *label = gtk_label_new (name);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", name, value);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "n-secondary");
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (self), label);
  self->value = GTK_LABEL (gtk_label_new (value));
  gtk_label_set_xalign (self->value, 1);
  break_without_hyphens (self->value);
  gtk_label_set_width_chars (self->value, MIN ((int) g_utf8_strlen (value, -1), UNBROKEN_CHARS));
  gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->value), GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->value));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (copy != NULL) {
    self->copy = g_strdup (copy);
    gtk_box_append (GTK_BOX (self), create_copy_button (self, name));
  }
  return GTK_WIDGET (self);
}

/**
 * nomo_fact_row_set_strong:
 * @self: a line
 *
 * Sets its value apart, as a total.
 */
void
nomo_fact_row_set_strong (NomoFactRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "n-heading");
}
