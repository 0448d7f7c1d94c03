#include "config.h"

#include "nomo-record-filter-form.h"

#include "nomo-filter-range.h"
#include "nomo-menu.h"

#include <glib/gi18n.h>

struct _NomoRecordFilterForm {
  GtkPopover parent_instance;

  GtkBox *rows;
  GtkWidget *clear;
  GtkWidget *fields[NOMO_FILTER_FIELDS]; /* a NomoFilterRange, GtkDropDown or GtkEntry for each field */

  NomoRecordFilter *filter;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (NomoRecordFilterForm, nomo_record_filter_form, GTK_TYPE_POPOVER)

static const NomoField *
get_field (NomoRecordFilterForm *self, guint index)
{
  return nomo_filter_kind_get_field (nomo_record_filter_get_kind (self->filter), index);
}

static gboolean
is_choice (NomoRecordFilterForm *self, guint index)
{
  NomoType type = get_field (self, index)->type;

  return nomo_record_filter_get_kind (self->filter)->fields[index].set || type == NOMO_TYPE_CHOICE ||
         type == NOMO_TYPE_BOOL;
}

static const NomoChoice yes_or_no[] = {
  { "1", NC_ ("answer", "Yes") },
  { "0", NC_ ("answer", "No") },
  { NULL, NULL },
};

static const NomoChoice one_or_none[] = {
  { "1", NC_ ("filter", "there is one") },
  { "0", NC_ ("filter", "there is none") },
  { NULL, NULL },
};

static const NomoChoice *
get_choices (NomoRecordFilterForm *self, guint index, const char **context)
{
  const NomoField *field = get_field (self, index);

  if (nomo_record_filter_get_kind (self->filter)->fields[index].set) {
    *context = "filter";
    return one_or_none;
  }
  if (field->type == NOMO_TYPE_BOOL) {
    *context = "answer";
    return yes_or_no;
  }
  *context = field->context;
  return field->choices;
}

static guint
find_choice (const NomoChoice *choices, const char *key)
{
  for (guint i = 0; choices[i].key != NULL; i++)
    if (g_str_equal (choices[i].key, key))
      return i + 1;
  return 0;
}

static void
show_field (NomoRecordFilterForm *self, guint index)
{
  const char *value = nomo_record_filter_get_least (self->filter, index);
  const char *context;

  if (NOMO_IS_FILTER_RANGE (self->fields[index]))
    nomo_filter_range_show (NOMO_FILTER_RANGE (self->fields[index]));
  else if (is_choice (self, index))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->fields[index]),
                                find_choice (get_choices (self, index, &context), value));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->fields[index]), value);
}

static void
show_filter (NomoRecordFilterForm *self)
{
  self->showing = TRUE;
  for (guint i = 0; i < nomo_record_filter_get_kind (self->filter)->n_fields; i++)
    show_field (self, i);
  self->showing = FALSE;
}

static void
filter_changed_cb (NomoRecordFilterForm *self)
{
  gtk_widget_set_sensitive (self->clear, nomo_record_filter_is_narrowed (self->filter));
}

static void
read_field (NomoRecordFilterForm *self, GtkWidget *field, const char *value)
{
  for (guint i = 0; !self->showing && i < NOMO_FILTER_FIELDS; i++)
    if (self->fields[i] == field)
      nomo_record_filter_set (self->filter, i, value, "");
}

static void
chosen_cb (GtkDropDown *field, GParamSpec *pspec, NomoRecordFilterForm *self)
{
  const NomoChoice *choices = g_object_get_data (G_OBJECT (field), "choices");
  guint selected = gtk_drop_down_get_selected (field);

  read_field (self, GTK_WIDGET (field),
              selected == 0 || selected == GTK_INVALID_LIST_POSITION ? "" : choices[selected - 1].key);
}

static void
typed_cb (GtkEditable *field, NomoRecordFilterForm *self)
{
  read_field (self, GTK_WIDGET (field), gtk_editable_get_text (field));
}

