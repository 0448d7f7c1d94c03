#include "config.h"

#include "nomo-order-row.h"

#include "nomo-amount.h"
#include "nomo-format.h"
#include "nomo-order-pill.h"
#include "nomo-order.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoOrderRow {
  GtkListBoxRow parent_instance;

  GtkLabel *items;
  GtkLabel *more;
  GtkLabel *under;
  NomoAmount *amount;
  NomoStatusPill *pill;
};

G_DEFINE_FINAL_TYPE (NomoOrderRow, nomo_order_row, GTK_TYPE_LIST_BOX_ROW)

static void
nomo_order_row_class_init (NomoOrderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (NOMO_TYPE_AMOUNT);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-order-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOrderRow, items);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderRow, more);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderRow, under);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderRow, amount);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderRow, pill);
}

static void
nomo_order_row_init (NomoOrderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_status_pill_keep_whole (self->pill);
}

/* The first item, and in @more how many others there are. */
static char *
word_items (const NomoRecord *order, char **more)
{
  guint n = nomo_record_count_part (order, ORDER_PART_ITEMS);
  const char *first = n > 0 ? nomo_record_part_text (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_NAME) : NULL;
  g_autofree char *number = n > 1 ? nomo_format_int (n - 1) : NULL;
  g_autofree char *text = n > 1 ? g_strdup_printf ("+%s", number) : NULL;

  *more = text != NULL ? nomo_text_isolate_ltr (text) : NULL;
  return first != NULL ? nomo_text_lead (first) : g_strdup (_ ("No items"));
}

static char *
word_reference (const NomoRecord *order)
{
  const char *reference = nomo_record_get_text (order, ORDER_REFERENCE);
  g_autofree char *number = g_strdup_printf ("#%s", reference != NULL ? reference : "");

  return nomo_text_isolate_ltr (number);
}

static void
name_row (NomoOrderRow *self, const NomoRecord *order, const char *items, const char *when)
{
  g_autofree char *reference = word_reference (order);
  g_autofree char *sum =
      nomo_format_money_spoken (nomo_record_get_int (order, ORDER_TOTAL), nomo_record_get_text (order, ORDER_CURRENCY));
  /* Translators: read by screen readers: order number, items, amount, status, time */
  g_autofree char *name = g_strdup_printf (_ ("Order %1$s, %2$s, %3$s, %4$s, %5$s"), reference, items, sum,
                                           nomo_order_get_status_name (order), when);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * nomo_order_row_new:
 *
 * An order in a card: its items, number and time, amount and status. Pressing it opens the order.
 *
 * Returns: (transfer floating): a row without an order
 */
GtkWidget *
nomo_order_row_new (void)
{
  return g_object_new (NOMO_TYPE_ORDER_ROW, NULL);
}

/**
 * nomo_order_row_show:
 * @self: a row
 * @order: the order
 * @when: when it came in, worded
 */
void
nomo_order_row_show (NomoOrderRow *self, const NomoRecord *order, const char *when)
{
  g_autofree char *more = NULL;
  g_autofree char *items = word_items (order, &more);
  g_autofree char *reference = word_reference (order);
  g_autofree char *under = g_strdup_printf (C_ ("order row", "%1$s · %2$s"), when, reference);

  g_return_if_fail (NOMO_IS_ORDER_ROW (self));
  gtk_label_set_text (self->items, items);
  gtk_label_set_text (self->more, more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
  gtk_label_set_text (self->under, under);
  nomo_amount_set_money (self->amount, nomo_record_get_int (order, ORDER_TOTAL),
                         nomo_record_get_text (order, ORDER_CURRENCY), FALSE);
  nomo_order_pill_show (self->pill, order);
  name_row (self, order, items, when);
  /* In this order: an action without the target that it expects warns. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(sx)", "orders", nomo_record_get_id (order));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "app.open");
}
