#include "config.h"

#include "nomo-empty.h"

#include "nomo-words.h"

#include <glib/gi18n.h>

struct _NomoEmpty {
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *sentence;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (NomoEmpty, nomo_empty, ADW_TYPE_BIN)

static void
nomo_empty_class_init (NomoEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-empty.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoEmpty, icon);
  gtk_widget_class_bind_template_child (widget_class, NomoEmpty, title);
  gtk_widget_class_bind_template_child (widget_class, NomoEmpty, sentence);
  gtk_widget_class_bind_template_child (widget_class, NomoEmpty, button);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nomo_empty_init (NomoEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_empty_new:
 *
 * What stands in a card that has nothing to show: one line why, one line what to do, at most one button.
 *
 * Returns: (transfer floating): an empty state that says nothing yet
 */
GtkWidget *
nomo_empty_new (void)
{
  return g_object_new (NOMO_TYPE_EMPTY, NULL);
}

/**
 * nomo_empty_set:
 * @self: an empty state
 * @tone: the colour of the icon: %NOMO_TONE_MUTE for empty, %NOMO_TONE_ERR for an error
 * @icon_name: an icon
 * @title: why, translated
 * @sentence: (nullable): what to do, translated
 */
void
nomo_empty_set (NomoEmpty *self, NomoTone tone, const char *icon_name, const char *title, const char *sentence)
{
  g_return_if_fail (NOMO_IS_EMPTY (self));

  nomo_style_set_tone (GTK_WIDGET (self->icon), tone);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), sentence != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * nomo_empty_set_action:
 * @self: an empty state
 * @label: (nullable): the verb on the button, translated; %NULL for no button
 * @action_name: (nullable): a detailed action
 */
void
nomo_empty_set_action (NomoEmpty *self, const char *label, const char *action_name)
{
  g_return_if_fail (NOMO_IS_EMPTY (self));

  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action_name);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
}

/**
 * nomo_empty_set_error:
 * @self: an empty place
 * @title: what could not be done, translated
 * @error: why
 * @action_name: (nullable): the action that tries again
 *
 * Says what happened, what was kept and what to do, in place of what could not be read.
 */
void
nomo_empty_set_error (NomoEmpty *self, const char *title, const GError *error, const char *action_name)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  nomo_empty_set (self, NOMO_TONE_ERR, "nomo-warn-symbolic", title, sentence);
  nomo_empty_set_action (self, action_name != NULL ? _ ("Try again") : NULL, action_name);
}
