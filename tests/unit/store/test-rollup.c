#include "fixture.h"
#include "nomo-calendar.h"

#define N_IDS  300
#define N_DAYS 40

/* What the sums must be, from the records alone. */
static NomoDays *
recompute (Fixture *fixture, int from, int to)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GPtrArray) records = nomo_store_list (fixture->store, query, 0, 0, NULL);
  NomoDays *days = nomo_days_new (from, to);

  for (guint i = 0; i < records->len; i++) {
    NomoRecord *order = g_ptr_array_index (records, i);
    gint64 measures[NOMO_MEASURES] = { 1, nomo_record_get_int (order, ORDER_TOTAL_SHOP),
                                       nomo_record_is_null (order, ORDER_TOTAL_SHOP) ? 1 : 0 };

    if (nomo_order_counts_as_sale (order))
      nomo_days_add (days, nomo_day_of (nomo_record_get_int (order, ORDER_DATE), nomo_calendar_riyadh ()), measures);
  }
  return days;
}

static void
assert_equal (Fixture *fixture)
{
  int from = nomo_day_of (FIXTURE_EPOCH, nomo_calendar_riyadh ());
  g_autoptr (NomoDays) expected = recompute (fixture, from, from + N_DAYS);
  g_autoptr (NomoDays) days = nomo_store_read_days (fixture->store, NOMO_ORDER_DAY, NULL, from, from + N_DAYS, NULL);

  for (int day = from; day <= from + N_DAYS; day++)
    for (guint i = 0; i < NOMO_MEASURES; i++)
      g_assert_cmpint (nomo_days_get (days, day, i), ==, nomo_days_get (expected, day, i));
  g_assert_cmpuint (nomo_days_get_seq (days), ==, nomo_store_get_seq (fixture->store));
}

static NomoRecord *
random_order (gint64 as_of)
{
  static const char *const statuses[] = { "completed", "canceled", "payment_pending", "delivered", "رحلة" };
  gint64 date = FIXTURE_EPOCH + g_test_rand_int_range (0, N_DAYS * 24) * FIXTURE_DAY / 24;
  g_autoptr (NomoRecord) order =
      fixture_order (g_test_rand_int_range (1, N_IDS), date, g_test_rand_int_range (-500, 5000),
                     statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))], as_of);
  NomoRecordBuilder *builder = nomo_record_build_from (order);

  if (g_test_rand_int_range (0, 6) == 0)
    nomo_builder_set_null (builder, ORDER_TOTAL_SHOP);
  nomo_builder_set_int (builder, ORDER_PENDING, g_test_rand_int_range (0, 6) == 0);
  nomo_builder_set_int (builder, ORDER_DRAFT, g_test_rand_int_range (0, 6) == 0);
  return nomo_builder_end (builder);
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_real_time () / 1000 + 1000 * FIXTURE_DAY;

  for (guint round = 0; round < 120; round++) {
    NomoCommit *commit = nomo_commit_new ("salla", NULL);

    for (int i = 0; i < g_test_rand_int_range (1, 30); i++) {
      g_autoptr (NomoRecord) order = random_order (start + g_test_rand_int_range (0, 120));

      if (g_test_rand_int_range (0, 5) == 0)
        nomo_commit_delete (commit, nomo_order_entity (), nomo_record_get_id (order));
      else
        nomo_commit_put (commit, order);
    }
    fixture_commit (fixture, commit);
    if (round % 10 == 9)
      assert_equal (fixture);
  }
  g_assert_true (fixture_is_sound (fixture->store));
}

static void
test_day_of_the_shop (Fixture *fixture, gconstpointer data)
{
  int day = nomo_day_of (FIXTURE_EPOCH, nomo_calendar_riyadh ());
  g_autoptr (NomoDays) days = NULL;

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 10000, "completed", 1));
  fixture_put (fixture, fixture_order (2, FIXTURE_EPOCH - 1, 500, "completed", 1));
  days = nomo_store_read_days (fixture->store, NOMO_ORDER_DAY, "", day - 1, day, NULL);
  g_assert_cmpint (nomo_days_get (days, day, ORDER_DAY_SALES), ==, 10000);
  g_assert_cmpint (nomo_days_get (days, day - 1, ORDER_DAY_SALES), ==, 500);
  g_assert_cmpint (nomo_days_sum (days, day - 10, day + 10, ORDER_DAY_ORDERS), ==, 2);
  g_assert_cmpint (nomo_days_get (days, day + 1, ORDER_DAY_SALES), ==, 0);
}

static void
test_new_customers (Fixture *fixture, gconstpointer data)
{
  int day = nomo_day_of (FIXTURE_EPOCH, nomo_calendar_riyadh ());
  g_autoptr (NomoDays) days = NULL;

  fixture_put (fixture, fixture_customer (1, "نورة", NULL, NULL, FIXTURE_EPOCH + 3 * FIXTURE_DAY));
  fixture_put (fixture, fixture_customer (1, "نورة", NULL, NULL, FIXTURE_EPOCH + 9 * FIXTURE_DAY));
  fixture_put (fixture, fixture_customer (2, "هند", NULL, NULL, FIXTURE_EPOCH + 3 * FIXTURE_DAY));
  days = nomo_store_read_days (fixture->store, NOMO_CUSTOMER_DAY, NULL, day, day + 20, NULL);
  g_assert_cmpint (nomo_days_get (days, day + 3, CUSTOMER_DAY_NEW), ==, 2);
  g_assert_cmpint (nomo_days_sum (days, day, day + 20, CUSTOMER_DAY_NEW), ==, 2);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/rollup/random", test_random);
  ADD ("/rollup/day-of-the-shop", test_day_of_the_shop);
  ADD ("/rollup/new-customers", test_new_customers);
  return g_test_run ();
}
