#include "fixture.h"
#include "nomo-sql-plan.h"

#include <string.h>

static char *
details_of (Fixture *fixture, const NomoQuery *query, const NomoPlan *plan, const char *columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoConnection) connection = nomo_connection_open (fixture->path, FALSE, &error);
  g_autoptr (NomoSql) sql = nomo_sql_new ("EXPLAIN QUERY PLAN SELECT ");
  NomoStatement *statement = NULL;
  GString *details = g_string_new (NULL);

  g_assert_no_error (error);
  g_string_append (sql->text, columns);
  nomo_sql_append_rows (sql, query, plan, FALSE);
  nomo_sql_append_page (sql, 0, 200);
  statement = nomo_sql_prepare (sql, connection, &error);
  g_assert_no_error (error);
  while (nomo_connection_step (connection, statement, &error) == NOMO_STEP_ROW)
    g_string_append_printf (details, "%s%s", details->len > 0 ? "; " : "", nomo_statement_get_text (statement, 3));
  g_assert_no_error (error);
  nomo_statement_reset (statement);
  return g_string_free (details, FALSE);
}

static NomoPlan
choose (Fixture *fixture, const NomoQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoConnection) connection = nomo_connection_open (fixture->path, FALSE, &error);
  NomoPlan plan = { 0 };

  g_assert_no_error (error);
  nomo_plan_choose (query, connection, &plan, &error);
  g_assert_no_error (error);
  return plan;
}

static NomoQuery *
parse (const NomoEntity *entity, const char *text)
{
  g_autoptr (GError) error = NULL;
  NomoQuery *query = nomo_query_parse (entity, text, &error);

  g_assert_no_error (error);
  return query;
}

/* Whole records and ids alike are found without sorting, by this index. */
static void
assert_in_order (Fixture *fixture, const NomoQuery *query, const char *index)
{
  const NomoEntity *entity = nomo_query_get_entity (query);
  g_autofree char *all = nomo_sql_columns (entity);
  const char *const columns[] = { "id", all };
  NomoPlan plan = choose (fixture, query);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    g_autofree char *text = nomo_query_to_text (query);
    g_autofree char *details = details_of (fixture, query, &plan, columns[i]);

    g_test_message ("%s: %s", text, details);
    g_assert_null (strstr (details, "TEMP B-TREE"));
    g_assert_nonnull (strstr (details, index));
  }
}

static void
test_sorts (Fixture *fixture, gconstpointer data)
{
  const NomoEntity *const *entities = nomo_domain_entities ();
  guint n = 0;

  for (; *entities != NULL; entities++)
    for (guint i = 0; i < (*entities)->n_fields; i++) {
      const NomoField *field = &(*entities)->fields[i];
      g_autofree char *index = g_strdup_printf ("INDEX record_%s_%s", (*entities)->name, field->name);

      for (guint descending = 0; descending < 2; descending++) {
        g_autoptr (NomoQuery) query = nomo_query_new (*entities);

        if (!nomo_query_sort (query, i, descending))
          continue;
        assert_in_order (fixture, query, index);
        n++;
      }
    }
  g_assert_cmpuint (n, >, 40);
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[][2] = {
    { "", "INDEX record_order_date" },
    { "status = completed", "INDEX record_order_status (status=?)" },
    { "payment = mada", "INDEX record_order_payment (payment=?)" },
    { "city = الرياض", "INDEX record_order_city (city_key=?)" },
    { "coupon = SALE", "INDEX record_order_coupon (coupon_key=?)" },
    { "customer = 5", "INDEX record_order_customer (customer=?)" },
    { "refunded = yes", "INDEX record_order_refunded (refunded=?)" },
    { "date = last-7-days", "INDEX record_order_date (date>? AND date<?)" },
    { "status = completed AND date >= 2026-10-01", "INDEX record_order_status (status=? AND date>?)" },
    { "tags has vip", "INDEX part_order_tags_name (name_key=?)" },
    { "tags.name = vip AND date >= 2026", "INDEX part_order_tags_name (name_key=? AND sort>?)" },
    { "items.product = 7 AND draft = no", "INDEX part_order_items_product (product=?)" },
    { "tags has vip ORDER BY date", "INDEX part_order_tags_name (name_key=?)" },
    { "status = completed ORDER BY date", "INDEX record_order_status (status=?)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (NomoQuery) query = parse (nomo_order_entity (), texts[i][0]);

    assert_in_order (fixture, query, texts[i][1]);
  }
}

/* Orders without items; of their cities, statuses, tags and totals some are rare and some are common. */
static void
fill (Fixture *fixture, gint64 n)
{
  static const char *const cities[] = { "الرياض", "جدة", NULL, "أبها" };
  static const char *const tags[] = { "new", "VIP", "old" };
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (gint64 id = 1; id <= n; id++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
    g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, 20000000 + id);
    g_autoptr (NomoRecord) order = NULL;

    nomo_builder_set_as_of (builder, 1);
    nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
    nomo_builder_set_int (builder, ORDER_DATE, FIXTURE_EPOCH + id * 7919 % 97 * 3600000);
    nomo_builder_set_text (builder, ORDER_STATUS, id % 50 == 0 ? "canceled" : id % 3 == 0 ? "shipped" : "completed");
    nomo_builder_set_int (builder, ORDER_TOTAL, id * 31 % 1000 * 100);
    nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
    nomo_builder_set_text (builder, ORDER_CITY, cities[id * 17 % 4]);
    if (id % 5 == 0)
      nomo_builder_set_int (builder, ORDER_ITEM_COUNT, id % 7);
    for (gint64 tag = 0; tag < id % 4; tag++) {
      nomo_builder_add_part (builder, ORDER_PART_TAGS);
      nomo_builder_part_text (builder, ORDER_PART_TAGS, ORDER_TAG_NAME, tag == 2 && id % 5 == 0 ? "vip" : tags[tag]);
      nomo_builder_part_int (builder, ORDER_PART_TAGS, ORDER_TAG_ID, tag);
    }
    order = nomo_builder_end (builder);
    nomo_commit_put (commit, order);
  }
  fixture_commit (fixture, commit);
}

