#include "nomo-calendar.h"
#include "nomo-cart.h"
#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-notice.h"
#include "nomo-order.h"

#include <string.h>

/* 2026-02-03 23:30 in Riyadh, and what begins there */
#define EVENING G_GINT64_CONSTANT (1770150600000)
#define HOUR    G_GINT64_CONSTANT (3600000)

static void
write_line (gpointer sink, const char *rollup, int day, const char *dim, const gint64 *measures)
{
  int year, month, day_of_month;

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  g_ptr_array_add (sink, g_strdup_printf ("%s %04d-%02d-%02d [%s] %d %d %d %d", rollup, year, month, day_of_month, dim,
                                          (int) measures[0], (int) measures[1], (int) measures[2], (int) measures[3]));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The lines come in any order, so both sides are sorted. */
static void
assert_sums (NomoRecordBuilder *builder, const char *const *wanted)
{
  g_autoptr (NomoRecord) record = nomo_builder_end (builder);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  nomo_record_get_entity (record)->roll_up (record, write_line, lines);
  for (guint i = 0; wanted[i] != NULL; i++)
    g_ptr_array_add (sorted, (gpointer) wanted[i]);
  g_ptr_array_sort (lines, compare);
  g_ptr_array_sort (sorted, compare);
  for (guint i = 0; i < lines->len && i < sorted->len; i++)
    g_assert_cmpstr (lines->pdata[i], ==, sorted->pdata[i]);
  g_assert_cmpuint (lines->len, ==, sorted->len);
}

#define SUMS(...) ((const char *const[]) { __VA_ARGS__, NULL })
#define NO_SUMS   ((const char *const[]) { NULL })

static NomoRecordBuilder *
build_order (const char *status)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_text (builder, ORDER_REFERENCE, "20318844");
  nomo_builder_set_int (builder, ORDER_DATE, EVENING);
  nomo_builder_set_text (builder, ORDER_STATUS, status);
  nomo_builder_set_int (builder, ORDER_TOTAL, 27687);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 27687);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  return builder;
}

static void
add_item (NomoRecordBuilder *builder, const char *name, gint64 quantity)
{
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, name);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, quantity);
}

/* What a row of the list is enough for. */
static void
test_brief_order (void)
{
  NomoRecordBuilder *builder = build_order ("completed");

  nomo_builder_set_text (builder, ORDER_PAYMENT, "mada");
  add_item (builder, "باقة جوري", 2);
  add_item (builder, "", 1);
  assert_sums (builder, SUMS ("order-day 2026-02-03 [] 1 27687 0 0", "order-hour-day 2026-02-03 [23] 1 27687 0 0",
                              "order-payment-day 2026-02-03 [mada] 1 27687 0 0",
                              "order-product-month 2026-02-01 [باقة جوري] 1 2 0 1",
                              "order-status-day 2026-02-03 [completed] 1 27687 0 0"));
}

static void
test_whole_order (void)
{
  NomoRecordBuilder *builder = build_order ("completed");

  nomo_builder_set_int (builder, ORDER_DATE, EVENING + HOUR);
  nomo_builder_set_text (builder, ORDER_PAYMENT, "cod");
  nomo_builder_set_text (builder, ORDER_CITY, "جدة");
  nomo_builder_set_text (builder, ORDER_COUPON, "Ward10");
  nomo_builder_set_int (builder, ORDER_DISCOUNT, 2400);
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  add_item (builder, "باقة جوري", 2);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, 720881);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, 24840);
  add_item (builder, "هدية", 1);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, 0);
  assert_sums (
      builder,
      SUMS ("order-city-day 2026-02-04 [جدة] 1 27687 0 0", "order-coupon-day 2026-02-04 [ward10] 1 27687 0 2400",
            "order-day 2026-02-04 [] 1 27687 0 1", "order-hour-day 2026-02-04 [00] 1 27687 0 0",
            "order-payment-day 2026-02-04 [cod] 1 27687 0 0", "order-product-month 2026-02-01 [#720881] 1 2 24840 0",
            "order-product-month 2026-02-01 [هدية] 1 1 0 0", "order-status-day 2026-02-04 [completed] 1 27687 0 0"));
}

static void
test_no_sale (void)
{
  NomoRecordBuilder *builder = build_order ("completed");

  assert_sums (build_order ("canceled"), SUMS ("order-status-day 2026-02-03 [canceled] 1 27687 0 0"));
  assert_sums (build_order ("payment_pending"), SUMS ("order-status-day 2026-02-03 [payment_pending] 1 27687 0 0"));
  nomo_builder_set_int (builder, ORDER_DRAFT, 1);
  assert_sums (builder, NO_SUMS);
}

static NomoRecordBuilder *
build_foreign (const char *rate)
{
  NomoRecordBuilder *builder = build_order ("completed");

  nomo_builder_set_text (builder, ORDER_CURRENCY, "KWD");
  nomo_builder_set_int (builder, ORDER_TOTAL, 1000);
  nomo_builder_set_null (builder, ORDER_TOTAL_SHOP);
  if (rate != NULL) {
    nomo_builder_set_text (builder, ORDER_RATE, rate);
    nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, 1200);
  }
  nomo_builder_set_text (builder, ORDER_COUPON, "وردة");
  nomo_builder_set_int (builder, ORDER_DISCOUNT, 500);
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  add_item (builder, "عود", 1);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, 1000);
  return builder;
}

