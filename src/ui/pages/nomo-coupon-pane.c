#include "config.h"

#include "nomo-coupon-pane.h"

#include "nomo-brand.h"
#include "nomo-category.h"
#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-customer-group.h"
#include "nomo-customer.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-promotion-facts.h"
#include "nomo-promotion-pill.h"
#include "nomo-promotion-words.h"
#include "nomo-promotion.h"
#include "nomo-record-words.h"
#include "nomo-store.h"
#include "nomo-target-names.h"
#include "nomo-text.h"
#include "nomo-timeline.h"

#include <glib/gi18n.h>

/* A filter holds so many values at most. */
#define MOST_CODES  500
#define CODES_SHOWN 3

struct _NomoCouponPane {
  NomoRecordPane parent_instance;

  NomoStatusPill *status;
  GtkLabel *rule;
  GtkLabel *warning;
  NomoFactList *figures;
  NomoFactList *facts;
  NomoFactList *targets;
  GtkLabel *known;
  NomoTimeline *timeline;

  GCancellable *cancellable; /* of the names of what it applies to */
  GCancellable *counting;    /* of the orders that used it */
  gint64 id;
  gint64 uses;
};

G_DEFINE_FINAL_TYPE (NomoCouponPane, nomo_coupon_pane, NOMO_TYPE_RECORD_PANE)

static const char *
label_of (guint field)
{
  return _ (nomo_coupon_entity ()->fields[field].label);
}

static GCancellable *
renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
  return *cancellable;
}

static void
show_warning (NomoCouponPane *self, NomoRecord *coupon)
{
  gboolean used_up = nomo_promotion_get_state (coupon, nomo_clock_now ()) == NOMO_PROMOTION_USED_UP;
  g_autofree char *limit = nomo_format_int (nomo_coupon_get_most_uses (coupon));
  /* Translators: why nobody can use a coupon any more; %s is a number */
  g_autofree char *words = g_strdup_printf (_ ("Ended before its date: its usage limit of %s is reached."), limit);

  gtk_label_set_text (self->warning, used_up ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), used_up);
}

static void
show_figures (NomoCouponPane *self, NomoRecord *coupon, GTimeZone *zone)
{
  gint64 uses = nomo_record_get_int (coupon, COUPON_USES);
  gint64 most = nomo_coupon_get_most_uses (coupon);
  g_autofree char *count = nomo_format_int (uses);
  g_autofree char *limit = nomo_format_int (most);
  g_autofree char *of = g_strdup_printf (C_ ("usage", "%1$s of %2$s"), count, limit);

  nomo_fact_list_clear (self->figures);
  nomo_fact_list_add (self->figures, label_of (COUPON_USES), most > 0 ? of : count, NULL);
  nomo_fact_list_add_field (self->figures, coupon, COUPON_CUSTOMERS, zone);
  if (uses > 0 && !nomo_record_is_null (coupon, COUPON_SALES))
    nomo_fact_list_add_money (self->figures, _ ("Average order"),
                              (nomo_record_get_int (coupon, COUPON_SALES) + uses / 2) / uses,
                              nomo_record_get_text (coupon, COUPON_CURRENCY));
  if (!nomo_record_is_null (coupon, COUPON_SALES))
    nomo_fact_list_add_total (self->figures, label_of (COUPON_SALES), nomo_record_get_int (coupon, COUPON_SALES),
                              nomo_record_get_text (coupon, COUPON_CURRENCY));
}

/* All of them are copied; a few are shown, so that one sees what they look like. */
static void
add_codes (NomoCouponPane *self, NomoRecord *coupon)
{
  guint n = nomo_record_count_part (coupon, COUPON_PART_CODES);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    const char *code = nomo_record_part_text (coupon, COUPON_PART_CODES, i, COUPON_CHILD_CODE);
    g_autofree char *island = nomo_text_isolate (code);

    g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", code);
    if (i < CODES_SHOWN)
      g_string_append_printf (shown, "%s%s", i > 0 ? C_ ("between conditions", ", ") : "", island);
  }
  if (n > CODES_SHOWN)
    g_string_append (shown, " …");
  nomo_fact_list_add (self->facts, _ (nomo_coupon_entity ()->parts[COUPON_PART_CODES].label), shown->str, all->str);
}

