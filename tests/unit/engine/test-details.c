#include "config.h"

#include "nomo-details.h"
#include "nomo-order.h"
#include "nomo-salla-error.h"
#include "salla-world.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define N_ORDERS 150
#define FIRST_ID 1000

/* What the server says of an order. */
typedef enum { WHOLE, GONE, BROKEN, LIGHT, ANOTHER, WITHOUT_ITEMS } Way;

typedef struct {
  SallaWorld world;
  Way ways[N_ORDERS];
  GArray *asked;   /* gint64: ids, in the order in which they were asked for */
  guint fail_from; /* so many requests are answered; then Salla has an outage */
  guint cancel_at; /* the job is cancelled at this request */
  guint items;     /* how often the items of a light order were asked for */
  NomoJob *job;
} Fixture;

static char *
make_body (gint64 id, Way way)
{
  return g_strdup_printf ("{\"data\":{\"id\":%" G_GINT64_FORMAT ",\"reference_id\":%" G_GINT64_FORMAT
                          ",\"date\":\"2026-02-03 12:15:27\",\"total\":%s,\"status\":{\"slug\":\"completed\"}%s}}",
                          way == ANOTHER ? id + 5000 : id, id, way == BROKEN ? "\"?\"" : "100",
                          way == LIGHT           ? ""
                          : way == WITHOUT_ITEMS ? ",\"amounts\":{\"sub_total\":{\"amount\":80,\"currency\":\"SAR\"}}"
                                                 : ",\"amounts\":{\"sub_total\":{\"amount\":80,\"currency\":\"SAR\"}},"
                                                   "\"items\":[{\"name\":\"عطر\"}]");
}

static void
order_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;
  gint64 id = g_ascii_strtoll (path + strlen ("/orders/"), NULL, 10);
  Way way = fixture->ways[id - FIRST_ID];
  g_autofree char *body = make_body (id, way);
  gboolean fails = fixture->fail_from > 0 && fixture->asked->len >= fixture->fail_from;

  g_array_append_val (fixture->asked, id);
  if (fixture->cancel_at == fixture->asked->len)
    nomo_job_cancel (fixture->job);
  soup_server_message_set_status (message, fails ? 500 : way == GONE ? 404 : 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
items_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  static const char body[] = "{\"data\":[{\"name\":\"عطر\",\"quantity\":2}]}";
  Fixture *fixture = data;
  const char *id = g_hash_table_lookup (query, "order_id");

  fixture->items++;
  g_assert_cmpint (fixture->ways[g_ascii_strtoll (id, NULL, 10) - FIRST_ID], ==, WITHOUT_ITEMS);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
}

/* What a list tells of the orders, the newest with the largest id. */
static void
put_brief (Fixture *fixture, guint n)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < n; i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), FIRST_ID + i);
    g_autofree char *reference = g_strdup_printf ("%u", 20000 + i);
    g_autoptr (NomoRecord) order = NULL;

    nomo_builder_set_as_of (builder, 1);
    nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
    nomo_builder_set_int (builder, ORDER_DATE, 1770000000000 + i);
    nomo_builder_set_text (builder, ORDER_STATUS, "completed");
    nomo_builder_set_int (builder, ORDER_TOTAL, 10000);
    nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
    nomo_builder_set_int (builder, ORDER_DETAILED, 0);
    order = nomo_builder_end (builder);
    nomo_commit_put (commit, order);
  }
  g_assert_true (nomo_store_commit (fixture->world.store, commit, NULL, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  salla_world_set_up (&fixture->world);
  fixture->asked = g_array_new (FALSE, FALSE, sizeof (gint64));
  soup_server_add_handler (fixture->world.server, "/orders", order_cb, fixture, NULL);
  soup_server_add_handler (fixture->world.server, "/orders/items", items_cb, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  salla_world_tear_down (&fixture->world);
  g_array_unref (fixture->asked);
}

static gboolean
run (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (NomoJob) job = nomo_job_new ("details");
  g_autoptr (NomoLookups) details = nomo_details_new (fixture->world.store, fixture->world.client, job, "SAR");
  gboolean ok;

  fixture->job = job;
  nomo_lookups_run_async (details, nomo_job_get_cancellable (job), salla_world_keep_result, &ended);
  ok = nomo_lookups_run_finish (details, salla_world_wait (&ended), error);
  g_assert_cmpint (nomo_lookups_get_known (details), <=, nomo_lookups_get_total (details));
  return ok;
}

static gint64
count (Fixture *fixture, const char *filter)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, NULL);

  return nomo_store_count (fixture->world.store, query, NULL);
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_brief (fixture, N_ORDERS);
  g_assert_true (run (fixture, &error));
  g_assert_cmpint (count (fixture, "detailed = yes"), ==, N_ORDERS);
  g_assert_cmpint (count (fixture, "items_text ~ عطر"), ==, N_ORDERS);
  g_assert_cmpuint (fixture->asked->len, ==, N_ORDERS);
  /* The newest come first, four of them in any order. */
  for (guint i = 0; i < N_ORDERS; i++)
    g_assert_cmpint (ABS (g_array_index (fixture->asked, gint64, i) - (FIRST_ID + N_ORDERS - 1 - (gint64) i)), <, 4);
  g_assert_true (run (fixture, &error));
  g_assert_cmpuint (fixture->asked->len, ==, N_ORDERS);
}

