#include "config.h"

#include "nomo-coupon-reading.h"
#include "nomo-coupon.h"
#include "nomo-order.h"
#include "salla-world.h"

#include <stdlib.h>
#include <string.h>

#define PAGE      60
#define N_ORDERS  300
#define FIRST_ID  1000
#define COUPON_ID 7
#define GROUP_ID  8

typedef struct {
  SallaWorld world;
  gint64 n_codes;      /* of the group, that the server tells */
  gint64 n_uses;       /* the first orders used the coupon */
  gboolean ignored;    /* the filter */
  gboolean unnumbered; /* lists come without their pagination */
  guint fails;         /* status of all that is asked, 0 for none */
  guint cancel_at;     /* the job is cancelled at this request */
  GString *asked;      /* "codes:1 orders:2 " */
  guint n_asked;
  NomoJob *job;
} Fixture;

static char *
make_body (Fixture *fixture, GString *rows, gint64 total)
{
  gint64 pages = MAX ((total + PAGE - 1) / PAGE, 1);

  if (fixture->unnumbered)
    return g_strdup_printf ("{\"data\":[%s]}", rows->str);
  return g_strdup_printf ("{\"data\":[%s],\"pagination\":{\"count\":0,\"total\":%" G_GINT64_FORMAT
                          ",\"totalPages\":%" G_GINT64_FORMAT "}}",
                          rows->str, total, pages);
}

static void
answer (Fixture *fixture, SoupServerMessage *message, const char *what, GHashTable *query, gint64 total,
        void (*add_row) (GString *rows, gint64 i))
{
  gint64 page = g_ascii_strtoll (g_hash_table_lookup (query, "page"), NULL, 10);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *body = NULL;

  g_assert_cmpstr (g_hash_table_lookup (query, "per_page"), ==, "60");
  for (gint64 i = (page - 1) * PAGE; i < MIN (page * PAGE, total); i++) {
    g_string_append (rows, rows->len > 0 ? "," : "");
    add_row (rows, i);
  }
  body = make_body (fixture, rows, total);
  g_string_append_printf (fixture->asked, "%s:%" G_GINT64_FORMAT " ", what, page);
  if (++fixture->n_asked == fixture->cancel_at)
    nomo_job_cancel (fixture->job);
  soup_server_message_set_status (message, fixture->fails != 0 ? fixture->fails : 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
add_code (GString *rows, gint64 i)
{
  g_string_append_printf (rows, "{\"id\":%" G_GINT64_FORMAT ",\"code\":\"GRP%" G_GINT64_FORMAT "\"}", i + 1, i);
}

static void
add_order (GString *rows, gint64 i)
{
  g_string_append_printf (rows,
                          "{\"id\":%" G_GINT64_FORMAT ",\"reference_id\":%" G_GINT64_FORMAT
                          ",\"date\":\"2026-02-03 12:15:27\",\"total\":100,\"status\":{\"slug\":\"completed\"}}",
                          FIRST_ID + i, 20000 + i);
}

static void
codes_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;

  g_assert_cmpstr (g_hash_table_lookup (query, "coupon_id"), ==, "8");
  answer (fixture, message, "codes", query, fixture->n_codes, add_code);
}

static void
orders_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;

  g_assert_cmpstr (g_hash_table_lookup (query, "coupon"), ==, "WARD10");
  g_assert_cmpstr (g_hash_table_lookup (query, "sort_by"), ==, "created_at-asc");
  answer (fixture, message, "orders", query, fixture->ignored ? N_ORDERS : fixture->n_uses, add_order);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  salla_world_set_up (&fixture->world);
  fixture->asked = g_string_new (NULL);
  soup_server_add_handler (fixture->world.server, "/coupons/codes", codes_cb, fixture, NULL);
  soup_server_add_handler (fixture->world.server, "/orders", orders_cb, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  salla_world_tear_down (&fixture->world);
  g_string_free (fixture->asked, TRUE);
}

/* Than all that the server has said. */
static gint64
later (void)
{
  return g_get_real_time () / 1000 + 3600 * 1000;
}

static void
put (Fixture *fixture, NomoRecordBuilder *builder)
{
  g_autoptr (NomoRecord) record = nomo_builder_end (builder);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;

  nomo_commit_put (commit, record);
  nomo_store_commit (fixture->world.store, commit, NULL, &error);
  g_assert_no_error (error);
}

static NomoRecordBuilder *
begin_coupon (gint64 id, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 2000);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_EXPIRY, 1772398799000);
  return builder;
}

