#include "config.h"

#include "nomo-record-page.h"

#include "nomo-fold.h"
#include "nomo-list-view.h"
#include "nomo-new-rows.h"
#include "nomo-record-actions.h"
#include "nomo-record-counts.h"
#include "nomo-record-empty.h"
#include "nomo-record-export.h"
#include "nomo-record-foot.h"
#include "nomo-record-toolbar.h"
#include "nomo-room.h"

#include <glib/gi18n.h>

/* Below this a table would have to be scrolled sideways. */
#define TABLE_WIDTH 640
#define PANE_WIDTH  320
/* The view, the selection, and what was typed into the pane of which record. */
#define STATE "(" NOMO_LIST_VIEW "(bbax)xms)"

struct _NomoRecordPage {
  NomoPage parent_instance;

  NomoFold *fold;
  GtkBox *list_box;
  NomoRecordToolbar *toolbar;
  NomoRoom *room;
  GtkStack *stack;
  AdwBin *table_bin;
  NomoEmpty *empty;
  NomoSelectionBar *selection_bar;
  NomoRecordFoot *foot;
  NomoRecordPane *pane;

  const NomoRecordPageKind *kind;
  NomoSession *session;
  NomoShop *shop;
  NomoRecordFilter *filter;
  NomoRecordList *list;
  NomoRecordTable *table;
  NomoRecordCounts *counts;
};

enum { PROP_0, PROP_KIND, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoRecordPage, nomo_record_page, NOMO_TYPE_PAGE)

static NomoIdSelection *
get_selection (NomoRecordPage *self)
{
  return nomo_record_table_get_selection (self->table);
}

static NomoQuery *
create_query (NomoRecordPage *self)
{
  NomoQuery *query = nomo_record_filter_create_query (self->filter, TRUE);
  gboolean descending;
  int field = nomo_record_table_get_sort (self->table, &descending);

  if (field < 0 || !nomo_query_sort (query, field, descending))
    nomo_query_sort (query, self->kind->sort, self->kind->descending);
  return query;
}

static void
list_changed_cb (NomoRecordPage *self)
{
  gboolean known;
  gboolean nothing = nomo_record_empty_tell (self->empty, self->kind, self->shop, self->filter, self->list, &known);

  gtk_widget_set_visible (GTK_WIDGET (self->toolbar), known);
  gtk_widget_set_visible (GTK_WIDGET (self->foot), known);
  gtk_stack_set_visible_child_name (self->stack, nothing ? "empty" : "table");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.export",
                                 g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0);
}

static void
show_selection (NomoRecordPage *self)
{
  nomo_record_actions_tell (self->kind, self->selection_bar, get_selection (self),
                            nomo_record_list_get_count (self->list));
}

/* Where nothing is summed up the list alone knows how many there are. */
static void
list_counted_cb (NomoRecordPage *self)
{
  gint64 count = nomo_record_list_get_count (self->list);

  if (self->kind->sum < 0 && count >= 0)
    nomo_record_foot_tell_count (self->foot, count);
  show_selection (self);
}

static void
query_again (NomoRecordPage *self)
{
  g_autoptr (NomoQuery) query = create_query (self);

  nomo_record_list_set_query (self->list, query);
}

/* Beside the list the pane takes no focus, so that the arrows walk from record to record; in place of the list it does. */
static void
place_focus (NomoRecordPage *self)
{
  GtkWidget *target = GTK_WIDGET (self->table);

  if (gtk_widget_get_visible (GTK_WIDGET (self->pane)) && nomo_fold_get_folded (self->fold))
    target = GTK_WIDGET (self->pane);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && gtk_widget_get_focus_child (target) == NULL)
    gtk_widget_grab_focus (target);
}

static gboolean
nomo_record_page_focus_content (NomoPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NOMO_RECORD_PAGE (page)->table));
}

static void
narrowed_cb (NomoRecordPage *self, const char *filter, const char *words)
{
  nomo_record_filter_narrow (self->filter, filter, words);
  place_focus (self);
}

/* Lets go of what was picked; of a record that is open it does not. */
static gboolean
leave_selection (NomoRecordPage *self)
{
  NomoIdSelection *selection = get_selection (self);

  if (!nomo_id_selection_is_picked (selection))
    return FALSE;
  nomo_id_selection_set_id (selection, 0);
  return TRUE;
}

