#include "config.h"

#include "fault-vfs.h"
#include "inbox-fixture.h"
#include "nomo-inbox-summary.h"
#include "nomo-store-error.h"

#include <glib/gstdio.h>
#include <string.h>

/* The same bytes are the same delivery of the same store, whenever they come; of another store they are another. */
static void
test_once (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) deliveries = NULL;
  InboxFate fate = { 0 };

  inbox_fixture_put (inbox, &fate, 0, 0, "7:order.created");
  inbox_fixture_put (inbox, &fate, 1, 0, "7:order.created");
  inbox_fixture_put (inbox, &fate, 2, 8, ":order.created");
  inbox_fixture_put (inbox, &fate, 3, 9, ":order.created");
  inbox_fixture_wait (&fate, 4);
  g_assert_cmpuint (fate.new, ==, 3);
  g_assert_cmpuint (fate.known, ==, 1);
  g_object_unref (inbox);
  inbox = inbox_fixture_open (path);
  inbox_fixture_put (inbox, &fate, 4, 0, "7:order.created");
  inbox_fixture_wait (&fate, 5);
  g_assert_cmpuint (fate.known, ==, 2);
  deliveries = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpuint (deliveries->len, ==, 3);
  g_assert_cmpint (inbox_fixture_nth (deliveries, 0)->merchant, ==, 7);
  g_assert_cmpint (inbox_fixture_nth (deliveries, 2)->merchant, ==, 9);
  g_assert_cmpstr (inbox_fixture_nth (deliveries, 0)->event, ==, "order.created");
  g_assert_cmpstr (inbox_fixture_nth (deliveries, 0)->hash, ==,
                   "a4118e64010449d59364ca7f5b2b89ab3ec98fe774d296a77b69bd4bac8716dc");
}

/* Bytes come back as they came, a zero among them. */
static void
test_bytes (void)
{
  static const char text[] = "7:a\0b\xff\\/";
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GBytes) body = g_bytes_new (text, sizeof text - 1);
  g_autoptr (GPtrArray) deliveries = NULL;
  InboxFate fate = { 0 };

  inbox_fixture_put_bytes (inbox, &fate, 0, 0, body);
  inbox_fixture_wait (&fate, 1);
  deliveries = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_true (g_bytes_equal (inbox_fixture_nth (deliveries, 0)->body, body));
}

/* What is no delivery is refused, and takes nothing with it that came together with it. */
static void
test_unreadable (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) deliveries = NULL;
  InboxFate fate = { 0 };

  inbox_fixture_put (inbox, &fate, 0, 0, "7:a");
  inbox_fixture_put (inbox, &fate, 1, 0, "nothing");
  inbox_fixture_put (inbox, &fate, 2, 0, "7:b");
  inbox_fixture_wait (&fate, 3);
  g_assert_error (fate.error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_false (fate.stored[1]);
  g_assert_cmpuint (fate.new, ==, 2);
  deliveries = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpuint (deliveries->len, ==, 2);
  g_clear_error (&fate.error);
}

static void
settle (NomoInbox *inbox, const GPtrArray *deliveries, guint index, NomoDeliveryState state, const char *reason)
{
  g_autoptr (GPtrArray) settled = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  NomoDelivery *delivery = deliveries->pdata[index];

  delivery->state = state;
  g_free (delivery->reason);
  delivery->reason = g_strdup (reason);
  g_ptr_array_add (settled, delivery);
  g_assert_true (nomo_inbox_settle (inbox, settled, &error));
  g_assert_no_error (error);
}

static void
test_settled (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  InboxFate fate = { 0 };

  for (guint i = 0; i < 3; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u", i);

    inbox_fixture_put (inbox, &fate, i, 0, text);
  }
  inbox_fixture_wait (&fate, 3);
  before = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  settle (inbox, before, 0, NOMO_DELIVERY_DONE, NULL);
  settle (inbox, before, 1, NOMO_DELIVERY_KEPT, "unknown event");
  kept = inbox_fixture_list (inbox, NOMO_DELIVERY_KEPT);
  g_assert_cmpstr (inbox_fixture_nth (kept, 0)->reason, ==, "unknown event");
  after = nomo_inbox_list (inbox, NOMO_DELIVERY_WAITING, 0, 1, &error);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (inbox_fixture_nth (after, 0)->event, ==, "2");
  g_assert_cmpint (nomo_inbox_count (inbox, NOMO_DELIVERY_DONE, &error), ==, 1);
  g_assert_no_error (error);
}

