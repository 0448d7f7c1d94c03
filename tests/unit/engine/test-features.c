#include "config.h"

#include "nomo-attention.h"
#include "nomo-batch.h"
#include "nomo-calendar.h"
#include "nomo-cart.h"
#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-domain.h"
#include "nomo-error.h"
#include "nomo-feature-look.h"
#include "nomo-format.h"
#include "nomo-notice.h"
#include "nomo-order.h"
#include "nomo-product.h"

#include <glib/gstdio.h>

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)

typedef struct {
  char *folder;
  NomoStore *store;
  gint64 values[NOMO_FEATURE_MAX_SETTINGS];
  gint64 since;
  gint64 now; /* of a Thursday, four in the afternoon */
  gint64 as_of;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const NomoFeatureKind *kind = &nomo_feature_kinds ()[GPOINTER_TO_INT (data)];
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("nomo-features-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "1.db", NULL);
  fixture->store = nomo_store_open (path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  fixture->now = nomo_day_start (nomo_day_from_ymd (2026, 11, 26), nomo_calendar_riyadh ()) + 16 * HOUR_MS;
  fixture->since = fixture->now - HOUR_MS;
  nomo_settings_reset (kind->settings, kind->n_settings, fixture->values);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  nomo_store_close (fixture->store);
  g_object_unref (fixture->store);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
put (Fixture *fixture, NomoRecordBuilder *builder)
{
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;

  nomo_builder_set_as_of (builder, fixture->as_of += 2000);
  record = nomo_builder_end (builder);
  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  nomo_commit_put (commit, record);
  nomo_store_commit (fixture->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
put_order (Fixture *fixture, gint64 id, gint64 at, gint64 money, const char *status)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, 5000 + id);

  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, at);
  nomo_builder_set_text (builder, ORDER_STATUS, status);
  nomo_builder_set_int (builder, ORDER_TOTAL, money);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, money);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_text (builder, ORDER_CUSTOMER_NAME, "Sara");
  put (fixture, builder);
}

static void
put_cart (Fixture *fixture, gint64 id, gint64 at, gint64 money, const char *phone)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), id);

  nomo_builder_set_int (builder, CART_TOTAL, money);
  nomo_builder_set_text (builder, CART_CURRENCY, "SAR");
  nomo_builder_set_text (builder, CART_NAME, "Huda");
  nomo_builder_set_text (builder, CART_PHONE, phone);
  nomo_builder_set_text (builder, CART_STATUS, "active");
  nomo_builder_set_int (builder, CART_CREATED_AT, at);
  nomo_builder_set_int (builder, CART_UPDATED_AT, at);
  put (fixture, builder);
}

static void
put_product (Fixture *fixture, gint64 id, const char *name, gint64 quantity, gint64 price, gint64 sale_price)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);

  nomo_builder_set_text (builder, PRODUCT_NAME, name);
  nomo_builder_set_int (builder, PRODUCT_PRICE, price);
  if (sale_price > 0)
    nomo_builder_set_int (builder, PRODUCT_SALE_PRICE, sale_price);
  else
    nomo_builder_set_null (builder, PRODUCT_SALE_PRICE);
  nomo_builder_set_text (builder, PRODUCT_CURRENCY, "SAR");
  if (quantity >= 0)
    nomo_builder_set_int (builder, PRODUCT_QUANTITY, quantity);
  nomo_builder_set_text (builder, PRODUCT_STATUS, quantity == 0 ? "out" : "sale");
  nomo_builder_set_int (builder, PRODUCT_UPDATED_AT, fixture->now - MINUTE_MS);
  put (fixture, builder);
}

/* What is told now. */
static GPtrArray *
look (Fixture *fixture, NomoFeatureIndex feature)
{
  static const NomoFeatureFind finds[NOMO_N_FEATURES] = { nomo_feature_find_new_orders, nomo_feature_find_carts,
                                                          nomo_feature_find_stock,      nomo_feature_find_coupons,
                                                          nomo_feature_find_week,       nomo_feature_find_seasons };
  g_autoptr (GError) error = NULL;
  NomoFeatureLook one = { feature,
                          fixture->store,
                          "SAR",
                          fixture->values,
                          fixture->since,
                          fixture->now,
                          g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_alert_free) };

  g_assert_true (finds[feature](&one, &error));
  g_assert_no_error (error);
  return one.alerts;
}

