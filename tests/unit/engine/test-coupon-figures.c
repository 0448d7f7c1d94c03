#include "fixture.h"
#include "nomo-calendar.h"
#include "nomo-coupon-figures.h"
#include "nomo-coupon.h"
#include "nomo-order.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS  (24 * HOUR_MS)

enum { HIND = 41, SAAD, NOURA };

/* Four in the afternoon. */
static gint64
get_now (void)
{
  return nomo_day_start (nomo_day_from_ymd (2026, 11, 22), nomo_calendar_riyadh ()) + 16 * HOUR_MS;
}

typedef struct {
  gint64 id;
  int days_ago;
  gint64 total;
  gint64 customer;
  const char *coupon;
  gint64 discount;
  gint64 refund; /* −1: of how much nobody knows */
  const char *status;
  const char *currency;
  const char *rate;
} Order;

static void
put_order (Fixture *fixture, Order order)
{
  const char *currency = order.currency != NULL ? order.currency : "SAR";
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), order.id);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, 5000 + order.id);

  nomo_builder_set_as_of (builder, 1000);
  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, get_now () - order.days_ago * DAY_MS);
  nomo_builder_set_text (builder, ORDER_STATUS, order.status != NULL ? order.status : "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, order.total);
  nomo_builder_set_text (builder, ORDER_CURRENCY, currency);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  if (order.rate != NULL)
    nomo_builder_set_text (builder, ORDER_RATE, order.rate);
  if (order.currency == NULL)
    nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, order.total);
  else if (order.rate != NULL)
    nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, order.total * 4);
  nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, order.customer);
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  if (order.coupon != NULL) {
    nomo_builder_set_text (builder, ORDER_COUPON, order.coupon);
    nomo_builder_add_part (builder, ORDER_PART_DISCOUNTS);
    nomo_builder_part_text (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_TYPE, "coupon");
    nomo_builder_part_text (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_CODE, order.coupon);
    nomo_builder_part_int (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_AMOUNT, order.discount);
    nomo_builder_add_part (builder, ORDER_PART_DISCOUNTS);
    nomo_builder_part_text (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_TYPE, "special");
    nomo_builder_part_text (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_CODE, "عرض");
    nomo_builder_part_int (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_AMOUNT, 777);
  }
  if (order.refund != 0)
    nomo_builder_set_int (builder, ORDER_REFUNDED, 1);
  if (order.refund > 0)
    nomo_builder_set_int (builder, ORDER_REFUNDED_AMOUNT, order.refund);
  fixture_put (fixture, nomo_builder_end (builder));
}

static NomoRecord *
create_coupon (int days_left, gint64 limit, gint64 uses)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 1);

  nomo_builder_set_text (builder, COUPON_CODE, "WARD20");
  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_int (builder, COUPON_EXPIRY, get_now () + days_left * DAY_MS);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, limit);
  nomo_builder_set_int (builder, COUPON_USES, uses);
  return nomo_builder_end (builder);
}

static NomoCouponFigures
read_figures (Fixture *fixture, const NomoRecord *coupon)
{
  g_autoptr (GError) error = NULL;
  NomoCouponFigures figures;

  nomo_coupon_figures_read (fixture->store, coupon, get_now (), &figures, NULL, &error);
  g_assert_no_error (error);
  return figures;
}

/* Hind bought before she used it, Saad only after, Noura uses it first: two of the three are new. */
static void
test_sums (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) coupon = create_coupon (1, 250, 6);
  NomoCouponFigures figures;

  put_order (fixture, (Order) { 1, 30, 10000, HIND });
  put_order (fixture, (Order) { 2, 5, 20000, HIND, "ward20", 4000 });
  put_order (fixture, (Order) { 3, 5, 30000, SAAD, "WARD20", 6000, 10000 });
  put_order (fixture, (Order) { 4, 4, 50000, SAAD });
  put_order (fixture, (Order) { 5, 4, 90000, SAAD, "WARD20", 1000, 0, "canceled" });
  put_order (fixture, (Order) { 6, 3, 40000, HIND, "OTHER", 100 });
  put_order (fixture, (Order) { 7, 0, 10000, NOURA, "WARD20", 2000, -1 });
  figures = read_figures (fixture, coupon);
  g_assert_cmpint (figures.uses, ==, 3);
  g_assert_cmpint (figures.gross, ==, 60000);
  g_assert_cmpint (figures.refunds, ==, 10000);
  g_assert_cmpint (figures.unknown_refunds, ==, 1);
  g_assert_cmpint (figures.discount, ==, 12000);
  g_assert_cmpint (figures.customers, ==, 3);
  g_assert_cmpint (figures.new_customers, ==, 2);
  g_assert_cmpint (figures.average, ==, 20000);
  g_assert_cmpint (figures.average_without, ==, 45000); /* orders 4 and 6 */
  g_assert_cmpint (figures.last_day, ==, nomo_day_from_ymd (2026, 11, 22));
  g_assert_cmpint (figures.days[NOMO_COUPON_DAYS - 1], ==, 1);
  g_assert_cmpint (figures.days[NOMO_COUPON_DAYS - 5], ==, 0);
  g_assert_cmpint (figures.days[NOMO_COUPON_DAYS - 6], ==, 2);
}

