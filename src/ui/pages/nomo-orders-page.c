#include "config.h"

#include "nomo-orders-page.h"

#include "nomo-empty.h"
#include "nomo-fold.h"
#include "nomo-format.h"
#include "nomo-menu.h"
#include "nomo-order-cells.h"
#include "nomo-order-filter-form.h"
#include "nomo-order-pane.h"
#include "nomo-order.h"
#include "nomo-segmented.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

/* Below this a table would have to be scrolled sideways. */
#define TABLE_WIDTH 640
/* While a sync runs the store changes many times a second; counts follow this often. */
#define COUNT_MS 500

struct _NomoOrdersPage {
  NomoPage parent_instance;

  NomoFold *fold;
  NomoSegmented *groups;
  GtkMenuButton *filter_button;
  GtkStack *stack;
  AdwBin *table_bin;
  NomoEmpty *empty;
  GtkLabel *count;
  GtkLabel *sum;
  NomoOrderPane *pane;

  NomoSession *session;
  NomoShop *shop;
  NomoOrderFilter *filter;
  NomoRecordList *list;
  NomoRecordTable *table;
  GCancellable *cancellable;
  guint recount;
  guint refit;
  int width;
};

G_DEFINE_FINAL_TYPE (NomoOrdersPage, nomo_orders_page, NOMO_TYPE_PAGE)

static NomoQuery *
create_query (NomoOrdersPage *self)
{
  NomoQuery *query = nomo_order_filter_create_query (self->filter, TRUE);
  gboolean descending;
  int field = nomo_record_table_get_sort (self->table, &descending);

  if (field < 0 || !nomo_query_sort (query, field, descending))
    nomo_query_sort (query, ORDER_DATE, TRUE);
  return query;
}

static void
show_empty (NomoOrdersPage *self)
{
  g_autofree char *words = nomo_order_filter_to_words (self->filter);
  g_autofree char *sentence = NULL;

  if (*words == '\0') {
    nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-bag-symbolic", _ ("No orders yet"),
                    _ ("Orders appear here as soon as they arrive from Salla."));
    nomo_empty_set_action (self->empty, NULL, NULL);
    return;
  }
  /* Translators: %s is the filter in words, like "Completed, from 1 October 2026" */
  sentence = g_strdup_printf (_ ("The filter: %s."), words);
  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-filter-symbolic", _ ("No order matches"), sentence);
  nomo_empty_set_action (self->empty, _ ("Clear the filter"), "orders.clear");
}

/* The first orders may still be on their way. */
static gboolean
is_being_filled (NomoOrdersPage *self)
{
  return nomo_shop_get_as_of (self->shop) == 0 && nomo_shop_get_state (self->shop) == NOMO_SHOP_SYNCING;
}

static void
list_changed_cb (NomoOrdersPage *self)
{
  gboolean none = nomo_record_list_get_state (self->list) == NOMO_RECORD_LIST_READY &&
                  nomo_record_list_get_count (self->list) == 0 && !is_being_filled (self);

  if (none)
    show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, none ? "empty" : "table");
}

static void
show_sum (NomoOrdersPage *self, gint64 count, gint64 sum)
{
  const char *currency = nomo_shop_get_currency (self->shop);
  g_autofree char *number = nomo_format_int (count);
  g_autofree char *money = nomo_format_money (sum, currency != NULL ? currency : "SAR", FALSE);
  g_autofree char *counted = g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) count), number);
  /* Translators: the sum of the orders listed; %s is an amount of money */
  g_autofree char *summed = g_strdup_printf (_ ("Total: %s"), money);

  gtk_label_set_text (self->count, counted);
  gtk_label_set_text (self->sum, summed);
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOrdersPage) self = data;
  gint64 count, sum;

  if (nomo_store_sum_finish (NOMO_STORE (source), result, &count, &sum, NULL) && self->shop != NULL)
    show_sum (self, count, sum);
}

static gint64
count_group (GHashTable *counts, const NomoOrderGroup *group)
{
  GHashTableIter iter;
  gpointer status, count;
  gint64 sum = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &status, &count))
    if (group->statuses == NULL || g_strv_contains (group->statuses, status))
      sum += *(gint64 *) count;
  return sum;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOrdersPage) self = data;
  g_autoptr (GHashTable) counts = nomo_store_count_by_finish (NOMO_STORE (source), result, NULL);
  guint n;
  const NomoOrderGroup *groups = nomo_order_groups (&n);

  if (counts == NULL || self->shop == NULL)
    return;
  for (guint i = 0; i < n; i++)
    nomo_segmented_set_count (self->groups, groups[i].id, count_group (counts, &groups[i]));
}

