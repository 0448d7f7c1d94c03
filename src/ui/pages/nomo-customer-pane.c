#include "config.h"

#include "nomo-customer-pane.h"

#include "nomo-cart.h"
#include "nomo-customer.h"
#include "nomo-fact-list.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-record-words.h"
#include "nomo-review.h"
#include "nomo-store.h"
#include "nomo-timeline.h"

#include <glib/gi18n.h>

struct _NomoCustomerPane {
  NomoRecordPane parent_instance;

  NomoFactList *figures;
  NomoFactList *facts;
  NomoTimeline *timeline;

  GCancellable *cancellable;
  gint64 customer; /* whose figures these are */
};

G_DEFINE_FINAL_TYPE (NomoCustomerPane, nomo_customer_pane, NOMO_TYPE_RECORD_PANE)

static const NomoTimelineSource sources[] = {
  { nomo_order_entity, ORDER_CUSTOMER_ID, -1, 0 },
  { nomo_cart_entity, CART_CUSTOMER, -1, 0 },
  { nomo_review_entity, REVIEW_CUSTOMER, -1, 0 },
};

static void
show_figures (NomoCustomerPane *self, gint64 count, gint64 sum)
{
  NomoShop *shop = nomo_record_pane_get_shop (NOMO_RECORD_PANE (self));
  const char *currency = nomo_shop_get_currency (shop) != NULL ? nomo_shop_get_currency (shop) : "SAR";
  g_autofree char *orders = nomo_format_int (count);

  nomo_fact_list_clear (self->figures);
  nomo_fact_list_add (self->figures, _ ("Orders"), orders, NULL);
  if (count == 0)
    return;
  nomo_fact_list_add_money (self->figures, _ ("Average order"), (sum + count / 2) / count, currency);
  nomo_fact_list_add_total (self->figures, _ ("Bought for"), sum, currency);
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCustomerPane) self = data;
  gint64 count, sum;

  if (nomo_store_sum_finish (NOMO_STORE (source), result, &count, &sum, NULL) && self->figures != NULL)
    show_figures (self, count, sum);
}

static void
read_figures (NomoCustomerPane *self, gint64 customer)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), NOMO_ORDER_SALES, NULL);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  nomo_query_where_int (query, ORDER_CUSTOMER_ID, NOMO_OP_EQ, customer);
  nomo_store_sum_async (nomo_shop_get_store (nomo_record_pane_get_shop (NOMO_RECORD_PANE (self))), query,
                        ORDER_TOTAL_SHOP, self->cancellable, summed_cb, g_object_ref (self));
}

static void
nomo_customer_pane_show (NomoRecordPane *pane, NomoRecord *customer)
{
  static const guint fields[] = {
    CUSTOMER_PHONE,    CUSTOMER_EMAIL,      CUSTOMER_CITY,    CUSTOMER_COUNTRY, CUSTOMER_GENDER,
    CUSTOMER_BIRTHDAY, CUSTOMER_FIRST_SEEN, CUSTOMER_BLOCKED, CUSTOMER_NOTE,
  };
  NomoCustomerPane *self = NOMO_CUSTOMER_PANE (pane);
  NomoShop *shop = nomo_record_pane_get_shop (pane);
  g_autofree char *title = nomo_record_words_title (customer);

  nomo_record_pane_set_title (pane, title);
  nomo_fact_list_clear (self->facts);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    nomo_fact_list_add_field (self->facts, customer, fields[i], nomo_shop_get_zone (shop));
}

static void
nomo_customer_pane_refresh (NomoRecordPane *pane, NomoRecord *customer)
{
  NomoCustomerPane *self = NOMO_CUSTOMER_PANE (pane);
  gint64 id = nomo_record_get_id (customer);

  /* Nobody's figures stand under another name. */
  if (self->customer != id)
    nomo_fact_list_clear (self->figures);
  self->customer = id;
  read_figures (self, id);
  nomo_timeline_show (self->timeline, nomo_record_pane_get_shop (pane), sources, G_N_ELEMENTS (sources), id, customer);
}

static void
nomo_customer_pane_dispose (GObject *object)
{
  NomoCustomerPane *self = NOMO_CUSTOMER_PANE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_CUSTOMER_PANE);
  G_OBJECT_CLASS (nomo_customer_pane_parent_class)->dispose (object);
}

static void
nomo_customer_pane_class_init (NomoCustomerPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoRecordPaneClass *pane_class = NOMO_RECORD_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_customer_pane_dispose;
  pane_class->entity = nomo_customer_entity;
  pane_class->name = N_ ("Customer details");
  pane_class->gone = N_ ("This customer is no longer in the store.");
  pane_class->show = nomo_customer_pane_show;
  pane_class->refresh = nomo_customer_pane_refresh;
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-customer-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCustomerPane, figures);
  gtk_widget_class_bind_template_child (widget_class, NomoCustomerPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoCustomerPane, timeline);
}

static void
nomo_customer_pane_init (NomoCustomerPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_customer_pane_new:
 *
 * Returns: (transfer floating): a pane that shows a customer
 */
NomoRecordPane *
nomo_customer_pane_new (void)
{
  return g_object_new (NOMO_TYPE_CUSTOMER_PANE, NULL);
}
