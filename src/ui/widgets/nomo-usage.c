#include "config.h"

#include "nomo-usage.h"

#include "nomo-format.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

#define NEAR 0.8

struct _NomoUsage {
  GtkBox parent_instance;

  GtkLabel *figure;
  GtkWidget *bar;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (NomoUsage, nomo_usage, GTK_TYPE_BOX)

static void
nomo_usage_class_init (NomoUsageClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

/* Digits line up on the right in both directions. */
static GtkLabel *
add_label (NomoUsage *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), nomo_style_is_rtl (label) ? 0 : 1);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
nomo_usage_init (NomoUsage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "n-usage");
  self->figure = add_label (self, NULL);
  self->bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (self->bar, "n-bar");
  gtk_box_append (GTK_BOX (self), self->bar);
  self->note = add_label (self, "n-secondary");
  /* Translators: under a number of uses: as many more as one likes */
  gtk_label_set_text (self->note, _ ("no limit"));
}

/**
 * nomo_usage_new:
 *
 * How often something was used, of how often it may be.
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
nomo_usage_new (void)
{
  return g_object_new (NOMO_TYPE_USAGE, NULL);
}

/**
 * nomo_usage_set:
 * @self: a cell
 * @used: how often it was used
 * @limit: how often it may be, 0 for as often as one likes
 * @over: whether it cannot be used any more
 */
void
nomo_usage_set (NomoUsage *self, gint64 used, gint64 limit, gboolean over)
{
  g_autofree char *count = nomo_format_int (used);
  g_autofree char *most = nomo_format_int (limit);
  /* Translators: 1 is how often a coupon was used, 2 how often it may be: "212 of 250" */
  g_autofree char *of = g_strdup_printf (C_ ("usage", "%1$s of %2$s"), count, most);
  double share = limit > 0 ? MIN ((double) used / (double) limit, 1) : 0;

  g_return_if_fail (NOMO_IS_USAGE (self));
  gtk_label_set_text (self->figure, limit > 0 ? of : count);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), share);
  nomo_style_set_class (self->bar, "over", over);
  nomo_style_set_class (self->bar, "near", !over && share >= NEAR);
  gtk_widget_set_visible (self->bar, limit > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->note), limit == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, limit > 0 ? of : count, -1);
}