/* @title and @body of the only alert, or nothing for %NULL. */
static void
assert_told (Fixture *fixture, NomoFeatureIndex feature, const char *title, const char *body, gint64 record)
{
  g_autoptr (GPtrArray) alerts = look (fixture, feature);
  const NomoAlert *alert = alerts->len > 0 ? alerts->pdata[0] : NULL;

  g_assert_cmpuint (alerts->len, ==, title != NULL ? 1 : 0);
  if (title == NULL)
    return;
  g_assert_cmpstr (alert->title, ==, title);
  g_assert_cmpstr (alert->body, ==, body);
  g_assert_cmpint (alert->record, ==, record);
  g_assert_cmpint (alert->feature, ==, (int) feature);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  put_order (fixture, 1, fixture->since - MINUTE_MS, 10000, "completed"); /* before it was on */
  put_order (fixture, 2, fixture->now, 45900, "under_review");
  put_order (fixture, 3, fixture->now, 20000, "payment_pending");
  put_order (fixture, 4, fixture->now, 20000, "canceled");
  assert_told (fixture, NOMO_FEATURE_NEW_ORDERS, "New order \u20665002\u2069", "SAR\u00a0459 · \u2068Sara\u2069", 2);
  assert_told (fixture, NOMO_FEATURE_NEW_ORDERS, NULL, NULL, 0);
  put_order (fixture, 3, fixture->now, 20000, "under_review"); /* paid now */
  assert_told (fixture, NOMO_FEATURE_NEW_ORDERS, "New order \u20665003\u2069", "SAR\u00a0200 · \u2068Sara\u2069", 3);
}

static void
test_orders_together (Fixture *fixture, gconstpointer data)
{
  for (int i = 1; i <= 3; i++)
    put_order (fixture, i, fixture->now - i * MINUTE_MS, 10000, "completed");
  assert_told (fixture, NOMO_FEATURE_NEW_ORDERS, "3 new orders", "SAR\u00a0300 in all", 0);
  put_order (fixture, 4, fixture->now, 10000, "completed");
  put_order (fixture, 5, fixture->now, 10000, "completed");
  g_autoptr (GPtrArray) two = look (fixture, NOMO_FEATURE_NEW_ORDERS);
  g_assert_cmpuint (two->len, ==, 2);
}

static void
test_orders_minimum (Fixture *fixture, gconstpointer data)
{
  fixture->values[NEW_ORDERS_MINIMUM] = 10000;
  put_order (fixture, 1, fixture->now, 9999, "completed");
  assert_told (fixture, NOMO_FEATURE_NEW_ORDERS, NULL, NULL, 0);
  put_order (fixture, 2, fixture->now, 10000, "completed");
  assert_told (fixture, NOMO_FEATURE_NEW_ORDERS, "New order \u20665002\u2069", "SAR\u00a0100 · \u2068Sara\u2069", 2);
}

/* What is older than a day is news no more, however long the program was away. */
static void
test_orders_away (Fixture *fixture, gconstpointer data)
{
  fixture->since = fixture->now - 30 * DAY_MS;
  put_order (fixture, 1, fixture->now - 2 * DAY_MS, 10000, "completed");
  put_order (fixture, 2, fixture->now - 20 * HOUR_MS, 10000, "completed");
  assert_told (fixture, NOMO_FEATURE_NEW_ORDERS, "New order \u20665002\u2069", "SAR\u00a0100 · \u2068Sara\u2069", 2);
}