/* In dinars at four riyals; in dollars of which nobody knows the rate. */
static void
test_other_money (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) coupon = create_coupon (1, 0, 2);
  NomoCouponFigures figures;

  put_order (fixture, (Order) { 1, 2, 5000, HIND, "WARD20", 1000, 500, NULL, "QAR", "4" });
  put_order (fixture, (Order) { 2, 1, 9900, SAAD, "WARD20", 100, 100, NULL, "USD" });
  figures = read_figures (fixture, coupon);
  g_assert_cmpint (figures.uses, ==, 2);
  g_assert_cmpint (figures.other_money, ==, 1);
  g_assert_cmpint (figures.gross, ==, 20000);
  g_assert_cmpint (figures.discount, ==, 4000);
  g_assert_cmpint (figures.refunds, ==, 2000);
  g_assert_cmpint (figures.average, ==, 20000);
  g_assert_cmpint (figures.average_without, ==, 0);
}

/* Whichever of its codes an order used, and however many there are. */
static void
test_group (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 1);
  g_autoptr (NomoRecord) group = NULL;
  NomoCouponFigures figures;

  nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
  nomo_builder_set_int (builder, COUPON_EXPIRY, get_now () + DAY_MS);
  for (guint i = 1; i <= 1001; i++) {
    g_autofree char *code = g_strdup_printf ("EID-%u", i);

    nomo_builder_add_part (builder, COUPON_PART_CODES);
    nomo_builder_part_text (builder, COUPON_PART_CODES, COUPON_CHILD_CODE, code);
  }
  group = nomo_builder_end (builder);
  put_order (fixture, (Order) { .id = 1, .days_ago = 1, .total = 100, .customer = HIND, .coupon = "EID-1" });
  put_order (fixture, (Order) { .id = 2, .days_ago = 3, .total = 200, .customer = SAAD, .coupon = "EID-501" });
  put_order (fixture, (Order) { .id = 3, .days_ago = 2, .total = 400, .customer = HIND, .coupon = "EID-1001" });
  put_order (fixture, (Order) { .id = 4, .days_ago = 2, .total = 800, .customer = HIND, .coupon = "EID-1002" });
  figures = read_figures (fixture, group);
  g_assert_cmpint (figures.uses, ==, 3);
  g_assert_cmpint (figures.gross, ==, 700);
  g_assert_cmpint (figures.customers, ==, 2);
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) coupon = create_coupon (5, 10, 0);
  g_autoptr (NomoRecord) over = create_coupon (-3, 10, 0);
  NomoCouponFigures figures;
  NomoCouponPace pace;

  put_order (fixture, (Order) { 1, 2, 5000, HIND });
  figures = read_figures (fixture, coupon);
  g_assert_cmpint (figures.uses, ==, 0);
  g_assert_cmpint (figures.average, ==, 0);
  g_assert_cmpint (figures.average_without, ==, 0);
  g_assert_true (nomo_coupon_figures_get_pace (&figures, coupon, get_now (), &pace));
  g_assert_cmpint (pace.left, ==, 10);
  g_assert_cmpint (pace.days_left, ==, 5);
  g_assert_cmpint (pace.used_up_in, ==, -1);
  figures = read_figures (fixture, over);
  g_assert_cmpint (figures.last_day, ==, nomo_day_from_ymd (2026, 11, 19));
  g_assert_false (nomo_coupon_figures_get_pace (&figures, over, get_now (), &pace));
}

/* Fourteen uses in seven days are two a day: three that are left last for two days more. */
static void
test_pace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) coupon = create_coupon (4, 250, 247);
  g_autoptr (NomoRecord) unbounded = create_coupon (4, 0, 247);
  NomoCouponFigures figures;
  NomoCouponPace pace;

  for (int i = 0; i < 14; i++)
    put_order (fixture, (Order) { i + 1, i / 2, 1000, HIND, "WARD20", 100 });
  put_order (fixture, (Order) { 20, 7, 1000, HIND, "WARD20", 100 });
  figures = read_figures (fixture, coupon);
  g_assert_true (nomo_coupon_figures_get_pace (&figures, coupon, get_now (), &pace));
  g_assert_cmpint (pace.left, ==, 3);
  g_assert_cmpint (pace.used_up_in, ==, 2);
  g_assert_true (nomo_coupon_figures_get_pace (&figures, unbounded, get_now (), &pace));
  g_assert_cmpint (pace.left, ==, -1);
  g_assert_cmpint (pace.used_up_in, ==, -1);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/coupon-figures/sums", test_sums);
  ADD ("/coupon-figures/other-money", test_other_money);
  ADD ("/coupon-figures/group", test_group);
  ADD ("/coupon-figures/none", test_none);
  ADD ("/coupon-figures/pace", test_pace);
  return g_test_run ();
}
