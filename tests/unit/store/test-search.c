#include "fixture.h"

static char *
found (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = nomo_store_search (fixture->store, text, 20, &error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (ids, "%s%d", i == 0 ? "" : " ", (int) nomo_record_get_id (g_ptr_array_index (records, i)));
  return g_string_free (ids, FALSE);
}

static void
assert_found (Fixture *fixture, const char *text, const char *expected)
{
  g_autofree char *ids = found (fixture, text);

  g_test_message ("%s", text);
  g_assert_cmpstr (ids, ==, expected);
}

static void
put_customer (Fixture *fixture, gint64 id, const char *name, const char *phone, const char *city)
{
  fixture_put (fixture, fixture_customer (id, name, phone, city, FIXTURE_EPOCH + id * 1000));
}

static void
test_spellings (Fixture *fixture, gconstpointer data)
{
  put_customer (fixture, 1, "أحمد العتيبي", "+966501234567", "الرياض");
  put_customer (fixture, 2, "عبدالله الغامدي", "+966559876543", "رياض الخبراء");
  put_customer (fixture, 3, "عبد الله الشهري", NULL, "جدة");
  put_customer (fixture, 4, "فاطمة مُصطفى", NULL, "أبها");
  put_customer (fixture, 5, "Zoë Müller", NULL, "Jeddah");
  assert_found (fixture, "احمد", "1");
  assert_found (fixture, "أحـمَد", "1");
  assert_found (fixture, "عبدالله", "3 2");
  assert_found (fixture, "عبد الله", "3 2");
  assert_found (fixture, "الرياض", "2 1");
  assert_found (fixture, "رياض", "2 1");
  assert_found (fixture, "عتيبى", "1");
  assert_found (fixture, "العتيبي", "1");
  assert_found (fixture, "فاطمه مصطفي", "4");
  assert_found (fixture, "جده", "3");
  assert_found (fixture, "ابها", "4");
  assert_found (fixture, "zoe muller", "5");
  assert_found (fixture, "ZO", "5");
  assert_found (fixture, "احمد جده", "");
  assert_found (fixture, "", "");
  assert_found (fixture, " -\"'*() ", "");
  assert_found (fixture, "\"احمد\" OR *", "");
}

static void
test_phones (Fixture *fixture, gconstpointer data)
{
  static const char *const ways[] = {
    "0501234567",   "٠٥٠١٢٣٤٥٦٧",       "501234567", "+966501234567", "966501234567",
    "050 123 4567", "+966 50 123 4567", "05012",     "٠٥٠",
  };

  put_customer (fixture, 1, "أحمد", "+966501234567", NULL);
  put_customer (fixture, 2, "نورة", "+966551234567", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    assert_found (fixture, ways[i], "1");
}

static void
put_order (Fixture *fixture, gint64 id, const char *reference, const char *items)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);

  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, FIXTURE_EPOCH + id * 1000);
  nomo_builder_set_int (builder, ORDER_TOTAL, 100);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_text (builder, ORDER_ITEMS_TEXT, items);
  fixture_put (fixture, nomo_builder_end (builder));
}

static void
test_rank (Fixture *fixture, gconstpointer data)
{
  put_customer (fixture, 1, "سارة 20000777", NULL, NULL);
  put_customer (fixture, 2, "نورة سارة", NULL, NULL);
  put_customer (fixture, 3, "سارة القحطاني", NULL, NULL);
  put_customer (fixture, 4, "هند", NULL, "سارة");
  fixture_put (fixture, fixture_order (777, FIXTURE_EPOCH - 400 * FIXTURE_DAY, 100, "completed", 1));
  assert_found (fixture, "20000777", "777 1");
  assert_found (fixture, "سارة", "3 1 4 2");
  assert_found (fixture, "س", "3 1 4 2");
  assert_found (fixture, "سارة الق", "3");
  assert_found (fixture, "سارةالق", "3");
  assert_found (fixture, "القحطاني سارة", "3");
  assert_found (fixture, "سارة هند", "4");
}

