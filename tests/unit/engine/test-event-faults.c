#include "config.h"

#include "fault-vfs.h"
#include "fixture.h"
#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-event-writer.h"
#include "nomo-order.h"
#include "nomo-salla-webhook.h"

#include <sqlite3.h>
#include <string.h>

/* Inbox, store and what writes from one to the other, over and over, with a fault at the first call that reaches the disk, then at the
 * second, until none is met. */

#define MERCHANT 118
#define N        6

#define USUAL_STRIDE 80

typedef struct {
  const char *name;
  FaultKind kind;
  gboolean lasting;
} Fault;

static const Fault faults[] = {
  { "full-once", FAULT_FULL, FALSE }, { "full", FAULT_FULL, TRUE },           { "io-once", FAULT_IO, FALSE },
  { "io", FAULT_IO, TRUE },           { "read-only", FAULT_READ_ONLY, TRUE }, { "power-off", FAULT_POWER_OFF, TRUE },
};

static const FaultCall calls[] = { FAULT_WRITE, FAULT_SYNC, FAULT_TRUNCATE };

typedef struct {
  const Fault *fault;
  FaultCall call;
} Loop;

typedef struct {
  char *folder;
  NomoInbox *inbox;
  NomoStore *store;
  NomoEventWriter *writer;
  guint told;
  gboolean stored[N];
} Life;

typedef struct {
  Life *life;
  guint index;
} Put;

/* Both files as they are before anything comes. */
static char *template;

/* The writer says that something could not be written, which it tries again later. */
static gint complaints;

static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  return nomo_salla_webhook_read (delivery->body, &delivery->merchant, &delivery->event, error);
}

static void
of_app_cb (NomoDelivery *delivery, gpointer data)
{
  g_assert_not_reached ();
}

static char *
path_in (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static gboolean
life_open (Life *life)
{
  g_autofree char *inbox = path_in (life->folder, "inbox.db");
  g_autofree char *store = path_in (life->folder, "118.db");

  life->inbox = nomo_inbox_open (inbox, read_delivery, NULL, NULL);
  if (life->inbox == NULL)
    return FALSE;
  life->store = nomo_store_open (store, nomo_domain_entities (), NULL);
  return life->store != NULL && nomo_store_get_read_only (life->store) == NULL;
}

static void
life_close (Life *life)
{
  if (life->writer != NULL)
    nomo_event_writer_stop (life->writer);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&life->writer);
  if (life->store != NULL)
    nomo_store_close (life->store);
  g_clear_object (&life->store);
  g_clear_object (&life->inbox);
}

static void
copy_file (const char *folder, const char *name)
{
  g_autofree char *from = path_in (template, name);
  g_autofree char *to = path_in (folder, name);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
}

static void
life_begin (Life *life)
{
  life->folder = g_dir_make_tmp ("nomo-events-XXXXXX", NULL);
  copy_file (life->folder, "inbox.db");
  copy_file (life->folder, "118.db");
}

static void
told_cb (gboolean is_new, const GError *error, gpointer data)
{
  Put *put = data;

  put->life->stored[put->index] = error == NULL;
  put->life->told++;
  g_free (put);
}

/* A customer or an order, the second half of which tells again of those of the first. */
static GBytes *
make_delivery (guint index)
{
  guint id = 1 + index % (N / 2);
  g_autofree char *customer = g_strdup_printf ("{\"id\":%u,\"first_name\":\"هند\",\"last_name\":\"%u\"}", id, index);
  g_autofree char *order = g_strdup_printf (
      "{\"id\":%u,\"reference_id\":%u,\"date\":{\"date\":\"2026-02-03 21:40:10\",\"timezone\":\"Asia/Riyadh\"},"
      "\"status\":{\"id\":1,\"name\":\"x\",\"slug\":\"%s\"},\"amounts\":{\"total\":{\"amount\":\"115.50\",\"currency\":\"SAR\"}}}",
      id, id, index < N / 2 ? "under_review" : "completed");
  char *text =
      g_strdup_printf ("{\"event\":\"%s.%s\",\"merchant\":%d,\"created_at\":\"Tue Feb 03 2026 21:40:%02u GMT+0300\","
                       "\"data\":%s}",
                       id % 2 == 0 ? "customer" : "order", index < N / 2 ? "created" : "updated", MERCHANT, 10 + index,
                       id % 2 == 0 ? customer : order);

  return g_bytes_new_take (text, strlen (text));
}

static void
life_deliver (Life *life)
{
  for (guint i = 0; i < N; i++) {
    g_autoptr (GBytes) body = make_delivery (i);
    Put *put = g_new (Put, 1);

    *put = (Put) { life, i };
    nomo_inbox_put (life->inbox, 0, body, told_cb, put);
  }
  while (life->told < N)
    g_main_context_iteration (NULL, TRUE);
}

/* Until nothing waits any more, or something could not be written. */
static void
life_write (Life *life)
{
  g_atomic_int_set (&complaints, 0);
  life->writer = nomo_event_writer_new (life->inbox, of_app_cb, NULL);
  nomo_event_writer_set_store (life->writer, MERCHANT, life->store, "SAR");
  nomo_event_writer_begin (life->writer);
  while (nomo_inbox_count (life->inbox, NOMO_DELIVERY_WAITING, NULL) > 0 && g_atomic_int_get (&complaints) == 0) {
    g_main_context_iteration (NULL, FALSE);
    g_thread_yield ();
  }
}

