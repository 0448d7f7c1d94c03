#include "nomo-coupon-trial.h"
#include "nomo-coupon.h"
#include "nomo-order.h"

/* An order of two goods, 200.00 and 30.00 with VAT, and shipping for 23.00: 253.00, of which 33.00 are VAT. */
enum { SHIRT = 1, BAG = 2, STRANGER = 9 };
enum { CLOTHES = 11, SHIRTS = 12, BAGS = 13 };
enum { BRAND = 21, OTHER_BRAND = 22 };
enum { LOYAL = 31, WHOLESALE = 32 };
enum { HIND = 41, SAAD = 42, NOBODY = 49 };
enum { CARRIER = 51, OTHER_CARRIER = 52 };

#define BASKET   23000
#define TOTAL    25300
#define TAX      3300
#define SHIPPING 2000 /* without VAT */

static const NomoTrialProduct *
find_product (gint64 id, gpointer data)
{
  static const gint64 of_shirt[] = { SHIRTS, CLOTHES };
  static const gint64 of_bag[] = { BAGS };
  static const NomoTrialProduct shirt = { of_shirt, 2, BRAND, FALSE };
  static const NomoTrialProduct bag = { of_bag, 1, 0, TRUE };

  return id == SHIRT ? &shirt : id == BAG ? &bag : NULL;
}

static const NomoTrialCustomer *
find_customer (gint64 id, gpointer data)
{
  static const gint64 groups[] = { LOYAL };
  static const NomoTrialCustomer hind = { groups, 1, "Hind@Example.org" };
  static const NomoTrialCustomer saad = { NULL, 0, NULL };

  return id == HIND ? &hind : id == SAAD ? &saad : NULL;
}

static const NomoTrialLookups lookups = { find_product, find_customer, NULL };

static void
add_item (NomoRecordBuilder *builder, gint64 product, gint64 total)
{
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, product);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, total);
}

static NomoRecordBuilder *
build_order (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_text (builder, ORDER_PAYMENT, "mada");
  nomo_builder_set_int (builder, ORDER_TOTAL, TOTAL);
  nomo_builder_set_int (builder, ORDER_TAX, TAX);
  nomo_builder_set_int (builder, ORDER_SHIPPING, SHIPPING);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, TOTAL);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, HIND);
  nomo_builder_set_int (builder, ORDER_SHIPPING_COMPANY, CARRIER);
  nomo_builder_set_text (builder, ORDER_CHANNEL, "mobile");
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  add_item (builder, SHIRT, 20000);
  add_item (builder, BAG, 3000);
  return builder;
}

static void
set_money (NomoRecordBuilder *builder, gint64 total, gint64 tax)
{
  nomo_builder_set_int (builder, ORDER_TOTAL, total);
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, total);
  nomo_builder_set_int (builder, ORDER_TAX, tax);
}

static void
add_discount (NomoRecordBuilder *builder, const char *type, const char *code, gint64 net)
{
  nomo_builder_add_part (builder, ORDER_PART_DISCOUNTS);
  nomo_builder_part_text (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_TYPE, type);
  nomo_builder_part_text (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_CODE, code);
  nomo_builder_part_int (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_AMOUNT, net);
}

static NomoRecordBuilder *
build_coupon (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 2);

  nomo_builder_set_text (builder, COUPON_CODE, "WARD");
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  return builder;
}

static NomoRecordBuilder *
build_percentage (gint64 hundredths)
{
  NomoRecordBuilder *builder = build_coupon ();

  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, hundredths);
  return builder;
}

static NomoRecordBuilder *
build_fixed (gint64 amount)
{
  NomoRecordBuilder *builder = build_coupon ();

  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, amount);
  return builder;
}

/* A tenth off. */
static NomoRecordBuilder *
build_tenth (NomoCouponTarget target, gint64 id)
{
  NomoRecordBuilder *builder = build_percentage (1000);

  nomo_coupon_add_target (builder, target, id);
  return builder;
}

static NomoTrialVerdict
judge (NomoRecordBuilder *coupon_builder, NomoRecordBuilder *order_builder, NomoTrialEffect *effect)
{
  g_autoptr (NomoRecord) coupon = nomo_builder_end (coupon_builder);
  g_autoptr (NomoRecord) order = nomo_builder_end (order_builder);
  g_autoptr (NomoCouponTrial) trial = nomo_coupon_trial_new (coupon, &lookups);

  return nomo_coupon_trial_judge (trial, order, effect);
}

