#include "config.h"

#include "nomo-column-form.h"

#include <glib/gi18n.h>

#define KEY "hidden-columns"

struct _NomoColumnForm {
  GtkPopover parent_instance;

  GtkBox *rows;
  GPtrArray *checks; /* GtkCheckButton, column by column */
  GtkWidget *reset;

  GSettings *settings;
  NomoRecordTable *table;
  const char *place;
  const NomoEntity *entity;
  const NomoColumn *columns;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (NomoColumnForm, nomo_column_form, GTK_TYPE_POPOVER)

static char *
dup_key (NomoColumnForm *self, guint column)
{
  return g_strdup_printf ("%s/%s", self->place, self->entity->fields[self->columns[column].field].name);
}

/* What the merchant is known by stays: a row without it says nothing. */
static void
show (NomoColumnForm *self)
{
  g_auto (GStrv) hidden = g_settings_get_strv (self->settings, KEY);
  gboolean any = FALSE;

  self->showing = TRUE;
  for (guint i = 1; i < self->checks->len; i++) {
    g_autofree char *key = dup_key (self, i);
    gboolean wanted = !g_strv_contains ((const char *const *) hidden, key);

    gtk_check_button_set_active (self->checks->pdata[i], wanted);
    nomo_record_table_set_wanted (self->table, i, wanted);
    any |= !wanted;
  }
  gtk_widget_set_sensitive (self->reset, any);
  self->showing = FALSE;
}

/* What other pages hide stays as it is. */
static void
keep (NomoColumnForm *self)
{
  g_auto (GStrv) hidden = g_settings_get_strv (self->settings, KEY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *own = g_strconcat (self->place, "/", NULL);
  g_auto (GStrv) all = NULL;

  for (guint i = 0; hidden[i] != NULL; i++)
    if (!g_str_has_prefix (hidden[i], own))
      g_strv_builder_add (builder, hidden[i]);
  for (guint i = 1; i < self->checks->len; i++) {
    g_autofree char *key = dup_key (self, i);

    if (!gtk_check_button_get_active (self->checks->pdata[i]))
      g_strv_builder_add (builder, key);
  }
  all = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, KEY, (const char *const *) all);
}

static void
toggled_cb (NomoColumnForm *self)
{
  if (!self->showing)
    keep (self);
}

static void
reset_cb (NomoColumnForm *self)
{
  self->showing = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i], TRUE);
  self->showing = FALSE;
  keep (self);
  gtk_widget_grab_focus (self->checks->pdata[1]);
}

static void
add_check (NomoColumnForm *self, guint column)
{
  GtkWidget *check = gtk_check_button_new_with_label (_ (self->columns[column].title));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  if (column == 0) {
    gtk_widget_set_sensitive (check, FALSE);
    gtk_widget_set_tooltip_text (check, _ ("This column is always shown"));
  }
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  gtk_box_append (self->rows, check);
}

static void
nomo_column_form_dispose (GObject *object)
{
  NomoColumnForm *self = NOMO_COLUMN_FORM (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->table);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (nomo_column_form_parent_class)->dispose (object);
}

static void
nomo_column_form_class_init (NomoColumnFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_column_form_dispose;
}

static void
nomo_column_form_init (NomoColumnForm *self)
{
  self->checks = g_ptr_array_new ();
  self->settings = g_settings_new (NOMO_APPLICATION_ID);
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "n-popover-body");
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->rows));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Columns"), -1);
}

static void
add_reset (NomoColumnForm *self)
{
  self->reset = gtk_button_new_with_label (_ ("Show all columns"));
  gtk_widget_add_css_class (self->reset, "n-button");
  g_signal_connect_object (self->reset, "clicked", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->rows, self->reset);
}

/**
 * nomo_column_form_new:
 * @table: the table whose columns are chosen
 * @place: the name of its page, under which the choice is kept
 * @entity: what the records are
 * @columns: (array length=n_columns): its columns, each of a field; must outlive the form
 * @n_columns: how many
 *
 * Applies what was chosen earlier at once.
 *
 * Returns: (transfer floating): a popover with a check for each column; the first is always shown
 */
GtkWidget *
nomo_column_form_new (NomoRecordTable *table, const char *place, const NomoEntity *entity, const NomoColumn *columns,
                      guint n_columns)
{
  NomoColumnForm *self = g_object_new (NOMO_TYPE_COLUMN_FORM, NULL);

  self->table = g_object_ref (table);
  self->place = place;
  self->entity = entity;
  self->columns = columns;
  for (guint i = 0; i < n_columns; i++)
    add_check (self, i);
  add_reset (self);
  g_signal_connect_object (self->settings, "changed::" KEY, G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