static GArray *
ids_by (Fixture *fixture, const NomoQuery *query, const NomoPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoConnection) connection = nomo_connection_open (fixture->path, FALSE, &error);
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT id");
  NomoStatement *statement = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  nomo_sql_append_rows (sql, query, plan, FALSE);
  statement = nomo_sql_prepare (sql, connection, &error);
  g_assert_no_error (error);
  while (nomo_connection_step (connection, statement, &error) == NOMO_STEP_ROW) {
    gint64 id = nomo_statement_get_int (statement, 0);

    g_array_append_val (ids, id);
  }
  g_assert_no_error (error);
  nomo_statement_reset (statement);
  return ids;
}

static void
assert_same (const GArray *a, const GArray *b)
{
  g_assert_cmpmem (a->data, a->len * sizeof (gint64), b->data, b->len * sizeof (gint64));
}

/* Every way to the rows gives the same rows in the same order. */
static void
test_same_rows (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "status = completed AND total > 500",
    "status = completed AND total > 500 AND date >= 2026-10-02",
    "city = الرياض AND (total > 900 OR reference = 20000007 OR item_count = 3)",
    "tags has vip AND total <= 500",
    "tags has vip AND date <= 2026-10-03 AND status != shipped",
    "tags has vip AND tags has new AND city is not empty ORDER BY total",
    "total > 900 AND item_count >= 2 ORDER BY -reference",
    "total > 900 ORDER BY status",
    "status in (shipped, canceled) AND NOT city starts ا ORDER BY date",
  };

  fill (fixture, 400);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (NomoQuery) query = parse (nomo_order_entity (), texts[i]);
    const GPtrArray *conditions = query->root->children;
    g_autoptr (GArray) expected = ids_by (fixture, query, NULL);
    NomoPlan chosen = choose (fixture, query);
    g_autoptr (GArray) ids = ids_by (fixture, query, &chosen);
    NomoPlan order = { .drive = NOMO_DRIVE_ORDER };
    g_autoptr (GArray) in_order = ids_by (fixture, query, &order);

    g_test_message ("%s", texts[i]);
    g_assert_cmpuint (expected->len, >, 3);
    assert_same (ids, expected);
    assert_same (in_order, expected);
    for (guint j = 0; j < conditions->len; j++) {
      const NomoCondition *condition = conditions->pdata[j];
      gboolean any = condition->kind == NOMO_CONDITION_GROUP && condition->join == NOMO_JOIN_OR;
      NomoPlan plan = { .drive = any                           ? NOMO_DRIVE_ANY
                                 : condition->target.part >= 0 ? NOMO_DRIVE_PART
                                                               : NOMO_DRIVE_FIELD,
                        .field = (guint) MAX (condition->target.field, 0),
                        .condition = any || condition->target.part >= 0 ? condition : NULL };
      g_autoptr (GArray) driven = ids_by (fixture, query, &plan);

      assert_same (driven, expected);
    }
  }
}