#define MANY      9000
#define MANY_SIZE 8192

static void
put_many (NomoInbox *inbox)
{
  g_autofree char *filler = g_strnfill (MANY_SIZE, 'x');
  InboxFate fate = { 0 };

  for (guint i = 0; i < MANY; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u %s", i, filler);

    inbox_fixture_put (inbox, &fate, 0, 0, text);
  }
  inbox_fixture_wait (&fate, MANY);
  g_assert_cmpuint (fate.new, ==, MANY);
}

static goffset
measure_file (const char *path, const char *end)
{
  g_autofree char *name = g_strconcat (path, end, NULL);
  GStatBuf status = { 0 };

  g_assert_cmpint (g_stat (name, &status), ==, 0);
  return status.st_size;
}

/* While deliveries come without a pause the log is moved into the file all the same, and begins anew. */
static void
test_log (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  const goffset all = (goffset) MANY * MANY_SIZE;
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  put_many (inbox);
  while (measure_file (path, "") < all) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_thread_yield ();
  }
  g_assert_cmpint (measure_file (path, "-wal"), <, all / 2);
}

static void
expect_waiting (NomoInbox *inbox, const NomoDeliveries *which, gint64 replayed, const char *events)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) waiting = NULL;

  g_assert_cmpint (nomo_inbox_replay (inbox, which, NULL), ==, replayed);
  waiting = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  for (guint i = 0; i < waiting->len; i++)
    g_string_append (found, inbox_fixture_nth (waiting, i)->event);
  g_assert_cmpstr (found->str, ==, events);
}

/* One, some or all can wait again, in the order in which they came; what is told once only, never. */
static void
test_replayed (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) before = NULL;
  const char *const texts[] = { "7:a", "8:b", "7:c", "7:d:secret", "8:e" };
  const NomoDeliveries first = { .from = 1, .to = 1 };
  const NomoDeliveries of_store = { .merchant = 8 };
  const NomoDeliveries unknown = { .reason = "unknown" };
  const NomoDeliveries all = { 0 };
  InboxFate fate = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    inbox_fixture_put (inbox, &fate, i, 0, texts[i]);
  inbox_fixture_wait (&fate, G_N_ELEMENTS (texts));
  before = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  for (guint i = 0; i < before->len; i++)
    settle (inbox, before, i, i == 2 ? NOMO_DELIVERY_KEPT : NOMO_DELIVERY_DONE, i == 2 ? "unknown" : NULL);
  expect_waiting (inbox, &unknown, 1, "c");
  expect_waiting (inbox, &first, 1, "ac");
  expect_waiting (inbox, &of_store, 2, "abce");
  expect_waiting (inbox, &all, 0, "abce");
}

static gint64
count (NomoInbox *inbox, NomoDeliveryState state)
{
  return nomo_inbox_count (inbox, state, NULL);
}

/* What is dealt with goes when its time is over, and what waits stays. What may be taken once is known for ever. */
static void
test_purged (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) done = NULL;
  gint64 after = g_get_real_time () / 1000 + 3600 * 1000;
  InboxFate fate = { 0 };

  for (guint i = 0; i < 1200; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u", i);

    inbox_fixture_put (inbox, &fate, 0, 0, text);
  }
  inbox_fixture_put (inbox, &fate, 0, 0, "7:authorize:open sesame");
  inbox_fixture_wait (&fate, 1201);
  before = nomo_inbox_list (inbox, NOMO_DELIVERY_WAITING, 0, 2000, NULL);
  for (guint i = 0; i < before->len; i++)
    ((NomoDelivery *) before->pdata[i])->state = i == 5 ? NOMO_DELIVERY_WAITING : NOMO_DELIVERY_DONE;
  g_assert_true (nomo_inbox_settle (inbox, before, NULL));
  g_assert_cmpint (nomo_inbox_purge (inbox, inbox_fixture_nth (before, 0)->received_at, NULL), ==, 0);
  g_assert_cmpint (nomo_inbox_purge (inbox, after, NULL), ==, 1200);
  g_assert_cmpint (count (inbox, NOMO_DELIVERY_WAITING), ==, 1);
  g_assert_cmpint (count (inbox, NOMO_DELIVERY_DONE), ==, 1);
  done = inbox_fixture_list (inbox, NOMO_DELIVERY_DONE);
  g_assert_null (inbox_fixture_nth (done, 0)->body);
  fate = (InboxFate) { 0 };
  inbox_fixture_put (inbox, &fate, 0, 0, "7:authorize:open sesame");
  inbox_fixture_put (inbox, &fate, 0, 0, "7:0");
  inbox_fixture_wait (&fate, 2);
  g_assert_cmpuint (fate.known, ==, 1);
  g_assert_cmpuint (fate.new, ==, 1);
}