static void
assert_discount (NomoRecordBuilder *coupon, NomoRecordBuilder *order, gint64 discount)
{
  NomoTrialEffect effect;

  g_assert_cmpint (judge (coupon, order, &effect), ==, NOMO_TRIAL_TOUCHED);
  g_assert_cmpint (effect.discount, ==, discount);
}

static void
assert_verdict (NomoRecordBuilder *coupon, NomoRecordBuilder *order, NomoTrialVerdict verdict)
{
  NomoTrialEffect effect;

  g_assert_cmpint (judge (coupon, order, &effect), ==, verdict);
  g_assert_true (verdict == NOMO_TRIAL_TOUCHED || (effect.after == effect.before && effect.discount == 0));
}

/* A tenth of the basket and nothing of the shipping; a seventh and a bit is rounded; what was paid and its VAT fall. */
static void
test_percentage (void)
{
  NomoTrialEffect effect;

  g_assert_cmpint (judge (build_percentage (1000), build_order (), &effect), ==, NOMO_TRIAL_TOUCHED);
  g_assert_cmpint (effect.basket, ==, BASKET);
  g_assert_cmpint (effect.eligible, ==, BASKET);
  g_assert_cmpint (effect.discount, ==, 2300);
  g_assert_cmpint (effect.shipping, ==, 0);
  g_assert_cmpint (effect.replaced, ==, 0);
  g_assert_cmpint (effect.before, ==, TOTAL);
  g_assert_cmpint (effect.after, ==, 23000);
  g_assert_cmpint (effect.vat_before, ==, TAX);
  g_assert_cmpint (effect.vat_after, ==, 3000);

  /* 23000 × 14.29 % = 3286.7; 23000 × 0.15 % = 34.5. */
  assert_discount (build_percentage (1429), build_order (), 3287);
  assert_discount (build_percentage (15), build_order (), 35);
  assert_discount (build_percentage (10000), build_order (), BASKET);
  assert_verdict (build_percentage (0), build_order (), NOMO_TRIAL_LEFT);
}

static void
test_maximum (void)
{
  static const gint64 maxima[] = { 0, 2299, 2300, 2301 };
  static const gint64 expected[] = { 2300, 2299, 2300, 2300 };

  for (guint i = 0; i < G_N_ELEMENTS (maxima); i++) {
    NomoRecordBuilder *builder = build_percentage (1000);

    nomo_builder_set_int (builder, COUPON_MAXIMUM, maxima[i]);
    assert_discount (builder, build_order (), expected[i]);
  }
}

/* Never more than the goods it is for, shipping is not touched. */
static void
test_fixed (void)
{
  assert_discount (build_fixed (1), build_order (), 1);
  assert_discount (build_fixed (BASKET), build_order (), BASKET);
  assert_discount (build_fixed (BASKET + 1), build_order (), BASKET);
  assert_verdict (build_fixed (0), build_order (), NOMO_TRIAL_LEFT);

  NomoRecordBuilder *builder = build_fixed (100000);

  nomo_coupon_add_target (builder, COUPON_INCLUDE_PRODUCT, BAG);
  assert_discount (builder, build_order (), 3000);
}

/* All goods count, also those it is not for; shipping does not. */
static void
test_minimum (void)
{
  static const gint64 minima[] = { BASKET - 1, BASKET, BASKET + 1 };
  static const NomoTrialVerdict verdicts[] = { NOMO_TRIAL_TOUCHED, NOMO_TRIAL_TOUCHED, NOMO_TRIAL_LEFT };

  for (guint i = 0; i < G_N_ELEMENTS (minima); i++) {
    NomoRecordBuilder *builder = build_tenth (COUPON_INCLUDE_PRODUCT, BAG);

    nomo_builder_set_int (builder, COUPON_MINIMUM, minima[i]);
    assert_verdict (builder, build_order (), verdicts[i]);
  }
}

