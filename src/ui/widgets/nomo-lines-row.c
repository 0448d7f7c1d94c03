#include "config.h"

#include "nomo-lines-row.h"

#define LINES 3

struct _NomoLinesRow {
  GtkListBoxRow parent_instance;

  GtkLabel *lines[LINES];
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (NomoLinesRow, nomo_lines_row, GTK_TYPE_LIST_BOX_ROW)

static void
nomo_lines_row_class_init (NomoLinesRowClass *klass)
{
}

static GtkLabel *
create_line (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static void
nomo_lines_row_init (NomoLinesRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 11);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < LINES; i++) {
    self->lines[i] = create_line (i == 0 ? "n-strong" : "n-secondary");
    gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->lines[i]));
  }
  gtk_widget_set_hexpand (words, TRUE);
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "n-button");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "n-lines-row");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/**
 * nomo_lines_row_new:
 *
 * A row of a card: a name, two lines about it, and a button for what can be done with it.
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
nomo_lines_row_new (void)
{
  return g_object_new (NOMO_TYPE_LINES_ROW, NULL);
}

/**
 * nomo_lines_row_set:
 * @self: a row
 * @lines: (array fixed-size=3): the name, and what is told about it
 */
void
nomo_lines_row_set (NomoLinesRow *self, const char *const lines[LINES])
{
  g_return_if_fail (NOMO_IS_LINES_ROW (self));
  for (guint i = 0; i < LINES; i++)
    gtk_label_set_text (self->lines[i], lines[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, lines[0], -1);
}

/**
 * nomo_lines_row_set_action:
 * @self: a row
 * @label: a verb, translated
 * @action: the detailed name of an action without its target
 * @target: (transfer floating): what the action is told
 *
 * What the row's button says and does.
 */
void
nomo_lines_row_set_action (NomoLinesRow *self, const char *label, const char *action, GVariant *target)
{
  g_return_if_fail (NOMO_IS_LINES_ROW (self));
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}
