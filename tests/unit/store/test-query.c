#include "fixture.h"
#include "nomo-store-error.h"

static void
test_round_trip (gconstpointer data)
{
  const char *text = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), text, &error);
  g_autofree char *again = NULL;
  g_autoptr (NomoQuery) second = NULL;

  g_assert_no_error (error);
  again = nomo_query_to_text (query);
  g_assert_cmpstr (again, ==, text);
  second = nomo_query_parse (nomo_order_entity (), again, &error);
  g_assert_no_error (error);
  g_assert_true (nomo_query_equal (query, second));
}

typedef struct {
  const char *text;
  const char *canonical;
} Spelling;

static void
test_spelling (void)
{
  static const Spelling spellings[] = {
    { "  status=completed and   total>100.5 ", "status = completed AND total > 100.50" },
    { "total >= \"١٬٢٠٠٫٥٠\"", "total >= 1200.50" },
    { "date >= ٢٠٢٦-١٠-٠١", "date >= 2026-10-01" },
    { "date < \"2026-10-01 10:42\"", "date < 2026-10-01T10:42" },
    { "draft = نعم", "draft = yes" },
    { "pending != 0", "pending != no" },
    { "status IN (completed،canceled)", "status in (completed, canceled)" },
    { "search ~ \"الرِّياض 2\"", "search ~ \"الرياض 2\"" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), spellings[i].text, &error);
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    text = nomo_query_to_text (query);
    g_assert_cmpstr (text, ==, spellings[i].canonical);
  }
}

static void
test_refusals (void)
{
  static const Spelling refusals[] = {
    { "colour = red", "There is no field called “colour”." },
    { "status", "After “status” comes a comparison such as = or >= or ~." },
    { "status \"=\" a", "After “status” comes a comparison such as = or >= or ~." },
    { "status = ", "The filter ends where a value should follow." },
    { "status = )", "“)” stands in the filter where a value should." },
    { "status = completed OR total > 1", "“OR” stands in the filter where AND should." },
    { "status = completed AND ", "The filter ends where a field should follow." },
    { "status = \"completed", "A quotation mark in the filter is not closed." },
    { "status in completed", "After “in” come values in parentheses, with commas between them." },
    { "status in (completed", "A parenthesis in the filter is not closed." },
    { "total > much", "“total” needs an amount such as 100.50, not “much”." },
    { "date > yesterday", "“date” needs a day such as 2026-11-22, not “yesterday”." },
    { "date > 2026-10-01T25:00", "“date” needs a day such as 2026-11-22, not “2026-10-01T25:00”." },
    { "item_count = 1.5", "“item_count” needs a whole number, not “1.5”." },
    { "draft = maybe", "“draft” is yes or no, not “maybe”." },
    { "status > completed", "“status” cannot be compared in this way." },
    { "total ~ 1", "“total” cannot be compared in this way." },
    { "search = a", "After “search” comes ~ and a text." },
    { "a\xff", "The filter is not readable text." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (nomo_query_parse (nomo_order_entity (), refusals[i].text, &error));
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, refusals[i].canonical);
  }
}

static void
test_too_long (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) filter = g_string_new ("total > 0");

  for (guint i = 0; i < 100; i++)
    g_string_append (filter, " AND total > 0");
  g_assert_null (nomo_query_parse (nomo_order_entity (), filter->str, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
}

static void
fill (Fixture *fixture)
{
  static const char *const names[] = { "أحمد العتيبي", "نورة السالم", "Ärger O'Neil", "50%_off" };
  static const char *const cities[] = { "الرياض", "رياض الخبراء", "جدة", NULL };

  for (gint64 id = 1; id <= 4; id++)
    fixture_put (fixture, fixture_customer (id, names[id - 1], id == 1 ? "+966501234567" : NULL, cities[id - 1],
                                            FIXTURE_EPOCH + id * FIXTURE_DAY / 2));
  for (gint64 id = 1; id <= 9; id++)
    fixture_put (fixture, fixture_order (id, FIXTURE_EPOCH + (id - 1) * FIXTURE_DAY / 3, id * 1000,
                                         id % 3 == 0 ? "canceled" : "completed", 1));
}

static char *
ids_of (Fixture *fixture, const NomoEntity *entity, const char *filter, int sort, gboolean descending)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (entity, filter, &error);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GArray) ids = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_true (nomo_query_sort (query, (guint) sort, descending));
  records = nomo_store_list (fixture->store, query, 0, 0, &error);
  g_assert_no_error (error);
  ids = nomo_store_list_ids (fixture->store, query, 0, NULL, &error);
  g_assert_cmpuint (ids->len, ==, records->len);
  g_assert_cmpint (nomo_store_count (fixture->store, query, &error), ==, records->len);
  for (guint i = 0; i < records->len; i++) {
    gint64 id = nomo_record_get_id (g_ptr_array_index (records, i));

    g_assert_cmpint (id, ==, g_array_index (ids, gint64, i));
    g_string_append_printf (text, "%s%d", i == 0 ? "" : " ", (int) id);
  }
  return g_string_free (text, FALSE);
}

