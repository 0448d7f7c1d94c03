#include "nomo-order.h"
#include "nomo-store-error.h"

static NomoRecordBuilder *
build (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_text (builder, ORDER_REFERENCE, "20318844");
  nomo_builder_set_int (builder, ORDER_DATE, 1000);
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, 100);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  return builder;
}

static void
test_sale (void)
{
  static const char *const not_sold[] = { "canceled", "payment_pending" };
  static const char *const sold[] = { "completed", "under_review", "refunded", "delivering", "حالة المتجر" };

  for (guint i = 0; i < G_N_ELEMENTS (not_sold) + G_N_ELEMENTS (sold); i++) {
    gboolean counts = i >= G_N_ELEMENTS (not_sold);
    NomoRecordBuilder *builder = build ();
    g_autoptr (NomoRecord) order = NULL;

    nomo_builder_set_text (builder, ORDER_STATUS, counts ? sold[i - G_N_ELEMENTS (not_sold)] : not_sold[i]);
    order = nomo_builder_end (builder);
    g_assert_cmpint (nomo_order_counts_as_sale (order), ==, counts);
  }
}

static void
test_draft_and_pending (void)
{
  static const guint fields[] = { ORDER_DRAFT, ORDER_PENDING };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    NomoRecordBuilder *builder = build ();
    g_autoptr (NomoRecord) order = NULL;

    nomo_builder_set_int (builder, fields[i], 1);
    order = nomo_builder_end (builder);
    g_assert_false (nomo_order_counts_as_sale (order));
  }
}

static void
assert_refused (NomoRecordBuilder *builder, const char *message)
{
  g_autoptr (NomoRecord) order = nomo_builder_end (builder);
  g_autoptr (GError) error = NULL;

  g_assert_false (nomo_record_validate (order, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_accepted (NomoRecordBuilder *builder)
{
  g_autoptr (NomoRecord) order = nomo_builder_end (builder);
  g_autoptr (GError) error = NULL;

  g_assert_true (nomo_record_validate (order, &error));
  g_assert_no_error (error);
}

static NomoRecordBuilder *
build_with (guint field, gint64 value)
{
  NomoRecordBuilder *builder = build ();

  nomo_builder_set_int (builder, field, value);
  return builder;
}

static NomoRecordBuilder *
build_with_item (guint field, gint64 value)
{
  NomoRecordBuilder *builder = build ();

  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, field, value);
  return builder;
}

static void
test_amounts (void)
{
  const gint64 most = G_GINT64_CONSTANT (1000000000000000);

  assert_accepted (build_with (ORDER_TOTAL, most));
  assert_accepted (build_with (ORDER_TOTAL, -most));
  assert_refused (build_with (ORDER_TOTAL, most + 1), "Order 1: “Total” is too large to be true.");
  assert_refused (build_with (ORDER_TOTAL, -most - 1), "Order 1: “Total” is too large to be true.");
  assert_refused (build_with (ORDER_SHIPPING, G_MAXINT64), "Order 1: “Shipping” is too large to be true.");
  assert_refused (build_with_item (ORDER_ITEM_PRICE, G_MININT64), "Order 1: “Price” is too large to be true.");
}

static void
test_counts (void)
{
  assert_accepted (build_with (ORDER_ITEM_COUNT, 0));
  assert_refused (build_with (ORDER_ITEM_COUNT, -1), "Order 1: “Items” is negative.");
  assert_accepted (build_with_item (ORDER_ITEM_QUANTITY, 0));
  assert_refused (build_with_item (ORDER_ITEM_QUANTITY, -1), "Order 1: “Quantity” is negative.");
}

static void
test_currency (void)
{
  static const char *const wrong[] = { "", "SA", "SARX", "sar", "ر.س" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    NomoRecordBuilder *builder = build ();

    nomo_builder_set_text (builder, ORDER_CURRENCY, wrong[i]);
    assert_refused (builder, "Order 1: “Currency” is no currency such as SAR.");
  }
}

static void
test_refund (void)
{
  NomoRecordBuilder *builder = build_with (ORDER_REFUNDED_AT, 5000);

  assert_refused (build_with (ORDER_REFUNDED_AT, 5000), "Order 1: “Refunded on” is set, but nothing was refunded.");
  assert_refused (build_with (ORDER_REFUNDED_AMOUNT, 100),
                  "Order 1: “Amount refunded” is set, but nothing was refunded.");
  nomo_builder_set_int (builder, ORDER_REFUNDED, 1);
  nomo_builder_set_int (builder, ORDER_REFUNDED_AMOUNT, 100);
  assert_accepted (builder);
  builder = build_with (ORDER_REFUNDED, 1);
  nomo_builder_set_int (builder, ORDER_REFUNDED_AMOUNT, -100);
  assert_refused (builder, "Order 1: “Amount refunded” is negative.");
}

static void
test_required (void)
{
  assert_refused (nomo_record_build (nomo_order_entity (), 1), "Order 1: “Order number” is missing.");
  assert_accepted (build ());
}

static void
test_names (void)
{
  NomoRecordBuilder *builder = build ();
  g_autoptr (NomoRecord) order = NULL;
  g_autoptr (NomoRecord) own = NULL;

  nomo_builder_set_text (builder, ORDER_STATUS_NAME, "تم التنفيذ");
  nomo_builder_set_text (builder, ORDER_PAYMENT, "cod");
  order = nomo_builder_end (builder);
  g_assert_cmpstr (nomo_order_get_status_name (order), ==, "Completed");
  g_assert_cmpstr (nomo_order_get_payment_name (order), ==, "Cash on delivery");
  builder = nomo_record_build_from (order);
  nomo_builder_set_text (builder, ORDER_STATUS, "our status");
  nomo_builder_set_text (builder, ORDER_STATUS_NAME, "بانتظار التغليف");
  nomo_builder_set_text (builder, ORDER_PAYMENT, "barter");
  own = nomo_builder_end (builder);
  g_assert_cmpstr (nomo_order_get_status_name (own), ==, "بانتظار التغليف");
  g_assert_cmpstr (nomo_order_get_payment_name (own), ==, "barter");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/sale", test_sale);
  g_test_add_func ("/order/draft-and-pending", test_draft_and_pending);
  g_test_add_func ("/order/required", test_required);
  g_test_add_func ("/order/amounts", test_amounts);
  g_test_add_func ("/order/counts", test_counts);
  g_test_add_func ("/order/currency", test_currency);
  g_test_add_func ("/order/refund", test_refund);
  g_test_add_func ("/order/names", test_names);
  return g_test_run ();
}
