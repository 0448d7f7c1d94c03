#include "config.h"

#include "fixture.h"
#include "nomo-inbox-health.h"

#include <sqlite3.h>
#include <string.h>

#define HOUR    (3600 * G_GINT64_CONSTANT (1000))
#define FIRST   118
#define SECOND  119
#define MISSING "no store"

static char *directory;

static char *
new_path (void)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("health-%u.db", n++);

  return g_build_filename (directory, name, NULL);
}

/* Its event is its body, of the store to whose address it came. */
static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (delivery->body, &size);

  delivery->event = g_strndup (text, size);
  return TRUE;
}

static NomoInbox *
open_inbox (const char *path)
{
  g_autoptr (GError) error = NULL;
  NomoInbox *inbox = nomo_inbox_open (path, read_delivery, NULL, &error);

  g_assert_no_error (error);
  return inbox;
}

static void
told_cb (gboolean is_new, const GError *error, gpointer data)
{
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
put (NomoInbox *inbox, gint64 merchant, const char *event)
{
  g_autoptr (GBytes) body = g_bytes_new (event, strlen (event));
  gboolean told = FALSE;

  nomo_inbox_put (inbox, merchant, body, told_cb, &told);
  while (!told)
    g_main_context_iteration (NULL, TRUE);
}

/* All that wait are dealt with: they came a while after they happened, and were written another while later. */
static void
settle (NomoInbox *inbox, NomoDeliveryState state, const char *reason, gint64 coming_ms, gint64 writing_ms)
{
  g_autoptr (GPtrArray) waiting = nomo_inbox_list (inbox, NOMO_DELIVERY_WAITING, 0, 1000, NULL);

  for (guint i = 0; i < waiting->len; i++) {
    NomoDelivery *delivery = waiting->pdata[i];

    delivery->state = state;
    delivery->reason = g_strdup (reason);
    delivery->said_at = coming_ms < 0 ? 0 : delivery->received_at - coming_ms;
    delivery->settled_at = delivery->received_at + writing_ms;
  }
  g_assert_true (nomo_inbox_settle (inbox, waiting, NULL));
}

static GPtrArray *
read_health (const char *path, gint64 since)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *stores = nomo_inbox_read_health (path, since, "app.installed", &error);

  g_assert_no_error (error);
  return stores;
}

static void
expect_lag (const NomoInboxHealth *store, NomoLag lag, gint64 count, gint64 p50, gint64 p99)
{
  NomoLagFigures figures = nomo_lag_get_figures (store->lags[lag]);

  g_assert_cmpint (figures.count, ==, count);
  g_assert_cmpint (figures.p50, ==, p50);
  g_assert_cmpint (figures.p99, ==, p99);
}

static gint64
now (void)
{
  return g_get_real_time () / 1000;
}

/* A time counts with the next bound that is as long, at most a third longer; what is longer than all with the last. */
static void
test_bounds (void)
{
  g_assert_cmpint (nomo_lag_get_bound (0), ==, 0);
  g_assert_cmpint (nomo_lag_get_bound (1000), ==, 1000);
  g_assert_cmpint (nomo_lag_get_bound (1001), ==, 1250);
  for (gint64 ms = 6; ms < 24 * HOUR; ms += 1 + ms / 7) {
    g_assert_cmpint (nomo_lag_get_bound (ms), >=, ms);
    g_assert_cmpint (nomo_lag_get_bound (ms), <=, ms + ms / 3 + 1);
  }
  g_assert_cmpint (nomo_lag_get_bound (G_MAXINT64), ==, nomo_lag_get_bound (7 * 24 * HOUR));
}

/* Of a hundred the fiftieth and the ninety-ninth count, of one that one. */
static void
test_ranks (void)
{
  const NomoLagShare many[] = { { 10, 50, 0 }, { 20, 48, 0 }, { 300, 1, 0 }, { 4000, 1, 0 } };
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (NomoLagShare));
  NomoLagFigures figures = nomo_lag_get_figures (shares);

  g_assert_cmpint (figures.count + figures.p50 + figures.p99, ==, 0);
  g_array_append_vals (shares, many, G_N_ELEMENTS (many));
  figures = nomo_lag_get_figures (shares);
  g_assert_cmpint (figures.count, ==, 100);
  g_assert_cmpint (figures.p50, ==, 10);
  g_assert_cmpint (figures.p99, ==, 300);
  g_array_remove_range (shares, 0, 3);
  figures = nomo_lag_get_figures (shares);
  g_assert_cmpint (figures.p50, ==, 4000);
  g_assert_cmpint (figures.p99, ==, 4000);
}

