#include "config.h"

#include "nomo-code-batch-page.h"

#include "nomo-batch.h"
#include "nomo-code-deeds.h"
#include "nomo-code-item.h"
#include "nomo-code-words.h"
#include "nomo-empty.h"
#include "nomo-flow-layout.h"
#include "nomo-format.h"
#include "nomo-menu.h"
#include "nomo-places.h"
#include "nomo-refresher.h"
#include "nomo-shop.h"

#include <glib/gi18n.h>

#define PLACE   "code-batch"
#define REST_MS 1000

/* What can be asked of a code beside its state. */
enum { ALL, GIVEN, LEAKED, N_FILTERS };

struct _NomoCodeBatchPage {
  NomoPage parent_instance;

  GtkLabel *title;
  GtkLabel *kind;
  GtkLabel *counts;
  GtkWidget *buttons;
  GtkWidget *pause;
  GtkWidget *resume;
  GtkWidget *complete;
  GtkDropDown *filter;
  GtkStack *stack;
  GtkListView *rows;
  NomoEmpty *empty;

  NomoShop *shop;
  NomoCodeSheet *sheet; /* NULL until it was read */
  GListStore *items;    /* NomoCodeItem */
  GArray *filters;      /* guint: what the filter offers: N_FILTERS, then the states */
  NomoRefresher *refresher;
  GCancellable *cancellable;
  gint64 id; /* of the batch; 0 for the leaks of all */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (NomoCodeBatchPage, nomo_code_batch_page, NOMO_TYPE_PAGE)

static gboolean
matches (const NomoCode *code, guint filter)
{
  if (filter == ALL)
    return TRUE;
  if (filter == GIVEN)
    return code->given_to != 0;
  if (filter == LEAKED)
    return code->leaks.count > 0;
  return code->state == filter - N_FILTERS;
}

static guint
get_filter (NomoCodeBatchPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->filter);

  return chosen < self->filters->len ? g_array_index (self->filters, guint, chosen) : ALL;
}

static gint64
count (NomoCodeBatchPage *self, guint filter)
{
  if (filter == ALL)
    return self->sheet->tally.codes;
  if (filter == GIVEN)
    return self->sheet->tally.given;
  if (filter == LEAKED)
    return self->sheet->tally.leaked;
  return self->sheet->tally.states[filter - N_FILTERS];
}

static const char *
name_filter (guint filter)
{
  if (filter == ALL)
    return C_ ("codes", "All");
  if (filter == GIVEN)
    return C_ ("codes", "Given");
  if (filter == LEAKED)
    return C_ ("codes", "Used by somebody else");
  return nomo_code_state_get_words ((NomoCodeState) (filter - N_FILTERS));
}

/* Only what some code is can be chosen; what was chosen stays chosen. */
static void
show_filters (NomoCodeBatchPage *self)
{
  guint chosen = get_filter (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GArray) filters = g_array_new (FALSE, FALSE, sizeof (guint));
  guint place = 0;

  for (guint filter = 0; filter < N_FILTERS + NOMO_CODE_N_STATES; filter++) {
    g_autofree char *number = nomo_format_int (count (self, filter));
    g_autofree char *name = g_strdup_printf (C_ ("codes", "%1$s: %2$s"), name_filter (filter), number);

    if (filter != ALL && filter != chosen && count (self, filter) == 0)
      continue;
    if (filter == chosen)
      place = filters->len;
    gtk_string_list_append (names, name);
    g_array_append_val (filters, filter);
  }
  self->showing = TRUE;
  g_array_unref (self->filters);
  self->filters = g_steal_pointer (&filters);
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->filter, place);
  self->showing = FALSE;
}

/* The list keeps its place as long as as many codes are shown. */
static void
show_codes (NomoCodeBatchPage *self)
{
  guint filter = get_filter (self);
  guint n = 0;

  for (guint i = 0; i < self->sheet->codes->len; i++)
    n += matches (self->sheet->codes->pdata[i], filter);
  if (n != g_list_model_get_n_items (G_LIST_MODEL (self->items))) {
    g_autoptr (GPtrArray) items = g_ptr_array_new_full (n, g_object_unref);

    for (guint i = 0; i < n; i++)
      g_ptr_array_add (items, nomo_code_item_new ());
    for (guint i = 0, place = 0; i < self->sheet->codes->len; i++)
      if (matches (self->sheet->codes->pdata[i], filter))
        nomo_code_item_set (items->pdata[place++], self->sheet->codes->pdata[i]);
    g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, n);
    return;
  }
  for (guint i = 0, place = 0; i < self->sheet->codes->len; i++)
    if (matches (self->sheet->codes->pdata[i], filter)) {
      g_autoptr (NomoCodeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), place++);

      nomo_code_item_set (item, self->sheet->codes->pdata[i]);
    }
}

