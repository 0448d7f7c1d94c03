#include "config.h"

#include "nomo-product-pane.h"

#include "nomo-cost-entry.h"
#include "nomo-fact-list.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-product-pill.h"
#include "nomo-product.h"
#include "nomo-record-words.h"
#include "nomo-review.h"
#include "nomo-timeline.h"

#include <glib/gi18n.h>

struct _NomoProductPane {
  NomoRecordPane parent_instance;

  NomoStatusPill *status;
  NomoFactList *figures;
  NomoCostEntry *cost;
  NomoFactList *facts;
  GtkWidget *shop_page;
  NomoTimeline *timeline;

  char *url;
};

G_DEFINE_FINAL_TYPE (NomoProductPane, nomo_product_pane, NOMO_TYPE_RECORD_PANE)

static const NomoTimelineSource sources[] = {
  { nomo_order_entity, -1, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT },
  { nomo_review_entity, REVIEW_PRODUCT, -1, 0 },
};

static void
open_cb (NomoProductPane *self)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->url, GDK_CURRENT_TIME);
}

static void
add_rating (NomoProductPane *self, NomoRecord *product)
{
  g_autofree char *stars = nomo_format_tenths ((nomo_record_get_int (product, PRODUCT_RATING) + 5) / 10);
  g_autofree char *count = nomo_format_int (nomo_record_get_int (product, PRODUCT_RATING_COUNT));
  /* Translators: the average rating of a product: 1 is a number of stars, 2 how many ratings it has */
  g_autofree char *rating = g_strdup_printf (_ ("%1$s ★ (%2$s)"), stars, count);

  if (!nomo_record_is_null (product, PRODUCT_RATING))
    nomo_fact_list_add (self->facts, _ ("Rating"), rating, NULL);
}

static void
show_figures (NomoProductPane *self, NomoRecord *product, GTimeZone *zone)
{
  static const guint fields[] = { PRODUCT_PRICE, PRODUCT_SALE_PRICE, PRODUCT_SALE_END, PRODUCT_COST_PRICE };

  nomo_fact_list_clear (self->figures);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    nomo_fact_list_add_field (self->figures, product, fields[i], zone);
}

static void
show_facts (NomoProductPane *self, NomoRecord *product, GTimeZone *zone)
{
  static const guint fields[] = { PRODUCT_SOLD, PRODUCT_VIEWS, PRODUCT_TYPE, PRODUCT_SKU };
  const char *stock = nomo_product_entity ()->fields[PRODUCT_QUANTITY].label;

  nomo_fact_list_clear (self->facts);
  if (nomo_record_is_null (product, PRODUCT_QUANTITY))
    nomo_fact_list_add (self->facts, _ (stock), _ ("Unlimited"), NULL);
  nomo_fact_list_add_field (self->facts, product, PRODUCT_QUANTITY, zone);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    nomo_fact_list_add_field (self->facts, product, fields[i], zone);
  add_rating (self, product);
}

static void
nomo_product_pane_show (NomoRecordPane *pane, NomoRecord *product)
{
  NomoProductPane *self = NOMO_PRODUCT_PANE (pane);
  NomoShop *shop = nomo_record_pane_get_shop (pane);
  g_autofree char *title = nomo_record_words_title (product);

  g_free (self->url);
  self->url = g_strdup (nomo_record_get_text (product, PRODUCT_URL));
  nomo_record_pane_set_title (pane, title);
  nomo_product_pill_show (self->status, product);
  show_figures (self, product, nomo_shop_get_zone (shop));
  nomo_cost_entry_show (self->cost, shop, product);
  show_facts (self, product, nomo_shop_get_zone (shop));
  gtk_widget_set_visible (self->shop_page, self->url != NULL && g_str_has_prefix (self->url, "https://"));
}

static void
nomo_product_pane_refresh (NomoRecordPane *pane, NomoRecord *product)
{
  nomo_timeline_show (NOMO_PRODUCT_PANE (pane)->timeline, nomo_record_pane_get_shop (pane), sources,
                      G_N_ELEMENTS (sources), nomo_record_get_id (product), product);
}

static void
nomo_product_pane_dispose (GObject *object)
{
  g_clear_pointer (&NOMO_PRODUCT_PANE (object)->url, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_PRODUCT_PANE);
  G_OBJECT_CLASS (nomo_product_pane_parent_class)->dispose (object);
}

static char *
nomo_product_pane_dup_typed (NomoRecordPane *pane)
{
  return nomo_cost_entry_dup_typed (NOMO_PRODUCT_PANE (pane)->cost);
}

static void
nomo_product_pane_type (NomoRecordPane *pane, const char *typed)
{
  nomo_cost_entry_type (NOMO_PRODUCT_PANE (pane)->cost, typed);
}

static void
nomo_product_pane_class_init (NomoProductPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoRecordPaneClass *pane_class = NOMO_RECORD_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_product_pane_dispose;
  pane_class->entity = nomo_product_entity;
  pane_class->name = N_ ("Product details");
  pane_class->gone = N_ ("This product is no longer in the store.");
  pane_class->show = nomo_product_pane_show;
  pane_class->dup_typed = nomo_product_pane_dup_typed;
  pane_class->type = nomo_product_pane_type;
  pane_class->refresh = nomo_product_pane_refresh;
  g_type_ensure (NOMO_TYPE_COST_ENTRY);
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  g_type_ensure (NOMO_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-product-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoProductPane, status);
  gtk_widget_class_bind_template_child (widget_class, NomoProductPane, figures);
  gtk_widget_class_bind_template_child (widget_class, NomoProductPane, cost);
  gtk_widget_class_bind_template_child (widget_class, NomoProductPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoProductPane, shop_page);
  gtk_widget_class_bind_template_child (widget_class, NomoProductPane, timeline);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
nomo_product_pane_init (NomoProductPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_product_pane_new:
 *
 * Returns: (transfer floating): a pane that shows a product
 */
NomoRecordPane *
nomo_product_pane_new (void)
{
  return g_object_new (NOMO_TYPE_PRODUCT_PANE, NULL);
}
