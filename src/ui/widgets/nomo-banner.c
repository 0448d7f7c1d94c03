#include "config.h"

#include "nomo-banner.h"

struct _NomoBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkWidget *box;
  GtkImage *icon;
  GtkOrientable *words;
  GtkLabel *sentence;
  GtkButton *button;
  GtkButton *close;
};

G_DEFINE_FINAL_TYPE (NomoBanner, nomo_banner, ADW_TYPE_BIN)

/* A folded revealer still costs its parent the spacing, so the banner itself goes once it has folded. */
static void
revealed_changed_cb (NomoBanner *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_revealer_get_reveal_child (self->revealer) ||
                                                 gtk_revealer_get_child_revealed (self->revealer));
}

static void
nomo_banner_class_init (NomoBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, NomoBanner, box);
  gtk_widget_class_bind_template_child (widget_class, NomoBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, NomoBanner, words);
  gtk_widget_class_bind_template_child (widget_class, NomoBanner, sentence);
  gtk_widget_class_bind_template_child (widget_class, NomoBanner, button);
  gtk_widget_class_bind_template_child (widget_class, NomoBanner, close);
  gtk_widget_class_bind_template_callback (widget_class, revealed_changed_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
nomo_banner_init (NomoBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_banner_new:
 *
 * A state that lasts, in one sentence with at most one action. Hidden until nomo_banner_show().
 *
 * Returns: (transfer floating): a banner
 */
GtkWidget *
nomo_banner_new (void)
{
  return g_object_new (NOMO_TYPE_BANNER, NULL);
}

/**
 * nomo_banner_show:
 * @self: a banner
 * @tone: what it means
 * @icon_name: an icon
 * @sentence: what is the matter, translated; plain text
 *
 * Slides the banner in, or changes what it says.
 */
void
nomo_banner_show (NomoBanner *self, NomoTone tone, const char *icon_name, const char *sentence)
{
  g_return_if_fail (NOMO_IS_BANNER (self));

  nomo_style_set_tone (self->box, tone);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->sentence, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * nomo_banner_set_action:
 * @self: a banner
 * @label: (nullable): the verb on the button, translated; %NULL for no button
 * @action_name: (nullable): a detailed action, such as "app.sync"
 */
void
nomo_banner_set_action (NomoBanner *self, const char *label, const char *action_name)
{
  g_return_if_fail (NOMO_IS_BANNER (self));

  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action_name);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
}

/**
 * nomo_banner_set_close:
 * @self: a banner
 * @name: what becomes of it, translated
 * @action_name: a detailed action that sees to it that it is hidden
 *
 * Lets a person put the banner away.
 */
void
nomo_banner_set_close (NomoBanner *self, const char *name, const char *action_name)
{
  g_return_if_fail (NOMO_IS_BANNER (self));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->close), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->close), action_name);
  gtk_widget_set_visible (GTK_WIDGET (self->close), TRUE);
}

/**
 * nomo_banner_set_narrow:
 * @self: a banner
 * @narrow: whether the button stands below the sentence
 */
void
nomo_banner_set_narrow (NomoBanner *self, gboolean narrow)
{
  g_return_if_fail (NOMO_IS_BANNER (self));

  gtk_orientable_set_orientation (self->words, narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->button), narrow ? GTK_ALIGN_START : GTK_ALIGN_FILL);
}

/**
 * nomo_banner_hide:
 * @self: a banner
 *
 * Slides the banner out.
 */
void
nomo_banner_hide (NomoBanner *self)
{
  g_return_if_fail (NOMO_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  revealed_changed_cb (self);
}

/**
 * nomo_banner_is_shown:
 * @self: a banner
 *
 * Returns: whether it is shown or on its way in
 */
gboolean
nomo_banner_is_shown (NomoBanner *self)
{
  g_return_val_if_fail (NOMO_IS_BANNER (self), FALSE);
  return gtk_revealer_get_reveal_child (self->revealer);
}