static void
assert_orders (Fixture *fixture, const char *filter, const char *expected)
{
  g_autofree char *ids = ids_of (fixture, nomo_order_entity (), filter, ORDER_DATE, FALSE);

  g_test_message ("%s", filter);
  g_assert_cmpstr (ids, ==, expected);
}

static void
assert_customers (Fixture *fixture, const char *filter, const char *expected)
{
  g_autofree char *ids = ids_of (fixture, nomo_customer_entity (), filter, CUSTOMER_FIRST_SEEN, FALSE);

  g_test_message ("%s", filter);
  g_assert_cmpstr (ids, ==, expected);
}

static void
test_orders (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  assert_orders (fixture, "", "1 2 3 4 5 6 7 8 9");
  assert_orders (fixture, "status = canceled", "3 6 9");
  assert_orders (fixture, "status != canceled", "1 2 4 5 7 8");
  assert_orders (fixture, "status in (canceled, completed) AND total >= 80", "8 9");
  assert_orders (fixture, "total = 30", "3");
  assert_orders (fixture, "total < 30", "1 2");
  assert_orders (fixture, "total <= 30.00 AND total > 10", "2 3");
  assert_orders (fixture, "total in (10, 90)", "1 9");
  assert_orders (fixture, "date = 2026-10-02", "4 5 6");
  assert_orders (fixture, "date < 2026-10-02", "1 2 3");
  assert_orders (fixture, "date <= 2026-10-02", "1 2 3 4 5 6");
  assert_orders (fixture, "date > 2026-10-02", "7 8 9");
  assert_orders (fixture, "date >= 2026-10-02", "4 5 6 7 8 9");
  assert_orders (fixture, "date != 2026-10-02", "1 2 3 7 8 9");
  assert_orders (fixture, "date = 2026-10-01T08:00", "2");
  assert_orders (fixture, "reference = 20000004", "4");
  assert_orders (fixture, "reference = ٢٠٠٠٠٠٠٤", "4");
  assert_orders (fixture, "reference ~ 00007", "7");
  assert_orders (fixture, "payment = mada", "2 4 6 8");
  assert_orders (fixture, "customer = 5", "");
  assert_orders (fixture, "customer != 5", "1 2 3 4 5 6 7 8 9");
  assert_orders (fixture, "items_text ~ عِطر", "1 2 3 4 5 6 7 8 9");
  assert_orders (fixture, "items_text = \"x\"", "");
  assert_orders (fixture, "search ~ مبخ AND total > 80", "9");
}

static void
test_customers (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  assert_customers (fixture, "name ~ احمد", "1");
  assert_customers (fixture, "name starts نوره", "2");
  assert_customers (fixture, "name starts السالم", "");
  assert_customers (fixture, "name = \"arger o’neil\"", "3");
  assert_customers (fixture, "name ~ \"%\"", "1 2 3 4");
  assert_customers (fixture, "name ~ \"r_o\"", "3");
  assert_customers (fixture, "city ~ رياض", "1 2");
  assert_customers (fixture, "city != جده", "1 2 4");
  assert_customers (fixture, "city in (جدة, الرياض)", "1 3");
  assert_customers (fixture, "phone = ٠٥٠١٢٣٤٥٦٧", "1");
  assert_customers (fixture, "phone ~ 2345", "1");
  assert_customers (fixture, "email = \"\"", "");
}

static void
test_order_of_rows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *up = NULL;
  g_autofree char *down = NULL;
  g_autofree char *by_status = NULL;

  fill (fixture);
  up = ids_of (fixture, nomo_customer_entity (), "", CUSTOMER_CITY, FALSE);
  down = ids_of (fixture, nomo_customer_entity (), "", CUSTOMER_CITY, TRUE);
  by_status = ids_of (fixture, nomo_order_entity (), "", ORDER_STATUS, FALSE);
  g_assert_cmpstr (up, ==, "4 1 3 2");
  g_assert_cmpstr (down, ==, "2 3 1 4");
  g_assert_cmpstr (by_status, ==, "9 6 3 8 7 5 4 2 1");
}

static void
test_numbers_sort_as_numbers (Fixture *fixture, gconstpointer data)
{
  static const char *const references[] = { "9", "10", "100", "11" };
  g_autofree char *ids = NULL;

  for (gint64 id = 1; id <= 4; id++) {
    g_autoptr (NomoRecord) order = fixture_order (id, FIXTURE_EPOCH, 1, "completed", 1);
    NomoRecordBuilder *builder = nomo_record_build_from (order);

    nomo_builder_set_text (builder, ORDER_REFERENCE, references[id - 1]);
    fixture_put (fixture, nomo_builder_end (builder));
  }
  ids = ids_of (fixture, nomo_order_entity (), "", ORDER_REFERENCE, FALSE);
  g_assert_cmpstr (ids, ==, "1 2 4 3");
}

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GHashTable) groups = NULL;
  g_autoptr (GPtrArray) page = NULL;
  gint64 count = 0;
  gint64 sum = 0;

  fill (fixture);
  g_assert_true (nomo_store_sum (fixture->store, query, ORDER_TOTAL, &count, &sum, NULL));
  g_assert_cmpint (count, ==, 9);
  g_assert_cmpint (sum, ==, 45000);
  groups = nomo_store_count_by (fixture->store, query, ORDER_STATUS, NULL);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (groups, "canceled"), ==, 3);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (groups, "completed"), ==, 6);
  page = nomo_store_list (fixture->store, query, 4, 2, NULL);
  g_assert_cmpuint (page->len, ==, 2);
  g_assert_cmpint (nomo_record_get_id (g_ptr_array_index (page, 0)), ==, 5);
  nomo_query_limit (query, 5);
  g_clear_pointer (&page, g_ptr_array_unref);
  page = nomo_store_list (fixture->store, query, 4, 20, NULL);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_false (nomo_query_sort (query, ORDER_RATE, FALSE));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
