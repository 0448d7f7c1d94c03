#include "config.h"

#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-event-writer.h"
#include "nomo-salla-webhook.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define FIRST  118
#define SECOND 119

typedef struct {
  char *directory;
  NomoInbox *inbox;
  NomoStore *stores[2];
  NomoEventWriter *writer;
  guint told;
  GPtrArray *of_app; /* NomoDelivery */
} Fixture;

static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  return nomo_salla_webhook_read (delivery->body, &delivery->merchant, &delivery->event, error);
}

static NomoStore *
open_store (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  NomoStore *store = nomo_store_open (path, nomo_domain_entities (), NULL);

  g_assert_nonnull (store);
  return store;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inbox = NULL;

  fixture->directory = g_dir_make_tmp ("nomo-events-XXXXXX", NULL);
  inbox = g_build_filename (fixture->directory, "inbox.db", NULL);
  fixture->inbox = nomo_inbox_open (inbox, read_delivery, NULL, NULL);
  g_assert_nonnull (fixture->inbox);
  fixture->stores[0] = open_store (fixture, "118.db");
  fixture->stores[1] = open_store (fixture, "119.db");
  fixture->of_app = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_delivery_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (fixture->writer != NULL)
    nomo_event_writer_stop (fixture->writer);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&fixture->writer);
  g_object_unref (fixture->inbox);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->stores); i++) {
    nomo_store_close (fixture->stores[i]);
    g_object_unref (fixture->stores[i]);
  }
  g_ptr_array_unref (fixture->of_app);
  dir = g_dir_open (fixture->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

    g_remove (path);
  }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
}

static void
of_app_cb (NomoDelivery *delivery, gpointer data)
{
  g_ptr_array_add (((Fixture *) data)->of_app, delivery);
}

static void
start (Fixture *fixture)
{
  fixture->writer = nomo_event_writer_new (fixture->inbox, of_app_cb, fixture);
  nomo_event_writer_begin (fixture->writer);
}

static void
join (Fixture *fixture, guint index)
{
  nomo_event_writer_set_store (fixture->writer, FIRST + index, fixture->stores[index], "SAR");
}

static void
told_cb (gboolean is_new, const GError *error, gpointer data)
{
  Fixture *fixture = data;

  g_assert_no_error (error);
  fixture->told++;
  if (fixture->writer != NULL)
    nomo_event_writer_wake (fixture->writer);
}

static void
deliver (Fixture *fixture, gint64 merchant, const char *event, const char *data)
{
  g_autofree char *text = g_strdup_printf ("{\"event\":\"%s\",\"merchant\":%" G_GINT64_FORMAT
                                           ",\"created_at\":\"Tue Feb 03 2026 21:40:10 GMT+0300\",\"data\":%s}",
                                           event, merchant, data);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  guint told = fixture->told;

  nomo_inbox_put (fixture->inbox, 0, body, told_cb, fixture);
  while (fixture->told == told)
    g_main_context_iteration (NULL, TRUE);
}

static void
deliver_customer (Fixture *fixture, gint64 merchant, guint id)
{
  g_autofree char *data = g_strdup_printf ("{\"id\":%u,\"first_name\":\"هند\",\"last_name\":\"السالم\"}", id);

  deliver (fixture, merchant, "customer.created", data);
}

static gint64
count_customers (Fixture *fixture, guint index)
{
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_customer_entity ());

  return nomo_store_count (fixture->stores[index], all, NULL);
}

static void
wait_for (Fixture *fixture, NomoDeliveryState state, gint64 n)
{
  while (nomo_inbox_count (fixture->inbox, state, NULL) != n) {
    g_main_context_iteration (NULL, FALSE);
    g_thread_yield ();
  }
}

static void
expect_reason (Fixture *fixture, NomoDeliveryState state, guint index, const char *reason)
{
  g_autoptr (GPtrArray) deliveries = nomo_inbox_list (fixture->inbox, state, 0, 100, NULL);

  g_assert_cmpstr (((NomoDelivery *) deliveries->pdata[index])->reason, ==, reason);
}

/* Each store has its own, what waited before the writer and what comes to it. */
static void
test_written (Fixture *fixture, gconstpointer data)
{
  for (guint i = 1; i <= 3; i++)
    deliver_customer (fixture, FIRST, i);
  fixture->writer = nomo_event_writer_new (fixture->inbox, of_app_cb, fixture);
  join (fixture, 0);
  join (fixture, 1);
  g_assert_cmpint (nomo_inbox_count (fixture->inbox, NOMO_DELIVERY_WAITING, NULL), ==, 3);
  nomo_event_writer_begin (fixture->writer);
  deliver_customer (fixture, SECOND, 7);
  wait_for (fixture, NOMO_DELIVERY_DONE, 4);
  g_assert_cmpint (count_customers (fixture, 0), ==, 3);
  g_assert_cmpint (count_customers (fixture, 1), ==, 1);
}

