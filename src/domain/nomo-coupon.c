#include "config.h"

#include "nomo-coupon.h"

#include "nomo-coupon-rules.h"
#include "nomo-payments.h"
#include "nomo-rules.h"

#include <glib/gi18n.h>
#include <string.h>

static const NomoChoice statuses[] = {
  { "active", NC_ ("coupon status", "Active") },
  { "inactive", NC_ ("coupon status", "Stopped") },
  { NULL, NULL },
};

static const NomoChoice types[] = {
  { "percentage", NC_ ("coupon type", "Percentage") },
  { "fixed", NC_ ("coupon type", "Fixed amount") },
  { NULL, NULL },
};

static const NomoChoice places[] = {
  { "all", NC_ ("coupon place", "Store and app") },
  { "web", NC_ ("coupon place", "Store only") },
  { "app", NC_ ("coupon place", "App only") },
  { NULL, NULL },
};

static const char *const target_names[] = {
  [COUPON_INCLUDE_PRODUCT] = "include_product",   [COUPON_EXCLUDE_PRODUCT] = "exclude_product",
  [COUPON_INCLUDE_CATEGORY] = "include_category", [COUPON_EXCLUDE_CATEGORY] = "exclude_category",
  [COUPON_EXCLUDE_BRAND] = "exclude_brand",       [COUPON_INCLUDE_GROUP] = "include_group",
  [COUPON_EXCLUDE_GROUP] = "exclude_group",       [COUPON_EXCLUDE_SHIPPING] = "exclude_shipping",
};
G_STATIC_ASSERT (G_N_ELEMENTS (target_names) == COUPON_N_TARGETS);

#define COLUMN       (NOMO_FIELD_INDEXED)
#define GROUP        (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define NAME         (NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NAME)
#define UNIQUE_CODE  (NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NUMBER | NOMO_FIELD_INDEXED | NOMO_FIELD_UNIQUE)
#define MIRRORED     (NOMO_FIELD_MIRROR)
#define MIRRORED_SUM (NOMO_FIELD_MIRROR | NOMO_FIELD_INDEXED)
#define MONEY        NULL, "currency"

/* What a marketer is paid is the shop's money, not a matter of one campaign. */
#define PAY .writers = NOMO_WRITERS_MANAGEMENT

