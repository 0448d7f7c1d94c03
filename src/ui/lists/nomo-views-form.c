#include "config.h"

#include "nomo-views-form.h"

#include "nomo-saved-views.h"
#include "nomo-store-error.h"
#include "nomo-style.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* With more views than this the list of them scrolls. */
#define SCROLLED 7

/* Views are kept with their store, as facts about it rather than as records: nothing refers to them, nobody searches or exports
 * them, and a list of few short texts needs neither a table of its own nor a step of the schema. */
struct _NomoViewsForm {
  GtkPopover parent_instance;

  GtkBox *rows;
  GtkWidget *none;
  GtkScrolledWindow *list;
  GtkEntry *name;
  GtkLabel *error;
  GtkWidget *save;

  NomoStore *store;
  NomoRecordFilter *filter;
  NomoRecordTable *table;
  char *key;
  gboolean known;         /* the views were read */
  GPtrArray *views;       /* NomoSavedView */
  char *kept;             /* nullable: them as the store holds them */
  NomoSavedView *renamed; /* nullable: the one whose name is in an entry */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NomoViewsForm, nomo_views_form, GTK_TYPE_POPOVER)

static void show_views (NomoViewsForm *self);

static void
show_error (NomoViewsForm *self, GtkEntry *entry, const char *sentence)
{
  gboolean bad = sentence != NULL;

  nomo_style_set_class (GTK_WIDGET (entry), "n-bad", bad);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, bad ? sentence : "", -1);
  gtk_label_set_text (self->error, bad ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), bad);
}

typedef struct {
  NomoViewsForm *form;
  char *views;
  char *name; /* nullable: that was typed for it */
} Written;

static void
written_free (Written *written)
{
  g_object_unref (written->form);
  g_free (written->views);
  g_free (written->name);
  g_free (written);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Written, written_free)

/* Nothing is shown as kept that is not, and what was typed is there to be tried again. */
static void
take_back (NomoViewsForm *self, const char *name, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  self->renamed = NULL;
  nomo_saved_views_read (self->views, self->kept);
  show_views (self);
  if (name != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  show_error (self, self->name, sentence);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Written) written = data;
  NomoViewsForm *self = written->form;
  g_autoptr (GError) error = NULL;

  if (nomo_store_write_meta_finish (NOMO_STORE (source), result, &error)) {
    g_free (self->kept);
    self->kept = g_steal_pointer (&written->views);
  } else if (self->name != NULL) {
    take_back (self, written->name, error);
  }
}

static void
keep (NomoViewsForm *self, const char *name)
{
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Written *written = g_new (Written, 1);

  *written = (Written) { g_object_ref (self), nomo_saved_views_print (self->views), g_strdup (name) };
  g_hash_table_insert (facts, g_strdup (self->key), g_strdup (written->views));
  nomo_store_write_meta_async (self->store, facts, NULL, written_cb, written);
}

/* The name that was typed, unless something is wrong with it, which is said then. */
static char *
take_name (NomoViewsForm *self, GtkEntry *entry, const NomoSavedView *but)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autofree char *wrong = nomo_saved_views_check_name (self->views, name, but);

  show_error (self, entry, wrong);
  if (wrong == NULL)
    return g_steal_pointer (&name);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return NULL;
}

static void
save_cb (NomoViewsForm *self)
{
  g_autofree char *name = take_name (self, self->name, NULL);

  if (name == NULL || !self->known)
    return;
  nomo_saved_views_add (self->views, name, nomo_list_view_create (self->filter, self->table));
  keep (self, name);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  show_views (self);
}

static NomoSavedView *
get_view (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "view");
}

static void
apply_cb (NomoViewsForm *self, GtkWidget *button)
{
  g_autoptr (GVariant) view = g_variant_ref (get_view (button)->view);

  gtk_popover_popdown (GTK_POPOVER (self));
  nomo_list_view_apply (self->filter, self->table, view);
}

static void
rename_cb (NomoViewsForm *self, GtkWidget *button)
{
  self->renamed = get_view (button);
  show_views (self);
}

static void
renamed_cb (NomoViewsForm *self, GtkEntry *entry)
{
  g_autofree char *name = take_name (self, entry, self->renamed);

  if (name == NULL)
    return;
  nomo_saved_view_rename (self->renamed, name);
  self->renamed = NULL;
  keep (self, NULL);
  show_views (self);
}

static void
remove_cb (NomoViewsForm *self, GtkWidget *button)
{
  get_view (button)->removed = TRUE;
  keep (self, NULL);
  show_views (self);
}

static void
undo_cb (NomoViewsForm *self, GtkWidget *button)
{
  get_view (button)->removed = FALSE;
  keep (self, NULL);
  show_views (self);
}

