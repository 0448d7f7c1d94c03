#include "nomo-order-profit.h"
#include "nomo-order.h"
#include "nomo-percent.h"

#define UNKNOWN G_MININT64

/* Two shirts and a bag, 200.00 without VAT; shipping 20.00; VAT 33.00. A shirt costs 30.00 and a bag 50.00, so that 90.00 are
 * left. Of the third product no cost is known. */
enum { SHIRT = 1, BAG, BEADS };

static NomoRecordBuilder *
build (gint64 second)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, 25300);
  nomo_builder_set_int (builder, ORDER_TAX, 3300);
  nomo_builder_set_int (builder, ORDER_SHIPPING, 2000);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 25300);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, SHIRT);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 2);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, 13800);
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  if (second > 0)
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, second);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, 9200);
  return builder;
}

static gboolean
cost_of (gint64 product, gpointer data, gint64 *cost)
{
  *cost = product == SHIRT ? 3000 : 5000;
  return product != BEADS;
}

static void
assert_profit (NomoRecordBuilder *builder, int margin, gint64 expected)
{
  g_autoptr (NomoRecord) order = nomo_builder_end (builder);
  gint64 profit = 0;
  gboolean known = nomo_order_profit (order, cost_of, NULL, margin, &profit);

  g_assert_cmpint (known ? profit : UNKNOWN, ==, expected);
}

static void
test_goods (void)
{
  NomoRecordBuilder *builder = build (BAG);

  assert_profit (builder, NOMO_PERCENT_UNKNOWN, 9000);
  assert_profit (build (BAG), 2500, 9000);

  /* A fee of 10.00 that the carrier takes. */
  builder = build (BAG);
  nomo_builder_set_int (builder, ORDER_TOTAL, 26450);
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 26450);
  nomo_builder_set_int (builder, ORDER_TAX, 3450);
  nomo_builder_set_int (builder, ORDER_COD_FEE, 1000);
  assert_profit (builder, NOMO_PERCENT_UNKNOWN, 9000);

  /* 40.00 off. */
  builder = build (BAG);
  nomo_builder_set_int (builder, ORDER_TOTAL, 20700);
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 20700);
  nomo_builder_set_int (builder, ORDER_TAX, 2700);
  nomo_builder_set_int (builder, ORDER_DISCOUNT, 4000);
  assert_profit (builder, NOMO_PERCENT_UNKNOWN, 5000);

  /* Given away: what it cost is lost. */
  builder = build (BAG);
  nomo_builder_set_int (builder, ORDER_TOTAL, 0);
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 0);
  nomo_builder_set_int (builder, ORDER_TAX, 0);
  nomo_builder_set_int (builder, ORDER_SHIPPING, 0);
  assert_profit (builder, NOMO_PERCENT_UNKNOWN, -11000);
}

/* A fifth back is 44.00 without VAT. */
static void
test_refund (void)
{
  static const gint64 refunded[] = { 5060, 25300, 30000, -1 };
  static const gint64 expected[] = { 4600, 0, 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (refunded); i++) {
    NomoRecordBuilder *builder = build (BAG);

    nomo_builder_set_int (builder, ORDER_REFUNDED, 1);
    if (refunded[i] >= 0)
      nomo_builder_set_int (builder, ORDER_REFUNDED_AMOUNT, refunded[i]);
    assert_profit (builder, NOMO_PERCENT_UNKNOWN, expected[i]);
  }
}

/* 92.00 of 230.00 were paid for the second item. Of the net 120.00 are the shirts', which cost 60.00; of the total 101.20 are
 * the other's, and a quarter of that is 25.30. */
static void
test_no_cost (void)
{
  NomoRecordBuilder *builder = NULL;

  assert_profit (build (BEADS), NOMO_PERCENT_UNKNOWN, UNKNOWN);
  assert_profit (build (0), NOMO_PERCENT_UNKNOWN, UNKNOWN);
  assert_profit (build (BEADS), 2500, 8530);
  assert_profit (build (0), 2500, 8530);
  assert_profit (build (BEADS), 0, 6000);

  /* With a fifth back, the shirts have 93.60 (60 % of 156.00), and the other a quarter of 80.96 (40 % of 202.40). */
  builder = build (BEADS);
  nomo_builder_set_int (builder, ORDER_REFUNDED, 1);
  nomo_builder_set_int (builder, ORDER_REFUNDED_AMOUNT, 5060);
  assert_profit (builder, 2500, 9360 + 2024 - 6000);
}

static void
test_no_details (void)
{
  NomoRecordBuilder *builder = build (BAG);

  nomo_builder_set_int (builder, ORDER_DETAILED, 0);
  assert_profit (builder, NOMO_PERCENT_UNKNOWN, UNKNOWN);
  builder = build (BAG);
  nomo_builder_set_int (builder, ORDER_DETAILED, 0);
  assert_profit (builder, 2500, 6325);
  builder = build (BAG);
  nomo_builder_clear_part (builder, ORDER_PART_ITEMS);
  assert_profit (builder, 2500, 6325);
}

/* At 3.75: the goods are costs in riyals, whatever they were sold in. */
static void
test_other_currency (void)
{
  NomoRecordBuilder *builder = build (BAG);

  nomo_builder_set_text (builder, ORDER_CURRENCY, "USD");
  nomo_builder_set_text (builder, ORDER_RATE, "3.75");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 94875);
  assert_profit (builder, NOMO_PERCENT_UNKNOWN, 75000 - 11000);
  builder = build (BAG);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "USD");
  nomo_builder_set_null (builder, ORDER_TOTAL_SHOP);
  assert_profit (builder, 2500, UNKNOWN);
}

/* What nobody can have meant ends in no sum. */
static void
test_too_large (void)
{
  NomoRecordBuilder *builder = build (BAG);

  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, BAG);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, G_MAXINT64 / 2);
  assert_profit (builder, NOMO_PERCENT_UNKNOWN, UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order-profit/goods", test_goods);
  g_test_add_func ("/order-profit/refund", test_refund);
  g_test_add_func ("/order-profit/no-cost", test_no_cost);
  g_test_add_func ("/order-profit/no-details", test_no_details);
  g_test_add_func ("/order-profit/other-currency", test_other_currency);
  g_test_add_func ("/order-profit/too-large", test_too_large);
  return g_test_run ();
}