static const NomoField fields[] = {
  [COUPON_CODE] = { "code", NOMO_TYPE_TEXT, N_ ("Code"), UNIQUE_CODE },
  [COUPON_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"), GROUP, statuses, .context = "coupon status" },
  [COUPON_TYPE] = { "type", NOMO_TYPE_CHOICE, N_ ("Kind of discount"), GROUP, types, .context = "coupon type" },
  [COUPON_PERCENT] = { "percent", NOMO_TYPE_INT, N_ ("Percentage"), NOMO_FIELD_PERCENT },
  [COUPON_AMOUNT] = { "amount", NOMO_TYPE_MONEY, N_ ("Amount"), 0, MONEY },
  [COUPON_MAXIMUM] = { "maximum", NOMO_TYPE_MONEY, N_ ("Highest discount"), 0, MONEY },
  [COUPON_MINIMUM] = { "minimum", NOMO_TYPE_MONEY, N_ ("Smallest basket"), 0, MONEY },
  [COUPON_CURRENCY] = { "currency", NOMO_TYPE_TEXT, N_ ("Currency"), NOMO_FIELD_REQUIRED },
  [COUPON_START] = { "start", NOMO_TYPE_TIME, N_ ("Begins"), COLUMN },
  [COUPON_EXPIRY] = { "expiry", NOMO_TYPE_TIME, N_ ("Expires"), COLUMN | NOMO_FIELD_REQUIRED },
  [COUPON_USAGE_LIMIT] = { "usage_limit", NOMO_TYPE_INT, N_ ("Usage limit") },
  [COUPON_USAGE_LIMIT_PER_USER] = { "usage_limit_per_user", NOMO_TYPE_INT, N_ ("Usage limit per customer") },
  [COUPON_FREE_SHIPPING] = { "free_shipping", NOMO_TYPE_BOOL, N_ ("Free shipping") },
  [COUPON_EXCLUDE_SALE] = { "exclude_sale", NOMO_TYPE_BOOL, N_ ("Without reduced products") },
  [COUPON_SHOW_MAXIMUM] = { "show_maximum", NOMO_TYPE_BOOL, N_ ("Tell the most it takes off") },
  [COUPON_WITH_OFFERS] = { "with_offers", NOMO_TYPE_BOOL, N_ ("Together with special offers") },
  [COUPON_APPLIED_IN] = { "applied_in", NOMO_TYPE_CHOICE, N_ ("Applies in"), 0, places, .context = "coupon place" },
  [COUPON_BENEFICIARY_DOMAIN] = { "beneficiary_domain", NOMO_TYPE_TEXT, N_ ("E-mail domain") },
  [COUPON_IS_GROUP] = { "is_group", NOMO_TYPE_BOOL, N_ ("Group of coupons"), NOMO_FIELD_GROUPED },
  [COUPON_GROUP_NAME] = { "group_name", NOMO_TYPE_TEXT, N_ ("Name of the group"), NAME },
  [COUPON_GROUP_SUFFIX] = { "group_suffix", NOMO_TYPE_TEXT, N_ ("Suffix of the codes") },
  [COUPON_GROUP_COUNT] = { "group_count", NOMO_TYPE_INT, N_ ("Codes in the group") },
  [COUPON_MARKETING] = { "marketing", NOMO_TYPE_BOOL, N_ ("Marketer’s coupon"), NOMO_FIELD_GROUPED, PAY },
  [COUPON_MARKETING_NAME] = { "marketing_name", NOMO_TYPE_TEXT, N_ ("Marketer"), NAME | NOMO_FIELD_PERSONAL, PAY },
  [COUPON_MARKETING_TYPE] = { "marketing_type", NOMO_TYPE_CHOICE, N_ ("Kind of commission"), 0, types, PAY,
                              .context = "coupon type" },
  [COUPON_MARKETING_PERCENT] = { "marketing_percent", NOMO_TYPE_INT, N_ ("Commission in percent"), NOMO_FIELD_PERCENT,
                                 PAY },
  [COUPON_MARKETING_AMOUNT] = { "marketing_amount", NOMO_TYPE_MONEY, N_ ("Commission"), 0, MONEY, PAY },
  [COUPON_MARKETING_MAXIMUM] = { "marketing_maximum", NOMO_TYPE_MONEY, N_ ("Commission at most"), 0, MONEY, PAY },
  [COUPON_MARKETING_SHOW_MAXIMUM] = { "marketing_show_maximum", NOMO_TYPE_BOOL, N_ ("Tell the highest commission"), 0,
                                      PAY },
  [COUPON_MARKETING_HIDE_SALES] = { "marketing_hide_sales", NOMO_TYPE_BOOL, N_ ("Hide the sales from the marketer"), 0,
                                    PAY },
  [COUPON_MARKETING_INFO] = { "marketing_info", NOMO_TYPE_TEXT, N_ ("Words to the marketer") },
  [COUPON_BATCH] = { "batch", NOMO_TYPE_REF, N_ ("Batch of codes"), NOMO_FIELD_OWN | GROUP, NULL, "code_batch",
                     NOMO_ON_DELETE_RESTRICT },
  [COUPON_MARKETING_VISITS] = { "marketing_visits", NOMO_TYPE_INT, N_ ("Visits by the marketer’s link"), MIRRORED },
  [COUPON_MARKETING_URL] = { "marketing_url", NOMO_TYPE_TEXT, N_ ("Marketer’s link"), MIRRORED },
  [COUPON_STATISTICS_URL] = { "statistics_url", NOMO_TYPE_TEXT, N_ ("Marketer’s figures"), MIRRORED },
  [COUPON_USES] = { "uses", NOMO_TYPE_INT, N_ ("Times used"), MIRRORED_SUM },
  [COUPON_CUSTOMERS] = { "customers_count", NOMO_TYPE_INT, N_ ("Customers who used it"), MIRRORED },
  [COUPON_SALES] = { "sales", NOMO_TYPE_MONEY, N_ ("Sales"), MIRRORED_SUM, MONEY },
  [COUPON_CREATED_AT] = { "created_at", NOMO_TYPE_TIME, N_ ("Created"), MIRRORED_SUM },
  [COUPON_UPDATED_AT] = { "updated_at", NOMO_TYPE_TIME, N_ ("Last change"), MIRRORED_SUM },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == COUPON_N_FIELDS);

static const NomoField target_fields[] = {
  [COUPON_TARGET] = { "target", NOMO_TYPE_TEXT, N_ ("Target"), NOMO_FIELD_GROUPED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (target_fields) == COUPON_TARGET_N_FIELDS);

static const NomoField method_fields[] = {
  [COUPON_PAYMENT_METHOD] = { "method", NOMO_TYPE_CHOICE, N_ ("Payment method"), 0, nomo_payment_methods,
                              .context = "payment method" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (method_fields) == COUPON_PAYMENT_METHOD_N_FIELDS);

static const NomoField customer_fields[] = {
  [COUPON_CUSTOMER] = { "customer", NOMO_TYPE_REF, N_ ("Customer"), NOMO_FIELD_GROUPED, NULL, "customer" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (customer_fields) == COUPON_CUSTOMER_N_FIELDS);

static const NomoField code_fields[] = {
  [COUPON_CHILD_CODE] = { "code", NOMO_TYPE_TEXT, N_ ("Code"), NOMO_FIELD_GROUPED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (code_fields) == COUPON_CHILD_CODE_N_FIELDS);

static const NomoField given_fields[] = {
  [COUPON_GIVEN_CODE] = { "code", NOMO_TYPE_TEXT, N_ ("Code") },
  [COUPON_GIVEN_CUSTOMER] = { "customer", NOMO_TYPE_REF, N_ ("Customer"), 0, NULL, "customer" },
  [COUPON_GIVEN_AT] = { "at", NOMO_TYPE_TIME, N_ ("Given on") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (given_fields) == COUPON_GIVEN_N_FIELDS);

static const NomoPart parts[] = {
  [COUPON_PART_TARGETS] = { "targets", N_ ("Applies to"), target_fields, COUPON_TARGET_N_FIELDS, TRUE },
  [COUPON_PART_PAYMENT_METHODS] = { "payment_methods", N_ ("Payment methods"), method_fields,
                                    COUPON_PAYMENT_METHOD_N_FIELDS, TRUE },
  [COUPON_PART_CUSTOMERS] = { "customers", N_ ("Customers"), customer_fields, COUPON_CUSTOMER_N_FIELDS, TRUE,
                              NOMO_FIELD_MIRROR },
  [COUPON_PART_CODES] = { "codes", N_ ("Codes"), code_fields, COUPON_CHILD_CODE_N_FIELDS, TRUE, NOMO_FIELD_MIRROR },
  [COUPON_PART_GIVEN] = { "given", N_ ("Given to"), given_fields, COUPON_GIVEN_N_FIELDS, TRUE, NOMO_FIELD_OWN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == COUPON_N_PARTS);

static void
add_codes (NomoRecordBuilder *builder, const NomoRecord *coupon, GHashTable *seen)
{
  for (guint i = 0; i < nomo_record_count_part (coupon, COUPON_PART_CODES); i++) {
    const char *code = nomo_record_part_text (coupon, COUPON_PART_CODES, i, COUPON_CHILD_CODE);

    if (code == NULL || !g_hash_table_add (seen, (gpointer) code))
      continue;
    nomo_builder_add_part (builder, COUPON_PART_CODES);
    nomo_builder_part_text (builder, COUPON_PART_CODES, COUPON_CHILD_CODE, code);
  }
}

/* A row of a list may tell only some codes of a group. Those that are known beside them stay, until as many are told as the
 * group has. */
static NomoRecord *
coupon_reconcile (const NomoRecord *old, NomoRecord *record)
{
  const NomoRecord *counted = nomo_record_is_null (record, COUPON_GROUP_COUNT) ? old : record;
  guint told = nomo_record_count_part (record, COUPON_PART_CODES);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  NomoRecordBuilder *builder = NULL;

  if (told == 0 || told >= nomo_record_get_int (counted, COUPON_GROUP_COUNT) ||
      nomo_record_count_part (old, COUPON_PART_CODES) == 0)
    return nomo_record_ref (record);
  builder = nomo_record_rebuild (record);
  nomo_builder_clear_part (builder, COUPON_PART_CODES);
  add_codes (builder, old, seen);
  add_codes (builder, record, seen);
  return nomo_builder_end (builder);
}

/**
 * nomo_coupon_entity:
 *
 * Coupons: Salla's, and we may edit them. The natural order is by expiry, which every coupon has; when it was made is not
 * known of one that Salla does not have yet.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_coupon_entity (void)
{
  static const NomoEntity entity = {
    .name = "coupon",
    .label = N_ ("Coupon"),
    .label_many = N_ ("Coupons"),
    .kind = NOMO_KIND_TWO_WAY,
    .fields = fields,
    .n_fields = COUPON_N_FIELDS,
    .parts = parts,
    .n_parts = COUPON_N_PARTS,
    .sort_field = COUPON_EXPIRY,
    .sort_descending = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MARKETER] = NOMO_VERBS_EDIT,
    },
    .validate = nomo_coupon_validate,
    .reconcile = coupon_reconcile,
  };

  return &entity;
}

static void
copy_field (NomoRecordBuilder *builder, const NomoRecord *from, guint field)
{
  if (nomo_record_is_null (from, field))
    return;
  if (nomo_type_is_text (fields[field].type))
    nomo_builder_set_text (builder, field, nomo_record_get_text (from, field));
  else
    nomo_builder_set_int (builder, field, nomo_record_get_int (from, field));
}

/* Those that are Salla's and ours to edit are sets of one text. */
static void
copy_part (NomoRecordBuilder *builder, const NomoRecord *from, guint part)
{
  for (guint row = 0; row < nomo_record_count_part (from, part); row++) {
    nomo_builder_add_part (builder, part);
    nomo_builder_part_text (builder, part, 0, nomo_record_part_text (from, part, row, 0));
  }
}

/**
 * nomo_coupon_build_like:
 * @coupon: a coupon, or a draft of one
 *
 * Begins a new coupon that says what @coupon says. What Salla counts, to whom it was given and which batch it is of are not of
 * the new one.
 *
 * Returns: (transfer full): a builder of a record without a number
 */
NomoRecordBuilder *
nomo_coupon_build_like (const NomoRecord *coupon)
{
  const NomoEntity *entity = nomo_coupon_entity ();
  NomoRecordBuilder *builder = nomo_record_build (entity, 0);

  for (guint i = 0; i < entity->n_fields; i++)
    if (i != COUPON_BATCH && nomo_entity_get_field_kind (entity, i) != NOMO_KIND_MIRROR)
      copy_field (builder, coupon, i);
  for (guint i = 0; i < entity->n_parts; i++)
    if (nomo_entity_get_part_kind (entity, i) == NOMO_KIND_TWO_WAY)
      copy_part (builder, coupon, i);
  return builder;
}

/**
 * nomo_coupon_add_target:
 * @builder: a coupon under construction
 * @target: what the row says
 * @id: of what: Salla's number of the product, category, …
 */
void
nomo_coupon_add_target (NomoRecordBuilder *builder, NomoCouponTarget target, gint64 id)
{
  g_autofree char *text = NULL;

  g_return_if_fail (target < COUPON_N_TARGETS);

  text = g_strdup_printf ("%s:%" G_GINT64_FORMAT, target_names[target], id);
  nomo_builder_add_part (builder, COUPON_PART_TARGETS);
  nomo_builder_part_text (builder, COUPON_PART_TARGETS, COUPON_TARGET, text);
}

/**
 * nomo_coupon_get_target:
 * @coupon: a coupon
 * @row: index of a row of %COUPON_PART_TARGETS
 * @target: (out): what the row says
 * @id: (out): of what
 *
 * Returns: %TRUE when the row could be read
 */
gboolean
nomo_coupon_get_target (const NomoRecord *coupon, guint row, NomoCouponTarget *target, gint64 *id)
{
  const char *text = nomo_record_part_text (coupon, COUPON_PART_TARGETS, row, COUPON_TARGET);
  const char *colon = text != NULL ? strchr (text, ':') : NULL;

  if (colon == NULL || !g_ascii_string_to_signed (colon + 1, 10, 1, G_MAXINT64, id, NULL))
    return FALSE;
  for (guint i = 0; i < COUPON_N_TARGETS; i++) {
    *target = i;
    if (strlen (target_names[i]) == (gsize) (colon - text) && g_str_has_prefix (text, target_names[i]))
      return TRUE;
  }
  return FALSE;
}

/**
 * nomo_coupon_get_most_uses:
 * @coupon: a coupon
 *
 * Returns: how often it may be used in all, 0 without a limit; of a group each code has the limit for itself
 */
gint64
nomo_coupon_get_most_uses (const NomoRecord *coupon)
{
  gint64 codes =
      nomo_record_get_int (coupon, COUPON_IS_GROUP) != 0 ? nomo_record_get_int (coupon, COUPON_GROUP_COUNT) : 1;

  return nomo_record_get_int (coupon, COUPON_USAGE_LIMIT) * MAX (codes, 1);
}