is_answered (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GAsyncResult) list = NULL;
  g_autoptr (GAsyncResult) sum = NULL;
  g_autoptr (GAsyncResult) groups = NULL;
  g_autoptr (GAsyncResult) days = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GError) error = NULL;
  guint64 seq = 0;
  gint64 count = 0;

  fill (fixture);
  g_cancellable_cancel (cancelled);
  nomo_store_list_async (fixture->store, query, 0, 3, NULL, answered_cb, &list);
  nomo_store_sum_async (fixture->store, query, ORDER_TOTAL, NULL, answered_cb, &sum);
  nomo_store_count_by_async (fixture->store, query, ORDER_STATUS, NULL, answered_cb, &groups);
  nomo_store_read_days_async (fixture->store, NOMO_ORDER_DAY, NULL, 0, 30000, NULL, answered_cb, &days);
  nomo_store_search_async (fixture->store, "احمد", 5, NULL, answered_cb, &found);
  nomo_store_list_async (fixture->store, query, 0, 3, cancelled, answered_cb, &refused);
  fixture_wait (is_answered, &list);
  fixture_wait (is_answered, &sum);
  fixture_wait (is_answered, &groups);
  fixture_wait (is_answered, &days);
  fixture_wait (is_answered, &found);
  fixture_wait (is_answered, &refused);
  g_autoptr (GPtrArray) records = nomo_store_list_finish (fixture->store, list, &seq, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpuint (seq, ==, 13);
  g_assert_true (nomo_store_sum_finish (fixture->store, sum, &count, NULL, NULL));
  g_assert_cmpint (count, ==, 9);
  g_autoptr (GHashTable) counts = nomo_store_count_by_finish (fixture->store, groups, NULL);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 2);
  g_autoptr (NomoDays) sums = nomo_store_read_days_finish (fixture->store, days, NULL);
  g_assert_cmpint (nomo_days_sum (sums, 0, 30000, ORDER_DAY_ORDERS), ==, 6);
  g_autoptr (GPtrArray) hits = nomo_store_search_finish (fixture->store, found, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_null (nomo_store_list_finish (fixture->store, refused, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static NomoQuery *
parse_many (guint n, GError **error)
{
  g_autoptr (GString) filter = g_string_new ("date in (");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (filter, "%s2026-10-%02u", i == 0 ? "" : ",", i % 31 + 1);
  g_string_append_c (filter, ')');
  return nomo_query_parse (nomo_order_entity (), filter->str, error);
}

/* What the parser lets through the database answers. */
static void
test_many_values (Fixture *fixture, gconstpointer data)
{
  guint n = 1;
  gint64 count = 0;

  fill (fixture);
  while (TRUE) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoQuery) query = parse_many (n, &error);

    if (query == NULL)
      break;
    count = nomo_store_count (fixture->store, query, &error);
    g_assert_no_error (error);
    n += n < 450 ? 149 : 50;
  }
  g_assert_cmpuint (n, >, 400);
  g_assert_cmpint (count, ==, 9);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  static const char *const texts[] = {
    "status = completed AND date >= 2026-10-01 AND total > 100.50",
    "items_text ~ \"عطر \\\"الورد\\\" \\\\\" AND payment in (mada, cod)",
    "date < 2026-10-01T10:42 AND date > 2026-10-01T10:42:07 AND date != 2026-10-01T10:42:07.123",
    "reference starts 200 AND item_count >= 2 AND draft = no AND total < -5.00",
    "customer = 19378402502",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *path = g_strdup_printf ("/query/round-trip/%u", i);

    g_test_add_data_func (path, texts[i], test_round_trip);
  }
  g_test_add_func ("/query/spelling", test_spelling);
  g_test_add_func ("/query/refusals", test_refusals);
  g_test_add_func ("/query/too-long", test_too_long);
  ADD ("/query/orders", test_orders);
  ADD ("/query/customers", test_customers);
  ADD ("/query/order-of-rows", test_order_of_rows);
  ADD ("/query/numbers-sort-as-numbers", test_numbers_sort_as_numbers);
  ADD ("/query/figures", test_figures);
  ADD ("/query/async", test_async);
  ADD ("/query/many-values", test_many_values);
  return g_test_run ();
}