static void
test_targets (void)
{
  static const struct {
    NomoCouponTarget target;
    gint64 id;
    gint64 discount; /* 0 when the order stays as it was */
  } cases[] = {
    { COUPON_INCLUDE_PRODUCT, SHIRT, 2000 },          { COUPON_INCLUDE_PRODUCT, STRANGER, 0 },
    { COUPON_EXCLUDE_PRODUCT, SHIRT, 300 },           { COUPON_INCLUDE_CATEGORY, SHIRTS, 2000 },
    { COUPON_INCLUDE_CATEGORY, CLOTHES, 2000 },       { COUPON_INCLUDE_CATEGORY, BAGS, 300 },
    { COUPON_EXCLUDE_CATEGORY, CLOTHES, 300 },        { COUPON_EXCLUDE_BRAND, BRAND, 300 },
    { COUPON_EXCLUDE_BRAND, OTHER_BRAND, 2300 },      { COUPON_INCLUDE_GROUP, LOYAL, 2300 },
    { COUPON_INCLUDE_GROUP, WHOLESALE, 0 },           { COUPON_EXCLUDE_GROUP, LOYAL, 0 },
    { COUPON_EXCLUDE_GROUP, WHOLESALE, 2300 },        { COUPON_EXCLUDE_SHIPPING, CARRIER, 0 },
    { COUPON_EXCLUDE_SHIPPING, OTHER_CARRIER, 2300 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoTrialEffect effect;
    NomoTrialVerdict verdict = judge (build_tenth (cases[i].target, cases[i].id), build_order (), &effect);

    g_test_message ("%u", i);
    g_assert_cmpint (verdict, ==, cases[i].discount > 0 ? NOMO_TRIAL_TOUCHED : NOMO_TRIAL_LEFT);
    g_assert_cmpint (effect.discount, ==, cases[i].discount);
  }
}

/* Products and categories add up; what is excluded stays out whatever names it. */
static void
test_targets_together (void)
{
  NomoRecordBuilder *builder = build_tenth (COUPON_INCLUDE_PRODUCT, BAG);

  nomo_coupon_add_target (builder, COUPON_INCLUDE_CATEGORY, SHIRTS);
  assert_discount (builder, build_order (), 2300);

  builder = build_tenth (COUPON_INCLUDE_PRODUCT, SHIRT);
  nomo_coupon_add_target (builder, COUPON_INCLUDE_PRODUCT, BAG);
  nomo_coupon_add_target (builder, COUPON_EXCLUDE_CATEGORY, CLOTHES);
  assert_discount (builder, build_order (), 300);

  /* Without goods there is no free shipping either. */
  builder = build_tenth (COUPON_EXCLUDE_PRODUCT, SHIRT);
  nomo_coupon_add_target (builder, COUPON_EXCLUDE_PRODUCT, BAG);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  assert_verdict (builder, build_order (), NOMO_TRIAL_LEFT);
}

/* The bag is reduced now. What the order says of its items counts more. */
static void
test_reduced (void)
{
  NomoRecordBuilder *coupon = build_percentage (1000);
  NomoRecordBuilder *order = build_order ();

  nomo_builder_set_int (coupon, COUPON_EXCLUDE_SALE, 1);
  assert_discount (coupon, build_order (), 2000);

  coupon = build_percentage (1000);
  nomo_builder_set_int (coupon, COUPON_EXCLUDE_SALE, 1);
  nomo_builder_clear_part (order, ORDER_PART_ITEMS);
  add_item (order, SHIRT, 20000);
  nomo_builder_part_int (order, ORDER_PART_ITEMS, ORDER_ITEM_REDUCED, 1);
  add_item (order, BAG, 3000);
  nomo_builder_part_int (order, ORDER_PART_ITEMS, ORDER_ITEM_REDUCED, 0);
  assert_discount (coupon, order, 300);
}

/* 23.00 were paid for shipping. */
static void
test_free_shipping (void)
{
  NomoRecordBuilder *builder = build_fixed (0);
  NomoRecordBuilder *order = build_order ();
  NomoTrialEffect effect;

  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  g_assert_cmpint (judge (builder, build_order (), &effect), ==, NOMO_TRIAL_TOUCHED);
  g_assert_cmpint (effect.shipping, ==, 2300);
  g_assert_cmpint (effect.discount, ==, 0);
  g_assert_cmpint (effect.after, ==, BASKET);
  g_assert_cmpint (effect.vat_after, ==, 3000);

  builder = build_fixed (0);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  nomo_builder_set_int (order, ORDER_SHIPPING, 0);
  assert_verdict (builder, order, NOMO_TRIAL_LEFT);

  builder = build_percentage (10000);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  g_assert_cmpint (judge (builder, build_order (), &effect), ==, NOMO_TRIAL_TOUCHED);
  g_assert_cmpint (effect.after, ==, 0);
  g_assert_cmpint (effect.vat_after, ==, 0);
}

/* 23.00 with VAT were off by another coupon, so that 230.00 were paid. */
static void
test_replaced (void)
{
  NomoRecordBuilder *order = build_order ();
  NomoTrialEffect effect;

  set_money (order, 23000, 3000);
  add_discount (order, "normal", "OTHER", 2000);
  g_assert_cmpint (judge (build_fixed (500), order, &effect), ==, NOMO_TRIAL_TOUCHED);
  g_assert_cmpint (effect.replaced, ==, 2300);
  g_assert_cmpint (effect.discount, ==, 500);
  g_assert_cmpint (effect.after, ==, 24800);
  g_assert_cmpint (effect.vat_after, ==, 3235);

  /* An order that it leaves keeps its own. */
  order = build_order ();
  set_money (order, 23000, 3000);
  add_discount (order, "normal", "OTHER", 2000);
  g_assert_cmpint (judge (build_fixed (0), order, &effect), ==, NOMO_TRIAL_LEFT);
  g_assert_cmpint (effect.replaced, ==, 0);
  g_assert_cmpint (effect.after, ==, 23000);

  /* A prize is no coupon. */
  order = build_order ();
  set_money (order, 23000, 3000);
  add_discount (order, "loyalty_prize", "مكافأة", 2000);
  g_assert_cmpint (judge (build_fixed (500), order, &effect), ==, NOMO_TRIAL_TOUCHED);
  g_assert_cmpint (effect.replaced, ==, 0);
  g_assert_cmpint (effect.after, ==, 22500);
}

/* Offers took all but 10.00: no more than that is taken off. */
static void
test_offers (void)
{
  NomoRecordBuilder *order = build_order ();
  NomoRecordBuilder *coupon = build_fixed (2000);

  add_discount (order, "special", "عرض", 1000);
  assert_verdict (build_fixed (2000), order, NOMO_TRIAL_LEFT);

  order = build_order ();
  set_money (order, 1000, 130);
  nomo_builder_set_int (order, ORDER_SHIPPING, 0);
  add_discount (order, "special", "عرض", 20000);
  nomo_builder_set_int (coupon, COUPON_WITH_OFFERS, 1);
  assert_discount (coupon, order, 1000);
}

static void
test_payment (void)
{
  static const char *const paid[] = { "mada", "cod", "camel_wallet", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (paid); i++) {
    NomoRecordBuilder *coupon = build_percentage (1000);
    NomoRecordBuilder *order = build_order ();

    nomo_builder_add_part (coupon, COUPON_PART_PAYMENT_METHODS);
    nomo_builder_part_text (coupon, COUPON_PART_PAYMENT_METHODS, COUPON_PAYMENT_METHOD, "mada");
    nomo_builder_set_text (order, ORDER_PAYMENT, paid[i]);
    assert_verdict (coupon, order, i == 0 ? NOMO_TRIAL_TOUCHED : NOMO_TRIAL_LEFT);
  }
}

static void
test_place (void)
{
  static const struct {
    const char *place;
    const char *channel;
    NomoTrialVerdict verdict;
  } cases[] = {
    { "all", NULL, NOMO_TRIAL_TOUCHED },         { "web", "desktop", NOMO_TRIAL_TOUCHED },
    { "web", "mobile-app", NOMO_TRIAL_LEFT },    { "web", "mahly-app", NOMO_TRIAL_LEFT },
    { "app", "mobile-app", NOMO_TRIAL_TOUCHED }, { "app", "mobile", NOMO_TRIAL_LEFT },
    { "app", "mahly-app", NOMO_TRIAL_LEFT },     { "app", NULL, NOMO_TRIAL_UNKNOWN },
    { "web", NULL, NOMO_TRIAL_UNKNOWN },         { NULL, NULL, NOMO_TRIAL_TOUCHED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoRecordBuilder *coupon = build_percentage (1000);
    NomoRecordBuilder *order = build_order ();

    nomo_builder_set_text (coupon, COUPON_APPLIED_IN, cases[i].place);
    nomo_builder_set_text (order, ORDER_CHANNEL, cases[i].channel);
    assert_verdict (coupon, order, cases[i].verdict);
  }
}

static void
test_customers (void)
{
  static const gint64 customers[] = { HIND, SAAD, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (customers); i++) {
    NomoRecordBuilder *coupon = build_percentage (1000);
    NomoRecordBuilder *order = build_order ();

    nomo_builder_add_part (coupon, COUPON_PART_CUSTOMERS);
    nomo_builder_part_int (coupon, COUPON_PART_CUSTOMERS, COUPON_CUSTOMER, HIND);
    nomo_builder_set_int (order, ORDER_CUSTOMER_ID, customers[i]);
    assert_verdict (coupon, order, i == 0 ? NOMO_TRIAL_TOUCHED : NOMO_TRIAL_LEFT);
  }
}

static void
test_domain (void)
{
  static const struct {
    const char *domain;
    gint64 customer;
    const char *email;
    NomoTrialVerdict verdict;
  } cases[] = {
    { "example.org", HIND, NULL, NOMO_TRIAL_TOUCHED },
    { "@EXAMPLE.org", HIND, NULL, NOMO_TRIAL_TOUCHED },
    { "ample.org", HIND, NULL, NOMO_TRIAL_LEFT },
    { "example.org", HIND, "hind@sub.example.org", NOMO_TRIAL_LEFT },
    { "sub.example.org", HIND, "hind@sub.example.org", NOMO_TRIAL_TOUCHED },
    { "example.org", SAAD, NULL, NOMO_TRIAL_LEFT },
    { "example.org", SAAD, "saad@example.org", NOMO_TRIAL_TOUCHED },
    { "example.org", 0, NULL, NOMO_TRIAL_LEFT },
    { " ", SAAD, NULL, NOMO_TRIAL_TOUCHED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoRecordBuilder *coupon = build_percentage (1000);
    NomoRecordBuilder *order = build_order ();

    nomo_builder_set_text (coupon, COUPON_BENEFICIARY_DOMAIN, cases[i].domain);
    nomo_builder_set_int (order, ORDER_CUSTOMER_ID, cases[i].customer);
    nomo_builder_set_text (order, ORDER_CUSTOMER_EMAIL, cases[i].email);
    g_test_message ("%u", i);
    assert_verdict (coupon, order, cases[i].verdict);
  }
}

/* Tries one coupon on orders of these customers; a minus says that its details are not known, and 0 is a guest. */
static void
assert_uses (NomoRecordBuilder *coupon_builder, const gint64 *customers, const char *expected)
{
  g_autoptr (NomoRecord) coupon = nomo_builder_end (coupon_builder);
  g_autoptr (NomoCouponTrial) trial = nomo_coupon_trial_new (coupon, &lookups);
  g_autoptr (GString) found = g_string_new (NULL);

  for (gsize i = 0; expected[i] != '\0'; i++) {
    NomoRecordBuilder *builder = build_order ();
    g_autoptr (NomoRecord) order = NULL;
    NomoTrialEffect effect;

    nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, ABS (customers[i]));
    nomo_builder_set_int (builder, ORDER_DETAILED, customers[i] >= 0);
    order = nomo_builder_end (builder);
    g_string_append_c (found, "?-+"[nomo_coupon_trial_judge (trial, order, &effect)]);
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_usage_limits (void)
{
  static const gint64 some[] = { HIND, HIND, SAAD, -SAAD, 0, 0, HIND, SAAD, SAAD };
  NomoRecordBuilder *builder = build_fixed (100);

  assert_uses (builder, some, "+++?+++++");

  builder = build_fixed (100);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, 4);
  assert_uses (builder, some, "+++?+----");

  builder = build_fixed (100);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT_PER_USER, 1);
  assert_uses (builder, some, "+-+?++---");

  builder = build_fixed (100);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT_PER_USER, 2);
  assert_uses (builder, some, "+++?++-+-");

  /* Each code of a group may be used so often. */
  builder = build_fixed (100);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, 1);
  nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
  nomo_builder_set_int (builder, COUPON_GROUP_COUNT, 3);
  assert_uses (builder, some, "+++?-----");
}