static void
test_cart (Fixture *fixture, gconstpointer data)
{
  put_cart (fixture, 1, fixture->since - 3 * HOUR_MS, 10000, "+966501234567"); /* was due before it was on */
  put_cart (fixture, 2, fixture->now - 2 * HOUR_MS - MINUTE_MS, 30000, "+966501234567");
  put_cart (fixture, 3, fixture->now - HOUR_MS, 30000, "+966501234567");
  put_cart (fixture, 4, fixture->now - 2 * HOUR_MS - MINUTE_MS, 30000, NULL);
  assert_told (fixture, NOMO_FEATURE_CARTS, "A cart worth SAR\u00a0300 was left",
               "\u2068Huda\u2069 has not bought yet. A message helps most now.", 2);
  assert_told (fixture, NOMO_FEATURE_CARTS, NULL, NULL, 0);
  fixture->now += HOUR_MS;
  assert_told (fixture, NOMO_FEATURE_CARTS, "A cart worth SAR\u00a0300 was left",
               "\u2068Huda\u2069 has not bought yet. A message helps most now.", 3);
}

static void
test_carts_together (Fixture *fixture, gconstpointer data)
{
  fixture->values[CARTS_HOURS] = 1;
  fixture->values[CARTS_MINIMUM] = 5000;
  for (int i = 1; i <= 3; i++)
    put_cart (fixture, i, fixture->now - HOUR_MS - i * MINUTE_MS, i * 4000, "+966501234567");
  assert_told (fixture, NOMO_FEATURE_CARTS, "2 carts wait for your message",
               "SAR\u00a0200 in all. A message helps most now.", 0);
}

static void
test_stock (Fixture *fixture, gconstpointer data)
{
  put_product (fixture, 1, "Oud", 6, 10000, 0);
  put_product (fixture, 2, "Musk", -1, 10000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, NULL, NULL, 0);
  put_product (fixture, 1, "Oud", 5, 10000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, "\u2068Oud\u2069", "5 pieces are left.", 1);
  put_product (fixture, 1, "Oud", 1, 10000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, NULL, NULL, 0);
  put_product (fixture, 1, "Oud", 0, 10000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, "\u2068Oud\u2069", "It is sold out.", 1);
  put_product (fixture, 1, "Oud", 2, 10000, 0); /* more, not less */
  assert_told (fixture, NOMO_FEATURE_STOCK, NULL, NULL, 0);
  put_product (fixture, 1, "Oud", 40, 10000, 0);
  fixture->now += MINUTE_MS;
  assert_told (fixture, NOMO_FEATURE_STOCK, NULL, NULL, 0);
  put_product (fixture, 1, "Oud", 1, 10000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, "\u2068Oud\u2069", "1 piece is left.", 1);
}

static void
test_stock_together (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) alerts = NULL;

  for (int i = 1; i <= 4; i++)
    put_product (fixture, i, "Oud", i % 2, 10000, 0);
  alerts = look (fixture, NOMO_FEATURE_STOCK);
  g_assert_cmpuint (alerts->len, ==, 2);
  g_assert_cmpstr (((NomoAlert *) alerts->pdata[0])->title, ==, "2 products are sold out");
  g_assert_cmpstr (((NomoAlert *) alerts->pdata[1])->title, ==, "2 products run low");
  g_assert_cmpstr (((NomoAlert *) alerts->pdata[1])->body, ==, "\u2068Oud\u2069, \u2068Oud\u2069");
}

/* History is dated by the real clock, so this test lives in the present. */
static void
test_prices (Fixture *fixture, gconstpointer data)
{
  fixture->now = g_get_real_time () / 1000;
  fixture->since = fixture->now - HOUR_MS;
  put_product (fixture, 1, "Oud", 90, 10000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, NULL, NULL, 0);
  put_product (fixture, 1, "Oud", 90, 8000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, "\u2068Oud\u2069", "The price went from SAR\u00a0100.00 to SAR\u00a080.00.",
               1);
  assert_told (fixture, NOMO_FEATURE_STOCK, NULL, NULL, 0);
  put_product (fixture, 1, "Oud", 90, 8000, 7000);
  assert_told (fixture, NOMO_FEATURE_STOCK, "\u2068Oud\u2069", "Reduced to SAR\u00a070.00.", 1);
  put_product (fixture, 1, "Oud", 90, 8000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, "\u2068Oud\u2069", "It is no longer reduced.", 1);
  fixture->values[STOCK_PRICES] = 0;
  put_product (fixture, 1, "Oud", 90, 9000, 0);
  assert_told (fixture, NOMO_FEATURE_STOCK, NULL, NULL, 0);
  fixture->values[STOCK_PRICES] = 1;
  fixture->since = g_get_real_time () / 1000 + HOUR_MS; /* switched on after the change */
  assert_told (fixture, NOMO_FEATURE_STOCK, NULL, NULL, 0);
}

