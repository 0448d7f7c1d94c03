#include "fixture.h"
#include "nomo-clock.h"
#include "nomo-connection.h"
#include "nomo-contact.h"

/* Noon of the second day of the fixture's orders, 2026-10-02, 21 Rabi al-Thani 1448. */
#define NOW (FIXTURE_EPOCH + FIXTURE_DAY * 3 / 2)

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
  g_autofree char *down_status = NULL;

  fill (fixture);
  up = ids_of (fixture, nomo_customer_entity (), "", CUSTOMER_CITY, FALSE);
  down = ids_of (fixture, nomo_customer_entity (), "", CUSTOMER_CITY, TRUE);
  by_status = ids_of (fixture, nomo_order_entity (), "", ORDER_STATUS, FALSE);
  down_status = ids_of (fixture, nomo_order_entity (), "", ORDER_STATUS, TRUE);
  g_assert_cmpstr (up, ==, "4 1 3 2");
  g_assert_cmpstr (down, ==, "2 3 1 4");
  g_assert_cmpstr (by_status, ==, "9 6 3 8 7 5 4 2 1");
  g_assert_cmpstr (down_status, ==, "1 2 4 5 7 8 3 6 9");
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
assert_among (Fixture *fixture, const char *filter, gboolean among, const gint64 *ids, guint n_ids,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, &error);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  nomo_query_where_among (query, among, ids, n_ids);
  records = nomo_store_list (fixture->store, query, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nomo_store_count (fixture->store, query, &error), ==, records->len);
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (found, "%s%d", i == 0 ? "" : " ", (int) nomo_record_get_id (records->pdata[i]));
  g_assert_cmpstr (found->str, ==, expected);
}

/* As many as a merchant selects, which may be more than a statement has room for values. */
static void
test_among (Fixture *fixture, gconstpointer data)
{
  const gint64 some[] = { 2, 6, 8, 77 };
  g_autoptr (GArray) many = g_array_new (FALSE, FALSE, sizeof (gint64));

  fill (fixture);
  assert_among (fixture, "", TRUE, some, 4, "8 6 2");
  assert_among (fixture, "status = completed", TRUE, some, 4, "8 2");
  assert_among (fixture, "", FALSE, some, 4, "9 7 5 4 3 1");
  assert_among (fixture, "", TRUE, NULL, 0, "");
  assert_among (fixture, "total > 70", FALSE, NULL, 0, "9 8");
  for (gint64 id = 8; id < 100008; id++)
    g_array_append_val (many, id);
  assert_among (fixture, "", TRUE, (const gint64 *) (gpointer) many->data, many->len, "9 8");
  assert_among (fixture, "", FALSE, (const gint64 *) (gpointer) many->data, many->len, "7 6 5 4 3 2 1");
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

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  assert_orders (fixture, "status = canceled OR total > 80", "3 6 9");
  assert_orders (fixture, "status = canceled AND (total < 40 OR total > 80)", "3 9");
  assert_orders (fixture, "status = canceled AND total < 40 OR total > 70", "3 8 9");
  assert_orders (fixture, "NOT (status = canceled OR total > 50)", "1 2 4 5");
  assert_orders (fixture, "NOT (status = canceled AND total > 50)", "1 2 3 4 5 7 8");
  assert_orders (fixture, "NOT status = canceled AND NOT total in (10, 20)", "4 5 7 8");
  /* What has no value is not what was said. */
  assert_orders (fixture, "NOT coupon = SALE", "1 2 3 4 5 6 7 8 9");
  assert_orders (fixture, "coupon = SALE", "");
  assert_orders (fixture, "NOT subtotal > 5", "1 2 3 4 5 6 7 8 9");
  assert_orders (fixture, "subtotal > 5 OR NOT subtotal <= 5", "1 2 3 4 5 6 7 8 9");
  assert_orders (fixture, "coupon not in (SALE, EID) AND total > 70", "8 9");
  assert_orders (fixture, "status not in (canceled, draft) AND total > 70", "8");
  assert_orders (fixture, "search ~ مبخ AND NOT (search ~ 20000004 OR total > 50)", "1 2 3 5");
}

static void
test_emptiness (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  assert_orders (fixture, "coupon is empty AND total > 70", "8 9");
  assert_orders (fixture, "coupon is not empty", "");
  assert_orders (fixture, "subtotal is empty AND refunded is empty AND customer is empty AND total > 80", "9");
  assert_orders (fixture, "total is not empty AND date is not empty AND status is not empty AND total > 80", "9");
  assert_orders (fixture, "tags is empty AND items is not empty AND total > 80", "9");
  assert_orders (fixture, "items is empty OR tags is not empty", "");
  assert_customers (fixture, "phone is empty", "2 3 4");
  assert_customers (fixture, "phone is not empty", "1");
  assert_customers (fixture, "city is empty", "4");
}

