#include "config.h"

#include "nomo-order-pane.h"

#include "nomo-calendar.h"
#include "nomo-fact-row.h"
#include "nomo-format.h"
#include "nomo-money.h"
#include "nomo-order-pill.h"
#include "nomo-order.h"
#include "nomo-phone.h"
#include "nomo-store.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* Hundredths of a percent. As long as the details are not known, the total is, with VAT in it, but not the VAT itself. */
#define VAT 1500

struct _NomoOrderPane {
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *title;
  GtkButton *close;
  NomoStatusPill *status;
  GtkLabel *date;
  GtkLabel *other_date;
  GtkBox *items;
  GtkBox *totals;
  GtkBox *facts;
  GtkLabel *note;

  NomoShop *shop;
  GCancellable *cancellable;
  gint64 order;
  gint64 wanted; /* the order whose details were asked for */
};

enum { CLOSE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoOrderPane, nomo_order_pane, ADW_TYPE_BIN)

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
show_items (NomoOrderPane *self, NomoRecord *order)
{
  guint n = nomo_record_count_part (order, ORDER_PART_ITEMS);

  clear_box (self->items);
  for (guint i = 0; i < n; i++) {
    const char *name = nomo_record_part_text (order, ORDER_PART_ITEMS, i, ORDER_ITEM_NAME);
    g_autofree char *lead = nomo_text_lead (name != NULL ? name : "");
    g_autofree char *number = nomo_format_int (nomo_record_part_int (order, ORDER_PART_ITEMS, i, ORDER_ITEM_QUANTITY));
    /* Translators: how many pieces of a product, like ×2 */
    g_autofree char *quantity = g_strdup_printf (C_ ("pieces", "×%s"), number);
    g_autofree char *island = nomo_text_isolate (quantity);

    gtk_box_append (self->items, nomo_fact_row_new (lead, island, NULL));
  }
}

static void
add_money (GtkBox *box, const char *name, gint64 minor, const char *currency, gboolean strong)
{
  g_autofree char *amount = nomo_format_money (minor, currency, TRUE);
  GtkWidget *row = nomo_fact_row_new (name, amount, NULL);

  if (strong)
    nomo_fact_row_set_strong (NOMO_FACT_ROW (row));
  gtk_box_append (box, row);
}

static const char *
label_of (guint field)
{
  return _ (nomo_order_entity ()->fields[field].label);
}

/* What the total is made of. */
static void
show_amounts (NomoOrderPane *self, NomoRecord *order)
{
  static const guint amounts[] = { ORDER_SUBTOTAL, ORDER_DISCOUNT, ORDER_SHIPPING, ORDER_COD_FEE, ORDER_TAX };
  const char *currency = nomo_record_get_text (order, ORDER_CURRENCY);

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++) {
    gint64 minor = nomo_record_get_int (order, amounts[i]);

    if (minor != 0)
      add_money (self->totals, label_of (amounts[i]), amounts[i] == ORDER_DISCOUNT ? -minor : minor, currency, FALSE);
  }
}

static void
show_vat (NomoOrderPane *self, NomoRecord *order)
{
  g_autofree char *percent = nomo_format_share (VAT / 100);
  /* Translators: value added tax; %s is like 15% */
  g_autofree char *name = g_strdup_printf (_ ("VAT %s, included"), percent);
  const char *currency = nomo_record_get_text (order, ORDER_CURRENCY);
  gint64 net, vat;

  if (g_strcmp0 (currency, "SAR") != 0)
    return;
  nomo_money_split_vat (nomo_record_get_int (order, ORDER_TOTAL), VAT, &net, &vat);
  add_money (self->totals, _ ("Before VAT"), net, currency, FALSE);
  add_money (self->totals, name, vat, currency, FALSE);
}

static void
show_totals (NomoOrderPane *self, NomoRecord *order)
{
  const char *currency = nomo_record_get_text (order, ORDER_CURRENCY);

  clear_box (self->totals);
  if (nomo_record_get_int (order, ORDER_DETAILED) != 0)
    show_amounts (self, order);
  else
    show_vat (self, order);
  add_money (self->totals, _ ("Total"), nomo_record_get_int (order, ORDER_TOTAL), currency, TRUE);
  if (!nomo_record_is_null (order, ORDER_TOTAL_SHOP) &&
      g_strcmp0 (currency, nomo_record_get_text (order, ORDER_SHOP_CURRENCY)) != 0)
    add_money (self->totals, _ ("In the store’s currency"), nomo_record_get_int (order, ORDER_TOTAL_SHOP),
               nomo_record_get_text (order, ORDER_SHOP_CURRENCY), FALSE);
}

static void
show_dates (NomoOrderPane *self, NomoRecord *order)
{
  GTimeZone *zone = nomo_shop_get_zone (self->shop);
  gint64 ms = nomo_record_get_int (order, ORDER_DATE);
  int day = nomo_day_of (ms, zone);
  g_autofree char *date = nomo_format_first_date (day, NOMO_DAY_FULL);
  g_autofree char *time = nomo_format_time (ms, zone);
  /* Translators: a date and a time of day */
  g_autofree char *moment = g_strdup_printf (C_ ("date and time", "%1$s, %2$s"), date, time);
  g_autofree char *other = nomo_format_other_date (day);

  gtk_label_set_text (self->date, moment);
  gtk_label_set_text (self->other_date, other);
}