static void
keep (Fixture *fixture, NomoRecordBuilder *builder)
{
  g_autoptr (NomoRecord) record = nomo_builder_end (builder);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("me", NULL);
  g_autoptr (GError) error = NULL;

  nomo_commit_put (commit, record);
  nomo_store_commit (fixture->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
put_coupon (Fixture *fixture, gint64 id, const char *code, gint64 expiry, gint64 limit, gint64 uses)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  if (code != NULL) {
    nomo_builder_set_text (builder, COUPON_CODE, code);
  } else {
    nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
    nomo_builder_set_text (builder, COUPON_GROUP_NAME, "Guests");
    nomo_builder_set_text (builder, COUPON_GROUP_SUFFIX, "EID");
    nomo_builder_set_int (builder, COUPON_GROUP_COUNT, 5);
  }
  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 1000);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_EXPIRY, expiry);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, limit);
  nomo_builder_set_int (builder, COUPON_USES, uses);
  put (fixture, builder);
}

/* Each is told once, and anew only when what bounds it was moved. */
static void
test_coupon (Fixture *fixture, gconstpointer data)
{
  put_coupon (fixture, 1, "WARD20", fixture->now + 4 * DAY_MS, 250, 212);
  put_coupon (fixture, 2, "GONE", fixture->now - DAY_MS, 10, 9);
  put_coupon (fixture, 3, "USED", fixture->now + DAY_MS, 10, 10);
  assert_told (fixture, NOMO_FEATURE_COUPONS, NULL, NULL, 0);
  fixture->now += DAY_MS;
  assert_told (fixture, NOMO_FEATURE_COUPONS, "Coupon \u2068WARD20\u2069", "It ends on Monday 30 November 2026.", 1);
  fixture->now += 2 * DAY_MS;
  assert_told (fixture, NOMO_FEATURE_COUPONS, NULL, NULL, 0);
  put_coupon (fixture, 1, "WARD20", fixture->now + 2 * DAY_MS, 250, 224);
  assert_told (fixture, NOMO_FEATURE_COUPONS, "Coupon \u2068WARD20\u2069", "It ends on Tuesday 1 December 2026.", 1);
  put_coupon (fixture, 1, "WARD20", fixture->now + 40 * DAY_MS, 250, 224);
  assert_told (fixture, NOMO_FEATURE_COUPONS, NULL, NULL, 0);
  put_coupon (fixture, 1, "WARD20", fixture->now + 40 * DAY_MS, 250, 225);
  assert_told (fixture, NOMO_FEATURE_COUPONS, "Coupon \u2068WARD20\u2069", "25 uses are left.", 1);
  put_coupon (fixture, 1, "WARD20", fixture->now + 40 * DAY_MS, 250, 240);
  assert_told (fixture, NOMO_FEATURE_COUPONS, NULL, NULL, 0);
}

/* A batch of codes is no coupon to be told of. */
static void
test_coupon_of_a_batch (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *batch = nomo_record_build (nomo_code_batch_entity (), 7);
  NomoRecordBuilder *code = nomo_record_build (nomo_coupon_entity (), 1);

  put_coupon (fixture, 1, "EID1", fixture->now + DAY_MS, 0, 0);
  nomo_builder_set_text (batch, BATCH_NAME, "Guests");
  nomo_builder_set_text (batch, BATCH_WAY, "group");
  nomo_builder_set_int (batch, BATCH_WANTED, 1);
  nomo_builder_set_int (code, COUPON_BATCH, 7);
  keep (fixture, batch);
  keep (fixture, code);
  assert_told (fixture, NOMO_FEATURE_COUPONS, NULL, NULL, 0);
}