/* An order for which nothing was paid for shipping uses free shipping not up. */
static void
test_nothing_used (void)
{
  NomoRecordBuilder *builder = build_fixed (0);
  g_autoptr (NomoRecord) coupon = NULL;
  g_autoptr (NomoCouponTrial) trial = NULL;
  NomoTrialEffect effect;

  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, 1);
  coupon = nomo_builder_end (builder);
  trial = nomo_coupon_trial_new (coupon, &lookups);
  for (guint i = 0; i < 3; i++) {
    NomoRecordBuilder *order_builder = build_order ();
    g_autoptr (NomoRecord) order = NULL;

    nomo_builder_set_int (order_builder, ORDER_SHIPPING, i == 0 ? 0 : SHIPPING);
    order = nomo_builder_end (order_builder);
    g_assert_cmpint (nomo_coupon_trial_judge (trial, order, &effect), ==,
                     i == 1 ? NOMO_TRIAL_TOUCHED : NOMO_TRIAL_LEFT);
  }
}

static void
test_unknown (void)
{
  NomoRecordBuilder *order = build_order ();

  nomo_builder_set_int (order, ORDER_DETAILED, 0);
  assert_verdict (build_fixed (1), order, NOMO_TRIAL_UNKNOWN);

  order = build_order ();
  nomo_builder_set_null (order, ORDER_TOTAL_SHOP);
  assert_verdict (build_fixed (1), order, NOMO_TRIAL_UNKNOWN);

  order = build_order ();
  nomo_builder_clear_part (order, ORDER_PART_ITEMS);
  assert_verdict (build_fixed (1), order, NOMO_TRIAL_UNKNOWN);

  /* The coupon is of a shop with another currency. */
  order = build_order ();
  nomo_builder_set_text (order, ORDER_CURRENCY, "KWD");
  nomo_builder_set_text (order, ORDER_SHOP_CURRENCY, "KWD");
  assert_verdict (build_fixed (1), order, NOMO_TRIAL_UNKNOWN);

  order = build_order ();
  nomo_builder_set_null (order, ORDER_SHIPPING_COMPANY);
  assert_verdict (build_tenth (COUPON_EXCLUDE_SHIPPING, CARRIER), order, NOMO_TRIAL_UNKNOWN);

  order = build_order ();
  nomo_builder_set_int (order, ORDER_CUSTOMER_ID, NOBODY);
  assert_verdict (build_tenth (COUPON_EXCLUDE_GROUP, LOYAL), order, NOMO_TRIAL_UNKNOWN);

  /* A guest is in no group. */
  order = build_order ();
  nomo_builder_set_null (order, ORDER_CUSTOMER_ID);
  assert_verdict (build_tenth (COUPON_EXCLUDE_GROUP, LOYAL), order, NOMO_TRIAL_TOUCHED);
  order = build_order ();
  nomo_builder_set_null (order, ORDER_CUSTOMER_ID);
  assert_verdict (build_tenth (COUPON_INCLUDE_GROUP, LOYAL), order, NOMO_TRIAL_LEFT);
}