/* A reference or a phone comes before what only begins with it, however old it is. */
static void
test_rank_of_numbers (Fixture *fixture, gconstpointer data)
{
  put_order (fixture, 1, "A-102", "كوب");
  put_order (fixture, 2, "A-1025", "كوب");
  put_order (fixture, 3, "7", "غلاف A102 أسود");
  put_order (fixture, 4, "50123456", "كوب");
  put_order (fixture, 5, "501234567", "كوب");
  put_customer (fixture, 6, "نورة", "+966501234567", NULL);
  put_customer (fixture, 7, "هند", "+9665012345678", NULL);
  assert_found (fixture, "A-102", "1 3 2");
  assert_found (fixture, "a102", "1 3 2");
  assert_found (fixture, "A-1025", "2");
  assert_found (fixture, "50123456", "4 5 7 6");
  assert_found (fixture, "501234567", "6 5 7");
  assert_found (fixture, "0501234567", "6 7");
  assert_found (fixture, "00966501234567", "6 7");
  assert_found (fixture, "7", "3");
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  put_customer (fixture, 1, "جدة جدة", NULL, "جدة");
  put_customer (fixture, 2, "501234567", "+966501234567", "501234567");
  assert_found (fixture, "ج", "1");
  assert_found (fixture, "جدة", "1");
  assert_found (fixture, "جدة جدة", "1");
  assert_found (fixture, "501234567", "2");
}

/* A group that fills the limit leaves nothing to the next; the newest fill it. */
static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;

  for (gint64 id = 1; id <= 30; id++)
    put_customer (fixture, id, id % 2 == 0 ? "ريم" : "هند ريم", NULL, NULL);
  records = nomo_store_search (fixture->store, "ر", 10, NULL);
  g_assert_cmpuint (records->len, ==, 10);
  g_assert_cmpint (nomo_record_get_id (records->pdata[0]), ==, 30);
  g_assert_cmpint (nomo_record_get_id (records->pdata[9]), ==, 12);
  g_clear_pointer (&records, g_ptr_array_unref);
  records = nomo_store_search (fixture->store, "ر", 0, NULL);
  g_assert_cmpuint (records->len, ==, 0);
  g_clear_pointer (&records, g_ptr_array_unref);
  assert_found (fixture, "ر", "30 28 26 24 22 20 18 16 14 12 10 8 6 4 2 29 27 25 23 21");
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  put_customer (fixture, 1, "أحمد", NULL, "جدة");
  fixture_put (fixture, fixture_customer (1, "خالد", NULL, "جدة", FIXTURE_EPOCH + FIXTURE_DAY));
  assert_found (fixture, "احمد", "");
  assert_found (fixture, "خالد", "1");
  assert_found (fixture, "جدة", "1");
  nomo_commit_delete (commit, nomo_customer_entity (), 1);
  fixture_commit (fixture, commit);
  assert_found (fixture, "خالد", "");
  assert_found (fixture, "جدة", "");
}

static void
test_same_second (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GPtrArray) records = NULL;

  for (gint64 id = 1; id <= 3000; id++) {
    g_autoptr (NomoRecord) customer = fixture_customer (id, "ليلى", NULL, NULL, FIXTURE_EPOCH);

    nomo_commit_put (commit, customer);
  }
  fixture_commit (fixture, commit);
  records = nomo_store_search (fixture->store, "ليلي", 5000, NULL);
  g_assert_cmpuint (records->len, ==, 3000);
}

/* Dates that nobody can mean are found as well, the latest first. */
static void
test_far_dates (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, fixture_customer (1, "ليلى", NULL, NULL, 1));
  fixture_put (fixture, fixture_customer (2, "ليلى", NULL, NULL, G_GINT64_CONSTANT (9000000000000000)));
  fixture_put (fixture, fixture_customer (3, "ليلى", NULL, NULL, FIXTURE_EPOCH));
  assert_found (fixture, "ليلى", "2 3 1");
  fixture_put (fixture, fixture_customer (2, "ريم", NULL, NULL, G_GINT64_CONSTANT (9000000000001000)));
  assert_found (fixture, "ليلى", "3 1");
  assert_found (fixture, "ريم", "2");
}

static void
test_orders (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 100, "completed", 1));
  fixture_put (fixture, fixture_order (2, FIXTURE_EPOCH + FIXTURE_DAY, 100, "completed", 1));
  assert_found (fixture, "عطر", "2 1");
  assert_found (fixture, "ورد مبخره", "2 1");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/search/spellings", test_spellings);
  ADD ("/search/phones", test_phones);
  ADD ("/search/rank", test_rank);
  ADD ("/search/rank-of-numbers", test_rank_of_numbers);
  ADD ("/search/once", test_once);
  ADD ("/search/limit", test_limit);
  ADD ("/search/change", test_change);
  ADD ("/search/same-second", test_same_second);
  ADD ("/search/far-dates", test_far_dates);
  ADD ("/search/orders", test_orders);
  return g_test_run ();
}