static void
test_coupons_together (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) alerts = NULL;
  const NomoAlert *alert;

  put_coupon (fixture, 1, "WARD20", fixture->now + DAY_MS, 0, 3);
  put_coupon (fixture, 2, NULL, fixture->now + 2 * DAY_MS, 1, 5);
  alerts = look (fixture, NOMO_FEATURE_COUPONS);
  g_assert_cmpuint (alerts->len, ==, 1);
  alert = alerts->pdata[0];
  g_assert_cmpstr (alert->title, ==, "2 coupons end soon");
  g_assert_cmpstr (alert->body, ==, "\u2068WARD20\u2069, \u2068Guests\u2069");
  g_assert_cmpstr (alert->filter, ==, "code in (WARD20) or group_name in (Guests)");
}

static void
keep_feature (Fixture *fixture, gboolean on)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_feature_entity ());
  g_autoptr (GPtrArray) kept = nomo_store_list (fixture->store, query, 0, 1, NULL);
  NomoRecordBuilder *builder =
      nomo_record_build (nomo_feature_entity (), kept->len > 0 ? nomo_record_get_id (kept->pdata[0]) : 0);

  nomo_builder_set_text (builder, FEATURE_NAME, "coupons");
  nomo_builder_set_int (builder, FEATURE_ON, on);
  nomo_builder_set_text (builder, FEATURE_SETTINGS, "{\"days\": 2}");
  keep (fixture, builder);
}

static void
assert_needed (Fixture *fixture, gint64 n, const char *filter)
{
  NomoAttention attention;
  g_autoptr (GError) error = NULL;

  nomo_attention_read (fixture->store, 0, &attention, &error);
  g_assert_no_error (error);
  g_assert_cmpint (attention.counts[NOMO_ATTENTION_COUPONS], ==, n);
  g_assert_cmpstr (attention.coupons, ==, filter);
}

/* The same coupons need nobody as long as the card is off. */
static void
test_coupons_need (Fixture *fixture, gconstpointer data)
{
  gint64 now = nomo_clock_now ();

  put_coupon (fixture, 1, "WARD20", now + DAY_MS, 0, 3);
  put_coupon (fixture, 2, "SNAP15", now + 3 * DAY_MS, 0, 3);
  put_coupon (fixture, 3, "AHLAN10", now + 30 * DAY_MS, 100, 95);
  assert_needed (fixture, 0, NULL);
  keep_feature (fixture, TRUE);
  assert_needed (fixture, 2, "code in (WARD20, AHLAN10)");
  keep_feature (fixture, FALSE);
  assert_needed (fixture, 0, NULL);
}

static void
test_week (Fixture *fixture, gconstpointer data)
{
  gint64 sunday = nomo_day_start (nomo_day_from_ymd (2026, 11, 29), nomo_calendar_riyadh ());

  put_order (fixture, 1, sunday - 2 * DAY_MS, 30000, "completed"); /* a Friday */
  put_order (fixture, 2, sunday - 3 * DAY_MS, 20000, "completed");
  put_order (fixture, 3, sunday - 9 * DAY_MS, 40000, "completed"); /* of the week before */
  put_order (fixture, 4, sunday + HOUR_MS, 70000, "completed");    /* of the next one */
  fixture->since = fixture->now;
  fixture->now = sunday + 9 * HOUR_MS - 1;
  assert_told (fixture, NOMO_FEATURE_WEEK, NULL, NULL, 0);
  fixture->now = sunday + 9 * HOUR_MS;
  assert_told (fixture, NOMO_FEATURE_WEEK, "Your week: SAR\u00a0500",
               "2 orders. 25.0% more than the week before. Best day: Friday.", 0);
  fixture->now += 5 * DAY_MS;
  assert_told (fixture, NOMO_FEATURE_WEEK, NULL, NULL, 0);
  fixture->now = sunday + 7 * DAY_MS + 20 * HOUR_MS; /* the program ran only in the evening */
  assert_told (fixture, NOMO_FEATURE_WEEK, "Your week: SAR\u00a0700",
               "1 order. 40.0% more than the week before. Best day: Sunday.", 0);
  fixture->since = fixture->now + 1;
  fixture->now += 3 * DAY_MS; /* switched on after it was due */
  fixture->values[WEEK_DAY] = NOMO_MONDAY;
  fixture->since = fixture->now;
  assert_told (fixture, NOMO_FEATURE_WEEK, NULL, NULL, 0);
}