/* A product that nobody knows matters only to a coupon that asks for it, and to none that does not apply anyway. */
static void
test_unknown_items (void)
{
  static const gint64 strangers[] = { STRANGER, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++) {
    NomoRecordBuilder *order = build_order ();
    NomoRecordBuilder *coupon = build_percentage (1000);

    add_item (order, strangers[i], 1000);
    assert_discount (build_percentage (1000), order, 2400);

    order = build_order ();
    add_item (order, strangers[i], 1000);
    assert_verdict (build_tenth (COUPON_EXCLUDE_BRAND, BRAND), order, NOMO_TRIAL_UNKNOWN);

    order = build_order ();
    add_item (order, strangers[i], 1000);
    nomo_builder_set_int (coupon, COUPON_EXCLUDE_SALE, 1);
    assert_verdict (coupon, order, NOMO_TRIAL_UNKNOWN);

    order = build_order ();
    add_item (order, strangers[i], 1000);
    coupon = build_tenth (COUPON_EXCLUDE_BRAND, BRAND);
    nomo_builder_set_int (coupon, COUPON_MINIMUM, BASKET + 1001);
    assert_verdict (coupon, order, NOMO_TRIAL_LEFT);
  }
}

/* 7.000 dinars are 85.47 riyals; a dinar is 12.21. Half of the goods' 61.05 is 30.525. */
static void
test_other_currency (void)
{
  NomoRecordBuilder *order = build_order ();
  NomoTrialEffect effect;

  nomo_builder_set_text (order, ORDER_CURRENCY, "KWD");
  nomo_builder_set_text (order, ORDER_RATE, "12.21");
  nomo_builder_set_int (order, ORDER_TOTAL, 7000);
  nomo_builder_set_int (order, ORDER_TOTAL_SHOP, 8547);
  nomo_builder_set_int (order, ORDER_TAX, 913);
  nomo_builder_set_int (order, ORDER_SHIPPING, 1739);
  nomo_builder_clear_part (order, ORDER_PART_ITEMS);
  add_item (order, BAG, 5000);
  g_assert_cmpint (judge (build_percentage (5000), order, &effect), ==, NOMO_TRIAL_TOUCHED);
  g_assert_cmpint (effect.basket, ==, 6105);
  g_assert_cmpint (effect.discount, ==, 3053);
  g_assert_cmpint (effect.after, ==, 5494);
  g_assert_cmpint (effect.vat_before, ==, 1115);
  g_assert_cmpint (effect.vat_after, ==, 717);
}

