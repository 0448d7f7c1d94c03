#include "config.h"

#include "nomo-search-bar.h"

#include "nomo-places.h"
#include "nomo-record-row.h"
#include "nomo-shop.h"
#include "nomo-store.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

#define MOST_RESULTS 12

struct _NomoSearchBar {
  AdwBin parent_instance;

  GtkEntry *entry;
  GtkWidget *key;
  GtkPopover *popover;
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *note;

  NomoSession *session;
  GCancellable *cancellable;
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoSearchBar, nomo_search_bar, ADW_TYPE_BIN)

static void
clear_list (NomoSearchBar *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
show_note (NomoSearchBar *self, const char *note)
{
  gtk_label_set_text (self->note, note);
  gtk_stack_set_visible_child_name (self->stack, "note");
  gtk_popover_popup (self->popover);
}

/* What has no page yet cannot be opened here. */
static void
leave_out_others (GPtrArray *records)
{
  for (guint i = records->len; i > 0; i--)
    if (nomo_places_find (nomo_record_get_entity (records->pdata[i - 1])->name) == NULL)
      g_ptr_array_remove_index (records, i - 1);
}

static void
show_results (NomoSearchBar *self, GPtrArray *records)
{
  clear_list (self);
  leave_out_others (records);
  if (records->len == 0) {
    g_autofree char *note = NULL;

    /* Translators: the search found nothing; %s is what was typed */
    note = g_strdup_printf (_ ("Nothing found for “%s”. Try part of a name, a phone or an order number."),
                            gtk_editable_get_text (GTK_EDITABLE (self->entry)));
    show_note (self, note);
    return;
  }
  for (guint i = 0; i < records->len; i++)
    gtk_list_box_append (self->list,
                         nomo_record_row_new (g_ptr_array_index (records, i), nomo_session_get_shop (self->session)));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack, "results");
  gtk_popover_popup (self->popover);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoSearchBar) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = nomo_store_search_finish (NOMO_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (records == NULL) {
    g_autofree char *sentence = nomo_words_sentence (error, TRUE);

    show_note (self, sentence);
    return;
  }
  show_results (self, records);
}

static void
start_search (NomoSearchBar *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->key, *text == '\0');
  if (*text == '\0' || shop == NULL) {
    gtk_popover_popdown (self->popover);
    return;
  }
  self->cancellable = g_cancellable_new ();
  nomo_store_search_async (nomo_shop_get_store (shop), text, MOST_RESULTS, self->cancellable, found_cb,
                           g_object_ref (self));
}

static void
text_changed_cb (NomoSearchBar *self)
{
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     gtk_entry_get_text_length (self->entry) > 0 ? "edit-clear-symbolic" : NULL);
  if (self->session != NULL)
    start_search (self);
}

static void
close_search (NomoSearchBar *self)
{
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
icon_pressed_cb (NomoSearchBar *self, GtkEntryIconPosition position)
{
  if (position == GTK_ENTRY_ICON_SECONDARY)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
open_record (NomoSearchBar *self, NomoRecord *record)
{
  const NomoPlace *place = nomo_places_find (nomo_record_get_entity (record)->name);
  gint64 id = nomo_record_get_id (record);

  close_search (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open", "(sx)", place->name, id);
}

static void
row_activated_cb (NomoSearchBar *self, GtkListBoxRow *row)
{
  open_record (self, nomo_record_row_get_record (NOMO_RECORD_ROW (row)));
}

static void
entry_activated_cb (NomoSearchBar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)) && row != NULL &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "results") == 0)
    row_activated_cb (self, row);
  else
    start_search (self);
}

static void
move_selection (NomoSearchBar *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));

  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
}

/* With nothing to close here, Esc goes on to what lies below. */
static gboolean
escape (NomoSearchBar *self)
{
  gboolean used = gtk_entry_get_text_length (self->entry) > 0 || gtk_widget_get_visible (GTK_WIDGET (self->popover));

  close_search (self);
  return used ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* The focus stays in the entry while the arrows walk the results, so that typing can go on. */
static gboolean
key_pressed_cb (NomoSearchBar *self, guint keyval, guint keycode, GdkModifierType state)
{
  switch (keyval) {
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    move_selection (self, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    move_selection (self, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    return escape (self);
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static gboolean
popover_key_pressed_cb (NomoSearchBar *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  close_search (self);
  return GDK_EVENT_STOP;
}

static void
focus_changed_cb (NomoSearchBar *self, GParamSpec *pspec, GtkEventControllerFocus *focus)
{
  gboolean inside = gtk_event_controller_focus_contains_focus (focus);

  if (!inside)
    gtk_popover_popdown (self->popover);
  else if (gtk_entry_get_text_length (self->entry) > 0 && !gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    start_search (self);
}

static void
nomo_search_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
nomo_search_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
  gtk_popover_present (NOMO_SEARCH_BAR (widget)->popover);
}

static gboolean
nomo_search_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NOMO_SEARCH_BAR (widget)->entry));
}

static void
nomo_search_bar_dispose (GObject *object)
{
  NomoSearchBar *self = NOMO_SEARCH_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->popover)));
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_SEARCH_BAR);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_search_bar_parent_class)->dispose (object);
}

static void
nomo_search_bar_class_init (NomoSearchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_search_bar_dispose;
  widget_class->measure = nomo_search_bar_measure;
  widget_class->size_allocate = nomo_search_bar_size_allocate;
  widget_class->grab_focus = nomo_search_bar_grab_focus;
  signals[CLOSED] =
      g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, key);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, popover);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, list);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, note);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, icon_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
nomo_search_bar_init (NomoSearchBar *self)
{
  /* A popover has to be placed when its parent is, and a layout manager would do that alone. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}

/**
 * nomo_search_bar_set_session:
 * @self: the search
 * @session: whose shop is searched; once
 */
void
nomo_search_bar_set_session (NomoSearchBar *self, NomoSession *session)
{
  g_return_if_fail (NOMO_IS_SEARCH_BAR (self));
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
}

/**
 * nomo_search_bar_focus:
 * @self: the search
 *
 * Puts the cursor into the entry; what stands there is selected.
 */
void
nomo_search_bar_focus (NomoSearchBar *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/**
 * nomo_search_bar_get_text:
 * @self: the search
 *
 * Returns: (transfer none): what is typed
 */
const char *
nomo_search_bar_get_text (NomoSearchBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * nomo_search_bar_set_text:
 * @self: the search
 * @text: as if typed
 */
void
nomo_search_bar_set_text (NomoSearchBar *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
