#include "config.h"

#include "nomo-latest-card.h"

#include "nomo-clock.h"
#include "nomo-empty.h"
#include "nomo-format.h"
#include "nomo-order-row.h"
#include "nomo-order.h"
#include "nomo-skeleton.h"
#include "nomo-store.h"

#include <glib/gi18n.h>

#define N_ORDERS 5
#define DAY_MS   (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

struct _NomoLatestCard {
  AdwBin parent_instance;

  GtkWidget *all;
  GtkStack *stack;
  AdwBin *loading;
  NomoEmpty *empty;
  GtkListBox *list;

  NomoShop *shop;
  GCancellable *cancellable;
  GPtrArray *orders;
  guint64 seq;
  gboolean reading;
  gboolean again;
  gboolean clock_times;
};

G_DEFINE_FINAL_TYPE (NomoLatestCard, nomo_latest_card, ADW_TYPE_BIN)

static void
nomo_latest_card_dispose (GObject *object)
{
  NomoLatestCard *self = NOMO_LATEST_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shop);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  G_OBJECT_CLASS (nomo_latest_card_parent_class)->dispose (object);
}

static void
nomo_latest_card_class_init (NomoLatestCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_latest_card_dispose;
  g_type_ensure (NOMO_TYPE_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-latest-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoLatestCard, all);
  gtk_widget_class_bind_template_child (widget_class, NomoLatestCard, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoLatestCard, loading);
  gtk_widget_class_bind_template_child (widget_class, NomoLatestCard, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoLatestCard, list);
}

static void
nomo_latest_card_init (NomoLatestCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->loading, nomo_skeleton_new (NOMO_SKELETON_ROWS));
  self->cancellable = g_cancellable_new ();
}

static char *
word_time (NomoLatestCard *self, gint64 ms, gint64 now)
{
  GTimeZone *zone = nomo_shop_get_zone (self->shop);

  if (self->clock_times && now - ms < DAY_MS)
    return nomo_format_time (ms, zone);
  return nomo_format_recent (ms, now, zone);
}

/* Rows stay where they are and take other orders, so that the focus is not lost whenever an order comes in. */
static void
show_orders (NomoLatestCard *self)
{
  gint64 now = nomo_clock_now ();
  GtkListBoxRow *row;

  for (guint i = 0; i < self->orders->len; i++) {
    NomoRecord *order = g_ptr_array_index (self->orders, i);
    g_autofree char *when = word_time (self, nomo_record_get_int (order, ORDER_DATE), now);

    row = gtk_list_box_get_row_at_index (self->list, (int) i);
    if (row == NULL) {
      row = GTK_LIST_BOX_ROW (nomo_order_row_new ());
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
    nomo_order_row_show (NOMO_ORDER_ROW (row), order, when);
  }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) self->orders->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
show_result (NomoLatestCard *self)
{
  gboolean any = self->orders->len > 0;
  gboolean coming =
      !any && nomo_shop_get_as_of (self->shop) == 0 && nomo_shop_get_state (self->shop) == NOMO_SHOP_SYNCING;

  show_orders (self);
  gtk_widget_set_visible (self->all, any);
  if (!any) {
    nomo_empty_set_action (self->empty, NULL, NULL);
    nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-bag-symbolic", _ ("No orders yet"),
                    _ ("Orders appear here as soon as they come in."));
  }
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : coming ? "loading" : "empty");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoLatestCard) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  guint64 seq = 0;

  orders = nomo_store_list_finish (NOMO_STORE (source), result, &seq, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shop == NULL)
    return;
  self->reading = FALSE;
  if (orders == NULL && self->orders == NULL) {
    nomo_empty_set_error (self->empty, _ ("The orders could not be read"), error, "overview.retry");
    gtk_stack_set_visible_child_name (self->stack, "empty");
  } else if (orders != NULL && seq >= self->seq) {
    self->seq = seq;
    g_clear_pointer (&self->orders, g_ptr_array_unref);
    self->orders = g_steal_pointer (&orders);
    show_result (self);
  }
  if (self->again)
    nomo_latest_card_refresh (self);
}

/**
 * nomo_latest_card_refresh:
 * @self: a card
 *
 * Reads the newest orders anew. Asked for while a read runs, it reads once more afterwards.
 */
void
nomo_latest_card_refresh (NomoLatestCard *self)
{
  g_autoptr (NomoQuery) query = NULL;

  g_return_if_fail (NOMO_IS_LATEST_CARD (self));
  self->again = self->reading;
  if (self->reading || self->shop == NULL)
    return;
  self->reading = TRUE;
  query = nomo_query_new (nomo_order_entity ());
  nomo_query_where_int (query, ORDER_DRAFT, NOMO_OP_NE, 1);
  nomo_query_sort (query, ORDER_DATE, TRUE);
  nomo_store_list_async (nomo_shop_get_store (self->shop), query, 0, N_ORDERS, self->cancellable, listed_cb,
                         g_object_ref (self));
}

/**
 * nomo_latest_card_set_shop:
 * @self: a card
 * @shop: (nullable): whose orders to show
 */
void
nomo_latest_card_set_shop (NomoLatestCard *self, NomoShop *shop)
{
  g_return_if_fail (NOMO_IS_LATEST_CARD (self));

  if (!g_set_object (&self->shop, shop))
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = FALSE;
  self->seq = 0;
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  nomo_latest_card_refresh (self);
}

/**
 * nomo_latest_card_set_clock_times:
 * @self: a card
 * @clock_times: whether to write "10:41 AM" instead of "1 min ago", because nothing newer can come in
 *
 * Words the times anew in any case: minutes have passed.
 */
void
nomo_latest_card_set_clock_times (NomoLatestCard *self, gboolean clock_times)
{
  g_return_if_fail (NOMO_IS_LATEST_CARD (self));

  self->clock_times = clock_times;
  if (self->orders != NULL && self->shop != NULL)
    show_result (self);
}
