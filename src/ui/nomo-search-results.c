#include "config.h"

#include "nomo-search-results.h"

#include "nomo-command-row.h"
#include "nomo-places.h"
#include "nomo-record-row.h"
#include "nomo-record-words.h"

#include <glib/gi18n.h>

#define HEADING "nomo-heading"
#define WORDS   "nomo-words"

struct _NomoSearchResults {
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *note;
  GtkScrolledWindow *scrolled;
  GtkListBox *list;
};

enum { CHOSEN, POINTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoSearchResults, nomo_search_results, ADW_TYPE_BIN)

static void
clear_list (NomoSearchResults *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

/* The entry keeps the focus: whoever walks the results can type on. */
static void
append (NomoSearchResults *self, GtkWidget *row, const char *heading, char *words)
{
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), HEADING, (gpointer) heading);
  g_object_set_data_full (G_OBJECT (row), WORDS, words, g_free);
  gtk_list_box_append (self->list, row);
}

static void
append_command (NomoSearchResults *self, const NomoCommand *command, const char *heading)
{
  append (self, nomo_command_row_new (command), heading, g_strdup (command->name));
}

static void
append_record (NomoSearchResults *self, NomoRecord *record, NomoShop *shop, const char *heading)
{
  append (self, nomo_record_row_new (record, shop), heading, nomo_record_words_title (record));
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *heading = g_object_get_data (G_OBJECT (row), HEADING);
  const char *above = before != NULL ? g_object_get_data (G_OBJECT (before), HEADING) : NULL;
  GtkWidget *label;

  if (heading == above) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "n-results-group");
  gtk_list_box_row_set_header (row, label);
}

/* The list is a new one: seen from its beginning, with its first row to be taken. */
static void
show_list (NomoSearchResults *self)
{
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_stack_set_visible_child_name (self->stack, "results");
}

static void
scroll_to (NomoSearchResults *self, GtkWidget *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, (double) bounds.origin.y, (double) (bounds.origin.y + bounds.size.height));
}

static void
row_activated_cb (NomoSearchResults *self, GtkListBoxRow *row)
{
  NomoRecord *record = NOMO_IS_RECORD_ROW (row) ? nomo_record_row_get_record (NOMO_RECORD_ROW (row)) : NULL;
  g_autoptr (GVariant) target = NULL;
  g_autofree char *action = NULL;

  if (record != NULL) {
    action = g_strdup ("app.open");
    target = g_variant_ref_sink (g_variant_new ("(sx)", nomo_places_find (nomo_record_get_entity (record)->name)->name,
                                                nomo_record_get_id (record)));
  } else if (!g_action_parse_detailed_name (nomo_command_row_get_action (NOMO_COMMAND_ROW (row)), &action, &target,
                                            NULL)) {
    return;
  }
  g_signal_emit (self, signals[CHOSEN], 0, action, target);
}

static void
row_selected_cb (NomoSearchResults *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[POINTED], 0, row != NULL ? g_object_get_data (G_OBJECT (row), WORDS) : "");
}

static void
nomo_search_results_dispose (GObject *object)
{
  NomoSearchResults *self = NOMO_SEARCH_RESULTS (object);

  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_SEARCH_RESULTS);
  G_OBJECT_CLASS (nomo_search_results_parent_class)->dispose (object);
}

static void
nomo_search_results_class_init (NomoSearchResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_search_results_dispose;

  /**
   * NomoSearchResults::chosen:
   * @self: the results
   * @action: the action to activate
   * @target: (nullable): its target
   *
   * One of the results is to be opened.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
  /**
   * NomoSearchResults::pointed:
   * @self: the results
   * @words: what it is called; empty for none
   *
   * Another of the results is the one that is opened next.
   */
  signals[POINTED] = g_signal_new ("pointed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-search-results.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSearchResults, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchResults, note);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchResults, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchResults, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
nomo_search_results_init (NomoSearchResults *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
}

/**
 * nomo_search_results_show_note:
 * @self: the results
 * @note: why there are none
 *
 * Shows a sentence in place of results.
 */
void
nomo_search_results_show_note (NomoSearchResults *self, const char *note)
{
  clear_list (self);
  gtk_label_set_text (self->note, note);
  gtk_stack_set_visible_child_name (self->stack, "note");
}

/**
 * nomo_search_results_show_found:
 * @self: the results
 * @commands: (element-type NomoCommand): commands that match, kind by kind
 * @records: (element-type NomoRecord): records that match and have a page, best first
 * @shop: whose they are
 *
 * Shows what was found, in groups.
 */
void
nomo_search_results_show_found (NomoSearchResults *self, GPtrArray *commands, GPtrArray *records, NomoShop *shop)
{
  const char *headings[] = {
    [NOMO_COMMAND_PAGE] = _ ("Pages"),
    /* Translators: heading above what the program can be told to do */
    [NOMO_COMMAND_ACTION] = _ ("Actions"),
    /* Translators: heading above settings that were found */
    [NOMO_COMMAND_SETTING] = _ ("Settings"),
  };
  /* Translators: heading above orders, customers and products that were found */
  const char *in_store = _ ("In your store");

  clear_list (self);
  for (guint i = 0; i < commands->len; i++) {
    const NomoCommand *command = commands->pdata[i];

    append_command (self, command, headings[command->kind]);
  }
  for (guint i = 0; i < records->len; i++)
    append_record (self, records->pdata[i], shop, in_store);
  show_list (self);
}

/**
 * nomo_search_results_show_recent:
 * @self: the results
 * @items: (element-type NomoRecentItem): what was opened, newest first
 * @commands: (element-type NomoCommand): what can be told to the program
 * @shop: whose the records are
 *
 * Shows what was opened last, and a way to forget it.
 */
void
nomo_search_results_show_recent (NomoSearchResults *self, GPtrArray *items, GPtrArray *commands, NomoShop *shop)
{
  /* Translators: heading above the pages and records that were opened last */
  const char *heading = _ ("Opened last");
  NomoCommand clear = { .name = (char *) _ ("Clear this list"),
                        .detail = (char *) "",
                        .icon = "edit-clear-symbolic",
                        .action = (char *) "search.clear-recent" };

  clear_list (self);
  for (guint i = 0; i < items->len; i++) {
    const NomoRecentItem *item = items->pdata[i];
    const NomoCommand *page = nomo_commands_get_page (commands, item->place);

    if (item->record != NULL)
      append_record (self, item->record, shop, heading);
    else if (page != NULL)
      append_command (self, page, heading);
  }
  append_command (self, &clear, heading);
  show_list (self);
}

/**
 * nomo_search_results_move:
 * @self: the results
 * @step: so many rows on, or back
 *
 * Goes to another result, over the groups.
 */
void
nomo_search_results_move (NomoSearchResults *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));

  if (next == NULL)
    return;
  gtk_list_box_select_row (self->list, next);
  scroll_to (self, GTK_WIDGET (next));
}

/**
 * nomo_search_results_activate:
 * @self: the results
 *
 * Opens the result that was gone to.
 *
 * Returns: whether there is one
 */
gboolean
nomo_search_results_activate (NomoSearchResults *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
  return row != NULL;
}