static void
show_none (NomoCodeBatchPage *self)
{
  const NomoRecord *batch = self->sheet->batch;

  if (self->id == 0)
    nomo_empty_set (self->empty, NOMO_TONE_OK, "nomo-ok-symbolic", _ ("No code was used by somebody else"),
                    _ ("What shows here: a code that was given to a customer and used by another one."));
  else if (batch != NULL && nomo_code_batch_is_group (batch))
    nomo_empty_set (self->empty, NOMO_TONE_INFO, "nomo-clock-symbolic", _ ("Salla has yet to make these codes"),
                    _ ("They appear here by themselves."));
  else
    nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-coupon-symbolic", _ ("These codes are no longer in the store"),
                    _ ("Look at the list of all batches."));
}

static void
show_buttons (NomoCodeBatchPage *self)
{
  const NomoCodeTally *tally = &self->sheet->tally;
  gboolean own = self->sheet->batch != NULL && !nomo_code_batch_is_group (self->sheet->batch);
  gboolean paused = tally->states[NOMO_CODE_PAUSED] > 0;

  gtk_widget_set_visible (self->buttons, self->sheet->batch != NULL);
  gtk_widget_set_visible (self->resume, paused);
  gtk_widget_set_visible (self->pause,
                          !paused || tally->states[NOMO_CODE_ACTIVE] + tally->states[NOMO_CODE_NOT_SENT] > 0);
  gtk_widget_set_visible (self->complete, own && tally->codes > 0 &&
                                              tally->codes < nomo_record_get_int (self->sheet->batch, BATCH_WANTED));
}

static void
show (NomoCodeBatchPage *self)
{
  const NomoRecord *batch = self->sheet->batch;
  g_autofree char *kind = batch != NULL ? nomo_code_words_batch (batch, nomo_shop_get_zone (self->shop)) : NULL;
  g_autofree char *counts = nomo_code_words_counts (&self->sheet->tally);

  gtk_label_set_text (self->title, batch != NULL   ? nomo_record_get_text (batch, BATCH_NAME)
                                   : self->id == 0 ? _ ("Codes used by somebody else")
                                                   : _ ("Codes"));
  gtk_label_set_text (self->kind, batch != NULL   ? kind
                                  : self->id == 0 ? _ ("Given to one customer, used by another.")
                                                  : "");
  gtk_widget_set_visible (GTK_WIDGET (self->kind), batch != NULL || self->id == 0);
  gtk_label_set_text (self->counts, counts);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), batch != NULL);
  show_buttons (self);
  show_filters (self);
  show_codes (self);
  show_none (self);
  gtk_stack_set_visible_child_name (self->stack, self->sheet->codes->len > 0 ? "rows" : "empty");
}