/* None of them holds up the others, and none is asked for twice in a run. */
static void
test_odd_orders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_ORDERS; i++)
    fixture->ways[i] = (Way) (i % 5);
  put_brief (fixture, N_ORDERS);
  g_assert_true (run (fixture, &error));
  g_assert_cmpuint (fixture->asked->len, ==, N_ORDERS);
  g_assert_cmpint (count (fixture, "detailed = yes"), ==, N_ORDERS / 5);
  g_assert_cmpint (count (fixture, ""), ==, N_ORDERS / 5 * 4);
  g_assert_cmpint (nomo_store_count_raw (fixture->world.store, "order", NULL), ==, N_ORDERS / 5 * 2);
  g_assert_true (run (fixture, &error));
  g_assert_cmpuint (fixture->asked->len, ==, N_ORDERS + N_ORDERS / 5 * 3);
}

/* Salla announces that it will tell an order without its items. */
static void
test_without_items (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->ways[2] = fixture->ways[5] = WITHOUT_ITEMS;
  put_brief (fixture, 10);
  g_assert_true (run (fixture, &error));
  g_assert_cmpuint (fixture->items, ==, 2);
  g_assert_cmpint (count (fixture, "detailed = yes"), ==, 10);
  g_assert_cmpint (count (fixture, "item_count = 2"), ==, 2);
}

/* What had come before stays, and the next run asks only for the rest. */
static void
test_outage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 known;
  guint asked;

  put_brief (fixture, N_ORDERS);
  fixture->fail_from = 70;
  g_assert_false (run (fixture, &error));
  g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER);
  g_clear_error (&error);
  known = count (fixture, "detailed = yes");
  g_assert_cmpint (known, ==, 70);
  asked = fixture->asked->len;
  fixture->fail_from = 0;
  g_assert_true (run (fixture, &error));
  g_assert_cmpuint (fixture->asked->len - asked, ==, N_ORDERS - known);
  g_assert_cmpint (count (fixture, "detailed = yes"), ==, N_ORDERS);
}

/* A Salla that finds nothing is out of order: nothing is deleted by its word, however often it is asked. */
static void
test_nothing_is_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_brief (fixture, N_ORDERS);
  for (guint i = 0; i < N_ORDERS; i++)
    fixture->ways[i] = GONE;
  g_assert_false (run (fixture, &error));
  g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND);
  g_assert_cmpint (count (fixture, ""), ==, N_ORDERS);
  g_assert_cmpuint (fixture->asked->len, <, 30);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_brief (fixture, N_ORDERS);
  fixture->cancel_at = 30;
  g_assert_false (run (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (count (fixture, "detailed = yes"), <=, 30);
  g_assert_cmpint (count (fixture, "detailed = yes"), >=, 20);
  g_assert_true (run (fixture, &error));
  g_assert_cmpint (count (fixture, "detailed = yes"), ==, N_ORDERS);
}

typedef struct {
  Fixture *fixture;
  sqlite3 *db;
  guint asked; /* at the end */
} SlowDisk;

static gboolean
let_write_cb (gpointer data)
{
  SlowDisk *disk = data;

  disk->asked = disk->fixture->asked->len;
  g_assert_cmpint (sqlite3_exec (disk->db, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  return G_SOURCE_REMOVE;
}

/* While nothing can be written, no more is asked for than may be lost: one write, and what is on its way. */
static void
test_slow_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->world.directory, "1.db", NULL);
  SlowDisk disk = { fixture, NULL, 0 };

  put_brief (fixture, N_ORDERS);
  g_assert_cmpint (sqlite3_open (path, &disk.db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (disk.db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_timeout_add (500, let_write_cb, &disk);
  g_assert_true (run (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (disk.asked, >, 0);
  g_assert_cmpuint (disk.asked, <=, 20 + 4);
  g_assert_cmpint (count (fixture, "detailed = yes"), ==, N_ORDERS);
  g_assert_cmpuint (fixture->asked->len, ==, N_ORDERS);
  sqlite3_close (disk.db);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (run (fixture, &error));
  g_assert_cmpuint (fixture->asked->len, ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/details/all", test_all);
  ADD ("/details/odd-orders", test_odd_orders);
  ADD ("/details/without-items", test_without_items);
  ADD ("/details/outage", test_outage);
  ADD ("/details/nothing-is-found", test_nothing_is_found);
  ADD ("/details/cancelled", test_cancelled);
  ADD ("/details/slow-disk", test_slow_disk);
  ADD ("/details/empty", test_empty);
  return g_test_run ();
}