/* What a record tells came with a delivery that is at least as late as the last of it that was acknowledged. */
static void
assert_newest (Life *life, guint id)
{
  const NomoEntity *entity = id % 2 == 0 ? nomo_customer_entity () : nomo_order_entity ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) record = nomo_store_get (life->store, entity, id, &error);
  gint acknowledged = -1;
  gint found = -1;

  g_assert_no_error (error);
  for (guint i = id - 1; i < N; i += N / 2)
    acknowledged = life->stored[i] ? (gint) i : acknowledged;
  if (record != NULL && id % 2 == 0)
    found = nomo_record_get_text (record, CUSTOMER_NAME)[strlen ("هند ")] - '0';
  else if (record != NULL)
    found = (gint) (id - 1) + (strcmp (nomo_record_get_text (record, ORDER_STATUS), "completed") == 0 ? N / 2 : 0);
  g_assert_cmpint (found, >=, acknowledged);
}

static gint64
count_rows (Life *life, const char *sql)
{
  g_autofree char *path = path_in (life->folder, "118.db");
  sqlite3 *db = NULL;
  sqlite3_stmt *rows = NULL;
  gint64 n;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, "unix"), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (rows), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (rows, 0);
  sqlite3_finalize (rows);
  sqlite3_close (db);
  return n;
}

/* After a start on a sound disk all that was acknowledged is written, once: neither sums nor history have anything twice. */
static void
assert_written (Life *life)
{
  g_assert_true (life_open (life));
  life_write (life);
  g_assert_cmpint (g_atomic_int_get (&complaints), ==, 0);
  g_assert_cmpint (nomo_inbox_count (life->inbox, NOMO_DELIVERY_KEPT, NULL), ==, 0);
  for (guint id = 1; id <= N / 2; id++)
    assert_newest (life, id);
  g_assert_cmpint (
      count_rows (life, "SELECT count (*) FROM history WHERE field = 'status' AND before = 'under_review'"), <=,
      N / 2 - N / 4);
  g_assert_true (fixture_is_sound (life->store));
}

static gboolean
live_with_fault (const Loop *loop, guint at)
{
  FaultPlan plan = { loop->fault->kind, loop->call, at, loop->fault->lasting, at };
  Life life = { 0 };
  gboolean hit;

  life_begin (&life);
  fault_vfs_arm (&plan);
  if (life_open (&life)) {
    life_deliver (&life);
    life_write (&life);
  }
  life_close (&life);
  hit = fault_vfs_disarm ();
  fault_vfs_power_on ();
  assert_written (&life);
  life_close (&life);
  fixture_remove (life.folder);
  g_free (life.folder);
  return hit;
}

static void
test_loop (gconstpointer data)
{
  const Loop *loop = data;
  guint step = fault_stride (loop->call, USUAL_STRIDE);
  guint at = 1 + (guint) (loop->fault - faults) % step;
  guint n_hit = 0;

  while (live_with_fault (loop, at)) {
    n_hit++;
    at += step;
  }
  g_test_message ("%s at %s: %u points hit, every %u.", loop->fault->name, fault_call_name (loop->call), n_hit, step);
  g_assert_cmpuint (n_hit, >, 0);
}

/* The whole course without a fault: what the loops run up to. */
static void
test_course (void)
{
  Life life = { 0 };

  life_begin (&life);
  g_assert_true (life_open (&life));
  life_deliver (&life);
  life_write (&life);
  life_close (&life);
  for (guint i = 0; i < N; i++)
    g_assert_true (life.stored[i]);
  assert_written (&life);
  g_assert_cmpint (
      count_rows (&life, "SELECT count (*) FROM history WHERE field = 'status' AND before = 'under_review'"), ==, 2);
  life_close (&life);
  fixture_remove (life.folder);
  g_free (life.folder);
}

static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if ((level & G_LOG_LEVEL_MESSAGE) != 0)
    g_atomic_int_inc (&complaints);
  else
    g_log_default_handler (domain, level, message, data);
}

static void
make_template (void)
{
  Life life = { 0 };

  template = g_dir_make_tmp ("nomo-events-XXXXXX", NULL);
  life.folder = template;
  g_assert_true (life_open (&life));
  life_close (&life);
}

static void
add_loop (const Fault *fault, FaultCall call)
{
  g_autofree char *path = g_strdup_printf ("/event-faults/%s/%s", fault->name, fault_call_name (call));
  Loop *loop = g_new (Loop, 1);

  *loop = (Loop) { fault, call };
  g_test_add_data_func_full (path, loop, test_loop, g_free);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_log_set_default_handler (log_cb, NULL);
  fault_vfs_install ();
  make_template ();
  g_test_add_func ("/event-faults/course", test_course);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint call = 0; call < G_N_ELEMENTS (calls); call++)
      add_loop (&faults[i], calls[call]);
  result = g_test_run ();
  fixture_remove (template);
  g_free (template);
  return result;
}