/* Each store has its own; it is there after a start; what says no store is nobody's. */
static void
test_stores (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) stores = NULL;
  const NomoInboxHealth *first, *second;

  put (inbox, FIRST, "order.created");
  settle (inbox, NOMO_DELIVERY_DONE, NULL, 2000, 40);
  put (inbox, FIRST, "order.updated");
  settle (inbox, NOMO_DELIVERY_DONE, NULL, -1, 3000);
  put (inbox, 0, "order.created");
  put (inbox, SECOND, "app.installed");
  put (inbox, SECOND, "order.created");
  settle (inbox, NOMO_DELIVERY_KEPT, MISSING, 700, 5);
  put (inbox, FIRST, "review.added");
  g_clear_object (&inbox);
  stores = read_health (path, now () - HOUR);
  g_assert_cmpuint (stores->len, ==, 2);
  first = stores->pdata[0];
  second = stores->pdata[1];
  g_assert_cmpint (first->merchant, ==, FIRST);
  g_assert_cmpstr (first->last_event, ==, "review.added");
  g_assert_cmpint (ABS (first->last_at - now ()), <, HOUR);
  g_assert_cmpint (first->recent, ==, 3);
  g_assert_cmpint (first->waiting, ==, 1);
  g_assert_cmpint (first->kept, ==, 0);
  g_assert_false (first->has_event);
  expect_lag (first, NOMO_LAG_COMING, 1, 2000, 2000);
  expect_lag (first, NOMO_LAG_WRITING, 2, 40, 3000);
  g_assert_cmpint (second->merchant, ==, SECOND);
  g_assert_cmpint (second->kept, ==, 2);
  g_assert_true (second->has_event);
  g_assert_cmpstr (((NomoInboxReason *) second->reasons->pdata[0])->reason, ==, MISSING);
  g_assert_cmpint (((NomoInboxReason *) second->reasons->pdata[0])->count, ==, 2);
  g_assert_cmpint (((NomoInboxReason *) second->reasons->pdata[0])->last, ==, 5);
  g_assert_cmpint (second->last, ==, 5);
  expect_lag (second, NOMO_LAG_COMING, 2, 750, 750);
  expect_lag (second, NOMO_LAG_WRITING, 0, 0, 0);
}

/* What is taken once more was late by the wish of whoever asked for it: it counts for nothing. */
static void
test_again (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  const NomoDeliveries all = { 0 };
  g_autoptr (GPtrArray) stores = NULL;

  put (inbox, FIRST, "order.created");
  settle (inbox, NOMO_DELIVERY_DONE, NULL, 1000, 20);
  g_assert_cmpint (nomo_inbox_replay (inbox, &all, NULL), ==, 1);
  settle (inbox, NOMO_DELIVERY_DONE, NULL, 1000, 5 * HOUR);
  stores = read_health (path, now () - HOUR);
  expect_lag (stores->pdata[0], NOMO_LAG_WRITING, 1, 20, 20);
}

static void
expect_total (const char *path, NomoLag lag, gint64 count, gint64 ms)
{
  g_autoptr (NomoInboxSummary) summary = nomo_inbox_summary_read (path, NULL);
  gint64 found_count = 0, found_ms = 0;

  for (guint i = 0; i < summary->lags[lag]->len; i++) {
    found_count += g_array_index (summary->lags[lag], NomoLagShare, i).count;
    found_ms += g_array_index (summary->lags[lag], NomoLagShare, i).ms;
  }
  g_assert_cmpint (found_count, ==, count);
  g_assert_cmpint (found_ms, ==, ms);
}