static void
assert_choice (Fixture *fixture, const char *text, NomoDrive drive, guint field, gboolean sorted)
{
  g_autoptr (NomoQuery) query = parse (nomo_order_entity (), text);
  NomoPlan plan = choose (fixture, query);

  g_test_message ("%s", text);
  g_assert_cmpint (plan.drive, ==, drive);
  g_assert_cmpint (plan.sorted, ==, sorted);
  if (drive == NOMO_DRIVE_FIELD)
    g_assert_cmpuint (plan.field, ==, field);
}

/* Many steps for each of many rows, of which few are found. */
#define LONG_WALK "NOT draft = yes AND NOT pending = yes AND NOT detailed = yes AND total >= 999 ORDER BY reference"

/* Whether the order was walked, was given up or was not even tried, the first rows are the same. */
static void
assert_first_rows (Fixture *fixture)
{
  static const char *const texts[] = { "total >= 0",
                                       "total >= 990",
                                       LONG_WALK,
                                       "reference = 20005000",
                                       "tags has vip AND total = 2",
                                       "item_count = 6 AND total > 900" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (NomoQuery) query = parse (nomo_order_entity (), texts[i]);
    g_autoptr (GArray) all = nomo_store_list_ids (fixture->store, query, 0, NULL, NULL);
    g_autoptr (GArray) first = nomo_store_list_ids (fixture->store, query, 30, NULL, NULL);
    g_autoptr (GPtrArray) records = nomo_store_list (fixture->store, query, 10, 20, NULL);

    g_test_message ("%s", texts[i]);
    g_assert_cmpuint (all->len, >, 0);
    g_assert_cmpuint (first->len, ==, MIN (all->len, 30));
    g_assert_cmpmem (first->data, first->len * sizeof (gint64), all->data, first->len * sizeof (gint64));
    g_assert_cmpuint (records->len, ==, first->len - MIN (first->len, 10));
    for (guint j = 0; j < records->len; j++)
      g_assert_cmpint (nomo_record_get_id (records->pdata[j]), ==, g_array_index (first, gint64, 10 + j));
  }
}

static gboolean
walk (NomoConnection *connection, GError **error)
{
  g_autoptr (NomoQuery) query = parse (nomo_order_entity (), LONG_WALK);
  NomoPlan plan = { .drive = NOMO_DRIVE_ORDER };
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT id");

  nomo_sql_append_rows (sql, query, &plan, FALSE);
  return nomo_connection_run (connection, nomo_sql_prepare (sql, connection, NULL), error);
}

/* A few thousand rows are where patience for first rows ends. */
static void
assert_patience (Fixture *fixture)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (fixture->path, FALSE, NULL);
  g_autoptr (GError) error = NULL;

  nomo_connection_set_patience (connection, 1);
  g_assert_false (walk (connection, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED);
  g_assert_false (nomo_connection_has_patience (connection));
  g_clear_error (&error);
  nomo_connection_set_patience (connection, -1);
  g_assert_true (walk (connection, &error));
  g_assert_no_error (error);
  g_assert_true (nomo_connection_has_patience (connection));
}

static void
assert_hope (const char *text, NomoHope expected, gboolean sorted)
{
  g_autoptr (NomoQuery) query = parse (nomo_order_entity (), text);
  NomoPlan plan = { 0 };

  g_test_message ("%s", text);
  g_assert_cmpint (nomo_plan_keep_order (query, &plan), ==, expected);
  g_assert_cmpint (plan.sorted, ==, sorted);
}

static void
test_hope (void)
{
  assert_hope ("", NOMO_HOPE_SURE, FALSE);
  assert_hope ("items_text ~ x AND NOT tags has vip", NOMO_HOPE_SURE, FALSE);
  assert_hope ("status = completed", NOMO_HOPE_SURE, TRUE);
  assert_hope ("tags has vip", NOMO_HOPE_SURE, TRUE);
  assert_hope ("status = completed AND tags has vip", NOMO_HOPE_GOOD, TRUE);
  assert_hope ("total > 5", NOMO_HOPE_GOOD, FALSE);
  assert_hope ("status = completed ORDER BY total", NOMO_HOPE_GOOD, FALSE);
  assert_hope ("reference = 20000007", NOMO_HOPE_POOR, FALSE);
  assert_hope ("status = completed AND reference = 20000007", NOMO_HOPE_POOR, TRUE);
}

static void
assert_details (Fixture *fixture, const char *text, const char *expected, gboolean sorts)
{
  g_autoptr (NomoQuery) query = parse (nomo_order_entity (), text);
  NomoPlan plan = choose (fixture, query);
  g_autofree char *details = details_of (fixture, query, &plan, "id");

  g_test_message ("%s: %s", text, details);
  g_assert_nonnull (strstr (details, expected));
  g_assert_cmpint (strstr (details, "TEMP B-TREE") != NULL, ==, sorts);
}