static void
count_again (NomoOrdersPage *self)
{
  NomoStore *store = nomo_shop_get_store (self->shop);
  g_autoptr (NomoQuery) shown = nomo_order_filter_create_query (self->filter, TRUE);
  g_autoptr (NomoQuery) any = nomo_order_filter_create_query (self->filter, FALSE);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  nomo_store_sum_async (store, shown, ORDER_TOTAL_SHOP, self->cancellable, summed_cb, g_object_ref (self));
  nomo_store_count_by_async (store, any, ORDER_STATUS, self->cancellable, counted_cb, g_object_ref (self));
}

static gboolean
recount_cb (gpointer data)
{
  NomoOrdersPage *self = data;

  self->recount = 0;
  count_again (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (NomoOrdersPage *self)
{
  if (self->recount == 0)
    self->recount = g_timeout_add (COUNT_MS, recount_cb, self);
}

static void
query_again (NomoOrdersPage *self)
{
  g_autoptr (NomoQuery) query = create_query (self);

  nomo_record_list_set_query (self->list, query);
}

static void
filter_changed_cb (NomoOrdersPage *self)
{
  nomo_style_set_class (GTK_WIDGET (self->filter_button), "on", nomo_order_filter_is_narrowed (self->filter));
  nomo_segmented_set_active (self->groups, nomo_order_filter_get_group (self->filter));
  query_again (self);
  count_again (self);
}

static void
group_changed_cb (NomoOrdersPage *self)
{
  if (self->filter != NULL)
    nomo_order_filter_set_group (self->filter, nomo_segmented_get_active (self->groups));
}

/* Beside the list the pane takes no focus, so that the arrows walk from order to order; in place of the list it does. */
static void
place_focus (NomoOrdersPage *self)
{
  GtkWidget *target = GTK_WIDGET (self->table);

  if (gtk_widget_get_visible (GTK_WIDGET (self->pane)) && nomo_fold_get_folded (self->fold))
    target = GTK_WIDGET (self->pane);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && gtk_widget_get_focus_child (target) == NULL)
    gtk_widget_grab_focus (target);
}

static void
show_pane (NomoOrdersPage *self, gint64 order)
{
  gtk_widget_set_visible (GTK_WIDGET (self->pane), order != 0);
  if (order != 0)
    nomo_order_pane_show (self->pane, order);
  nomo_fold_set_second_shown (self->fold, order != 0);
}

static void
order_changed_cb (NomoOrdersPage *self)
{
  gint64 order = nomo_session_get_order (self->session);

  nomo_record_table_set_selected (self->table, order);
  show_pane (self, order);
  place_focus (self);
}

static void
selected_cb (NomoOrdersPage *self)
{
  nomo_session_set_order (self->session, nomo_record_table_get_selected (self->table));
}

static void
close_cb (NomoOrdersPage *self)
{
  nomo_session_set_order (self->session, 0);
}

static void
clear_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_order_filter_clear (NOMO_ORDERS_PAGE (widget)->filter);
}

static void
fit_table (NomoOrdersPage *self)
{
  nomo_record_table_set_narrow (self->table, self->width < TABLE_WIDTH || nomo_session_get_narrow (self->session));
  nomo_record_table_set_width (self->table, self->width);
}

static gboolean
refit_cb (gpointer data)
{
  NomoOrdersPage *self = data;

  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->table_bin)) != NULL;

  self->refit = 0;
  fit_table (self);
  if (focused && gtk_widget_get_focus_child (GTK_WIDGET (self->table)) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  return G_SOURCE_REMOVE;
}

/* The view is changed after the allocation, which must not resize its own children again. */
static void
resized_cb (NomoOrdersPage *self, int width, int height)
{
  if (width == self->width)
    return;
  self->width = width;
  if (self->refit == 0)
    self->refit = g_idle_add (refit_cb, self);
}

static void
fill_groups (NomoOrdersPage *self)
{
  guint n;
  const NomoOrderGroup *groups = nomo_order_groups (&n);

  for (guint i = 0; i < n; i++)
    nomo_segmented_add (self->groups, groups[i].id, g_dpgettext2 (NULL, "order group", groups[i].label));
  nomo_segmented_set_label (self->groups, _ ("Status"));
}

static void
create_table (NomoOrdersPage *self)
{
  guint n;
  const NomoColumn *columns = nomo_order_cells_columns (&n);

  self->table = NOMO_RECORD_TABLE (nomo_record_table_new (columns, n, nomo_order_cells_row (), self->shop));
  nomo_record_table_set_label (self->table, _ ("Orders"));
  nomo_record_table_set_sort (self->table, ORDER_DATE, TRUE);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
}