/* What nobody can make anything of stays, with the reason, and keeps nothing up. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  join (fixture, 0);
  deliver (fixture, FIRST, "order.paid", "{\"id\":5}");
  deliver (fixture, FIRST, "order.created", "{\"total\":5}");
  deliver (fixture, 0, "order.created", "{\"id\":5}");
  deliver (fixture, FIRST, "store.branch.created", "{\"id\":5}");
  deliver_customer (fixture, FIRST, 1);
  wait_for (fixture, NOMO_DELIVERY_DONE, 2);
  wait_for (fixture, NOMO_DELIVERY_KEPT, 3);
  expect_reason (fixture, NOMO_DELIVERY_KEPT, 0, NOMO_EVENT_NO_SUCH);
  expect_reason (fixture, NOMO_DELIVERY_KEPT, 1, NOMO_EVENT_NO_SENSE);
  expect_reason (fixture, NOMO_DELIVERY_KEPT, 2, NOMO_EVENT_NO_MERCHANT);
  expect_reason (fixture, NOMO_DELIVERY_DONE, 0, NOMO_EVENT_NOTHING);
  expect_reason (fixture, NOMO_DELIVERY_DONE, 1, NULL);
}

/* Events may be here before the store is. */
static void
test_early (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  deliver_customer (fixture, FIRST, 1);
  deliver_customer (fixture, SECOND, 1);
  wait_for (fixture, NOMO_DELIVERY_KEPT, 2);
  expect_reason (fixture, NOMO_DELIVERY_KEPT, 0, NOMO_EVENT_NO_STORE);
  join (fixture, 0);
  wait_for (fixture, NOMO_DELIVERY_DONE, 1);
  g_assert_cmpint (count_customers (fixture, 0), ==, 1);
  g_assert_cmpint (nomo_inbox_count (fixture->inbox, NOMO_DELIVERY_KEPT, NULL), ==, 1);
}

/* A store that cannot be written holds up its own alone, and goes on where it stopped. */
static void
test_isolated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "118.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "CREATE TRIGGER no BEFORE INSERT ON record_customer BEGIN"
                                 " SELECT raise (ABORT, 'no'); END",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  start (fixture);
  join (fixture, 0);
  join (fixture, 1);
  deliver_customer (fixture, FIRST, 1);
  deliver_customer (fixture, FIRST, 2);
  deliver_customer (fixture, SECOND, 1);
  wait_for (fixture, NOMO_DELIVERY_DONE, 1);
  g_assert_cmpint (count_customers (fixture, 0), ==, 0);
  g_assert_cmpint (count_customers (fixture, 1), ==, 1);
  g_assert_cmpint (sqlite3_exec (db, "DROP TRIGGER no", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  nomo_event_writer_wake (fixture->writer);
  wait_for (fixture, NOMO_DELIVERY_DONE, 3);
  g_assert_cmpint (count_customers (fixture, 0), ==, 2);
}

static void
wait_for_app (Fixture *fixture, guint n)
{
  while (fixture->of_app->len < n)
    g_main_context_iteration (NULL, TRUE);
}

/* What is about the app is lent to whoever knows the stores, once, and waits until it comes back; also after a start. */
static void
test_of_app (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  join (fixture, 0);
  deliver (fixture, SECOND, "app.installed", "{\"id\":5}");
  wait_for_app (fixture, 1);
  deliver_customer (fixture, FIRST, 1);
  wait_for (fixture, NOMO_DELIVERY_DONE, 1);
  g_assert_cmpuint (fixture->of_app->len, ==, 1);
  nomo_event_writer_stop (fixture->writer);
  g_clear_object (&fixture->writer);
  g_ptr_array_set_size (fixture->of_app, 0);
  start (fixture);
  wait_for_app (fixture, 1);
  g_assert_cmpint (((NomoDelivery *) fixture->of_app->pdata[0])->merchant, ==, SECOND);
  nomo_event_writer_settle (fixture->writer, g_ptr_array_steal_index (fixture->of_app, 0), NOMO_DELIVERY_DONE, NULL);
  wait_for (fixture, NOMO_DELIVERY_WAITING, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/event-writer/written", test_written);
  ADD ("/event-writer/kept", test_kept);
  ADD ("/event-writer/early", test_early);
  ADD ("/event-writer/isolated", test_isolated);
  ADD ("/event-writer/of-app", test_of_app);
  return g_test_run ();
}