static void
set_now (Fixture *fixture, int year, int month, int day)
{
  fixture->now = nomo_day_start (nomo_day_from_ymd (year, month, day), nomo_calendar_riyadh ()) + 8 * HOUR_MS;
}

static void
assert_reminded (Fixture *fixture, const char *title, int year, int month, int day)
{
  g_autofree char *begins = nomo_format_both_dates (nomo_day_from_ymd (year, month, day), NOMO_DAY_WEEKDAY_SHORT);
  g_autofree char *body = g_strdup_printf ("From %s. A coupon for it is prepared, for you to look at.", begins);

  assert_told (fixture, NOMO_FEATURE_SEASONS, title, body, 0);
}

/* In time, once, and again whenever it comes round. */
static void
test_seasons (Fixture *fixture, gconstpointer data)
{
  set_now (fixture, 2027, 8, 29);
  assert_told (fixture, NOMO_FEATURE_SEASONS, NULL, NULL, 0);
  set_now (fixture, 2027, 8, 30);
  assert_reminded (fixture, "National Day: offers begin in 21 days", 2027, 9, 20);
  set_now (fixture, 2027, 9, 10);
  assert_told (fixture, NOMO_FEATURE_SEASONS, NULL, NULL, 0);
  set_now (fixture, 2028, 6, 24);
  assert_told (fixture, NOMO_FEATURE_SEASONS, NULL, NULL, 0);
  fixture->values[SEASONS_KIND + NOMO_OCCASION_SALARY_DAY] = 1;
  assert_reminded (fixture, "Salary day: offers begin in 3 days", 2028, 6, 27);
  set_now (fixture, 2028, 9, 20); /* the program did not run before */
  assert_reminded (fixture, "National Day: offers begin now", 2028, 9, 20);
}

/* As early as it is wanted, and of no more than is wanted. */
static void
test_seasons_chosen (Fixture *fixture, gconstpointer data)
{
  fixture->values[SEASONS_DAYS] = 5;
  set_now (fixture, 2027, 9, 14);
  assert_told (fixture, NOMO_FEATURE_SEASONS, NULL, NULL, 0);
  set_now (fixture, 2027, 9, 15);
  fixture->values[SEASONS_KIND + NOMO_SEASON_NATIONAL_DAY] = 0;
  assert_told (fixture, NOMO_FEATURE_SEASONS, NULL, NULL, 0);
  fixture->values[SEASONS_KIND + NOMO_SEASON_NATIONAL_DAY] = 1;
  assert_reminded (fixture, "National Day: offers begin in 5 days", 2027, 9, 20);
  fixture->values[SEASONS_DAYS] = 60;
  fixture->values[SEASONS_KIND + NOMO_OCCASION_BACK_TO_SCHOOL] = 0;
  set_now (fixture, 2028, 7, 21);
  assert_told (fixture, NOMO_FEATURE_SEASONS, NULL, NULL, 0);
  set_now (fixture, 2028, 7, 22);
  assert_reminded (fixture, "National Day: offers begin in 60 days", 2028, 9, 20);
}

/* What the version before kept, and what it exported, means what it meant. */
static void
test_seasons_of_before (void)
{
  const NomoFeatureKind *kind = &nomo_feature_kinds ()[NOMO_FEATURE_SEASONS];
  const char *const before[] = { "{\n  \"salary\": true\n}\n", "{\n  \"salary\": false\n}\n" };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++) {
    gint64 kept[NOMO_FEATURE_MAX_SETTINGS];
    gint64 imported[NOMO_FEATURE_MAX_SETTINGS];

    nomo_settings_read_kept (kind->settings, kind->n_settings, before[i], "SAR", kept);
    nomo_settings_reset (kind->settings, kind->n_settings, imported);
    g_assert_true (nomo_settings_read (kind->settings, kind->n_settings, before[i], "SAR", imported, NULL));
    g_assert_cmpmem (kept, kind->n_settings * sizeof *kept, imported, kind->n_settings * sizeof *imported);
    g_assert_cmpint (kept[SEASONS_DAYS], ==, 0);
    for (guint season = 0; season < NOMO_N_OCCASIONS; season++)
      g_assert_cmpint (kept[SEASONS_KIND + season], ==, season != NOMO_OCCASION_SALARY_DAY || i == 0);
  }
}

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  int today = nomo_day_of (fixture->now, nomo_calendar_riyadh ());
  g_autoptr (NomoDays) days = NULL;
  g_autoptr (GPtrArray) alerts = NULL;

  put_product (fixture, 1, "Oud", 5, 10000, 0);
  put_product (fixture, 2, "Musk", 0, 10000, 0);
  alerts = look (fixture, NOMO_FEATURE_STOCK);
  put_product (fixture, 1, "Oud", 50, 10000, 0);
  g_ptr_array_unref (alerts);
  alerts = look (fixture, NOMO_FEATURE_STOCK);
  days = nomo_store_read_days (fixture->store, NOMO_NOTICE_DAY, "stock", today, today, NULL);
  g_assert_cmpint (nomo_days_get (days, today, NOTICE_DAY_COUNT), ==, 2);
}