/* The rows show the old codes until they have the new ones. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCodeBatchPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCodeSheet) sheet = nomo_code_sheet_read_finish (NOMO_STORE (source), result, &error);
  g_autoptr (NomoCodeSheet) old = NULL;

  if (self->shop == NULL || !nomo_refresher_end (self->refresher))
    return;
  if (sheet != NULL) {
    old = g_steal_pointer (&self->sheet);
    self->sheet = g_steal_pointer (&sheet);
    show (self);
  } else {
    nomo_empty_set_error (self->empty, _ ("The codes could not be read"), error, NULL);
    gtk_stack_set_visible_child_name (self->stack, "empty");
  }
}

static void
read_sheet (gpointer data)
{
  NomoCodeBatchPage *self = data;

  nomo_code_sheet_read_async (nomo_shop_get_store (self->shop), self->id, self->cancellable, read_cb,
                              g_object_ref (self));
}

static void
filter_cb (NomoCodeBatchPage *self)
{
  if (self->sheet != NULL && !self->showing)
    show_codes (self);
}

static void
opened_cb (NomoCodeBatchPage *self)
{
  gint64 id = nomo_session_get_open (nomo_page_get_session (NOMO_PAGE (self)), PLACE);

  if (id == self->id && self->sheet != NULL)
    return;
  self->id = id;
  gtk_drop_down_set_selected (self->filter, 0);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    nomo_refresher_run (self->refresher);
}

static void
pause_activated (GtkWidget *widget, const char *action, GVariant *target)
{
  NomoCodeBatchPage *self = NOMO_CODE_BATCH_PAGE (widget);

  nomo_code_deeds_switch (nomo_page_get_session (NOMO_PAGE (self)), self->id, g_str_equal (action, "batch.resume"));
}

static void
complete_activated (GtkWidget *widget, const char *action, GVariant *target)
{
  NomoCodeBatchPage *self = NOMO_CODE_BATCH_PAGE (widget);

  nomo_code_deeds_complete (nomo_page_get_session (NOMO_PAGE (self)), self->id);
}

static GtkWindow *
get_window (NomoCodeBatchPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
import_activated (GtkWidget *widget, const char *action, GVariant *target)
{
  NomoCodeBatchPage *self = NOMO_CODE_BATCH_PAGE (widget);

  nomo_code_deeds_import (get_window (self), nomo_page_get_session (NOMO_PAGE (self)), self->id);
}

static void
export_activated (GtkWidget *widget, const char *action, GVariant *target)
{
  NomoCodeBatchPage *self = NOMO_CODE_BATCH_PAGE (widget);

  nomo_code_deeds_export (get_window (self), nomo_page_get_session (NOMO_PAGE (self)), self->id,
                          gtk_label_get_text (self->title));
}

static void
give_activated (GtkWidget *widget, const char *action, GVariant *target)
{
  NomoCodeBatchPage *self = NOMO_CODE_BATCH_PAGE (widget);
  const char *code;
  gint64 batch;

  g_variant_get (target, "(x&s)", &batch, &code);
  nomo_code_deeds_give (get_window (self), nomo_page_get_session (NOMO_PAGE (self)), batch, code);
}

static void
copy_activated (GtkWidget *widget, const char *action, GVariant *target)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (target, NULL));
  nomo_session_say (nomo_page_get_session (NOMO_PAGE (widget)), _ ("The code is copied."), NULL, NULL, NULL);
}

static const char *
nomo_code_batch_page_get_title (NomoPage *page)
{
  return _ ("Codes");
}

static gboolean
nomo_code_batch_page_close_pane (NomoPage *page)
{
  nomo_session_set_page (nomo_page_get_session (page), "codes");
  return TRUE;
}

static void
nomo_code_batch_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoCodeBatchPage *self = NOMO_CODE_BATCH_PAGE (page);
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));

  self->shop = g_object_ref (nomo_session_get_shop (session));
  factory = nomo_code_factory_new ((const NomoCodeSheet *const *) &self->sheet, nomo_shop_get_zone (self->shop));
  gtk_list_view_set_factory (self->rows, factory);
  gtk_list_view_set_model (self->rows, GTK_SELECTION_MODEL (model));
  self->id = nomo_session_get_open (session, PLACE);
  self->refresher = nomo_refresher_new (GTK_WIDGET (self), nomo_shop_get_store (self->shop), REST_MS, read_sheet, self);
  g_signal_connect_object (session, "opened::" PLACE, G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}

static void
nomo_code_batch_page_dispose (GObject *object)
{
  NomoCodeBatchPage *self = NOMO_CODE_BATCH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->refresher);
  g_clear_object (&self->shop);
  if (self->rows != NULL)
    gtk_list_view_set_model (self->rows, NULL);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_CODE_BATCH_PAGE);
  G_OBJECT_CLASS (nomo_code_batch_page_parent_class)->dispose (object);
}

static void
nomo_code_batch_page_finalize (GObject *object)
{
  NomoCodeBatchPage *self = NOMO_CODE_BATCH_PAGE (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->items);
  g_array_unref (self->filters);
  g_clear_pointer (&self->sheet, nomo_code_sheet_free);
  G_OBJECT_CLASS (nomo_code_batch_page_parent_class)->finalize (object);
}

static void
nomo_code_batch_page_class_init (NomoCodeBatchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_code_batch_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_code_batch_page_finalize;
  page_class->get_title = nomo_code_batch_page_get_title;
  page_class->session_set = nomo_code_batch_page_session_set;
  page_class->close_pane = nomo_code_batch_page_close_pane;
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_FLOW_LAYOUT);
  gtk_widget_class_install_action (widget_class, "batch.pause", NULL, pause_activated);
  gtk_widget_class_install_action (widget_class, "batch.resume", NULL, pause_activated);
  gtk_widget_class_install_action (widget_class, "batch.complete", NULL, complete_activated);
  gtk_widget_class_install_action (widget_class, "batch.import", NULL, import_activated);
  gtk_widget_class_install_action (widget_class, "batch.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "batch.give", "(xs)", give_activated);
  gtk_widget_class_install_action (widget_class, "batch.copy", "s", copy_activated);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-code-batch-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, title);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, kind);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, counts);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, pause);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, resume);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, complete);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, filter);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, rows);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeBatchPage, empty);
}

static void
nomo_code_batch_page_init (NomoCodeBatchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (NOMO_TYPE_CODE_ITEM);
  self->filters = g_array_new (FALSE, FALSE, sizeof (guint));
  nomo_menu_name_choice (self->filter, _ ("Which codes are shown"));
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_code_batch_page_new:
 * @session: whose shop to show
 *
 * The codes of the batch that is open, or the leaks of all batches.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_code_batch_page_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_CODE_BATCH_PAGE, "session", session, NULL);
}