/* 1 dinar of 1,000 fils is 12 riyals of 100 halalas. */
static void
test_other_money (void)
{
  assert_sums (build_foreign ("12"),
               SUMS ("order-coupon-day 2026-02-03 [ورده] 1 1200 0 600", "order-day 2026-02-03 [] 1 1200 0 1",
                     "order-hour-day 2026-02-03 [23] 1 1200 0 0", "order-product-month 2026-02-01 [عود] 1 1 1200 0",
                     "order-status-day 2026-02-03 [completed] 1 1200 0 0"));
  assert_sums (build_foreign (NULL),
               SUMS ("order-coupon-day 2026-02-03 [ورده] 1 0 1 0", "order-day 2026-02-03 [] 1 0 1 1",
                     "order-hour-day 2026-02-03 [23] 1 0 1 0", "order-product-month 2026-02-01 [عود] 1 1 0 1",
                     "order-status-day 2026-02-03 [completed] 1 0 1 0"));
}

static NomoRecordBuilder *
build_refund (const char *status)
{
  NomoRecordBuilder *builder = build_order (status);

  nomo_builder_set_int (builder, ORDER_REFUNDED, 1);
  nomo_builder_set_int (builder, ORDER_REFUNDED_AT, EVENING + 24 * HOUR);
  return builder;
}

/* On the day it happened, also when the order is no sale any more; never on a day that is only guessed. */
static void
test_refund (void)
{
  NomoRecordBuilder *builder = build_refund ("canceled");

  assert_sums (build_refund ("canceled"),
               SUMS ("order-status-day 2026-02-03 [canceled] 1 27687 0 0", "refund-day 2026-02-04 [] 1 0 1 0"));
  nomo_builder_set_int (builder, ORDER_REFUNDED_AMOUNT, 5000);
  assert_sums (builder,
               SUMS ("order-status-day 2026-02-03 [canceled] 1 27687 0 0", "refund-day 2026-02-04 [] 1 5000 0 0"));
  builder = build_refund ("canceled");
  nomo_builder_set_null (builder, ORDER_REFUNDED_AT);
  assert_sums (builder, SUMS ("order-status-day 2026-02-03 [canceled] 1 27687 0 0"));
}

static void
test_long_names (void)
{
  g_autoptr (GString) city = g_string_new (NULL);
  g_autofree char *kept = NULL;
  g_autofree char *line = NULL;
  NomoRecordBuilder *builder = build_order ("completed");

  for (guint i = 0; i < 121; i++)
    g_string_append (city, "ج");
  kept = g_utf8_substring (city->str, 0, 120);
  line = g_strdup_printf ("order-city-day 2026-02-03 [%s] 1 27687 0 0", kept);
  nomo_builder_set_text (builder, ORDER_CITY, city->str);
  assert_sums (builder, SUMS (line, "order-day 2026-02-03 [] 1 27687 0 0", "order-hour-day 2026-02-03 [23] 1 27687 0 0",
                              "order-status-day 2026-02-03 [completed] 1 27687 0 0"));
}

static void
test_cart (void)
{
  static const char *const statuses[] = { "active", "purchased" };
  static const char *const lines[] = { "cart-day 2026-02-03 [KWD] 1 18000 0 0",
                                       "cart-day 2026-02-03 [KWD] 1 18000 1 18000" };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), 1);

    nomo_builder_set_int (builder, CART_CREATED_AT, EVENING);
    nomo_builder_set_int (builder, CART_TOTAL, 18000);
    nomo_builder_set_text (builder, CART_CURRENCY, "KWD");
    nomo_builder_set_text (builder, CART_STATUS, statuses[i]);
    assert_sums (builder, SUMS (lines[i]));
  }
}

static void
test_customer (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_entity (), 1);

  nomo_builder_set_int (builder, CUSTOMER_FIRST_SEEN, EVENING);
  assert_sums (builder, SUMS ("customer-day 2026-02-03 [] 1 0 0 0"));
  assert_sums (nomo_record_build (nomo_customer_entity (), 1), NO_SUMS);
}

static NomoRecordBuilder *
build_notice (const char *what)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_notice_entity (), 0);

  nomo_builder_set_text (builder, NOTICE_KEY, "stock:1");
  nomo_builder_set_text (builder, NOTICE_FEATURE, "stock");
  nomo_builder_set_text (builder, NOTICE_WHAT, what);
  nomo_builder_set_int (builder, NOTICE_AT, EVENING);
  return builder;
}

/* What is noted and not told counts for nothing. */
static void
test_notice (void)
{
  assert_sums (build_notice ("low"), SUMS ("notice-day 2026-02-03 [stock] 1 0 0 0"));
  assert_sums (build_notice (NOMO_NOTICE_SILENT), NO_SUMS);
}

/* Every entity that has sums is looked at above. */
static void
test_who_has_sums (void)
{
  static const char *const have[] = { "order", "customer", "cart", "notice", NULL };

  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++)
    g_assert_cmpint ((*entity)->roll_up != NULL, ==, g_strv_contains (have, (*entity)->name));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sums/order/brief", test_brief_order);
  g_test_add_func ("/sums/order/whole", test_whole_order);
  g_test_add_func ("/sums/order/no-sale", test_no_sale);
  g_test_add_func ("/sums/order/other-money", test_other_money);
  g_test_add_func ("/sums/order/refund", test_refund);
  g_test_add_func ("/sums/order/long-names", test_long_names);
  g_test_add_func ("/sums/cart", test_cart);
  g_test_add_func ("/sums/customer", test_customer);
  g_test_add_func ("/sums/notice", test_notice);
  g_test_add_func ("/sums/who", test_who_has_sums);
  return g_test_run ();
}