static void
filter_changed_cb (NomoRecordPage *self)
{
  query_again (self);
  leave_selection (self);
}

static void
show_pane (NomoRecordPage *self, gint64 record)
{
  gtk_widget_set_visible (GTK_WIDGET (self->pane), record != 0);
  if (record != 0)
    nomo_record_pane_open (self->pane, record);
  nomo_fold_set_second_shown (self->fold, record != 0);
}

static void
opened_cb (NomoRecordPage *self)
{
  gint64 record = nomo_session_get_open (self->session, self->kind->place);

  if (record != 0 || !nomo_id_selection_is_picked (get_selection (self)))
    nomo_record_table_set_selected (self->table, record);
  show_pane (self, record);
  place_focus (self);
}

/* Where the pane takes the place of the list, the first record that is picked must not hide the others. */
static gboolean
may_open (NomoRecordPage *self)
{
  return !nomo_id_selection_is_picked (get_selection (self)) ||
         gtk_widget_get_width (GTK_WIDGET (self)) >= TABLE_WIDTH + PANE_WIDTH;
}

static void
selected_cb (NomoRecordPage *self)
{
  gint64 record = may_open (self) ? nomo_record_table_get_selected (self->table) : 0;

  nomo_session_set_open (self->session, self->kind->place, record);
}

static void
close_cb (NomoRecordPage *self)
{
  nomo_session_set_open (self->session, self->kind->place, 0);
}

static void
clear_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_record_filter_clear (NOMO_RECORD_PAGE (widget)->filter);
  place_focus (NOMO_RECORD_PAGE (widget));
}

static void
currency_changed_cb (NomoRecordPage *self)
{
  nomo_record_filter_set_currency (self->filter, nomo_shop_get_currency (self->shop));
}

static void
retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_record_list_refresh (NOMO_RECORD_PAGE (widget)->list);
}

static void
select_all_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (get_selection (NOMO_RECORD_PAGE (widget))));
}

static void
select_none_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_selection (NOMO_RECORD_PAGE (widget));
  place_focus (NOMO_RECORD_PAGE (widget));
}

static void
export_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoRecordPage *self = NOMO_RECORD_PAGE (widget);
  gint64 count;
  g_autoptr (NomoQuery) query = nomo_record_actions_choose (get_selection (self), self->list, &count);
  g_autofree char *columns = nomo_record_table_dup_columns (self->table, nomo_query_get_entity (query));

  nomo_record_export_ask (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, _ (self->kind->title), query, count,
                          columns);
}

static void
run (NomoRecordPage *self, GVariant *name, const NomoQuery *query, gint64 count)
{
  nomo_record_actions_run (self->kind, g_variant_get_string (name, NULL), self->session,
                           GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), query, count);
}

static void
do_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoRecordPage *self = NOMO_RECORD_PAGE (widget);
  g_autoptr (NomoQuery) query = nomo_id_selection_create_query (get_selection (self));

  run (self, parameter, query, nomo_id_selection_get_count (get_selection (self)));
}

/* The buttons of the pane are about the record that it shows, whatever else is picked. */
static void
do_open_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoRecordPage *self = NOMO_RECORD_PAGE (widget);
  g_autoptr (NomoQuery) query = nomo_query_new (self->kind->filter->entity ());
  gint64 record = nomo_session_get_open (self->session, self->kind->place);

  nomo_query_where_among (query, TRUE, &record, 1);
  run (self, parameter, query, record != 0 ? 1 : 0);
}

static void
fit_table (NomoRecordPage *self)
{
  int width = nomo_room_get_width (self->room, 2 * TABLE_WIDTH);
  gboolean narrow = width < TABLE_WIDTH || nomo_session_get_narrow (self->session);

  nomo_selection_bar_set_narrow (self->selection_bar, narrow);
  nomo_record_toolbar_set_narrow (self->toolbar, narrow);
  nomo_record_table_set_narrow (self->table, narrow);
  nomo_record_table_set_width (self->table, width);
}