/* A number names one delivery for ever, also when all that came before is forgotten. */
static void
test_numbers (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  InboxFate fate = { 0 };

  for (guint i = 0; i < 3; i++)
    inbox_fixture_put (inbox, &fate, i, 0, (const char *[]) { "7:a", "7:b", "7:c" }[i]);
  inbox_fixture_wait (&fate, 3);
  before = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  for (guint i = 0; i < before->len; i++)
    settle (inbox, before, i, NOMO_DELIVERY_DONE, NULL);
  g_assert_cmpint (nomo_inbox_purge (inbox, G_MAXINT64, NULL), ==, 3);
  inbox_fixture_put (inbox, &fate, 3, 0, "7:d");
  inbox_fixture_wait (&fate, 4);
  after = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpint (inbox_fixture_nth (after, 0)->number, ==, inbox_fixture_nth (before, 2)->number + 1);
}

/* What is secret is there as long as it waits, and in no byte of the file afterwards. */
static void
test_secret (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) done = NULL;
  g_autofree char *bytes = NULL;
  gsize size;
  InboxFate fate = { 0 };

  inbox_fixture_put (inbox, &fate, 0, 0, "7:authorize:open sesame");
  inbox_fixture_wait (&fate, 1);
  waiting = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpstr (inbox_fixture_nth (waiting, 0)->sealed, ==, "open sesame");
  g_assert_true (inbox_fixture_nth (waiting, 0)->once);
  settle (inbox, waiting, 0, NOMO_DELIVERY_DONE, NULL);
  done = inbox_fixture_list (inbox, NOMO_DELIVERY_DONE);
  g_assert_null (inbox_fixture_nth (done, 0)->sealed);
  nomo_inbox_close (inbox);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_null (memmem (bytes, size, "open sesame", 11));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

/* Closing writes what was put before it. */
static void
test_closed (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) deliveries = NULL;
  InboxFate fate = { 0 };

  for (guint i = 0; i < INBOX_FIXTURE_N; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u", i);

    inbox_fixture_put (inbox, &fate, i, 0, text);
  }
  nomo_inbox_close (inbox);
  inbox_fixture_wait (&fate, INBOX_FIXTURE_N);
  inbox_fixture_put (inbox, &fate, 0, 0, "7:late");
  g_assert_cmpuint (fate.told, ==, INBOX_FIXTURE_N + 1);
  g_assert_error (fate.error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED);
  g_clear_error (&fate.error);
  g_object_unref (inbox);
  inbox = inbox_fixture_open (path);
  deliveries = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpuint (deliveries->len, ==, INBOX_FIXTURE_N);
}

static void
tried_cb (gboolean is_new, const GError *error, gpointer data)
{
  GError **told = data;

  *told = error != NULL ? g_error_copy (error) : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "none");
}

static GError *
try (NomoInbox *inbox)
{
  GError *told = NULL;

  nomo_inbox_try (inbox, tried_cb, &told);
  while (told == NULL)
    g_main_context_iteration (NULL, TRUE);
  return told;
}

/* Whether it would store a delivery is told while the disk is full and after, and nothing is kept of the question. */
static void
test_try (void)
{
  FaultPlan full = { FAULT_FULL, FAULT_WRITE, 1, TRUE, 1 };
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) deliveries = NULL;
  g_autoptr (GError) good = try (inbox);
  g_autoptr (GError) bad = NULL;
  g_autoptr (GError) again = NULL;
  g_autoptr (GError) closed = NULL;

  g_assert_error (good, G_IO_ERROR, G_IO_ERROR_FAILED);
  fault_vfs_arm (&full);
  bad = try (inbox);
  g_assert_true (fault_vfs_disarm ());
  g_assert_error (bad, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL);
  again = try (inbox);
  g_assert_error (again, G_IO_ERROR, G_IO_ERROR_FAILED);
  deliveries = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpuint (deliveries->len, ==, 0);
  nomo_inbox_close (inbox);
  closed = try (inbox);
  g_assert_error (closed, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED);
}