static void
add_group (NomoCouponPane *self, NomoRecord *coupon, GTimeZone *zone)
{
  static const guint fields[] = { COUPON_GROUP_NAME, COUPON_GROUP_SUFFIX, COUPON_GROUP_COUNT };

  if (nomo_record_get_int (coupon, COUPON_IS_GROUP) == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    nomo_fact_list_add_field (self->facts, coupon, fields[i], zone);
  add_codes (self, coupon);
}

static void
add_marketer (NomoCouponPane *self, NomoRecord *coupon, GTimeZone *zone)
{
  g_autofree char *link = NULL;
  const char *url = nomo_record_get_text (coupon, COUPON_MARKETING_URL);

  if (nomo_record_get_int (coupon, COUPON_MARKETING) == 0)
    return;
  nomo_fact_list_add_field (self->facts, coupon, COUPON_MARKETING_NAME, zone);
  nomo_fact_list_add_field (self->facts, coupon, COUPON_MARKETING_PERCENT, zone);
  nomo_promotion_facts_add_money (self->facts, coupon, COUPON_MARKETING_AMOUNT);
  nomo_promotion_facts_add_money (self->facts, coupon, COUPON_MARKETING_MAXIMUM);
  nomo_fact_list_add_field (self->facts, coupon, COUPON_MARKETING_VISITS, zone);
  link = nomo_text_isolate_ltr (url != NULL ? url : "");
  if (url != NULL)
    nomo_fact_list_add (self->facts, label_of (COUPON_MARKETING_URL), link, url);
}

static void
show_facts (NomoCouponPane *self, NomoRecord *coupon, GTimeZone *zone)
{
  static const guint flags[] = { COUPON_EXCLUDE_SALE, COUPON_WITH_OFFERS };

  nomo_fact_list_clear (self->facts);
  nomo_fact_list_add_field (self->facts, coupon, COUPON_CODE, zone);
  nomo_promotion_facts_add_day (self->facts, coupon, COUPON_START, zone);
  nomo_promotion_facts_add_day (self->facts, coupon, COUPON_EXPIRY, zone);
  if (nomo_record_get_int (coupon, COUPON_USAGE_LIMIT_PER_USER) > 0)
    nomo_fact_list_add_field (self->facts, coupon, COUPON_USAGE_LIMIT_PER_USER, zone);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    nomo_promotion_facts_add_yes (self->facts, coupon, flags[i]);
  nomo_fact_list_add_field (self->facts, coupon, COUPON_APPLIED_IN, zone);
  nomo_fact_list_add_field (self->facts, coupon, COUPON_BENEFICIARY_DOMAIN, zone);
  nomo_promotion_facts_add_methods (self->facts, coupon, COUPON_PART_PAYMENT_METHODS);
  add_group (self, coupon, zone);
  add_marketer (self, coupon, zone);
  nomo_promotion_facts_add_day (self->facts, coupon, COUPON_CREATED_AT, zone);
}

typedef struct {
  NomoCouponTarget target;
  const char *label;
  const NomoEntity *(*entity) (void);
  guint name_field;
} TargetKind;

static const TargetKind target_kinds[] = {
  { COUPON_INCLUDE_PRODUCT, N_ ("Only these products"), nomo_product_entity, PRODUCT_NAME },
  { COUPON_INCLUDE_CATEGORY, N_ ("Only these categories"), nomo_category_entity, CATEGORY_NAME },
  { COUPON_INCLUDE_GROUP, N_ ("Only these customer groups"), nomo_customer_group_entity, GROUP_NAME },
  { COUPON_EXCLUDE_PRODUCT, N_ ("Without these products"), nomo_product_entity, PRODUCT_NAME },
  { COUPON_EXCLUDE_CATEGORY, N_ ("Without these categories"), nomo_category_entity, CATEGORY_NAME },
  { COUPON_EXCLUDE_BRAND, N_ ("Without these brands"), nomo_brand_entity, BRAND_NAME },
  { COUPON_EXCLUDE_GROUP, N_ ("Without these customer groups"), nomo_customer_group_entity, GROUP_NAME },
  { COUPON_EXCLUDE_SHIPPING, N_ ("Without these shipping companies"), NULL, 0 },
};

static void
want_targets (NomoTargetNames *names, NomoRecord *coupon, const TargetKind *kind)
{
  NomoCouponTarget target;
  gint64 id;

  nomo_target_names_want (names, _ (kind->label), kind->entity != NULL ? kind->entity () : NULL, kind->name_field);
  for (guint i = 0; i < nomo_record_count_part (coupon, COUPON_PART_TARGETS); i++)
    if (nomo_coupon_get_target (coupon, i, &target, &id) && target == kind->target)
      nomo_target_names_add (names, id);
}

static void
show_targets (NomoCouponPane *self, NomoRecord *coupon)
{
  NomoTargetNames *names = nomo_target_names_new (self->targets, nomo_record_pane_get_shop (NOMO_RECORD_PANE (self)));

  nomo_fact_list_clear (self->targets);
  for (guint i = 0; i < G_N_ELEMENTS (target_kinds); i++)
    want_targets (names, coupon, &target_kinds[i]);
  nomo_target_names_want (names, _ ("Only these customers"), nomo_customer_entity (), CUSTOMER_NAME);
  for (guint i = 0; i < nomo_record_count_part (coupon, COUPON_PART_CUSTOMERS); i++)
    nomo_target_names_add (names, nomo_record_part_int (coupon, COUPON_PART_CUSTOMERS, i, COUPON_CUSTOMER));
  nomo_target_names_read (names, renew (&self->cancellable));
}

static void
nomo_coupon_pane_show (NomoRecordPane *pane, NomoRecord *coupon)
{
  NomoCouponPane *self = NOMO_COUPON_PANE (pane);
  GTimeZone *zone = nomo_shop_get_zone (nomo_record_pane_get_shop (pane));
  g_autofree char *title = nomo_record_words_title (coupon);
  g_autofree char *rule = nomo_promotion_words_rule (coupon, zone);

  self->id = nomo_record_get_id (coupon);
  nomo_record_pane_set_title (pane, title);
  nomo_promotion_pill_show (self->status, coupon);
  gtk_label_set_text (self->rule, rule);
  show_warning (self, coupon);
  show_figures (self, coupon, zone);
  show_facts (self, coupon, zone);
  show_targets (self, coupon);
}

/* An order names the code that it used, which of a group is one of many. */
static NomoQuery *
create_query (NomoRecord *coupon)
{
  guint n = MIN (nomo_record_count_part (coupon, COUPON_PART_CODES), MOST_CODES);
  const char *code = nomo_record_get_text (coupon, COUPON_CODE);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  NomoQuery *query = nomo_query_new (nomo_order_entity ());

  if (code != NULL)
    g_ptr_array_add (codes, (gpointer) code);
  for (guint i = 0; code == NULL && i < n; i++)
    g_ptr_array_add (codes, (gpointer) nomo_record_part_text (coupon, COUPON_PART_CODES, i, COUPON_CHILD_CODE));
  if (codes->len == 0)
    nomo_query_where_among (query, TRUE, NULL, 0);
  g_ptr_array_add (codes, NULL);
  if (codes->len > 1)
    nomo_query_where_in (query, ORDER_COUPON, (const char *const *) codes->pdata, NULL);
  return query;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCouponPane) self = data;
  g_autofree char *known = NULL;
  g_autofree char *uses = NULL;
  g_autofree char *words = NULL;
  gint64 count, sum;

  if (!nomo_store_sum_finish (NOMO_STORE (source), result, &count, &sum, NULL) || self->known == NULL)
    return;
  known = nomo_format_int (count);
  uses = nomo_format_int (self->uses);
  words = g_strdup_printf (
      ngettext ("Known for %1$s of %2$s order", "Known for %1$s of %2$s orders", (gulong) self->uses), known, uses);
  gtk_label_set_text (self->known, words);
  gtk_widget_set_visible (GTK_WIDGET (self->known), count < self->uses);
}