/* What a row of the list tells of a group, and of how many of its codes. */
static void
put_group (Fixture *fixture, gint64 count, guint told, gint64 as_of)
{
  NomoRecordBuilder *builder = begin_coupon (GROUP_ID, as_of);

  nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
  nomo_builder_set_text (builder, COUPON_GROUP_NAME, "هدية");
  nomo_builder_set_text (builder, COUPON_GROUP_SUFFIX, "GRP");
  nomo_builder_set_int (builder, COUPON_GROUP_COUNT, count);
  nomo_builder_set_int (builder, COUPON_USES, 100);
  for (guint i = 0; i < told; i++) {
    g_autofree char *code = g_strdup_printf ("GRP%u", i);

    nomo_builder_add_part (builder, COUPON_PART_CODES);
    nomo_builder_part_text (builder, COUPON_PART_CODES, COUPON_CHILD_CODE, code);
  }
  put (fixture, builder);
}

static void
put_coupon (Fixture *fixture, gint64 uses)
{
  NomoRecordBuilder *builder = begin_coupon (COUPON_ID, 1);

  fixture->n_uses = uses;
  nomo_builder_set_text (builder, COUPON_CODE, "WARD10");
  nomo_builder_set_int (builder, COUPON_USES, uses);
  put (fixture, builder);
}

static NomoRecordBuilder *
begin_order (guint i, gboolean detailed, const char *coupon, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), FIRST_ID + i);
  g_autofree char *reference = g_strdup_printf ("%u", 20000 + i);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, 1770110127000);
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_int (builder, ORDER_TOTAL, 5000);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_DETAILED, detailed);
  if (detailed)
    nomo_builder_set_text (builder, ORDER_COUPON, coupon);
  return builder;
}

static void
put_order (Fixture *fixture, guint i, gboolean detailed, const char *coupon, gint64 as_of)
{
  put (fixture, begin_order (i, detailed, coupon, as_of));
}

/* Of the first ones the details are known. */
static void
put_orders (Fixture *fixture, guint n, guint n_detailed, gint64 as_of)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (NomoRecord) order = nomo_builder_end (begin_order (i, i < n_detailed, i < 50 ? "ward10" : NULL, as_of));

    nomo_commit_put (commit, order);
  }
  g_assert_true (nomo_store_commit (fixture->world.store, commit, NULL, NULL));
}

static gboolean
run (Fixture *fixture, gboolean whole, GError **error)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (NomoJob) job = nomo_job_new ("coupons");
  NomoCouponReading how = { fixture->world.store, fixture->world.client, job, whole };
  gboolean ok;

  g_string_truncate (fixture->asked, 0);
  fixture->n_asked = 0;
  fixture->job = job;
  nomo_coupon_reading_async (&how, salla_world_keep_result, &ended);
  ok = nomo_coupon_reading_finish (fixture->world.store, salla_world_wait (&ended), error);
  g_assert_cmpint (nomo_job_get_done (job), <=, nomo_job_get_total (job));
  return ok;
}

static void
expect_asked (Fixture *fixture, gboolean whole, const char *asked)
{
  g_autoptr (GError) error = NULL;

  run (fixture, whole, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->asked->str, ==, asked);
}

static void
expect_codes (Fixture *fixture, guint n)
{
  g_autoptr (NomoRecord) group = nomo_store_get (fixture->world.store, nomo_coupon_entity (), GROUP_ID, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (nomo_record_count_part (group, COUPON_PART_CODES), ==, n);
  for (guint i = 0; i < n; i++) {
    const char *code = nomo_record_part_text (group, COUPON_PART_CODES, i, COUPON_CHILD_CODE);

    g_assert_true (g_str_has_prefix (code, "GRP") && atoi (code + 3) < (int) fixture->n_codes);
    g_assert_true (g_hash_table_add (seen, (gpointer) code));
  }
}

static gint64
count (Fixture *fixture, const char *filter)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, NULL);

  return nomo_store_count (fixture->world.store, query, NULL);
}