static GtkWidget *
create_button (NomoViewsForm *self, NomoSavedView *view, const char *icon, const char *format, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = nomo_text_isolate (view->name);
  g_autofree char *spoken = g_strdup_printf (format, name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (button), "view", view);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
create_label (const char *text)
{
  g_autofree char *lead = nomo_text_lead (text);
  GtkWidget *label = gtk_label_new (lead);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
fill_usual (NomoViewsForm *self, GtkBox *row, NomoSavedView *view)
{
  GtkWidget *apply = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (apply), create_label (view->name));
  gtk_widget_set_tooltip_text (apply, view->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (apply), GTK_ACCESSIBLE_PROPERTY_LABEL, view->name, -1);
  gtk_widget_add_css_class (apply, "flat");
  g_object_set_data (G_OBJECT (apply), "view", view);
  g_signal_connect_object (apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (row, apply);
  /* Translators: %s is the name of a saved view of a list */
  gtk_box_append (row, create_button (self, view, "document-edit-symbolic", _ ("Rename “%s”"), G_CALLBACK (rename_cb)));
  /* Translators: %s is the name of a saved view of a list */
  gtk_box_append (row, create_button (self, view, "user-trash-symbolic", _ ("Delete “%s”"), G_CALLBACK (remove_cb)));
}

static void
fill_removed (NomoViewsForm *self, GtkBox *row, NomoSavedView *view)
{
  g_autofree char *name = nomo_text_isolate (view->name);
  /* Translators: %s is the name of a saved view of a list */
  g_autofree char *sentence = g_strdup_printf (_ ("Deleted: “%s”"), name);
  GtkWidget *undo = gtk_button_new_with_label (_ ("Undo"));

  gtk_widget_add_css_class (undo, "n-button");
  g_object_set_data (G_OBJECT (undo), "view", view);
  g_signal_connect_object (undo, "clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (row, create_label (sentence));
  gtk_box_append (row, undo);
  gtk_widget_grab_focus (undo);
}

static void
fill_renamed (NomoViewsForm *self, GtkBox *row, NomoSavedView *view)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), view->name);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the view"), -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY, "object-select-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY, _ ("Save the name"));
  g_signal_connect_object (entry, "icon-press", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (row, entry);
  gtk_widget_grab_focus (entry);
}

static void
add_view (NomoViewsForm *self, NomoSavedView *view)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_box_append (self->rows, row);
  if (view->removed)
    fill_removed (self, GTK_BOX (row), view);
  else if (view == self->renamed)
    fill_renamed (self, GTK_BOX (row), view);
  else
    fill_usual (self, GTK_BOX (row), view);
}

static void
show_views (NomoViewsForm *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  for (guint i = 0; i < self->views->len; i++)
    add_view (self, self->views->pdata[i]);
  gtk_widget_set_visible (self->none, self->known && self->views->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->views->len > 0);
  gtk_scrolled_window_set_policy (self->list, GTK_POLICY_NEVER,
                                  self->views->len > SCROLLED ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
}

/* Views that could not be read are there still: to save one now would write over them. */
static void
show_known (NomoViewsForm *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? nomo_words_sentence (error, TRUE) : NULL;

  self->known = error == NULL;
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), self->known);
  gtk_widget_set_sensitive (self->save, self->known);
  show_views (self);
  show_error (self, self->name, sentence);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoViewsForm) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) facts = nomo_store_read_meta_finish (NOMO_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (facts != NULL) {
    self->kept = g_strdup (g_hash_table_lookup (facts, self->key));
    nomo_saved_views_read (self->views, self->kept);
  }
  show_known (self, error);
}

static void
read_views (NomoViewsForm *self)
{
  nomo_store_read_meta_async (self->store, self->cancellable, read_cb, g_object_ref (self));
}

static void
closed_cb (NomoViewsForm *self)
{
  if (self->store == NULL)
    return;
  if (!self->known) {
    read_views (self);
    return;
  }
  self->renamed = NULL;
  nomo_saved_views_purge (self->views);
  show_error (self, self->name, NULL);
  show_views (self);
}

static void
nomo_views_form_dispose (GObject *object)
{
  NomoViewsForm *self = NOMO_VIEWS_FORM (object);

  g_cancellable_cancel (self->cancellable);
  self->name = NULL;
  g_clear_object (&self->store);
  g_clear_object (&self->filter);
  g_clear_object (&self->table);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_VIEWS_FORM);
  G_OBJECT_CLASS (nomo_views_form_parent_class)->dispose (object);
}

static void
nomo_views_form_finalize (GObject *object)
{
  NomoViewsForm *self = NOMO_VIEWS_FORM (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->views);
  g_free (self->kept);
  g_free (self->key);
  G_OBJECT_CLASS (nomo_views_form_parent_class)->finalize (object);
}

static void
nomo_views_form_class_init (NomoViewsFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_views_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_views_form_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-views-form.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoViewsForm, rows);
  gtk_widget_class_bind_template_child (widget_class, NomoViewsForm, none);
  gtk_widget_class_bind_template_child (widget_class, NomoViewsForm, list);
  gtk_widget_class_bind_template_child (widget_class, NomoViewsForm, name);
  gtk_widget_class_bind_template_child (widget_class, NomoViewsForm, error);
  gtk_widget_class_bind_template_child (widget_class, NomoViewsForm, save);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
nomo_views_form_init (NomoViewsForm *self)
{
  self->views = nomo_saved_views_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_views_form_new:
 * @store: where the views are kept
 * @place: the name of the page, under which they are
 * @filter: which records are listed
 * @table: the list
 *
 * Returns: (transfer floating): a popover with the saved views of a list, and a field to save what is shown
 */
GtkWidget *
nomo_views_form_new (NomoStore *store, const char *place, NomoRecordFilter *filter, NomoRecordTable *table)
{
  NomoViewsForm *self = g_object_new (NOMO_TYPE_VIEWS_FORM, NULL);

  self->store = g_object_ref (store);
  self->filter = g_object_ref (filter);
  self->table = g_object_ref (table);
  self->key = g_strdup_printf ("views:%s", place);
  read_views (self);
  return GTK_WIDGET (self);
}