static void
assert_line (NomoFeatureIndex feature, const char *json, const char *sentence)
{
  const NomoFeatureKind *kind = &nomo_feature_kinds ()[feature];
  gint64 values[NOMO_FEATURE_MAX_SETTINGS];
  gint64 before[NOMO_FEATURE_MAX_SETTINGS];
  g_autoptr (GError) error = NULL;

  nomo_settings_reset (kind->settings, kind->n_settings, values);
  nomo_settings_reset (kind->settings, kind->n_settings, before);
  g_assert_false (nomo_settings_read (kind->settings, kind->n_settings, json, "SAR", values, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_cmpmem (values, kind->n_settings * sizeof *values, before, kind->n_settings * sizeof *before);
}

static void
test_settings_refused (void)
{
  g_autofree char *huge = g_strnfill (70000, ' ');

  assert_line (NOMO_FEATURE_STOCK, huge, "The file is too large to hold settings.");
  assert_line (NOMO_FEATURE_NEW_ORDERS, "{\n  \"minimum\": 100\n  \"together\": 3\n}",
               "Line 3: this is not JSON. Look for a missing comma, quotation mark or bracket.");
  assert_line (NOMO_FEATURE_NEW_ORDERS, "",
               "Line 1: this is not JSON. Look for a missing comma, quotation mark or bracket.");
  assert_line (NOMO_FEATURE_NEW_ORDERS, "[]", "Line 1: the settings must stand between { and }.");
  assert_line (NOMO_FEATURE_NEW_ORDERS, "{\n  \"together\": 5,\n  \"colour\": \"minimum\"\n}",
               "Line 3: there is no setting “colour”.");
  assert_line (NOMO_FEATURE_NEW_ORDERS, "{\n\n\"together\": 1}",
               "Line 3: “Tell together from” must be a whole number from 2 to 100.");
  assert_line (NOMO_FEATURE_NEW_ORDERS, "{\"minimum\": -5}",
               "Line 1: “Only orders from” must be an amount from SAR\u00a00 to SAR\u00a01,000,000.");
  assert_line (NOMO_FEATURE_NEW_ORDERS, "{\"minimum\": true}",
               "Line 1: “Only orders from” must be an amount from SAR\u00a00 to SAR\u00a01,000,000.");
  assert_line (NOMO_FEATURE_NEW_ORDERS, "{\"minimum\": [1]}",
               "Line 1: “Only orders from” must be an amount from SAR\u00a00 to SAR\u00a01,000,000.");
  assert_line (NOMO_FEATURE_STOCK, "{\"prices\": 1}", "Line 1: “Changes of prices” must be true or false.");
  assert_line (NOMO_FEATURE_SEASONS, "{\"ramadan\": \"no\"}", "Line 1: “Ramadan” must be true or false.");
  assert_line (NOMO_FEATURE_SEASONS, "{\"days\": 61}",
               "Line 1: “Days before offers begin” must be a whole number from 0 to 60.");
  assert_line (NOMO_FEATURE_WEEK, "{\"time\": \"24:00\"}", "Line 1: “At” must be a time like 21:30.");
  assert_line (NOMO_FEATURE_WEEK, "{\"day\": \"someday\"}",
               "Line 1: “On” must be one of: sunday, monday, tuesday, wednesday, thursday, friday, saturday.");
}

static void
test_settings_round_trip (void)
{
  for (int i = 0; i < NOMO_N_FEATURES; i++) {
    const NomoFeatureKind *kind = &nomo_feature_kinds ()[i];
    gint64 values[NOMO_FEATURE_MAX_SETTINGS];
    gint64 read[NOMO_FEATURE_MAX_SETTINGS];
    g_autofree char *json = NULL;
    g_autoptr (GError) error = NULL;

    for (guint j = 0; j < kind->n_settings; j++)
      values[j] = kind->settings[j].most;
    json = nomo_settings_write (kind->settings, kind->n_settings, values, "SAR");
    nomo_settings_reset (kind->settings, kind->n_settings, read);
    g_assert_true (nomo_settings_read (kind->settings, kind->n_settings, json, "SAR", read, &error));
    g_assert_no_error (error);
    g_assert_cmpmem (values, kind->n_settings * sizeof *values, read, kind->n_settings * sizeof *read);
  }
}

/* By hand, in part, with Arabic digits; and what another version kept. */
static void
test_settings_tolerant (void)
{
  const NomoFeatureKind *kind = &nomo_feature_kinds ()[NOMO_FEATURE_NEW_ORDERS];
  gint64 values[NOMO_FEATURE_MAX_SETTINGS] = { 7, 8 };

  g_assert_true (
      nomo_settings_read (kind->settings, kind->n_settings, "{\"minimum\": \"١٢٫٥٠\"}", "SAR", values, NULL));
  g_assert_cmpint (values[NEW_ORDERS_MINIMUM], ==, 1250);
  g_assert_cmpint (values[NEW_ORDERS_TOGETHER], ==, 8);
  nomo_settings_read_kept (kind->settings, kind->n_settings, "{\"minimum\": \"x\", \"together\": 5, \"new\": 1}", "SAR",
                           values);
  g_assert_cmpint (values[NEW_ORDERS_MINIMUM], ==, 0);
  g_assert_cmpint (values[NEW_ORDERS_TOGETHER], ==, 5);
  nomo_settings_read_kept (kind->settings, kind->n_settings, NULL, "SAR", values);
  g_assert_cmpint (values[NEW_ORDERS_TOGETHER], ==, 3);
}

#define ADD(path, feature, test) \
  g_test_add (path, Fixture, GINT_TO_POINTER (NOMO_FEATURE_##feature), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/features/new-orders/one", NEW_ORDERS, test_order);
  ADD ("/features/new-orders/together", NEW_ORDERS, test_orders_together);
  ADD ("/features/new-orders/minimum", NEW_ORDERS, test_orders_minimum);
  ADD ("/features/new-orders/away", NEW_ORDERS, test_orders_away);
  ADD ("/features/carts/one", CARTS, test_cart);
  ADD ("/features/carts/together", CARTS, test_carts_together);
  ADD ("/features/stock/one", STOCK, test_stock);
  ADD ("/features/stock/together", STOCK, test_stock_together);
  ADD ("/features/stock/prices", STOCK, test_prices);
  ADD ("/features/stock/figures", STOCK, test_figures);
  ADD ("/features/coupons/one", COUPONS, test_coupon);
  ADD ("/features/coupons/of-a-batch", COUPONS, test_coupon_of_a_batch);
  ADD ("/features/coupons/together", COUPONS, test_coupons_together);
  ADD ("/features/coupons/need", COUPONS, test_coupons_need);
  ADD ("/features/week", WEEK, test_week);
  ADD ("/features/seasons/advised", SEASONS, test_seasons);
  ADD ("/features/seasons/chosen", SEASONS, test_seasons_chosen);
  g_test_add_func ("/features/seasons/of-before", test_seasons_of_before);
  g_test_add_func ("/features/settings/refused", test_settings_refused);
  g_test_add_func ("/features/settings/round-trip", test_settings_round_trip);
  g_test_add_func ("/features/settings/tolerant", test_settings_tolerant);
  return g_test_run ();
}