/* Nothing was paid, or for nothing; what cannot be added up is not known. */
static void
test_extremes (void)
{
  NomoRecordBuilder *order = build_order ();

  set_money (order, 0, 0);
  add_discount (order, "normal", "ALL", 20000);
  assert_verdict (build_fixed (100), order, NOMO_TRIAL_LEFT);

  order = build_order ();
  nomo_builder_clear_part (order, ORDER_PART_ITEMS);
  add_item (order, BAG, 0);
  assert_verdict (build_fixed (100), order, NOMO_TRIAL_LEFT);

  order = build_order ();
  add_item (order, BAG, G_MAXINT64);
  assert_verdict (build_fixed (100), order, NOMO_TRIAL_UNKNOWN);

  order = build_order ();
  add_discount (order, "normal", "A", G_MAXINT64);
  assert_verdict (build_fixed (100), order, NOMO_TRIAL_UNKNOWN);

  /* More VAT than was paid counts as no more than that. */
  order = build_order ();
  nomo_builder_set_int (order, ORDER_TAX, TOTAL * 2);
  assert_discount (build_fixed (100), order, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coupon-trial/percentage", test_percentage);
  g_test_add_func ("/coupon-trial/maximum", test_maximum);
  g_test_add_func ("/coupon-trial/fixed", test_fixed);
  g_test_add_func ("/coupon-trial/minimum", test_minimum);
  g_test_add_func ("/coupon-trial/targets", test_targets);
  g_test_add_func ("/coupon-trial/targets-together", test_targets_together);
  g_test_add_func ("/coupon-trial/reduced", test_reduced);
  g_test_add_func ("/coupon-trial/free-shipping", test_free_shipping);
  g_test_add_func ("/coupon-trial/replaced", test_replaced);
  g_test_add_func ("/coupon-trial/offers", test_offers);
  g_test_add_func ("/coupon-trial/payment", test_payment);
  g_test_add_func ("/coupon-trial/place", test_place);
  g_test_add_func ("/coupon-trial/customers", test_customers);
  g_test_add_func ("/coupon-trial/domain", test_domain);
  g_test_add_func ("/coupon-trial/usage-limits", test_usage_limits);
  g_test_add_func ("/coupon-trial/nothing-used", test_nothing_used);
  g_test_add_func ("/coupon-trial/unknown", test_unknown);
  g_test_add_func ("/coupon-trial/unknown-items", test_unknown_items);
  g_test_add_func ("/coupon-trial/other-currency", test_other_currency);
  g_test_add_func ("/coupon-trial/extremes", test_extremes);
  return g_test_run ();
}
