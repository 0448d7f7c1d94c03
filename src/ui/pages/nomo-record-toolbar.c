#include "config.h"

#include "nomo-record-toolbar.h"

#include "nomo-column-form.h"
#include "nomo-list-words.h"
#include "nomo-menu.h"
#include "nomo-record-filter-form.h"
#include "nomo-segmented.h"
#include "nomo-style.h"
#include "nomo-views-form.h"

#include <glib/gi18n.h>

struct _NomoRecordToolbar {
  AdwBin parent_instance;

  NomoSegmented *groups;
  GtkButton *narrowed;
  GtkLabel *narrowed_words;
  GtkMenuButton *filter_button;
  GtkMenuButton *views_button;
  GtkMenuButton *column_button;
  GtkButton *new_button;

  const NomoRecordPageKind *kind;
  NomoRecordFilter *filter;
  NomoRecordTable *table;
  NomoStore *store;
};

G_DEFINE_FINAL_TYPE (NomoRecordToolbar, nomo_record_toolbar, ADW_TYPE_BIN)

/* Conditions that no field of the form shows stand above the list, where a press takes them away. */
static void
show_narrowed (NomoRecordToolbar *self)
{
  g_autofree char *words = nomo_list_words_say (nomo_record_filter_get_narrowed (self->filter));
  /* Translators: a button that takes a condition away from a list; %s is the condition in words */
  g_autofree char *spoken = g_strdup_printf (_ ("Show all, not only: %s"), words);

  gtk_label_set_text (self->narrowed_words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->narrowed), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  nomo_style_set_tooltip (GTK_WIDGET (self->narrowed), spoken);
  gtk_widget_set_visible (GTK_WIDGET (self->narrowed), *words != '\0');
}

static void
filter_changed_cb (NomoRecordToolbar *self)
{
  nomo_style_set_class (GTK_WIDGET (self->filter_button), "on", nomo_record_filter_is_narrowed (self->filter));
  nomo_segmented_set_active (self->groups, nomo_record_filter_get_group (self->filter));
  show_narrowed (self);
}

static void
group_changed_cb (NomoRecordToolbar *self)
{
  if (self->filter != NULL)
    nomo_record_filter_set_group (self->filter, nomo_segmented_get_active (self->groups));
}

static void
nomo_record_toolbar_dispose (GObject *object)
{
  NomoRecordToolbar *self = NOMO_RECORD_TOOLBAR (object);

  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_RECORD_TOOLBAR);
  g_clear_object (&self->filter);
  g_clear_object (&self->table);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (nomo_record_toolbar_parent_class)->dispose (object);
}

static void
nomo_record_toolbar_class_init (NomoRecordToolbarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_record_toolbar_dispose;
  g_type_ensure (NOMO_TYPE_SEGMENTED);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-record-toolbar.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoRecordToolbar, groups);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordToolbar, narrowed);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordToolbar, narrowed_words);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordToolbar, filter_button);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordToolbar, views_button);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordToolbar, column_button);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordToolbar, new_button);
}

static void
nomo_record_toolbar_init (NomoRecordToolbar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_menu_set_name (self->filter_button, _ ("Filter"));
  nomo_menu_set_name (self->views_button, _ ("Saved views"));
  nomo_menu_set_name (self->column_button, _ ("Columns"));
}

static void
fill_groups (NomoRecordToolbar *self, const NomoFilterKind *kind)
{
  for (guint i = 0; i < kind->n_groups; i++) {
    nomo_segmented_add (self->groups, kind->groups[i].id,
                        g_dpgettext2 (NULL, kind->group_context, kind->groups[i].label));
    if (kind->groups[i].rare)
      nomo_segmented_set_rare (self->groups, kind->groups[i].id);
  }
  if (kind->n_groups > 0)
    nomo_segmented_set_label (self->groups, _ (kind->entity ()->fields[kind->group_field].label));
  gtk_widget_set_opacity (GTK_WIDGET (self->groups), kind->n_groups > 0 ? 1 : 0);
}

/* Where there is no room for its words it has an icon. */
static void
show_new_button (NomoRecordToolbar *self, gboolean narrow)
{
  const char *label = self->kind->new_label != NULL ? _ (self->kind->new_label) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->new_button), label != NULL);
  if (label == NULL)
    return;
  if (narrow)
    gtk_button_set_icon_name (self->new_button, "list-add-symbolic");
  else
    gtk_button_set_label (self->new_button, label);
  nomo_style_set_tooltip (GTK_WIDGET (self->new_button), narrow ? label : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The forms are made when they are first asked for: nobody who comes to read a list waits for them. */
static void
create_filter_form (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, nomo_record_filter_form_new (NOMO_RECORD_TOOLBAR (data)->filter));
}

static void
create_views_form (GtkMenuButton *button, gpointer data)
{
  NomoRecordToolbar *self = data;

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button,
                                 nomo_views_form_new (self->store, self->kind->place, self->filter, self->table));
}

/**
 * nomo_record_toolbar_fill:
 * @self: the toolbar above a list
 * @kind: what is listed
 * @filter: which of it
 * @table: the list
 * @session: whose shop's records
 *
 * Once.
 */
void
nomo_record_toolbar_fill (NomoRecordToolbar *self, const NomoRecordPageKind *kind, NomoRecordFilter *filter,
                          NomoRecordTable *table, NomoSession *session)
{
  g_return_if_fail (NOMO_IS_RECORD_TOOLBAR (self) && self->filter == NULL);
  fill_groups (self, kind->filter);
  self->kind = kind;
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->new_button), kind->new_action);
  show_new_button (self, FALSE);
  self->filter = g_object_ref (filter);
  self->table = g_object_ref (table);
  self->store = g_object_ref (nomo_shop_get_store (nomo_session_get_shop (session)));
  gtk_menu_button_set_create_popup_func (self->filter_button, create_filter_form, self, NULL);
  gtk_menu_button_set_create_popup_func (self->views_button, create_views_form, self, NULL);
  gtk_menu_button_set_popover (self->column_button, nomo_column_form_new (table, kind->place, kind->filter->entity (),
                                                                          kind->columns, kind->n_columns));
  g_signal_connect_object (filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->groups, "notify::active", G_CALLBACK (group_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_record_toolbar_set_count:
 * @self: the toolbar
 * @group: the id of a group
 * @count: how many records belong to it
 */
void
nomo_record_toolbar_set_count (NomoRecordToolbar *self, const char *group, gint64 count)
{
  g_return_if_fail (NOMO_IS_RECORD_TOOLBAR (self));
  nomo_segmented_set_count (self->groups, group, count);
}

/**
 * nomo_record_toolbar_set_narrow:
 * @self: the toolbar
 * @narrow: whether the list has no columns to choose, and the toolbar little room
 */
void
nomo_record_toolbar_set_narrow (NomoRecordToolbar *self, gboolean narrow)
{
  g_return_if_fail (NOMO_IS_RECORD_TOOLBAR (self));
  gtk_widget_set_visible (GTK_WIDGET (self->column_button), !narrow);
  show_new_button (self, narrow);
}

/**
 * nomo_record_toolbar_open_filter:
 * @self: the toolbar
 *
 * Opens the form of the filter.
 */
void
nomo_record_toolbar_open_filter (NomoRecordToolbar *self)
{
  g_return_if_fail (NOMO_IS_RECORD_TOOLBAR (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_menu_button_popup (self->filter_button);
}