static void
connect_all (NomoOrdersPage *self)
{
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->groups, "notify::active", G_CALLBACK (group_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::state", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "sort-changed", G_CALLBACK (query_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (nomo_shop_get_store (self->shop), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shop, "notify::state", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::order", G_CALLBACK (order_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::narrow", G_CALLBACK (fit_table), self, G_CONNECT_SWAPPED);
}

/* Only as sizes are given out it turns out whether there is room for both. */
static void
folded_changed_cb (NomoOrdersPage *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->pane)) && nomo_fold_get_folded (self->fold))
    place_focus (self);
}

static void
nomo_orders_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoOrdersPage *self = NOMO_ORDERS_PAGE (page);
  g_autoptr (NomoQuery) query = NULL;

  self->session = g_object_ref (session);
  self->shop = g_object_ref (nomo_session_get_shop (session));
  self->filter = nomo_order_filter_new (nomo_shop_get_zone (self->shop), nomo_shop_get_currency (self->shop));
  fill_groups (self);
  nomo_menu_set_name (self->filter_button, _ ("Filter"));
  gtk_menu_button_set_popover (self->filter_button, nomo_order_filter_form_new (self->filter));
  create_table (self);
  query = create_query (self);
  self->list = nomo_record_list_new (nomo_shop_get_store (self->shop), query);
  nomo_record_table_set_list (self->table, self->list);
  nomo_order_pane_set_shop (self->pane, self->shop);
  connect_all (self);
  fit_table (self);
  order_changed_cb (self);
  count_again (self);
}

static const char *
nomo_orders_page_get_title (NomoPage *page)
{
  return _ ("Orders");
}

static gboolean
nomo_orders_page_close_pane (NomoPage *page)
{
  NomoOrdersPage *self = NOMO_ORDERS_PAGE (page);

  if (nomo_session_get_order (self->session) == 0)
    return FALSE;
  close_cb (self);
  return TRUE;
}

static gboolean
nomo_orders_page_filter (NomoPage *page)
{
  gtk_menu_button_popup (NOMO_ORDERS_PAGE (page)->filter_button);
  return TRUE;
}

static GVariant *
nomo_orders_page_dup_state (NomoPage *page)
{
  NomoOrdersPage *self = NOMO_ORDERS_PAGE (page);
  gboolean descending;
  int field = nomo_record_table_get_sort (self->table, &descending);

  return g_variant_new ("(@(ssssss)ib)", nomo_order_filter_to_variant (self->filter), field, descending);
}

static void
nomo_orders_page_restore_state (NomoPage *page, GVariant *state)
{
  NomoOrdersPage *self = NOMO_ORDERS_PAGE (page);
  g_autoptr (GVariant) filter = NULL;
  gboolean descending;
  int field;

  g_return_if_fail (g_variant_is_of_type (state, G_VARIANT_TYPE ("((ssssss)ib)")));
  g_variant_get (state, "(@(ssssss)ib)", &filter, &field, &descending);
  nomo_record_table_set_sort (self->table, field, descending);
  nomo_order_filter_from_variant (self->filter, filter);
}

static void
nomo_orders_page_dispose (GObject *object)
{
  NomoOrdersPage *self = NOMO_ORDERS_PAGE (object);

  g_clear_handle_id (&self->recount, g_source_remove);
  g_clear_handle_id (&self->refit, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_ORDERS_PAGE);
  g_clear_object (&self->list);
  g_clear_object (&self->filter);
  g_clear_object (&self->shop);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_orders_page_parent_class)->dispose (object);
}

static void
nomo_orders_page_class_init (NomoOrdersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_orders_page_dispose;
  page_class->session_set = nomo_orders_page_session_set;
  page_class->get_title = nomo_orders_page_get_title;
  page_class->close_pane = nomo_orders_page_close_pane;
  page_class->filter = nomo_orders_page_filter;
  page_class->dup_state = nomo_orders_page_dup_state;
  page_class->restore_state = nomo_orders_page_restore_state;
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_FOLD);
  g_type_ensure (NOMO_TYPE_ORDER_PANE);
  g_type_ensure (NOMO_TYPE_SEGMENTED);
  gtk_widget_class_install_action (widget_class, "orders.clear", NULL, clear_activated);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, fold);
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, groups);
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, table_bin);
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, count);
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, sum);
  gtk_widget_class_bind_template_child (widget_class, NomoOrdersPage, pane);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, resized_cb);
}

static void
nomo_orders_page_init (NomoOrdersPage *self)
{
  self->width = TABLE_WIDTH;
  gtk_widget_init_template (GTK_WIDGET (self));
}
