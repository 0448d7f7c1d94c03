#include "fixture.h"
#include "nomo-calendar.h"

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

static char *
groups_to_text (const GArray *groups, guint n_sums)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++) {
    const NomoGroup *group = &g_array_index (groups, NomoGroup, i);
    g_autofree char *key = nomo_value_to_text (&group->key);

    g_string_append_printf (text, "%s%s:%d", i == 0 ? "" : " ", key != NULL ? key : "-", (int) group->count);
    for (guint j = 0; j < n_sums; j++)
      g_string_append_printf (text, ",%d", (int) group->sums[j]);
  }
  return g_string_free (text, FALSE);
}

static void
assert_groups (Fixture *fixture, const char *filter, const NomoGroupBy *by, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, &error);
  g_autoptr (GArray) groups = nomo_store_group (fixture->store, query, by, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = groups_to_text (groups, by->n_sums);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  NomoGroupBy by = {
    .unit = NOMO_GROUP_VALUE, .field = ORDER_STATUS, .sums = { ORDER_TOTAL, ORDER_ITEM_COUNT }, .n_sums = 2
  };

  fill (fixture);
  assert_groups (fixture, "", &by, "canceled:3,18000,9 completed:6,27000,18");
  assert_groups (fixture, "total > 60 LIMIT 1", &by, "canceled:1,9000,3 completed:2,15000,6");
  assert_groups (fixture, "total > 600", &by, "");
  by.order = NOMO_GROUP_BY_COUNT;
  assert_groups (fixture, "", &by, "completed:6,27000,18 canceled:3,18000,9");
  by.order = NOMO_GROUP_BY_SUM + 1;
  by.limit = 1;
  assert_groups (fixture, "", &by, "completed:6,27000,18");
  by = (NomoGroupBy) { .unit = NOMO_GROUP_ALL, .sums = { ORDER_TOTAL }, .n_sums = 1 };
  assert_groups (fixture, "status = canceled", &by, "-:3,18000");
  assert_groups (fixture, "status = none", &by, "-:0,0");
  by = (NomoGroupBy) { .unit = NOMO_GROUP_VALUE, .field = ORDER_COUPON };
  assert_groups (fixture, "", &by, "-:9");
}

/* Spellings that search does not tell apart are one city. */
static void
test_spellings (Fixture *fixture, gconstpointer data)
{
  static const char *const cities[] = { "الرياض", "الرِّياض", "جدة", "جده", "أبها", NULL };
  NomoGroupBy by = { .unit = NOMO_GROUP_VALUE, .field = ORDER_CITY, .order = NOMO_GROUP_BY_COUNT };

  for (gint64 id = 1; id <= 6; id++) {
    g_autoptr (NomoRecord) order = fixture_order (id, FIXTURE_EPOCH, 100, "completed", 1);
    NomoRecordBuilder *builder = nomo_record_build_from (order);

    nomo_builder_set_text (builder, ORDER_CITY, cities[id - 1]);
    fixture_put (fixture, nomo_builder_end (builder));
  }
  assert_groups (fixture, "", &by, "الرياض:2 جدة:2 -:1 أبها:1");
}

static gint64
moment (int year, int month, int day, int hour)
{
  return nomo_day_start (nomo_day_from_ymd (year, month, day), nomo_calendar_riyadh ()) +
         hour * G_GINT64_CONSTANT (3600000);
}

static char *
key_of (int year, int month, int day)
{
  return g_strdup_printf ("%d", nomo_day_from_ymd (year, month, day));
}

