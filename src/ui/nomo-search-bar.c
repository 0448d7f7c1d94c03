#include "config.h"

#include "nomo-search-bar.h"

#include "nomo-places.h"
#include "nomo-search-results.h"
#include "nomo-shop.h"
#include "nomo-store.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

#define MOST_RECORDS   12
#define MOST_OF_A_KIND 4
#define MOST_RECENT    8

struct _NomoSearchBar {
  AdwBin parent_instance;

  GtkEntry *entry;
  GtkWidget *key;
  GtkPopover *popover;
  NomoSearchResults *results;

  NomoStores *stores;
  GPtrArray *commands;
  GCancellable *cancellable;
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoSearchBar, nomo_search_bar, ADW_TYPE_BIN)

static NomoShop *
get_shop (NomoSearchBar *self)
{
  return nomo_session_get_shop (nomo_stores_get_session (self->stores));
}

/* As they are when the search begins; what it opens may change them. */
static GPtrArray *
get_commands (NomoSearchBar *self)
{
  if (self->commands == NULL)
    self->commands = nomo_commands_list (self->stores);
  return self->commands;
}

static GCancellable *
begin_reading (NomoSearchBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static void
show_note (NomoSearchBar *self, const char *note)
{
  nomo_search_results_show_note (self->results, note);
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
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) commands = nomo_commands_find (get_commands (self), text, MOST_OF_A_KIND);
  g_autofree char *note = NULL;

  leave_out_others (records);
  if (records->len > 0 || commands->len > 0) {
    nomo_search_results_show_found (self->results, commands, records, get_shop (self));
    gtk_popover_popup (self->popover);
    return;
  }
  /* Translators: the search found nothing; %s is what was typed */
  note =
      g_strdup_printf (_ ("Nothing found for “%s”. Try part of a name, a phone, an order number, or the name of a page "
                          "or a setting."),
                       text);
  show_note (self, note);
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

/* Nobody searches for what they look at; without it the first result is where they were before. */
static void
leave_out_shown (NomoSearchBar *self, GPtrArray *items)
{
  NomoSession *session = nomo_stores_get_session (self->stores);
  const char *page = nomo_session_get_page (session);
  gint64 open = nomo_session_get_open (session, page);

  for (guint i = items->len; i > 0; i--) {
    const NomoRecentItem *item = items->pdata[i - 1];
    gint64 record = item->record != NULL ? nomo_record_get_id (item->record) : 0;

    if (record == open && g_str_equal (item->place, page))
      g_ptr_array_remove_index (items, i - 1);
  }
}

static void
recent_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoSearchBar) self = data;
  g_autoptr (GPtrArray) items = nomo_recent_read_finish (NOMO_RECENT (source), result, NULL);

  if (items == NULL)
    return;
  leave_out_shown (self, items);
  if (items->len == 0) {
    show_note (self, _ ("Type a name, a phone, an order number, a page, a setting, or what you want to do."));
    return;
  }
  nomo_search_results_show_recent (self->results, items, get_commands (self), get_shop (self));
  gtk_popover_popup (self->popover);
}

static void
show_recent (NomoSearchBar *self)
{
  if (get_shop (self) != NULL && gtk_entry_get_text_length (self->entry) == 0)
    nomo_recent_read_async (nomo_stores_get_recent (self->stores), MOST_RECENT, begin_reading (self), recent_read_cb,
                            g_object_ref (self));
}

/* A narrow window has room for the words alone. */
static void
show_key (NomoSearchBar *self, gboolean shown)
{
  gboolean narrow = nomo_session_get_narrow (nomo_stores_get_session (self->stores));

  gtk_widget_set_visible (self->key, shown && !narrow);
}

static void
start_search (NomoSearchBar *self)
{
  NomoShop *shop = get_shop (self);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  show_key (self, *text == '\0');
  if (*text == '\0' || shop == NULL) {
    g_cancellable_cancel (self->cancellable);
    gtk_popover_popdown (self->popover);
    return;
  }
  nomo_store_search_async (nomo_shop_get_store (shop), text, MOST_RECORDS, begin_reading (self), found_cb,
                           g_object_ref (self));
}

/* Whoever takes away what they typed is where they began. */
static void
text_changed_cb (NomoSearchBar *self)
{
  gboolean empty = gtk_entry_get_text_length (self->entry) == 0;

  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY, empty ? NULL : "edit-clear-symbolic");
  if (self->stores == NULL)
    return;
  if (empty && gtk_widget_get_visible (GTK_WIDGET (self->popover))) {
    show_key (self, TRUE);
    show_recent (self);
  } else {
    start_search (self);
  }
}

static void
close_search (NomoSearchBar *self)
{
  g_cancellable_cancel (self->cancellable);
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
icon_pressed_cb (NomoSearchBar *self, GtkEntryIconPosition position)
{
  if (position == GTK_ENTRY_ICON_SECONDARY)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/* Forgetting what was opened leads nowhere: the search stays open. */
static void
chosen_cb (NomoSearchBar *self, const char *action, GVariant *target)
{
  if (!g_str_has_prefix (action, "search."))
    close_search (self);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
}

static void
clear_recent_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoSearchBar *self = NOMO_SEARCH_BAR (widget);

  nomo_recent_clear (nomo_stores_get_recent (self->stores));
  show_recent (self);
}

/* A screen reader stays with the entry, and hears there what Enter would open. */
static void
pointed_cb (NomoSearchBar *self, const char *words)
{
  if (self->entry != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static gboolean
is_open (NomoSearchBar *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}

static void
entry_activated_cb (NomoSearchBar *self)
{
  if (!is_open (self) || !nomo_search_results_activate (self->results))
    start_search (self);
}

static void
clicked_cb (NomoSearchBar *self)
{
  if (!is_open (self))
    show_recent (self);
}

static void
move (NomoSearchBar *self, int step)
{
  if (is_open (self))
    nomo_search_results_move (self->results, step);
  else
    show_recent (self);
}

/* With nothing to close here, Esc goes on to what lies below. */
static gboolean
escape (NomoSearchBar *self)
{
  gboolean used = gtk_entry_get_text_length (self->entry) > 0 || is_open (self);

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
    move (self, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    move (self, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    return escape (self);
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
focus_changed_cb (NomoSearchBar *self, GParamSpec *pspec, GtkEventControllerFocus *focus)
{
  gboolean inside = gtk_event_controller_focus_contains_focus (focus);

  if (!inside)
    gtk_popover_popdown (self->popover);
  else if (gtk_entry_get_text_length (self->entry) > 0 && !is_open (self))
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
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  g_clear_object (&self->stores);
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
  gtk_widget_class_install_action (widget_class, "search.clear-recent", NULL, clear_recent_activated);
  g_type_ensure (NOMO_TYPE_SEARCH_RESULTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, key);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, popover);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchBar, results);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, icon_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointed_cb);
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
 * nomo_search_bar_set_stores:
 * @self: the search
 * @stores: the stores of this device, of which the one that is shown is searched; once
 */
void
nomo_search_bar_set_stores (NomoSearchBar *self, NomoStores *stores)
{
  g_return_if_fail (NOMO_IS_SEARCH_BAR (self));
  g_return_if_fail (self->stores == NULL);
  self->stores = g_object_ref (stores);
}

/**
 * nomo_search_bar_focus:
 * @self: the search
 *
 * Puts the cursor into the entry. What stands there is selected; when nothing does, what was opened last is offered.
 */
void
nomo_search_bar_focus (NomoSearchBar *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  show_key (self, gtk_entry_get_text_length (self->entry) == 0);
  show_recent (self);
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
