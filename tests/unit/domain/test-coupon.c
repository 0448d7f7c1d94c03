#include "nomo-coupon.h"
#include "nomo-store-error.h"

#define DAY G_GINT64_CONSTANT (86400000)

static NomoRecordBuilder *
build (const char *type)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 9);

  nomo_builder_set_text (builder, COUPON_TYPE, type);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_START, 10 * DAY);
  nomo_builder_set_int (builder, COUPON_EXPIRY, 20 * DAY);
  return builder;
}

static NomoRecordBuilder *
build_percentage (void)
{
  NomoRecordBuilder *builder = build ("percentage");

  nomo_builder_set_text (builder, COUPON_CODE, "وردة10");
  nomo_builder_set_int (builder, COUPON_PERCENT, 1250);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 5000);
  return builder;
}

static NomoRecordBuilder *
build_fixed (void)
{
  NomoRecordBuilder *builder = build ("fixed");

  nomo_builder_set_text (builder, COUPON_CODE, "WARD25");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 2500);
  return builder;
}

static NomoRecordBuilder *
build_group (void)
{
  NomoRecordBuilder *builder = build ("fixed");

  nomo_builder_set_int (builder, COUPON_AMOUNT, 2500);
  nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
  nomo_builder_set_text (builder, COUPON_GROUP_NAME, "رموز العيد");
  nomo_builder_set_text (builder, COUPON_GROUP_SUFFIX, "EID");
  nomo_builder_set_int (builder, COUPON_GROUP_COUNT, 500);
  return builder;
}

static NomoRecordBuilder *
build_marketing (void)
{
  NomoRecordBuilder *builder = build_fixed ();

  nomo_builder_set_int (builder, COUPON_MARKETING, 1);
  nomo_builder_set_text (builder, COUPON_MARKETING_NAME, "سارة");
  nomo_builder_set_text (builder, COUPON_MARKETING_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_MARKETING_PERCENT, 500);
  return builder;
}

#define NOTHING G_MININT64

typedef struct {
  NomoRecordBuilder *(*build) (void);
  guint field;
  const char *text;    /* or */
  gint64 number;       /* NOTHING: the field has no value */
  const char *message; /* NULL: it is accepted */
} Case;

static const Case cases[] = {
  { build_percentage, COUPON_MINIMUM, NULL, 15000, NULL },
  { build_percentage, COUPON_PERCENT, NULL, 0, NULL },
  { build_percentage, COUPON_PERCENT, NULL, 10000, NULL },
  { build_percentage, COUPON_PERCENT, NULL, 10001, "Coupon 9: “Percentage” is not between 0 and 100 percent." },
  { build_percentage, COUPON_PERCENT, NULL, -1, "Coupon 9: “Percentage” is not between 0 and 100 percent." },
  { build_percentage, COUPON_PERCENT, NULL, NOTHING, "Coupon 9: “Percentage” is missing." },
  { build_percentage, COUPON_AMOUNT, NULL, 1250, "Coupon 9: “Amount” does not go with the kind of the coupon." },
  { build_percentage, COUPON_MAXIMUM, NULL, 0, NULL },
  { build_percentage, COUPON_MAXIMUM, NULL, NOTHING, "Coupon 9: “Highest discount” is missing." },
  { build_percentage, COUPON_MAXIMUM, NULL, -1, "Coupon 9: “Highest discount” is negative." },
  { build_percentage, COUPON_TYPE, NULL, NOTHING, "Coupon 9: “Kind of discount” is missing." },
  { build_percentage, COUPON_CURRENCY, NULL, NOTHING, "Coupon 9: “Currency” is missing." },
  { build_percentage, COUPON_CURRENCY, "sar", 0, "Coupon 9: “Currency” is no currency such as SAR." },
  { build_fixed, COUPON_AMOUNT, NULL, 0, NULL },
  { build_fixed, COUPON_AMOUNT, NULL, NOTHING, "Coupon 9: “Amount” is missing." },
  { build_fixed, COUPON_AMOUNT, NULL, -1, "Coupon 9: “Amount” is negative." },
  { build_fixed, COUPON_AMOUNT, NULL, G_MAXINT64, "Coupon 9: “Amount” is too large to be true." },
  { build_fixed, COUPON_PERCENT, NULL, 1000, "Coupon 9: “Percentage” does not go with the kind of the coupon." },
  { build_fixed, COUPON_MAXIMUM, NULL, 0, "Coupon 9: “Highest discount” does not go with the kind of the coupon." },
  { build_fixed, COUPON_MINIMUM, NULL, -1, "Coupon 9: “Smallest basket” is negative." },
  { build_fixed, COUPON_CODE, "خصم-2026_A", 0, NULL },
  { build_fixed, COUPON_CODE, "WARD 25", 0, "Coupon 9: “Code” has a space in it." },
  { build_fixed, COUPON_CODE, "WARD\n", 0, "Coupon 9: “Code” has a space in it." },
  { build_fixed, COUPON_CODE, "", 0, "Coupon 9: “Code” is missing." },
  { build_fixed, COUPON_CODE, NULL, NOTHING, "Coupon 9: “Code” is missing." },
  { build_fixed, COUPON_START, NULL, NOTHING, NULL },
  { build_fixed, COUPON_START, NULL, 20 * DAY - 1, NULL },
  { build_fixed, COUPON_START, NULL, 20 * DAY, "Coupon 9: “Expires” is not after the beginning." },
  { build_fixed, COUPON_EXPIRY, NULL, NOTHING, "Coupon 9: “Expires” is missing." },
  { build_fixed, COUPON_USAGE_LIMIT, NULL, 0, NULL },
  { build_fixed, COUPON_USAGE_LIMIT, NULL, -1, "Coupon 9: “Usage limit” is negative." },
  { build_fixed, COUPON_USAGE_LIMIT_PER_USER, NULL, -1, "Coupon 9: “Usage limit per customer” is negative." },
  { build_group, COUPON_GROUP_SUFFIX, "عيدكم", 0, NULL },
  { build_group, COUPON_GROUP_SUFFIX, "عيدكمم", 0,
    "Coupon 9: “Suffix of the codes” is longer than 5 letters or has a digit or a space in it." },
  { build_group, COUPON_GROUP_SUFFIX, "EID7", 0,
    "Coupon 9: “Suffix of the codes” is longer than 5 letters or has a digit or a space in it." },
  { build_group, COUPON_GROUP_SUFFIX, "عيد٧", 0,
    "Coupon 9: “Suffix of the codes” is longer than 5 letters or has a digit or a space in it." },
  { build_group, COUPON_GROUP_SUFFIX, "E D", 0,
    "Coupon 9: “Suffix of the codes” is longer than 5 letters or has a digit or a space in it." },
  { build_group, COUPON_GROUP_SUFFIX, NULL, NOTHING, "Coupon 9: “Suffix of the codes” is missing." },
  { build_group, COUPON_GROUP_NAME, NULL, NOTHING, "Coupon 9: “Name of the group” is missing." },
  { build_group, COUPON_GROUP_COUNT, NULL, NOTHING, "Coupon 9: “Codes in the group” is missing." },
  { build_group, COUPON_GROUP_COUNT, NULL, -1, "Coupon 9: “Codes in the group” is negative." },
  { build_group, COUPON_CODE, "EID", 0, "Coupon 9: “Code” does not go with the kind of the coupon." },
  { build_marketing, COUPON_MARKETING_PERCENT, NULL, 10000, NULL },
  { build_marketing, COUPON_MARKETING_PERCENT, NULL, 10001,
    "Coupon 9: “Commission in percent” is not between 0 and 100 percent." },
  { build_marketing, COUPON_MARKETING_AMOUNT, NULL, 100,
    "Coupon 9: “Commission” does not go with the kind of the coupon." },
  { build_marketing, COUPON_MARKETING_NAME, "", 0, "Coupon 9: “Marketer” is missing." },
  { build_marketing, COUPON_MARKETING_TYPE, NULL, NOTHING, "Coupon 9: “Kind of commission” is missing." },
  { build_marketing, COUPON_MARKETING_TYPE, "fixed", 0, "Coupon 9: “Commission” is missing." },
  { build_marketing, COUPON_MARKETING_MAXIMUM, NULL, -1, "Coupon 9: “Commission at most” is negative." },
  { build_fixed, COUPON_MARKETING_NAME, "", 0, NULL },
};

