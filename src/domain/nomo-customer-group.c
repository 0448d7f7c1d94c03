#include "config.h"

#include "nomo-customer-group.h"

#include "nomo-payments.h"
#include "nomo-rules.h"

#include <glib/gi18n.h>

static const NomoChoice condition_types[] = {
  { "total_sales", NC_ ("group condition", "Money spent") },
  { "total_orders", NC_ ("group condition", "Number of orders") },
  { "store_rating", NC_ ("group condition", "Rating of the store") },
  { "doesnt_have_orders", NC_ ("group condition", "Has not ordered") },
  { NULL, NULL },
};

static const NomoChoice symbols[] = {
  { ">", NC_ ("comparison", "More than") },
  { "<", NC_ ("comparison", "Less than") },
  { "between", NC_ ("comparison", "Between") },
  { NULL, NULL },
};

#define SEARCHED_NAME (NOMO_FIELD_INDEXED | NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NAME)

static const NomoField fields[] = {
  [GROUP_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), SEARCHED_NAME },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == GROUP_N_FIELDS);

static const NomoField condition_fields[] = {
  [GROUP_CONDITION_TYPE] = { "type", NOMO_TYPE_CHOICE, N_ ("Condition"), 0, condition_types,
                             .context = "group condition" },
  [GROUP_CONDITION_SYMBOL] = { "symbol", NOMO_TYPE_CHOICE, N_ ("Comparison"), 0, symbols, .context = "comparison" },
  [GROUP_CONDITION_VALUE] = { "value", NOMO_TYPE_INT, N_ ("Value") },
  [GROUP_CONDITION_MIN] = { "min_value", NOMO_TYPE_INT, N_ ("Lowest value") },
  [GROUP_CONDITION_MAX] = { "max_value", NOMO_TYPE_INT, N_ ("Highest value") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (condition_fields) == GROUP_CONDITION_N_FIELDS);

static const NomoField method_fields[] = {
  [GROUP_PAYMENT_METHOD] = { "method", NOMO_TYPE_CHOICE, N_ ("Payment method"), 0, nomo_payment_methods,
                             .context = "payment method" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (method_fields) == GROUP_PAYMENT_METHOD_N_FIELDS);

static const NomoField shipping_fields[] = {
  [GROUP_SHIPPING] = { "company", NOMO_TYPE_TEXT, N_ ("Shipping company") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (shipping_fields) == GROUP_SHIPPING_N_FIELDS);

static const NomoPart parts[] = {
  [GROUP_PART_CONDITIONS] = { "conditions", N_ ("Conditions"), condition_fields, GROUP_CONDITION_N_FIELDS },
  [GROUP_PART_PAYMENT_METHODS] = { "payment_methods", N_ ("Payment methods"), method_fields,
                                   GROUP_PAYMENT_METHOD_N_FIELDS, TRUE },
  [GROUP_PART_SHIPPING] = { "shipping", N_ ("Shipping companies"), shipping_fields, GROUP_SHIPPING_N_FIELDS, TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == GROUP_N_PARTS);

static gint64
condition_value (const NomoRecord *group, guint row, NomoGroupConditionField field)
{
  return nomo_record_part_int (group, GROUP_PART_CONDITIONS, row, field);
}

static gboolean
can_be_met (const NomoRecord *group, guint row)
{
  const char *symbol = nomo_record_part_text (group, GROUP_PART_CONDITIONS, row, GROUP_CONDITION_SYMBOL);

  return g_strcmp0 (symbol, "between") != 0 ||
         condition_value (group, row, GROUP_CONDITION_MIN) <= condition_value (group, row, GROUP_CONDITION_MAX);
}

static gboolean
check_condition (const NomoRecord *group, guint row, GError **error)
{
  if (nomo_record_part_text (group, GROUP_PART_CONDITIONS, row, GROUP_CONDITION_TYPE) == NULL)
    return nomo_rules_refuse (group, condition_fields[GROUP_CONDITION_TYPE].label,
                              /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a
                                 field. */
                              _ ("%1$s %2$s: “%3$s” is missing."), error);
  for (guint field = GROUP_CONDITION_VALUE; field <= GROUP_CONDITION_MAX; field++)
    if (condition_value (group, row, field) < 0)
      /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
      return nomo_rules_refuse (group, condition_fields[field].label, _ ("%1$s %2$s: “%3$s” is negative."), error);
  if (can_be_met (group, row))
    return TRUE;
  return nomo_rules_refuse (
      group, condition_fields[GROUP_CONDITION_MAX].label,
      /* Translators: 1 is what the record is ("Customer group"), 2 the record's number, 3 the name
                               of a field. */
      _ ("%1$s %2$s: “%3$s” is below the lowest value."), error);
}

static gboolean
group_validate (const NomoRecord *group, GError **error)
{
  if (!nomo_rules_check_present (group, GROUP_NAME, error))
    return FALSE;
  for (guint row = 0; row < nomo_record_count_part (group, GROUP_PART_CONDITIONS); row++)
    if (!check_condition (group, row, error))
      return FALSE;
  return TRUE;
}

/**
 * nomo_customer_group_entity:
 *
 * Groups of customers: Salla's, and we may edit them.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_customer_group_entity (void)
{
  static const NomoEntity entity = {
    .name = "group",
    .label = N_ ("Customer group"),
    .label_many = N_ ("Customer groups"),
    .kind = NOMO_KIND_TWO_WAY,
    .fields = fields,
    .n_fields = GROUP_N_FIELDS,
    .parts = parts,
    .n_parts = GROUP_N_PARTS,
    .sort_field = GROUP_NAME,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MARKETER] = NOMO_VERBS_EDIT,
    },
    .validate = group_validate,
  };

  return &entity;
}
