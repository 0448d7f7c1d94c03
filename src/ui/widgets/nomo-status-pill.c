#include "config.h"

#include "nomo-status-pill.h"

struct _NomoStatusPill {
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (NomoStatusPill, nomo_status_pill, GTK_TYPE_BOX)

static void
nomo_status_pill_class_init (NomoStatusPillClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nomo_status_pill_init (NomoStatusPill *self)
{
  self->icon = GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_set_spacing (GTK_BOX (self), 5);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "n-pill");
}

/**
 * nomo_status_pill_new:
 * @tone: what the state means
 * @icon_name: (nullable): its icon
 * @label: its word, translated
 *
 * A state as icon, word and soft colour.
 *
 * Returns: (transfer floating): a pill
 */
GtkWidget *
nomo_status_pill_new (NomoTone tone, const char *icon_name, const char *label)
{
  NomoStatusPill *self = g_object_new (NOMO_TYPE_STATUS_PILL, NULL);

  nomo_status_pill_set (self, tone, icon_name, label);
  return GTK_WIDGET (self);
}

/**
 * nomo_status_pill_set:
 * @self: a pill
 * @tone: what the state means
 * @icon_name: (nullable): its icon
 * @label: its word, translated; plain text
 */
void
nomo_status_pill_set (NomoStatusPill *self, NomoTone tone, const char *icon_name, const char *label)
{
  g_return_if_fail (NOMO_IS_STATUS_PILL (self));

  nomo_style_set_tone (GTK_WIDGET (self), tone);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  gtk_label_set_text (self->label, label != NULL ? label : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : "", -1);
}

/**
 * nomo_status_pill_keep_whole:
 * @self: a pill
 *
 * Lets what stands beside the pill give way, never the pill's own word.
 */
void
nomo_status_pill_keep_whole (NomoStatusPill *self)
{
  g_return_if_fail (NOMO_IS_STATUS_PILL (self));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_NONE);
}

/**
 * nomo_status_pill_get_label:
 * @self: a pill
 *
 * Returns: its word
 */
const char *
nomo_status_pill_get_label (NomoStatusPill *self)
{
  g_return_val_if_fail (NOMO_IS_STATUS_PILL (self), NULL);
  return gtk_label_get_text (self->label);
}