static void
nomo_coupon_pane_refresh (NomoRecordPane *pane, NomoRecord *coupon)
{
  NomoCouponPane *self = NOMO_COUPON_PANE (pane);
  NomoShop *shop = nomo_record_pane_get_shop (pane);
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_query_unref);

  g_ptr_array_add (queries, create_query (coupon));
  self->uses = nomo_record_get_int (coupon, COUPON_USES);
  nomo_timeline_show_queries (self->timeline, shop, queries, coupon);
  nomo_store_sum_async (nomo_shop_get_store (shop), queries->pdata[0], ORDER_TOTAL_SHOP, renew (&self->counting),
                        counted_cb, g_object_ref (self));
}

static void
change_cb (NomoCouponPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open", "(sx)", "coupon-builder", self->id);
}

static void
nomo_coupon_pane_dispose (GObject *object)
{
  NomoCouponPane *self = NOMO_COUPON_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_COUPON_PANE);
  G_OBJECT_CLASS (nomo_coupon_pane_parent_class)->dispose (object);
}

static void
nomo_coupon_pane_class_init (NomoCouponPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoRecordPaneClass *pane_class = NOMO_RECORD_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_coupon_pane_dispose;
  pane_class->entity = nomo_coupon_entity;
  pane_class->name = N_ ("Coupon details");
  pane_class->gone = N_ ("This coupon is no longer in the store.");
  pane_class->show = nomo_coupon_pane_show;
  pane_class->refresh = nomo_coupon_pane_refresh;
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  g_type_ensure (NOMO_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-coupon-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, status);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, rule);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, warning);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, figures);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, targets);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, known);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, timeline);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
}

static void
nomo_coupon_pane_init (NomoCouponPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_coupon_pane_new:
 *
 * Returns: (transfer floating): a pane that shows a coupon
 */
NomoRecordPane *
nomo_coupon_pane_new (void)
{
  return g_object_new (NOMO_TYPE_COUPON_PANE, NULL);
}
