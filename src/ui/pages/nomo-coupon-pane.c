#include "config.h"

#include "nomo-coupon-pane.h"

#include "nomo-brand.h"
#include "nomo-category.h"
#include "nomo-clock.h"
#include "nomo-coupon-figures.h"
#include "nomo-coupon-results.h"
#include "nomo-coupon.h"
#include "nomo-customer-group.h"
#include "nomo-customer.h"
#include "nomo-format.h"
#include "nomo-menu.h"
#include "nomo-product.h"
#include "nomo-promotion-facts.h"
#include "nomo-promotion-pill.h"
#include "nomo-promotion-words.h"
#include "nomo-promotion.h"
#include "nomo-record-words.h"
#include "nomo-target-names.h"
#include "nomo-text.h"
#include "nomo-timeline.h"

#include <glib/gi18n.h>

#define CODES_SHOWN 3

struct _NomoCouponPane {
  NomoRecordPane parent_instance;

  NomoStatusPill *status;
  GtkLabel *rule;
  NomoCouponResults *results;
  NomoFactList *figures;
  NomoFactList *facts;
  NomoFactList *targets;
  NomoTimeline *timeline;
  GtkButton *pause;
  GtkMenuButton *more;
  GtkButton *codes;

  GCancellable *cancellable; /* of the names of what it applies to */
  gint64 id;
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

/* What has ended can be neither stopped nor resumed. */
static void
show_foot (NomoCouponPane *self, NomoRecord *coupon)
{
  NomoPromotionState state = nomo_promotion_get_state (coupon, nomo_clock_now ());
  gboolean stopped = state == NOMO_PROMOTION_STOPPED;
  AdwButtonContent *content = ADW_BUTTON_CONTENT (gtk_button_get_child (self->pause));

  adw_button_content_set_label (content, stopped ? _ ("Resume") : _ ("Stop"));
  adw_button_content_set_icon_name (content, stopped ? "media-playback-start-symbolic" : "nomo-pause-symbolic");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->pause), "s", stopped ? "resume" : "pause");
  gtk_widget_set_visible (GTK_WIDGET (self->pause), state != NOMO_PROMOTION_ENDED);
}

/* To the codes that it is one of, or to a form that makes more of its kind. */
static void
show_codes (NomoCouponPane *self, NomoRecord *coupon)
{
  gint64 batch = nomo_record_get_int (coupon, COUPON_BATCH);
  gboolean group = nomo_record_get_int (coupon, COUPON_IS_GROUP) != 0;

  gtk_button_set_label (self->codes, batch != 0 ? _ ("All codes of its batch") : _ ("Make codes like it"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->codes), "(sx)", batch != 0 ? "code-batch" : "code-maker",
                                    batch != 0 ? batch : nomo_record_get_id (coupon));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->codes), "app.open");
  gtk_widget_set_visible (GTK_WIDGET (self->codes), batch != 0 || !group);
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
  gtk_label_set_text (self->rule, rule);
  show_foot (self, coupon);
  show_figures (self, coupon, zone);
  show_facts (self, coupon, zone);
  show_targets (self, coupon);
  show_codes (self, coupon);
}

static void
nomo_coupon_pane_refresh (NomoRecordPane *pane, NomoRecord *coupon)
{
  NomoCouponPane *self = NOMO_COUPON_PANE (pane);
  NomoShop *shop = nomo_record_pane_get_shop (pane);
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_query_unref);

  g_ptr_array_add (queries, nomo_coupon_figures_create_query (coupon));
  nomo_promotion_pill_show (self->status, coupon);
  nomo_coupon_results_show (self->results, shop, coupon);
  nomo_timeline_show_queries (self->timeline, shop, queries, coupon);
}

static void
change_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "app.open", "(sx)", "coupon-builder", NOMO_COUPON_PANE (widget)->id);
}

static void
nomo_coupon_pane_dispose (GObject *object)
{
  NomoCouponPane *self = NOMO_COUPON_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
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
  g_type_ensure (NOMO_TYPE_COUPON_RESULTS);
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  g_type_ensure (NOMO_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-coupon-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, status);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, rule);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, results);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, figures);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, targets);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, timeline);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, pause);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, more);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPane, codes);
  gtk_widget_class_install_action (widget_class, "coupon.change", NULL, change_activated);
}

static void
nomo_coupon_pane_init (NomoCouponPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_menu_set_name (self->more, _ ("More"));
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