/* A row that tells only some of the codes takes none of the others away, and makes nobody ask again. */
static void
test_codes (Fixture *fixture, gconstpointer data)
{
  fixture->n_codes = 130;
  put_group (fixture, 130, 15, 1);
  expect_asked (fixture, FALSE, "codes:1 codes:2 codes:3 ");
  expect_codes (fixture, 130);
  put_group (fixture, 130, 15, later ());
  put_group (fixture, 130, 0, later ());
  expect_codes (fixture, 130);
  expect_asked (fixture, FALSE, "");
}

static void
test_codes_all_told (Fixture *fixture, gconstpointer data)
{
  put_group (fixture, 15, 15, 1);
  expect_asked (fixture, FALSE, "");
}

/* Nobody asks again for what Salla does not tell, unless it counts anew, or a person wants all compared. */
static void
test_codes_fewer (Fixture *fixture, gconstpointer data)
{
  fixture->n_codes = 100;
  put_group (fixture, 130, 0, 1);
  expect_asked (fixture, FALSE, "codes:1 codes:2 ");
  expect_codes (fixture, 100);
  expect_asked (fixture, FALSE, "");
  expect_asked (fixture, TRUE, "codes:1 codes:2 ");
  put_group (fixture, 140, 0, later ());
  expect_asked (fixture, FALSE, "codes:1 codes:2 ");
}

static void
test_codes_interrupted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->n_codes = 250;
  put_group (fixture, 250, 0, 1);
  fixture->cancel_at = 3;
  g_assert_false (run (fixture, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  expect_codes (fixture, 120);
  fixture->cancel_at = 0;
  expect_asked (fixture, FALSE, "codes:3 codes:4 codes:5 ");
  expect_codes (fixture, 250);
}

/* What Salla once said and does not say now goes when the whole is compared, and it says as many as it counts. */
static void
test_codes_that_are_none (Fixture *fixture, gconstpointer data)
{
  fixture->n_codes = 70;
  put_group (fixture, 72, 72, 1);
  put_group (fixture, 70, 2, 2);
  expect_asked (fixture, TRUE, "codes:1 codes:2 ");
  expect_codes (fixture, 70);
}

/* The codes of all groups are not those of one. */
static void
test_codes_of_others (Fixture *fixture, gconstpointer data)
{
  fixture->n_codes = 155;
  put_group (fixture, 130, 15, 1);
  expect_asked (fixture, FALSE, "codes:1 ");
  expect_codes (fixture, 15);
  expect_asked (fixture, FALSE, "");
}

/* Neither an outage nor a list that is none ends the run, or is taken for an answer. */
static void
test_codes_refused (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 404, 422, 500 };

  fixture->n_codes = 20;
  put_group (fixture, 20, 15, 1);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) error = NULL;

    fixture->fails = statuses[i];
    g_assert_true (run (fixture, FALSE, &error));
    g_assert_cmpuint (fixture->n_asked, >=, 1);
    expect_codes (fixture, 15);
  }
  fixture->fails = 0;
  expect_asked (fixture, FALSE, "codes:1 ");
  expect_codes (fixture, 20);
}

/* The coupon of an order is known before its details, and stays when the list of orders tells it again. */
static void
test_uses (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, N_ORDERS, 0, 1);
  put_coupon (fixture, 100);
  expect_asked (fixture, FALSE, "orders:1 orders:2 ");
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 100);
  g_assert_cmpint (count (fixture, "detailed = no"), ==, N_ORDERS);
  put_order (fixture, 0, FALSE, NULL, later ());
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 100);
  expect_asked (fixture, FALSE, "");
  expect_asked (fixture, TRUE, "");
}

static void
test_uses_grow (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, N_ORDERS, 0, 1);
  put_coupon (fixture, 100);
  expect_asked (fixture, FALSE, "orders:1 orders:2 ");
  put_coupon (fixture, 150);
  expect_asked (fixture, FALSE, "orders:2 orders:3 ");
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 150);
}

static void
test_uses_interrupted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_orders (fixture, N_ORDERS, 0, 1);
  put_coupon (fixture, 200);
  fixture->cancel_at = 2;
  g_assert_false (run (fixture, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, PAGE);
  fixture->cancel_at = 0;
  expect_asked (fixture, FALSE, "orders:2 orders:3 orders:4 ");
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 200);
}