/* Of three orders the first has the tags VIP and new, the second new, and items of one product twice. */
static void
fill_parts (Fixture *fixture)
{
  for (gint64 id = 1; id <= 3; id++) {
    g_autoptr (NomoRecord) order =
        fixture_order (id, FIXTURE_EPOCH + id * FIXTURE_DAY, id * 1000, "completed", FIXTURE_EPOCH);
    NomoRecordBuilder *builder = nomo_record_build_from (order);

    for (guint i = 0; i < 2; i++) {
      nomo_builder_add_part (builder, ORDER_PART_ITEMS);
      nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, id == 2 ? "بخور" : "عود");
      nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, id);
      nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 10 * id + i);
      nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, 500);
    }
    for (gint64 tag = 0; tag < 3 - id; tag++) {
      nomo_builder_add_part (builder, ORDER_PART_TAGS);
      nomo_builder_part_text (builder, ORDER_PART_TAGS, ORDER_TAG_NAME, tag == 0 ? "جديد" : "VIP");
    }
    fixture_put (fixture, nomo_builder_end (builder));
  }
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  fill_parts (fixture);
  assert_orders (fixture, "tags has vip", "1");
  assert_orders (fixture, "tags has جديد", "1 2");
  assert_orders (fixture, "NOT tags has vip", "2 3");
  assert_orders (fixture, "tags has جديد AND NOT tags has vip", "2");
  assert_orders (fixture, "tags has vip OR items.product = 3", "1 3");
  /* A row that says something else. */
  assert_orders (fixture, "tags.name != vip", "1 2");
  assert_orders (fixture, "tags.name in (vip, x)", "1");
  assert_orders (fixture, "tags is empty", "3");
  assert_orders (fixture, "items.name ~ بخو", "2");
  assert_orders (fixture, "items.name starts عو", "1 3");
  assert_orders (fixture, "items.product = 2", "2");
  assert_orders (fixture, "items.product in (1, 3) AND total > 15", "3");
  assert_orders (fixture, "items.quantity > 20", "2 3");
  assert_orders (fixture, "items.quantity >= 20 AND items.name = عود", "3");
  assert_orders (fixture, "items.total = 5", "1 2 3");
  assert_orders (fixture, "items.total = \"5 SAR\"", "1 2 3");
  assert_orders (fixture, "items.total = \"5 USD\"", "");
  assert_orders (fixture, "items.sku is empty", "1 2 3");
}

static void
test_currencies (Fixture *fixture, gconstpointer data)
{
  static const char *const currencies[] = { "SAR", "KWD", "JPY" };

  for (gint64 id = 1; id <= 3; id++) {
    g_autoptr (NomoRecord) order = fixture_order (id, FIXTURE_EPOCH + id, 100500, "completed", 1);
    NomoRecordBuilder *builder = nomo_record_build_from (order);

    nomo_builder_set_text (builder, ORDER_CURRENCY, currencies[id - 1]);
    fixture_put (fixture, nomo_builder_end (builder));
  }
  assert_orders (fixture, "total = 1005", "1 2 3");
  assert_orders (fixture, "total = \"1005 SAR\"", "1");
  assert_orders (fixture, "total = \"100.500 KWD\"", "2");
  assert_orders (fixture, "total = \"100500 JPY\"", "3");
  assert_orders (fixture, "total > \"100.499 KWD\" AND total <= \"100.500 kwd\"", "2");
  assert_orders (fixture, "total != \"100.500 KWD\"", "1 3");
  assert_orders (fixture, "total in (\"100.5 KWD\", \"1005 SAR\")", "1 2");
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  assert_orders (fixture, "date = today", "4 5 6");
  assert_orders (fixture, "date = yesterday", "1 2 3");
  assert_orders (fixture, "date = tomorrow", "7 8 9");
  assert_orders (fixture, "date != today", "1 2 3 7 8 9");
  assert_orders (fixture, "date in (yesterday, tomorrow)", "1 2 3 7 8 9");
  assert_orders (fixture, "date > today", "7 8 9");
  assert_orders (fixture, "date <= اليوم", "1 2 3 4 5 6");
  assert_orders (fixture, "date = this-week", "1 2 3 4 5 6 7 8 9");
  assert_orders (fixture, "date = last-2-days", "1 2 3 4 5 6");
  assert_orders (fixture, "date = next-2-days", "4 5 6 7 8 9");
  assert_orders (fixture, "date = 2026-10", "1 2 3 4 5 6 7 8 9");
  assert_orders (fixture, "date = 2026-09 OR date = last-year OR date = last-hijri-year", "");
  assert_orders (fixture, "date = 1448-04-21h", "4 5 6");
  assert_orders (fixture, "date = this-hijri-month", "1 2 3 4 5 6 7 8 9");
}

static gint64
make_contact (Fixture *fixture, const char *name, const char *extra, gint64 at)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_contact_entity (), 0);

  nomo_builder_set_text (builder, CONTACT_NAME, name);
  nomo_builder_set_text (builder, CONTACT_EXTRA, extra);
  nomo_builder_set_int (builder, CONTACT_CREATED_AT, at);
  return fixture_make (fixture, builder);
}

