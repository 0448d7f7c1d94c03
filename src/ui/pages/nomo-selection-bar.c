#include "config.h"

#include "nomo-selection-bar.h"

#include "nomo-style.h"

struct _NomoSelectionBar {
  AdwBin parent_instance;

  GtkBox *lines;
  GtkLabel *selected;
  GtkButton *all;
  GtkBox *actions;

  gboolean narrow;
  guint n_actions;
};

/* Beside what is selected there is room for the words of so many. */
#define MOST_WORDS 4

G_DEFINE_FINAL_TYPE (NomoSelectionBar, nomo_selection_bar, ADW_TYPE_BIN)

static void
show_button (NomoSelectionBar *self, GtkWidget *button)
{
  const char *label = g_object_get_data (G_OBJECT (button), "label");
  gboolean icon = self->narrow || self->n_actions > MOST_WORDS;

  if (icon)
    gtk_button_set_icon_name (GTK_BUTTON (button), g_object_get_data (G_OBJECT (button), "icon"));
  else
    gtk_button_set_label (GTK_BUTTON (button), label);
  nomo_style_set_tooltip (button, icon ? label : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_buttons (NomoSelectionBar *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->actions)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    show_button (self, button);
}

static void
nomo_selection_bar_dispose (GObject *object)
{
  NomoSelectionBar *self = NOMO_SELECTION_BAR (object);

  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_SELECTION_BAR);
  G_OBJECT_CLASS (nomo_selection_bar_parent_class)->dispose (object);
}

static void
nomo_selection_bar_class_init (NomoSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_selection_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSelectionBar, lines);
  gtk_widget_class_bind_template_child (widget_class, NomoSelectionBar, selected);
  gtk_widget_class_bind_template_child (widget_class, NomoSelectionBar, all);
  gtk_widget_class_bind_template_child (widget_class, NomoSelectionBar, actions);
}

static void
nomo_selection_bar_init (NomoSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_selection_bar_add:
 * @self: the bar
 * @action: the detailed name of an action that does something with what is selected
 * @label: what that is, as a verb; translated; lives as long as the bar
 * @icon: (transfer none): icon name, for where there is no room for words, or for the words of so many actions; lives as
 *   long as the bar
 *
 * Adds a button.
 */
void
nomo_selection_bar_add (NomoSelectionBar *self, const char *action, const char *label, const char *icon)
{
  GtkWidget *button = gtk_button_new ();

  g_return_if_fail (NOMO_IS_SELECTION_BAR (self));
  g_object_set_data (G_OBJECT (button), "label", (gpointer) label);
  g_object_set_data (G_OBJECT (button), "icon", (gpointer) icon);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "n-button");
  gtk_box_append (self->actions, button);
  self->n_actions++;
  show_buttons (self);
}

/**
 * nomo_selection_bar_show:
 * @self: the bar
 * @selected: what is selected, like "3 orders selected"
 * @all: (nullable): the offer to select all, like "Select all: 1,204 orders"; %NULL when all are
 */
void
nomo_selection_bar_show (NomoSelectionBar *self, const char *selected, const char *all)
{
  g_return_if_fail (NOMO_IS_SELECTION_BAR (self));
  gtk_label_set_text (self->selected, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->all), all != NULL);
  if (all != NULL)
    gtk_button_set_label (self->all, all);
}

/**
 * nomo_selection_bar_set_narrow:
 * @self: the bar
 * @narrow: whether it has to make do with little room: then it takes two lines, and its actions are icons
 */
void
nomo_selection_bar_set_narrow (NomoSelectionBar *self, gboolean narrow)
{
  g_return_if_fail (NOMO_IS_SELECTION_BAR (self));
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lines),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  show_buttons (self);
}