/* A day begins at midnight in Riyadh, also before 1970. */
static void
test_calendar (Fixture *fixture, gconstpointer data)
{
  const gint64 dates[] = { moment (1969, 12, 31, 23), moment (1970, 1, 1, 0),   moment (2026, 9, 30, 23),
                           moment (2026, 10, 1, 0),   moment (2026, 10, 1, 23), moment (2026, 12, 31, 12) };
  NomoGroupBy by = { .unit = NOMO_GROUP_DAY, .field = ORDER_DATE, .sums = { ORDER_TOTAL }, .n_sums = 1 };
  g_autofree char *before = key_of (1969, 12, 31);
  g_autofree char *september = key_of (2026, 9, 1);
  g_autofree char *october = key_of (2026, 10, 1);
  g_autofree char *december = key_of (2026, 12, 1);
  g_autofree char *year = key_of (2026, 1, 1);
  g_autofree char *year_before = key_of (1969, 1, 1);
  g_autofree char *last = key_of (2026, 12, 31);
  g_autofree char *eve = key_of (2026, 9, 30);
  g_autofree char *days = NULL;
  g_autofree char *months = NULL;
  g_autofree char *years = NULL;
  g_autofree char *best = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    fixture_put (fixture, fixture_order (i + 1, dates[i], 100, "completed", 1));
  days = g_strdup_printf ("%s:1,100 0:1,100 %s:1,100 %s:2,200 %s:1,100", before, eve, october, last);
  assert_groups (fixture, "", &by, days);
  by.unit = NOMO_GROUP_MONTH;
  months = g_strdup_printf ("%s:2,200 %s:1,100 %s:1,100", october, september, december);
  by.order = NOMO_GROUP_BY_SUM;
  assert_groups (fixture, "date >= 2026", &by, months);
  by.limit = 1;
  best = g_strdup_printf ("%s:2,200", october);
  assert_groups (fixture, "date >= 2026", &by, best);
  by.limit = 0;
  by.unit = NOMO_GROUP_YEAR;
  by.order = NOMO_GROUP_BY_COUNT;
  years = g_strdup_printf ("%s:4,400 %s:1,100 0:1,100", year, year_before);
  assert_groups (fixture, "", &by, years);
  by.field = ORDER_REFUNDED_AT;
  assert_groups (fixture, "", &by, "-:6,600");
}

/* A sum that does not fit is an error, never another number. */
static void
test_overflow (Fixture *fixture, gconstpointer data)
{
  NomoGroupBy by = { .unit = NOMO_GROUP_ALL, .sums = { ORDER_STATUS_ID }, .n_sums = 1 };
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GError) error = NULL;

  for (gint64 id = 1; id <= 2; id++) {
    g_autoptr (NomoRecord) order = fixture_order (id, moment (2026, 10, (int) id, 0), 100, "completed", 1);
    NomoRecordBuilder *builder = nomo_record_build_from (order);

    nomo_builder_set_int (builder, ORDER_STATUS_ID, G_MAXINT64 - 5);
    fixture_put (fixture, nomo_builder_end (builder));
  }
  g_assert_null (nomo_store_group (fixture->store, query, &by, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED);
  g_clear_error (&error);
  by.unit = NOMO_GROUP_MONTH;
  by.field = ORDER_DATE;
  g_assert_null (nomo_store_group (fixture->store, query, &by, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED);
}

static void
test_group_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  NomoGroupBy by = { .unit = NOMO_GROUP_VALUE, .field = ORDER_STATUS };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GAsyncResult) answered = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  fill (fixture);
  g_cancellable_cancel (cancelled);
  nomo_store_group_async (fixture->store, query, &by, NULL, answered_cb, &answered);
  nomo_store_group_async (fixture->store, query, &by, cancelled, answered_cb, &refused);
  fixture_wait (is_answered, &answered);
  fixture_wait (is_answered, &refused);
  g_autoptr (GArray) groups = nomo_store_group_finish (fixture->store, answered, &error);
  g_assert_no_error (error);
  text = groups_to_text (groups, 0);
  g_assert_cmpstr (text, ==, "canceled:3 completed:6");
  g_assert_null (nomo_store_group_finish (fixture->store, refused, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/group/figures", test_figures);
  ADD ("/group/async", test_async);
  ADD ("/group/values", test_values);
  ADD ("/group/spellings", test_spellings);
  ADD ("/group/calendar", test_calendar);
  ADD ("/group/overflow", test_overflow);
  ADD ("/group/group-async", test_group_async);
  return g_test_run ();
}