static void
assert_contacts (Fixture *fixture, const char *filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_contact_entity (), filter, &error);
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  contacts = nomo_store_list (fixture->store, query, 0, 0, &error);
  g_assert_no_error (error);
  for (guint i = contacts->len; i > 0; i--)
    g_string_append (names, nomo_record_get_text (contacts->pdata[i - 1], CONTACT_NAME));
  g_test_message ("%s", filter);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_custom_fields (Fixture *fixture, gconstpointer data)
{
  static const char *const extras[] = {
    "{\"colour\": \"Red\", \"size\": 40, \"لون السيارة\": \"أحمر\"}",
    "{\"colour\": \"blue\", \"size\": 41.5, \"vip\": true}",
    "{\"colour\": \"\", \"size\": \"large\", \"vip\": false}",
    NULL,
  };
  g_autoptr (NomoConnection) connection = nomo_connection_open (fixture->path, TRUE, NULL);

  for (guint i = 0; i < 4; i++) {
    char name[] = { (char) ('a' + i), '\0' };

    make_contact (fixture, name, extras[i], FIXTURE_EPOCH + i);
  }
  assert_contacts (fixture, "extra.colour = red", "a");
  assert_contacts (fixture, "extra.colour != red", "bcd");
  assert_contacts (fixture, "extra.colour in (RED, Blue)", "ab");
  assert_contacts (fixture, "extra.colour ~ lu", "b");
  assert_contacts (fixture, "extra.colour starts r", "a");
  assert_contacts (fixture, "extra.colour is empty", "cd");
  assert_contacts (fixture, "extra.colour is not empty", "ab");
  assert_contacts (fixture, "extra.size = 40", "a");
  assert_contacts (fixture, "extra.size = 40.0", "a");
  assert_contacts (fixture, "extra.size > ٤٠", "b");
  assert_contacts (fixture, "extra.size >= 40 AND NOT extra.size > 41", "a");
  assert_contacts (fixture, "extra.size = LARGE", "c");
  assert_contacts (fixture, "extra.vip = yes", "b");
  assert_contacts (fixture, "extra.vip = no", "c");
  assert_contacts (fixture, "extra.\"لون السيارة\" = احمر", "a");
  assert_contacts (fixture, "extra.\"') OR 1=1 --\" = احمر", "");
  assert_contacts (fixture, "extra is empty", "d");
  assert_contacts (fixture, "extra is not empty", "abc");
  /* A damaged value is one without fields, not a failure. */
  g_assert_true (nomo_connection_exec (connection, "UPDATE record_contact SET extra = '{' WHERE name = 'a'", NULL));
  assert_contacts (fixture, "extra.colour = red OR extra.size > 41", "b");
  assert_contacts (fixture, "extra.colour is empty", "acd");
}

/* Whatever is typed is a value: it finds nothing, breaks nothing and changes nothing. */
static void
test_injection (Fixture *fixture, gconstpointer data)
{
  static const char *const attacks[] = { "' OR '1'='1", "'; DROP TABLE record_order; --", "\") OR 1=1 --", "?1",
                                         "x%' --",      "x' UNION SELECT 1 --",           "\\' OR 1=1" };

  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    for (guint field = 0; field < ORDER_N_FIELDS; field++)
      for (guint op = 0; op < NOMO_OP_EMPTY; op++) {
        const char *values[] = { attacks[i], "' OR 1=1", NULL };
        g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
        g_autoptr (GError) error = NULL;

        if (op == NOMO_OP_NE || op == NOMO_OP_LT || op == NOMO_OP_LE || op == NOMO_OP_GT || op == NOMO_OP_GE ||
            op == NOMO_OP_NOT_IN || !nomo_type_is_text (nomo_order_entity ()->fields[field].type))
          continue;
        if (op == NOMO_OP_IN)
          g_assert_true (nomo_query_where_in (query, field, values, &error));
        else
          g_assert_true (nomo_query_where (query, field, (NomoOp) op, attacks[i], &error));
        g_assert_cmpint (nomo_store_count (fixture->store, query, &error), ==, 0);
        g_assert_no_error (error);
      }
  assert_orders (fixture, "", "1 2 3 4 5 6 7 8 9");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *clock = nomo_clock_spec (g_get_real_time () / 1000, NOW, 0.000001);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/query-rows/orders", test_orders);
  ADD ("/query-rows/customers", test_customers);
  ADD ("/query-rows/order-of-rows", test_order_of_rows);
  ADD ("/query-rows/numbers-sort-as-numbers", test_numbers_sort_as_numbers);
  ADD ("/query-rows/among", test_among);
  ADD ("/query-rows/many-values", test_many_values);
  ADD ("/query-rows/groups", test_groups);
  ADD ("/query-rows/emptiness", test_emptiness);
  ADD ("/query-rows/parts", test_parts);
  ADD ("/query-rows/currencies", test_currencies);
  ADD ("/query-rows/dates", test_dates);
  ADD ("/query-rows/custom-fields", test_custom_fields);
  ADD ("/query-rows/injection", test_injection);
  return g_test_run ();
}