/* SQLite does what was chosen. */
static void
assert_obeyed (Fixture *fixture)
{
  assert_details (fixture, "total >= 990", "SEARCH record_order USING INDEX record_order_total (total>?)", TRUE);
  assert_details (fixture, "total >= 0", "SCAN record_order USING INDEX record_order_date", FALSE);
  assert_details (fixture, "total >= 0 AND date = 2026-10-02",
                  "SEARCH record_order USING INDEX record_order_date (date>? AND date<?)", FALSE);
  assert_details (fixture, "status = completed AND total >= 0",
                  "SEARCH record_order USING INDEX record_order_status (status=?)", FALSE);
  assert_details (fixture, "status in (completed, shipped, canceled) AND date >= 2026-10-01",
                  "SEARCH record_order USING INDEX record_order_date (date>?)", FALSE);
  assert_details (fixture, "status in (completed, shipped, canceled) ORDER BY total",
                  "SCAN record_order USING INDEX record_order_total", FALSE);
  assert_details (fixture, "status = canceled AND date >= 2026-10-01 ORDER BY total",
                  "SEARCH record_order USING INDEX record_order_status (status=?)", TRUE);
  assert_details (fixture, "total >= 999 OR reference = 20000007", "MULTI-INDEX OR", TRUE);
  assert_details (fixture, "total >= 0 OR reference = 20000007", "SCAN record_order USING INDEX record_order_date",
                  FALSE);
  assert_details (fixture, "city starts ابه", "SEARCH record_order USING INDEX record_order_city", TRUE);
  assert_details (fixture, "NOT tags has vip AND items.product = 7 ORDER BY total",
                  "SEARCH part_order_items USING COVERING INDEX part_order_items_product (product=?)", TRUE);
}

/* What few records fulfil is found by its index; what many fulfil is looked for in the order of the list. */
static void
test_choice (Fixture *fixture, gconstpointer data)
{
  fill (fixture, 8000);
  assert_choice (fixture, "total >= 990", NOMO_DRIVE_FIELD, ORDER_TOTAL, FALSE);
  assert_choice (fixture, "total >= 0", NOMO_DRIVE_ORDER, 0, FALSE);
  assert_choice (fixture, "total >= 10 AND total <= 20", NOMO_DRIVE_FIELD, ORDER_TOTAL, FALSE);
  assert_choice (fixture, "total >= 0 AND reference starts 2", NOMO_DRIVE_ORDER, 0, FALSE);
  assert_choice (fixture, "total >= 0 AND reference = 20000007", NOMO_DRIVE_FIELD, ORDER_REFERENCE, FALSE);
  assert_choice (fixture, "status = completed", NOMO_DRIVE_FIELD, ORDER_STATUS, TRUE);
  assert_choice (fixture, "status = completed AND total >= 0", NOMO_DRIVE_FIELD, ORDER_STATUS, TRUE);
  assert_choice (fixture, "status = completed AND total >= 990", NOMO_DRIVE_FIELD, ORDER_TOTAL, FALSE);
  assert_choice (fixture, "status = canceled ORDER BY total", NOMO_DRIVE_FIELD, ORDER_STATUS, FALSE);
  assert_choice (fixture, "status in (completed, shipped, canceled)", NOMO_DRIVE_ORDER, 0, FALSE);
  assert_choice (fixture, "status in (completed, shipped, canceled) ORDER BY total", NOMO_DRIVE_ORDER, 0, FALSE);
  assert_choice (fixture, "tags has vip", NOMO_DRIVE_PART, 0, TRUE);
  assert_choice (fixture, "tags has vip ORDER BY total", NOMO_DRIVE_PART, 0, FALSE);
  assert_choice (fixture, "tags has vip AND city = لندن", NOMO_DRIVE_FIELD, ORDER_CITY, TRUE);
  assert_choice (fixture, "total >= 999 OR reference = 20000007", NOMO_DRIVE_ANY, 0, FALSE);
  assert_choice (fixture, "total >= 999 OR status != shipped", NOMO_DRIVE_ORDER, 0, FALSE);
  assert_choice (fixture, "NOT total >= 999", NOMO_DRIVE_ORDER, 0, FALSE);
  assert_obeyed (fixture);
  assert_patience (fixture);
  assert_first_rows (fixture);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/query-plan/sorts", test_sorts);
  ADD ("/query-plan/groups", test_groups);
  ADD ("/query-plan/same-rows", test_same_rows);
  ADD ("/query-plan/choice", test_choice);
  g_test_add_func ("/query-plan/hope", test_hope);
  return g_test_run ();
}