/* What is long ago is no figure of a store any more, and stays in those of all. */
static void
test_old (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  put (inbox, FIRST, "order.created");
  settle (inbox, NOMO_DELIVERY_DONE, NULL, -1, 40);
  put (inbox, SECOND, "order.created");
  settle (inbox, NOMO_DELIVERY_DONE, NULL, 90, 60);
  before = read_health (path, now () + 2 * HOUR);
  expect_lag (before->pdata[0], NOMO_LAG_WRITING, 0, 0, 0);
  g_assert_cmpint (((NomoInboxHealth *) before->pdata[0])->recent, ==, 0);
  put (inbox, FIRST, "order.updated");
  settle (inbox, NOMO_DELIVERY_DONE, NULL, -1, 10 * 24 * HOUR);
  after = read_health (path, HOUR);
  expect_lag (after->pdata[0], NOMO_LAG_WRITING, 1, 7 * 24 * HOUR, 7 * 24 * HOUR);
  expect_lag (after->pdata[1], NOMO_LAG_WRITING, 0, 0, 0);
  expect_total (path, NOMO_LAG_WRITING, 3, 10 * 24 * HOUR + 100);
  expect_total (path, NOMO_LAG_COMING, 1, 90);
}

/* As the first version made it. */
static void
make_first_version (const char *path)
{
  static const char sql[] =
      "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
      "CREATE TABLE deliveries (number INTEGER PRIMARY KEY AUTOINCREMENT, merchant INTEGER NOT NULL, event TEXT NOT NULL,"
      " hash TEXT NOT NULL, received_at INTEGER NOT NULL, state INTEGER NOT NULL, reason TEXT, body BLOB,"
      " sealed TEXT, once INTEGER NOT NULL CHECK (once IN (0, 1)), UNIQUE (merchant, hash)) STRICT;"
      "CREATE INDEX deliveries_state ON deliveries (state, number);"
      "INSERT INTO meta (key, value) VALUES ('version', '1');"
      "INSERT INTO deliveries (merchant, event, hash, received_at, state, body, once)"
      " VALUES (118, 'order.created', 'a', 1790802000000, 0, x'61', 0),"
      " (118, 'order.updated', 'b', 1790802000000, 1, x'62', 0)";
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
expect_body (NomoInbox *inbox, NomoDeliveryState state, const char *body)
{
  g_autoptr (GPtrArray) deliveries = nomo_inbox_list (inbox, state, 0, 10, NULL);
  const NomoDelivery *delivery;
  gsize size;

  g_assert_cmpuint (deliveries->len, ==, 1);
  delivery = deliveries->pdata[0];
  g_assert_cmpmem (g_bytes_get_data (delivery->body, &size), size, body, strlen (body));
}

/* An inbox of the first version is read as it is, and goes on; what was in it has no figures. */
static void
test_first_version (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) done = NULL;

  make_first_version (path);
  before = read_health (path, HOUR);
  g_assert_cmpint (((NomoInboxHealth *) before->pdata[0])->recent, ==, 2);
  expect_total (path, NOMO_LAG_WRITING, 0, 0);
  inbox = open_inbox (path);
  expect_body (inbox, NOMO_DELIVERY_WAITING, "a");
  expect_body (inbox, NOMO_DELIVERY_DONE, "b");
  settle (inbox, NOMO_DELIVERY_DONE, NULL, 10, 10);
  put (inbox, FIRST, "order.created");
  settle (inbox, NOMO_DELIVERY_DONE, NULL, 10, 50);
  done = nomo_inbox_list (inbox, NOMO_DELIVERY_DONE, 0, 10, NULL);
  g_assert_cmpuint (done->len, ==, 3);
  after = read_health (path, HOUR);
  expect_lag (after->pdata[0], NOMO_LAG_WRITING, 1, 50, 50);
  g_clear_object (&inbox);
  inbox = open_inbox (path);
  put (inbox, FIRST, "review.added");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("nomo-inbox-health-XXXXXX", NULL);
  g_test_add_func ("/inbox-health/bounds", test_bounds);
  g_test_add_func ("/inbox-health/ranks", test_ranks);
  g_test_add_func ("/inbox-health/stores", test_stores);
  g_test_add_func ("/inbox-health/again", test_again);
  g_test_add_func ("/inbox-health/old", test_old);
  g_test_add_func ("/inbox-health/first-version", test_first_version);
  result = g_test_run ();
  fixture_remove (directory);
  g_free (directory);
  return result;
}