static GtkWidget *
create_choice (NomoRecordFilterForm *self, guint index)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *context;
  const NomoChoice *choices = get_choices (self, index, &context);
  GtkWidget *field;

  gtk_string_list_append (names, C_ ("condition", "Any"));
  for (const NomoChoice *choice = choices; choice->key != NULL; choice++)
    gtk_string_list_append (names, g_dpgettext2 (NULL, context, choice->label));
  field = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  g_object_set_data (G_OBJECT (field), "choices", (gpointer) choices);
  g_signal_connect_object (field, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  return field;
}

static GtkWidget *
create_text (NomoRecordFilterForm *self)
{
  GtkWidget *field = gtk_entry_new ();

  g_signal_connect_object (field, "changed", G_CALLBACK (typed_cb), self, 0);
  return field;
}

static GtkWidget *
add_label (const char *name, GtkWidget *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field);
  gtk_widget_add_css_class (label, "n-field-label");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), field);
  return box;
}

/* "From" and "At least" say enough where no other field is narrowed by days or amounts. */
static gboolean
is_named (NomoRecordFilterForm *self, guint index)
{
  for (guint i = 0; i < nomo_record_filter_get_kind (self->filter)->n_fields; i++)
    if (i != index && !is_choice (self, i) && get_field (self, i)->type == get_field (self, index)->type)
      return TRUE;
  return get_field (self, index)->type == NOMO_TYPE_INT;
}

static void
add_field (NomoRecordFilterForm *self, guint index)
{
  NomoType type = get_field (self, index)->type;
  const char *name = _ (get_field (self, index)->label);
  GtkWidget *row;

  if (is_choice (self, index)) {
    row = add_label (name, self->fields[index] = create_choice (self, index));
    nomo_menu_name_choice (GTK_DROP_DOWN (self->fields[index]), name);
  } else if (type == NOMO_TYPE_TIME || type == NOMO_TYPE_MONEY || type == NOMO_TYPE_INT) {
    row = self->fields[index] = nomo_filter_range_new (self->filter, index, is_named (self, index));
  } else {
    row = add_label (name, self->fields[index] = create_text (self));
  }
  gtk_box_append (self->rows, row);
}

static void
clear_cb (NomoRecordFilterForm *self)
{
  nomo_record_filter_widen (self->filter);
  show_filter (self);
}

static void
add_clear (NomoRecordFilterForm *self)
{
  self->clear = gtk_button_new_with_label (_ ("Clear the filter"));
  gtk_widget_add_css_class (self->clear, "n-button");
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->rows, self->clear);
}

static void
nomo_record_filter_form_dispose (GObject *object)
{
  g_clear_object (&NOMO_RECORD_FILTER_FORM (object)->filter);
  G_OBJECT_CLASS (nomo_record_filter_form_parent_class)->dispose (object);
}

static void
nomo_record_filter_form_class_init (NomoRecordFilterFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_record_filter_form_dispose;
}

static void
nomo_record_filter_form_init (NomoRecordFilterForm *self)
{
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "n-popover-body");
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->rows));
  gtk_widget_set_size_request (GTK_WIDGET (self), 300, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Filter"), -1);
}

/**
 * nomo_record_filter_form_new:
 * @filter: what it edits, as one types
 *
 * Returns: (transfer floating): a popover with a field for each that the filter narrows by
 */
GtkWidget *
nomo_record_filter_form_new (NomoRecordFilter *filter)
{
  NomoRecordFilterForm *self = g_object_new (NOMO_TYPE_RECORD_FILTER_FORM, NULL);

  self->filter = g_object_ref (filter);
  self->showing = TRUE;
  for (guint i = 0; i < nomo_record_filter_get_kind (filter)->n_fields; i++)
    add_field (self, i);
  self->showing = FALSE;
  add_clear (self);
  filter_changed_cb (self);
  g_signal_connect_object (filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (show_filter), NULL);
  return GTK_WIDGET (self);
}