static void
room_changed_cb (NomoRecordPage *self)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->table_bin)) != NULL;

  fit_table (self);
  if (focused && gtk_widget_get_focus_child (GTK_WIDGET (self->table)) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
create_table (NomoRecordPage *self)
{
  const NomoRecordPageKind *kind = self->kind;

  self->table = NOMO_RECORD_TABLE (nomo_record_table_new (kind->columns, kind->n_columns, kind->row, self->shop));
  nomo_record_table_set_label (self->table, _ (kind->title));
  nomo_record_table_set_sort (self->table, kind->sort, kind->descending);
  gtk_widget_add_controller (GTK_WIDGET (self->table), nomo_record_actions_create_keys (kind));
  if (kind->create_head != NULL)
    gtk_box_prepend (self->list_box, kind->create_head (self->session));
  nomo_record_toolbar_fill (self->toolbar, kind, self->filter, self->table, self->session);
}

static void
create_pane (NomoRecordPage *self)
{
  self->pane = self->kind->create_pane ();
  gtk_widget_set_visible (GTK_WIDGET (self->pane), FALSE);
  nomo_record_pane_set_shop (self->pane, self->shop);
  g_signal_connect_object (self->pane, "close", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_object_set (self->fold, "second", self->pane, NULL);
}

static void
connect_all (NomoRecordPage *self)
{
  g_autofree char *opened = g_strdup_printf ("opened::%s", self->kind->place);
  g_autofree char *narrowed = g_strdup_printf ("narrowed::%s", self->kind->place);

  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::state", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "sort-changed", G_CALLBACK (query_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_selection (self), "notify::count", G_CALLBACK (show_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::count", G_CALLBACK (list_counted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->counts, "summed", G_CALLBACK (nomo_record_foot_tell_sum), self->foot,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->counts, "grouped", G_CALLBACK (nomo_record_toolbar_set_count), self->toolbar,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shop, "notify::currency", G_CALLBACK (currency_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shop, "notify::state", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shop, "notify::denied", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (nomo_shop_get_tokens (self->shop), "changed", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, opened, G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, narrowed, G_CALLBACK (narrowed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::narrow", G_CALLBACK (fit_table), self, G_CONNECT_SWAPPED);
}

/* Only as sizes are given out it turns out whether there is room for both. */
static void
folded_changed_cb (NomoRecordPage *self)
{
  if (self->pane != NULL && gtk_widget_get_visible (GTK_WIDGET (self->pane)) && nomo_fold_get_folded (self->fold))
    place_focus (self);
}

static void
nomo_record_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoRecordPage *self = NOMO_RECORD_PAGE (page);
  g_autoptr (NomoQuery) query = NULL;

  self->session = g_object_ref (session);
  self->shop = g_object_ref (nomo_session_get_shop (session));
  self->filter =
      nomo_record_filter_new (self->kind->filter, nomo_shop_get_zone (self->shop), nomo_shop_get_currency (self->shop));
  nomo_record_actions_fill (self->kind, self->selection_bar);
  nomo_record_foot_fill (self->foot, self->kind, self->shop);
  create_table (self);
  query = create_query (self);
  self->list = nomo_record_list_new (nomo_shop_get_store (self->shop), query);
  nomo_record_table_set_list (self->table, self->list);
  adw_bin_set_child (self->table_bin, nomo_new_rows_new (self->table, self->list, self->kind->words));
  self->counts = nomo_record_counts_new (nomo_shop_get_store (self->shop), self->filter, self->kind->sum);
  create_pane (self);
  connect_all (self);
  fit_table (self);
  opened_cb (self);
  show_selection (self);
}

static const char *
nomo_record_page_get_title (NomoPage *page)
{
  return _ (NOMO_RECORD_PAGE (page)->kind->title);
}

static gboolean
nomo_record_page_close_pane (NomoPage *page)
{
  NomoRecordPage *self = NOMO_RECORD_PAGE (page);

  if (leave_selection (self))
    return TRUE;
  if (nomo_session_get_open (self->session, self->kind->place) == 0)
    return FALSE;
  close_cb (self);
  return TRUE;
}

static gboolean
nomo_record_page_filter (NomoPage *page)
{
  nomo_record_toolbar_open_filter (NOMO_RECORD_PAGE (page)->toolbar);
  return TRUE;
}

static GVariant *
nomo_record_page_dup_state (NomoPage *page)
{
  NomoRecordPage *self = NOMO_RECORD_PAGE (page);
  gint64 open = nomo_session_get_open (self->session, self->kind->place);
  g_autofree char *typed = open != 0 ? nomo_record_pane_dup_typed (self->pane) : NULL;

  return g_variant_new ("(@" NOMO_LIST_VIEW "@(bbax)xms)", nomo_list_view_create (self->filter, self->table),
                        nomo_id_selection_to_variant (get_selection (self)), open, typed);
}

static void
nomo_record_page_restore_state (NomoPage *page, GVariant *state)
{
  NomoRecordPage *self = NOMO_RECORD_PAGE (page);
  g_autoptr (GVariant) view = NULL;
  g_autoptr (GVariant) selection = NULL;
  gint64 open;
  g_autofree char *typed = NULL;

  g_return_if_fail (g_variant_is_of_type (state, G_VARIANT_TYPE (STATE)));
  g_variant_get (state, "(@" NOMO_LIST_VIEW "@(bbax)xms)", &view, &selection, &open, &typed);
  nomo_list_view_apply (self->filter, self->table, view);
  nomo_id_selection_from_variant (get_selection (self), selection);
  if (typed != NULL)
    nomo_record_pane_type (self->pane, open, typed);
}

static void
nomo_record_page_map (GtkWidget *widget)
{
  nomo_record_counts_set_watched (NOMO_RECORD_PAGE (widget)->counts, TRUE);
  GTK_WIDGET_CLASS (nomo_record_page_parent_class)->map (widget);
}

static void
nomo_record_page_unmap (GtkWidget *widget)
{
  nomo_record_counts_set_watched (NOMO_RECORD_PAGE (widget)->counts, FALSE);
  GTK_WIDGET_CLASS (nomo_record_page_parent_class)->unmap (widget);
}

static void
nomo_record_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_KIND:
    NOMO_RECORD_PAGE (object)->kind = g_value_get_pointer (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_record_page_dispose (GObject *object)
{
  NomoRecordPage *self = NOMO_RECORD_PAGE (object);

  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_RECORD_PAGE);
  g_clear_object (&self->counts);
  g_clear_object (&self->list);
  g_clear_object (&self->filter);
  g_clear_object (&self->shop);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_record_page_parent_class)->dispose (object);
}

static void
nomo_record_page_class_init (NomoRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = nomo_record_page_dispose;
  object_class->set_property = nomo_record_page_set_property;
  widget_class->map = nomo_record_page_map;
  widget_class->unmap = nomo_record_page_unmap;
  page_class->session_set = nomo_record_page_session_set;
  page_class->get_title = nomo_record_page_get_title;
  page_class->close_pane = nomo_record_page_close_pane;
  page_class->focus_content = nomo_record_page_focus_content;
  page_class->filter = nomo_record_page_filter;
  page_class->dup_state = nomo_record_page_dup_state;
  page_class->restore_state = nomo_record_page_restore_state;
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_FOLD);
  g_type_ensure (NOMO_TYPE_RECORD_FOOT);
  g_type_ensure (NOMO_TYPE_RECORD_TOOLBAR);
  g_type_ensure (NOMO_TYPE_ROOM);
  g_type_ensure (NOMO_TYPE_SELECTION_BAR);
  properties[PROP_KIND] =
      g_param_spec_pointer ("kind", NULL, NULL, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, "records.clear", NULL, clear_activated);
  gtk_widget_class_install_action (widget_class, "records.do", "s", do_activated);
  gtk_widget_class_install_action (widget_class, "records.do-open", "s", do_open_activated);
  gtk_widget_class_install_action (widget_class, "records.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "records.retry", NULL, retry_activated);
  gtk_widget_class_install_action (widget_class, "records.select-all", NULL, select_all_activated);
  gtk_widget_class_install_action (widget_class, "records.select-none", NULL, select_none_activated);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, fold);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, list_box);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, toolbar);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, room);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, table_bin);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordPage, foot);
  gtk_widget_class_bind_template_callback (widget_class, folded_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
}

static void
nomo_record_page_init (NomoRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_record_page_new:
 * @kind: what is listed; must outlive the page
 * @session: what the pages share; must have a shop
 *
 * A page with a list of records, its filter, and a pane that shows the one that is open.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_record_page_new (const NomoRecordPageKind *kind, NomoSession *session)
{
  return g_object_new (NOMO_TYPE_RECORD_PAGE, "kind", kind, "session", session, NULL);
}