static NomoInboxSummary *
summarise (const char *path)
{
  g_autoptr (GError) error = NULL;
  NomoInboxSummary *summary = nomo_inbox_summary_read (path, &error);

  g_assert_no_error (error);
  return summary;
}

/* How it stands is read beside whoever writes it. */
static void
test_summary (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (NomoInboxSummary) empty = summarise (path);
  g_autoptr (NomoInboxSummary) summary = NULL;
  g_autoptr (GPtrArray) deliveries = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = inbox_fixture_new_path ();
  InboxFate fate = { 0 };

  g_assert_cmpint (empty->last_at, ==, 0);
  for (guint i = 0; i < 7; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u", i);

    inbox_fixture_put (inbox, &fate, i, 0, text);
  }
  inbox_fixture_wait (&fate, 7);
  before = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  settle (inbox, before, 0, NOMO_DELIVERY_KEPT, "rare");
  settle (inbox, before, 1, NOMO_DELIVERY_KEPT, "frequent");
  settle (inbox, before, 2, NOMO_DELIVERY_DONE, NULL);
  settle (inbox, before, 4, NOMO_DELIVERY_KEPT, "frequent");
  summary = summarise (path);
  deliveries = inbox_fixture_list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpint (summary->counts[NOMO_DELIVERY_WAITING], ==, 3);
  g_assert_cmpint (summary->counts[NOMO_DELIVERY_DONE], ==, 1);
  g_assert_cmpint (summary->counts[NOMO_DELIVERY_KEPT], ==, 3);
  g_assert_cmpint (summary->last_at, ==, inbox_fixture_nth (deliveries, 2)->received_at);
  g_assert_cmpuint (summary->reasons->len, ==, 2);
  g_assert_cmpstr (((NomoInboxReason *) summary->reasons->pdata[0])->reason, ==, "frequent");
  g_assert_cmpint (((NomoInboxReason *) summary->reasons->pdata[0])->count, ==, 2);
  g_assert_cmpstr (((NomoInboxReason *) summary->reasons->pdata[1])->reason, ==, "rare");
  g_assert_null (nomo_inbox_summary_read (nowhere, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN);
}

/* A page that is no page any more is told of. */
static void
test_check (void)
{
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (3000, 'x');
  g_autofree char *file = NULL;
  gsize size;
  InboxFate fate = { 0 };

  for (guint i = 0; i < INBOX_FIXTURE_N; i++) {
    g_autofree char *body = g_strdup_printf ("7:%u%s", i, text);

    inbox_fixture_put (inbox, &fate, i, 0, body);
  }
  inbox_fixture_wait (&fate, INBOX_FIXTURE_N);
  g_assert_true (nomo_inbox_check (path, problems, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_object (&inbox);
  g_assert_true (g_file_get_contents (path, &file, &size, NULL));
  memset (file + size - 3 * 4096, 0xa5, 4096);
  g_assert_true (g_file_set_contents (path, file, (gssize) size, NULL));
  g_assert_true (!nomo_inbox_check (path, problems, &error) || problems->len > 0);
  if (error != NULL)
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  g_test_add_func ("/inbox/once", test_once);
  g_test_add_func ("/inbox/bytes", test_bytes);
  g_test_add_func ("/inbox/unreadable", test_unreadable);
  g_test_add_func ("/inbox/settled", test_settled);
  g_test_add_func ("/inbox/log", test_log);
  g_test_add_func ("/inbox/replayed", test_replayed);
  g_test_add_func ("/inbox/purged", test_purged);
  g_test_add_func ("/inbox/numbers", test_numbers);
  g_test_add_func ("/inbox/secret", test_secret);
  g_test_add_func ("/inbox/closed", test_closed);
  g_test_add_func ("/inbox/try", test_try);
  g_test_add_func ("/inbox/summary", test_summary);
  g_test_add_func ("/inbox/check", test_check);
  return inbox_fixture_run_tests ();
}