static void
show_note (NomoOrderPane *self, NomoRecord *order)
{
  gboolean sale = nomo_order_counts_as_sale (order);

  gtk_label_set_text (self->note, sale ? "" : _ ("Not counted in sales: a draft, cancelled, or not paid yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->note), !sale);
}

static void
add_fact (NomoOrderPane *self, guint field, const char *shown, const char *copy)
{
  if (shown != NULL && *shown != '\0')
    gtk_box_append (self->facts, nomo_fact_row_new (label_of (field), shown, copy));
}

static void
add_text (NomoOrderPane *self, NomoRecord *order, guint field, gboolean copies)
{
  const char *text = nomo_record_get_text (order, field);
  g_autofree char *island = text != NULL ? nomo_text_isolate (text) : NULL;

  add_fact (self, field, island, copies ? text : NULL);
}

static void
show_facts (NomoOrderPane *self, NomoRecord *order)
{
  const char *phone = nomo_record_get_text (order, ORDER_CUSTOMER_PHONE);
  g_autofree char *spaced = phone != NULL ? nomo_phone_format (phone) : NULL;
  g_autofree char *island = spaced != NULL ? nomo_text_isolate_ltr (spaced) : NULL;

  clear_box (self->facts);
  add_text (self, order, ORDER_CUSTOMER_NAME, FALSE);
  add_fact (self, ORDER_CUSTOMER_PHONE, island, phone);
  add_text (self, order, ORDER_CUSTOMER_EMAIL, TRUE);
  add_text (self, order, ORDER_CITY, FALSE);
  add_text (self, order, ORDER_COUPON, TRUE);
  add_fact (self, ORDER_PAYMENT, nomo_order_get_payment_name (order), NULL);
  add_text (self, order, ORDER_REFERENCE, TRUE);
}

/* What the list does not tell is read next; what comes of it changes the store, which is followed. */
static void
want_details (NomoOrderPane *self, NomoRecord *order)
{
  if (self->wanted == self->order || nomo_record_get_int (order, ORDER_DETAILED) != 0)
    return;
  self->wanted = self->order;
  nomo_shop_want_order (self->shop, self->order);
}

static void
show_order (NomoOrderPane *self, NomoRecord *order)
{
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (order, ORDER_REFERENCE));
  g_autofree char *title = g_strdup_printf (_ ("Order %s"), reference);

  gtk_label_set_text (self->title, title);
  nomo_order_pill_show (self->status, order);
  show_dates (self, order);
  show_note (self, order);
  show_items (self, order);
  show_totals (self, order);
  show_facts (self, order);
  gtk_stack_set_visible_child_name (self->stack, "order");
  want_details (self, order);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOrderPane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) order = nomo_store_get_finish (NOMO_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shop == NULL)
    return;
  if (order != NULL)
    show_order (self, order);
  else
    gtk_stack_set_visible_child_name (self->stack, "gone");
}

static void
read_order (NomoOrderPane *self)
{
  if (self->order == 0 || self->shop == NULL)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  nomo_store_get_async (nomo_shop_get_store (self->shop), nomo_order_entity (), self->order, self->cancellable, read_cb,
                        g_object_ref (self));
}

static void
close_clicked_cb (NomoOrderPane *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static gboolean
nomo_order_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NOMO_ORDER_PANE (widget)->close));
}

static void
nomo_order_pane_dispose (GObject *object)
{
  NomoOrderPane *self = NOMO_ORDER_PANE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_ORDER_PANE);
  g_clear_object (&self->shop);
  G_OBJECT_CLASS (nomo_order_pane_parent_class)->dispose (object);
}

static void
nomo_order_pane_class_init (NomoOrderPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_order_pane_dispose;
  widget_class->grab_focus = nomo_order_pane_grab_focus;
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  signals[CLOSE] =
      g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-order-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, title);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, close);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, status);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, date);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, other_date);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, items);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, totals);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderPane, note);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
nomo_order_pane_init (NomoOrderPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_order_pane_set_shop:
 * @self: a pane
 * @shop: whose orders it shows; once
 *
 * Signal `close`: the merchant pressed its cross.
 */
void
nomo_order_pane_set_shop (NomoOrderPane *self, NomoShop *shop)
{
  g_return_if_fail (NOMO_IS_ORDER_PANE (self));
  g_return_if_fail (self->shop == NULL);
  self->shop = g_object_ref (shop);
  g_signal_connect_object (nomo_shop_get_store (shop), "changed", G_CALLBACK (read_order), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_order_pane_show:
 * @self: a pane
 * @order: the id of the order to show
 *
 * Follows it until another one is shown.
 */
void
nomo_order_pane_show (NomoOrderPane *self, gint64 order)
{
  g_return_if_fail (NOMO_IS_ORDER_PANE (self));
  if (self->order != order)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  self->order = order;
  read_order (self);
}