/* A Salla that passes over the filter answers with all orders. */
static void
test_filter_ignored (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, N_ORDERS, 0, 1);
  put_coupon (fixture, 100);
  fixture->ignored = TRUE;
  expect_asked (fixture, FALSE, "orders:1 ");
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 0);
  expect_asked (fixture, FALSE, "");
  put_coupon (fixture, 101);
  expect_asked (fixture, FALSE, "orders:1 ");
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 0);
}

/* So it does where nearly all orders used the coupon. */
static void
test_filter_ignored_of_many (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, N_ORDERS, 0, 1);
  put_coupon (fixture, 295);
  fixture->ignored = TRUE;
  expect_asked (fixture, FALSE, "orders:1 ");
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 0);
}

/* How many there are is then not known, so nothing tells whether the filter is. */
static void
test_filter_unproved (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, N_ORDERS, 0, 1);
  put_coupon (fixture, 50);
  fixture->unnumbered = TRUE;
  run (fixture, FALSE, NULL);
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 0);
}

/* Salla may count less uses than there are orders, for those that were cancelled. */
static void
test_more_orders_than_uses (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, N_ORDERS, 0, 1);
  put_coupon (fixture, 100);
  fixture->n_uses = 110;
  expect_asked (fixture, FALSE, "orders:1 orders:2 ");
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 110);
}

static void
test_details_say_more (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, N_ORDERS, 0, 1);
  put_order (fixture, 3, TRUE, "OTHER", 2);
  put_order (fixture, 4, TRUE, NULL, 2);
  put_coupon (fixture, 100);
  expect_asked (fixture, FALSE, "orders:1 orders:2 ");
  g_assert_cmpint (count (fixture, "coupon = WARD10"), ==, 98);
  g_assert_cmpint (count (fixture, "coupon = OTHER"), ==, 1);
  g_assert_cmpint (count (fixture, "detailed = yes"), ==, 2);
}

/* Of a row nothing is taken but that it used the coupon, and no order is made of it. */
static void
test_nothing_else (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, 90, 0, 1);
  put_coupon (fixture, 95);
  expect_asked (fixture, FALSE, "orders:1 orders:2 ");
  g_assert_cmpint (count (fixture, ""), ==, 90);
  g_assert_cmpint (count (fixture, "coupon = WARD10 AND total = 50"), ==, 90);
}

/* Where the details cost no more, they are not forestalled: of one use, of a few orders, of uses that are known, of a group. */
static void
test_not_worth_it (Fixture *fixture, gconstpointer data)
{
  put_orders (fixture, N_ORDERS, 0, 1);
  fixture->n_codes = 15;
  put_group (fixture, 15, 15, 1);
  put_coupon (fixture, 1);
  expect_asked (fixture, FALSE, "");
  put_orders (fixture, N_ORDERS, N_ORDERS - 1, 2);
  put_coupon (fixture, 70);
  expect_asked (fixture, FALSE, "");
  put_order (fixture, N_ORDERS, FALSE, NULL, 2);
  put_coupon (fixture, 50);
  expect_asked (fixture, FALSE, "");
  put_coupon (fixture, 52);
  expect_asked (fixture, FALSE, "orders:1 ");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/coupon-reading/codes", test_codes);
  ADD ("/coupon-reading/codes/all-told", test_codes_all_told);
  ADD ("/coupon-reading/codes/fewer", test_codes_fewer);
  ADD ("/coupon-reading/codes/interrupted", test_codes_interrupted);
  ADD ("/coupon-reading/codes/that-are-none", test_codes_that_are_none);
  ADD ("/coupon-reading/codes/of-others", test_codes_of_others);
  ADD ("/coupon-reading/codes/refused", test_codes_refused);
  ADD ("/coupon-reading/uses", test_uses);
  ADD ("/coupon-reading/uses/grow", test_uses_grow);
  ADD ("/coupon-reading/uses/interrupted", test_uses_interrupted);
  ADD ("/coupon-reading/uses/filter-ignored", test_filter_ignored);
  ADD ("/coupon-reading/uses/filter-ignored-of-many", test_filter_ignored_of_many);
  ADD ("/coupon-reading/uses/filter-unproved", test_filter_unproved);
  ADD ("/coupon-reading/uses/more-orders", test_more_orders_than_uses);
  ADD ("/coupon-reading/uses/details-say-more", test_details_say_more);
  ADD ("/coupon-reading/uses/nothing-else", test_nothing_else);
  ADD ("/coupon-reading/uses/not-worth-it", test_not_worth_it);
  return g_test_run ();
}