static void
assert_message (NomoRecordBuilder *builder, const char *message)
{
  g_autoptr (NomoRecord) coupon = nomo_builder_end (builder);
  g_autoptr (GError) error = NULL;

  nomo_record_validate (coupon, &error);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, message);
  if (message != NULL)
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
}

static void
test_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoRecordBuilder *builder = cases[i].build ();

    if (cases[i].number == NOTHING)
      nomo_builder_set_null (builder, cases[i].field);
    else if (cases[i].text != NULL)
      nomo_builder_set_text (builder, cases[i].field, cases[i].text);
    else
      nomo_builder_set_int (builder, cases[i].field, cases[i].number);
    assert_message (builder, cases[i].message);
  }
}

static void
test_targets (void)
{
  NomoRecordBuilder *builder = build_fixed ();
  g_autoptr (NomoRecord) coupon = NULL;
  NomoCouponTarget target;
  gint64 id;

  for (guint i = 0; i < COUPON_N_TARGETS; i++)
    nomo_coupon_add_target (builder, i, G_GINT64_CONSTANT (19378402502) + i);
  coupon = nomo_builder_end (builder);
  g_assert_true (nomo_record_validate (coupon, NULL));
  g_assert_cmpstr (nomo_record_part_text (coupon, COUPON_PART_TARGETS, 0, COUPON_TARGET), ==,
                   "include_product:19378402502");
  for (guint i = 0; i < COUPON_N_TARGETS; i++) {
    g_assert_true (nomo_coupon_get_target (coupon, i, &target, &id));
    g_assert_cmpint (target, ==, i);
    g_assert_cmpint (id, ==, G_GINT64_CONSTANT (19378402502) + i);
  }
}

static void
test_bad_targets (void)
{
  static const char *const texts[] = {
    "",
    "include_product",
    "include_product:",
    "include_product:0",
    "include_product:-1",
    "include_product:1x",
    "include_product:99999999999999999999",
    "include:1",
    "include_products:1",
    ":1",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    NomoRecordBuilder *builder = build_fixed ();

    nomo_builder_add_part (builder, COUPON_PART_TARGETS);
    nomo_builder_part_text (builder, COUPON_PART_TARGETS, COUPON_TARGET, texts[i]);
    assert_message (builder, "Coupon 9: “Applies to” holds something that is no target of a coupon.");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coupon/rules", test_rules);
  g_test_add_func ("/coupon/targets", test_targets);
  g_test_add_func ("/coupon/targets/bad", test_bad_targets);
  return g_test_run ();
}
