#include "config.h"

#include "nomo-offer-pane.h"

#include "nomo-category.h"
#include "nomo-customer-group.h"
#include "nomo-offer.h"
#include "nomo-product.h"
#include "nomo-promotion-facts.h"
#include "nomo-promotion-pill.h"
#include "nomo-promotion-words.h"
#include "nomo-record-words.h"
#include "nomo-target-names.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoOfferPane {
  NomoRecordPane parent_instance;

  NomoStatusPill *status;
  GtkLabel *rule;
  GtkLabel *message;
  NomoFactList *tiers;
  NomoFactList *facts;
  NomoFactList *targets;

  GCancellable *cancellable; /* of the names of what it applies to */
};

G_DEFINE_FINAL_TYPE (NomoOfferPane, nomo_offer_pane, NOMO_TYPE_RECORD_PANE)

static void
show_tiers (NomoOfferPane *self, NomoRecord *offer)
{
  guint n = nomo_record_count_part (offer, OFFER_PART_TIERS);

  nomo_fact_list_clear (self->tiers);
  for (guint i = 0; i < n; i++) {
    g_autofree char *bound = nomo_promotion_words_tier_bound (offer, i);
    g_autofree char *tier = nomo_promotion_words_tier (offer, i);
    g_autofree char *off = g_strdup_printf (_ ("%s off"), tier);

    nomo_fact_list_add (self->tiers, bound, off, NULL);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->tiers), n > 0);
}

static void
show_facts (NomoOfferPane *self, NomoRecord *offer, GTimeZone *zone)
{
  static const guint flags[] = { OFFER_WITH_COUPON, OFFER_EXCLUDE_SALE };

  nomo_fact_list_clear (self->facts);
  nomo_fact_list_add_field (self->facts, offer, OFFER_TYPE, zone);
  nomo_promotion_facts_add_day (self->facts, offer, OFFER_START, zone);
  nomo_promotion_facts_add_day (self->facts, offer, OFFER_EXPIRY, zone);
  nomo_fact_list_add_field (self->facts, offer, OFFER_APPLIED_TO, zone);
  nomo_fact_list_add_field (self->facts, offer, OFFER_CHANNEL, zone);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    nomo_promotion_facts_add_yes (self->facts, offer, flags[i]);
  nomo_promotion_facts_add_methods (self->facts, offer, OFFER_PART_PAYMENT_METHODS);
}

typedef struct {
  NomoOfferPart part;
  NomoOfferTarget target;
  const char *label;
  const NomoEntity *(*entity) (void);
  guint name_field;
} TargetKind;

static const TargetKind target_kinds[] = {
  { OFFER_PART_BUY, OFFER_PRODUCT, N_ ("Products to buy"), nomo_product_entity, PRODUCT_NAME },
  { OFFER_PART_BUY, OFFER_CATEGORY, N_ ("Categories to buy from"), nomo_category_entity, CATEGORY_NAME },
  { OFFER_PART_BUY, OFFER_EXCLUDED_PRODUCT, N_ ("Without these products"), nomo_product_entity, PRODUCT_NAME },
  { OFFER_PART_BUY, OFFER_EXCLUDED_CATEGORY, N_ ("Without these categories"), nomo_category_entity, CATEGORY_NAME },
  { OFFER_PART_GET, OFFER_PRODUCT, N_ ("Products that are cheaper"), nomo_product_entity, PRODUCT_NAME },
  { OFFER_PART_GET, OFFER_CATEGORY, N_ ("Categories that are cheaper"), nomo_category_entity, CATEGORY_NAME },
  { OFFER_PART_AUDIENCE, OFFER_GROUP, N_ ("Only these customer groups"), nomo_customer_group_entity, GROUP_NAME },
  { OFFER_PART_AUDIENCE, OFFER_COUNTRY, N_ ("Only these countries"), NULL, 0 },
};

static void
want_targets (NomoTargetNames *names, NomoRecord *offer, const TargetKind *kind)
{
  NomoOfferTarget target;
  gint64 id;

  nomo_target_names_want (names, _ (kind->label), kind->entity != NULL ? kind->entity () : NULL, kind->name_field);
  for (guint i = 0; i < nomo_record_count_part (offer, kind->part); i++)
    if (nomo_offer_get_target (offer, kind->part, i, &target, &id) && target == kind->target)
      nomo_target_names_add (names, id);
}

static void
show_targets (NomoOfferPane *self, NomoRecord *offer)
{
  NomoTargetNames *names = nomo_target_names_new (self->targets, nomo_record_pane_get_shop (NOMO_RECORD_PANE (self)));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  nomo_fact_list_clear (self->targets);
  for (guint i = 0; i < G_N_ELEMENTS (target_kinds); i++)
    want_targets (names, offer, &target_kinds[i]);
  nomo_target_names_read (names, self->cancellable);
}

static void
nomo_offer_pane_show (NomoRecordPane *pane, NomoRecord *offer)
{
  NomoOfferPane *self = NOMO_OFFER_PANE (pane);
  GTimeZone *zone = nomo_shop_get_zone (nomo_record_pane_get_shop (pane));
  const char *message = nomo_record_get_text (offer, OFFER_MESSAGE);
  g_autofree char *lead = nomo_text_lead (message != NULL ? message : "");
  g_autofree char *title = nomo_record_words_title (offer);
  g_autofree char *rule = nomo_promotion_words_rule (offer, zone);

  nomo_record_pane_set_title (pane, title);
  nomo_promotion_pill_show (self->status, offer);
  gtk_label_set_text (self->rule, rule);
  gtk_label_set_text (self->message, lead);
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL && *message != '\0');
  show_tiers (self, offer);
  show_facts (self, offer, zone);
  show_targets (self, offer);
}

static void
nomo_offer_pane_dispose (GObject *object)
{
  NomoOfferPane *self = NOMO_OFFER_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_OFFER_PANE);
  G_OBJECT_CLASS (nomo_offer_pane_parent_class)->dispose (object);
}

static void
nomo_offer_pane_class_init (NomoOfferPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoRecordPaneClass *pane_class = NOMO_RECORD_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_offer_pane_dispose;
  pane_class->entity = nomo_offer_entity;
  pane_class->name = N_ ("Special offer details");
  pane_class->gone = N_ ("This special offer is no longer in the store.");
  pane_class->show = nomo_offer_pane_show;
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-offer-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOfferPane, status);
  gtk_widget_class_bind_template_child (widget_class, NomoOfferPane, rule);
  gtk_widget_class_bind_template_child (widget_class, NomoOfferPane, message);
  gtk_widget_class_bind_template_child (widget_class, NomoOfferPane, tiers);
  gtk_widget_class_bind_template_child (widget_class, NomoOfferPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoOfferPane, targets);
}

static void
nomo_offer_pane_init (NomoOfferPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_offer_pane_new:
 *
 * Returns: (transfer floating): a pane that shows a special offer
 */
NomoRecordPane *
nomo_offer_pane_new (void)
{
  return g_object_new (NOMO_TYPE_OFFER_PANE, NULL);
}
