#include "config.h"

#include "fault-vfs.h"
#include "fixture.h"
#include "nomo-inbox-summary.h"
#include "nomo-store-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define N 20

/* What became of deliveries. */
typedef struct {
  guint told;
  guint new;
  guint known;
  gboolean stored[N];
  GError *error; /* of the last that was not stored */
} Fate;

typedef struct {
  Fate *fate;
  guint index;
} One;

static char *directory;

/* Whose a delivery is stands before its colon; what has none is no delivery. What stands behind another is secret. */
static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (delivery->body, &size);
  g_autofree char *copy = g_strndup (text, size);
  char *colon = strchr (copy, ':');

  if (colon == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no colon");
    return FALSE;
  }
  delivery->event = g_strdup (colon + 1);
  if (colon != copy)
    delivery->merchant = g_ascii_strtoll (copy, NULL, 10);
  colon = strchr (delivery->event, ':');
  if (colon == NULL)
    return TRUE;
  *colon = '\0';
  delivery->sealed = g_strdup (colon + 1);
  delivery->once = TRUE;
  g_bytes_unref (delivery->body);
  delivery->body = g_bytes_new (delivery->event, strlen (delivery->event));
  return TRUE;
}

static char *
new_path (void)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("%u.db", n++);

  return g_build_filename (directory, name, NULL);
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
  One *one = data;
  Fate *fate = one->fate;

  fate->told++;
  fate->stored[one->index] = error == NULL;
  fate->new += error == NULL &&is_new;
  fate->known += error == NULL && !is_new;
  if (error != NULL) {
    g_clear_error (&fate->error);
    fate->error = g_error_copy (error);
  }
  g_free (one);
}

static void
put (NomoInbox *inbox, Fate *fate, guint index, gint64 merchant, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  One *one = g_new (One, 1);

  *one = (One) { fate, index };
  nomo_inbox_put (inbox, merchant, body, told_cb, one);
}

static void
wait_for (const Fate *fate, guint told)
{
  while (fate->told < told)
    g_main_context_iteration (NULL, TRUE);
}

static GPtrArray *
list (NomoInbox *inbox, NomoDeliveryState state)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *deliveries = nomo_inbox_list (inbox, state, 0, 1000, &error);

  g_assert_no_error (error);
  return deliveries;
}

static const NomoDelivery *
nth (const GPtrArray *deliveries, guint index)
{
  return deliveries->pdata[index];
}

/* The same bytes are the same delivery of the same store, whenever they come; of another store they are another. */
static void
test_once (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) deliveries = NULL;
  Fate fate = { 0 };

  put (inbox, &fate, 0, 0, "7:order.created");
  put (inbox, &fate, 1, 0, "7:order.created");
  put (inbox, &fate, 2, 8, ":order.created");
  put (inbox, &fate, 3, 9, ":order.created");
  wait_for (&fate, 4);
  g_assert_cmpuint (fate.new, ==, 3);
  g_assert_cmpuint (fate.known, ==, 1);
  g_object_unref (inbox);
  inbox = open_inbox (path);
  put (inbox, &fate, 4, 0, "7:order.created");
  wait_for (&fate, 5);
  g_assert_cmpuint (fate.known, ==, 2);
  deliveries = list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpuint (deliveries->len, ==, 3);
  g_assert_cmpint (nth (deliveries, 0)->merchant, ==, 7);
  g_assert_cmpint (nth (deliveries, 2)->merchant, ==, 9);
  g_assert_cmpstr (nth (deliveries, 0)->event, ==, "order.created");
  g_assert_cmpstr (nth (deliveries, 0)->hash, ==, "a4118e64010449d59364ca7f5b2b89ab3ec98fe774d296a77b69bd4bac8716dc");
}

/* Bytes come back as they came, a zero among them. */
static void
test_bytes (void)
{
  static const char text[] = "7:a\0b\xff\\/";
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GBytes) body = g_bytes_new (text, sizeof text - 1);
  g_autoptr (GPtrArray) deliveries = NULL;
  Fate fate = { 0 };
  One *one = g_new (One, 1);

  *one = (One) { &fate, 0 };
  nomo_inbox_put (inbox, 0, body, told_cb, one);
  wait_for (&fate, 1);
  deliveries = list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_true (g_bytes_equal (nth (deliveries, 0)->body, body));
}

/* What is no delivery is refused, and takes nothing with it that came together with it. */
static void
test_unreadable (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) deliveries = NULL;
  Fate fate = { 0 };

  put (inbox, &fate, 0, 0, "7:a");
  put (inbox, &fate, 1, 0, "nothing");
  put (inbox, &fate, 2, 0, "7:b");
  wait_for (&fate, 3);
  g_assert_error (fate.error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_false (fate.stored[1]);
  g_assert_cmpuint (fate.new, ==, 2);
  deliveries = list (inbox, NOMO_DELIVERY_WAITING);
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
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  Fate fate = { 0 };

  for (guint i = 0; i < 3; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u", i);

    put (inbox, &fate, i, 0, text);
  }
  wait_for (&fate, 3);
  before = list (inbox, NOMO_DELIVERY_WAITING);
  settle (inbox, before, 0, NOMO_DELIVERY_DONE, NULL);
  settle (inbox, before, 1, NOMO_DELIVERY_KEPT, "unknown event");
  kept = list (inbox, NOMO_DELIVERY_KEPT);
  g_assert_cmpstr (nth (kept, 0)->reason, ==, "unknown event");
  after = nomo_inbox_list (inbox, NOMO_DELIVERY_WAITING, 0, 1, &error);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (nth (after, 0)->event, ==, "2");
  g_assert_cmpint (nomo_inbox_count (inbox, NOMO_DELIVERY_DONE, &error), ==, 1);
  g_assert_no_error (error);
}

#define MANY      9000
#define MANY_SIZE 8192

static void
put_many (NomoInbox *inbox)
{
  g_autofree char *filler = g_strnfill (MANY_SIZE, 'x');
  Fate fate = { 0 };

  for (guint i = 0; i < MANY; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u %s", i, filler);

    put (inbox, &fate, 0, 0, text);
  }
  wait_for (&fate, MANY);
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
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
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
  waiting = list (inbox, NOMO_DELIVERY_WAITING);
  for (guint i = 0; i < waiting->len; i++)
    g_string_append (found, nth (waiting, i)->event);
  g_assert_cmpstr (found->str, ==, events);
}

/* One, some or all can wait again, in the order in which they came; what is told once only, never. */
static void
test_replayed (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) before = NULL;
  const char *const texts[] = { "7:a", "8:b", "7:c", "7:d:secret", "8:e" };
  const NomoDeliveries first = { .from = 1, .to = 1 };
  const NomoDeliveries of_store = { .merchant = 8 };
  const NomoDeliveries unknown = { .reason = "unknown" };
  const NomoDeliveries all = { 0 };
  Fate fate = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    put (inbox, &fate, i, 0, texts[i]);
  wait_for (&fate, G_N_ELEMENTS (texts));
  before = list (inbox, NOMO_DELIVERY_WAITING);
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
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) done = NULL;
  gint64 after = g_get_real_time () / 1000 + 3600 * 1000;
  Fate fate = { 0 };

  for (guint i = 0; i < 1200; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u", i);

    put (inbox, &fate, 0, 0, text);
  }
  put (inbox, &fate, 0, 0, "7:authorize:open sesame");
  wait_for (&fate, 1201);
  before = nomo_inbox_list (inbox, NOMO_DELIVERY_WAITING, 0, 2000, NULL);
  for (guint i = 0; i < before->len; i++)
    ((NomoDelivery *) before->pdata[i])->state = i == 5 ? NOMO_DELIVERY_WAITING : NOMO_DELIVERY_DONE;
  g_assert_true (nomo_inbox_settle (inbox, before, NULL));
  g_assert_cmpint (nomo_inbox_purge (inbox, nth (before, 0)->received_at, NULL), ==, 0);
  g_assert_cmpint (nomo_inbox_purge (inbox, after, NULL), ==, 1200);
  g_assert_cmpint (count (inbox, NOMO_DELIVERY_WAITING), ==, 1);
  g_assert_cmpint (count (inbox, NOMO_DELIVERY_DONE), ==, 1);
  done = list (inbox, NOMO_DELIVERY_DONE);
  g_assert_null (nth (done, 0)->body);
  fate = (Fate) { 0 };
  put (inbox, &fate, 0, 0, "7:authorize:open sesame");
  put (inbox, &fate, 0, 0, "7:0");
  wait_for (&fate, 2);
  g_assert_cmpuint (fate.known, ==, 1);
  g_assert_cmpuint (fate.new, ==, 1);
}

/* A number names one delivery for ever, also when all that came before is forgotten. */
static void
test_numbers (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  Fate fate = { 0 };

  for (guint i = 0; i < 3; i++)
    put (inbox, &fate, i, 0, (const char *[]) { "7:a", "7:b", "7:c" }[i]);
  wait_for (&fate, 3);
  before = list (inbox, NOMO_DELIVERY_WAITING);
  for (guint i = 0; i < before->len; i++)
    settle (inbox, before, i, NOMO_DELIVERY_DONE, NULL);
  g_assert_cmpint (nomo_inbox_purge (inbox, G_MAXINT64, NULL), ==, 3);
  put (inbox, &fate, 3, 0, "7:d");
  wait_for (&fate, 4);
  after = list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpint (nth (after, 0)->number, ==, nth (before, 2)->number + 1);
}

/* What is secret is there as long as it waits, and in no byte of the file afterwards. */
static void
test_secret (void)
{
  g_autofree char *path = new_path ();
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) done = NULL;
  g_autofree char *bytes = NULL;
  gsize size;
  Fate fate = { 0 };

  put (inbox, &fate, 0, 0, "7:authorize:open sesame");
  wait_for (&fate, 1);
  waiting = list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpstr (nth (waiting, 0)->sealed, ==, "open sesame");
  g_assert_true (nth (waiting, 0)->once);
  settle (inbox, waiting, 0, NOMO_DELIVERY_DONE, NULL);
  done = list (inbox, NOMO_DELIVERY_DONE);
  g_assert_null (nth (done, 0)->sealed);
  nomo_inbox_close (inbox);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_null (memmem (bytes, size, "open sesame", 11));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

/* Closing writes what was put before it. */
static void
test_closed (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) deliveries = NULL;
  Fate fate = { 0 };

  for (guint i = 0; i < N; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u", i);

    put (inbox, &fate, i, 0, text);
  }
  nomo_inbox_close (inbox);
  wait_for (&fate, N);
  put (inbox, &fate, 0, 0, "7:late");
  g_assert_cmpuint (fate.told, ==, N + 1);
  g_assert_error (fate.error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED);
  g_clear_error (&fate.error);
  g_object_unref (inbox);
  inbox = open_inbox (path);
  deliveries = list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpuint (deliveries->len, ==, N);
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
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
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
  deliveries = list (inbox, NOMO_DELIVERY_WAITING);
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
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (NomoInboxSummary) empty = summarise (path);
  g_autoptr (NomoInboxSummary) summary = NULL;
  g_autoptr (GPtrArray) deliveries = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = new_path ();
  Fate fate = { 0 };

  g_assert_cmpint (empty->last_at, ==, 0);
  for (guint i = 0; i < 7; i++) {
    g_autofree char *text = g_strdup_printf ("7:%u", i);

    put (inbox, &fate, i, 0, text);
  }
  wait_for (&fate, 7);
  before = list (inbox, NOMO_DELIVERY_WAITING);
  settle (inbox, before, 0, NOMO_DELIVERY_KEPT, "rare");
  settle (inbox, before, 1, NOMO_DELIVERY_KEPT, "frequent");
  settle (inbox, before, 2, NOMO_DELIVERY_DONE, NULL);
  settle (inbox, before, 4, NOMO_DELIVERY_KEPT, "frequent");
  summary = summarise (path);
  deliveries = list (inbox, NOMO_DELIVERY_WAITING);
  g_assert_cmpint (summary->counts[NOMO_DELIVERY_WAITING], ==, 3);
  g_assert_cmpint (summary->counts[NOMO_DELIVERY_DONE], ==, 1);
  g_assert_cmpint (summary->counts[NOMO_DELIVERY_KEPT], ==, 3);
  g_assert_cmpint (summary->last_at, ==, nth (deliveries, 2)->received_at);
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
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (3000, 'x');
  g_autofree char *file = NULL;
  gsize size;
  Fate fate = { 0 };

  for (guint i = 0; i < N; i++) {
    g_autofree char *body = g_strdup_printf ("7:%u%s", i, text);

    put (inbox, &fate, i, 0, body);
  }
  wait_for (&fate, N);
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

typedef struct {
  FaultKind kind;
  gboolean lasting;
  FaultCall call;
} Loop;

static const Loop loops[] = {
  { FAULT_FULL, TRUE, FAULT_WRITE },     { FAULT_FULL, FALSE, FAULT_WRITE },    { FAULT_IO, FALSE, FAULT_WRITE },
  { FAULT_IO, TRUE, FAULT_WRITE },       { FAULT_IO, FALSE, FAULT_SYNC },       { FAULT_IO, TRUE, FAULT_SYNC },
  { FAULT_IO, FALSE, FAULT_OPEN },       { FAULT_IO, TRUE, FAULT_SHM },         { FAULT_READ_ONLY, TRUE, FAULT_WRITE },
  { FAULT_READ_ONLY, TRUE, FAULT_OPEN }, { FAULT_FULL, TRUE, FAULT_SHM },       { FAULT_POWER_OFF, TRUE, FAULT_WRITE },
  { FAULT_POWER_OFF, TRUE, FAULT_SYNC }, { FAULT_POWER_OFF, TRUE, FAULT_OPEN }, { FAULT_FULL, TRUE, FAULT_TRUNCATE },
  { FAULT_IO, FALSE, FAULT_TRUNCATE },
};

/* Of this one the hash stays for ever. */
#define ONCE 6

/* What became of deliveries. Some of them were dealt with after they were stored, and then forgotten. */
typedef struct {
  Fate fate;
  gboolean dealt_with[N];
  gboolean settled;
  gboolean purged;
} Life;

static void
live (NomoInbox *inbox, Life *life)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) dealt_with = g_ptr_array_new ();

  for (guint i = 0; i < N; i++) {
    g_autofree char *text = g_strdup_printf (i == ONCE ? "7:%u:open sesame" : "7:%u", i);

    put (inbox, &life->fate, i, 0, text);
    if (i % 3 == 0)
      wait_for (&life->fate, i + 1);
  }
  wait_for (&life->fate, N);
  waiting = nomo_inbox_list (inbox, NOMO_DELIVERY_WAITING, 0, 1000, NULL);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++) {
    NomoDelivery *delivery = waiting->pdata[i];
    guint index = (guint) g_ascii_strtoull (delivery->event, NULL, 10);

    delivery->state = NOMO_DELIVERY_DONE;
    life->dealt_with[index] = index % 3 == 0;
    if (life->dealt_with[index])
      g_ptr_array_add (dealt_with, delivery);
  }
  life->settled = waiting != NULL && nomo_inbox_settle (inbox, dealt_with, NULL);
  life->purged = nomo_inbox_purge (inbox, G_MAXINT64, NULL) >= 0;
}

static void
count_into (NomoInbox *inbox, NomoDeliveryState state, guint *found)
{
  g_autoptr (GPtrArray) deliveries = list (inbox, state);

  for (guint i = 0; i < deliveries->len; i++)
    found[g_ascii_strtoull (nth (deliveries, i)->event, NULL, 10)]++;
}

/* All that was dealt with together is so, or nothing is; what was told to be so is. The newest one is never forgotten. */
static void
assert_settled (const Life *life, const guint *waiting, const guint *done)
{
  guint n_waiting = 0;
  guint n_done = 0;
  guint newest = 0;

  for (guint i = 0; i < N; i++) {
    newest = waiting[i] + done[i] > 0 ? i : newest;
    if (life->dealt_with[i]) {
      n_waiting += waiting[i];
      n_done += done[i];
    } else {
      g_assert_cmpuint (done[i], ==, 0);
    }
  }
  g_assert_true (n_waiting == 0 || n_done == 0);
  if (life->settled)
    g_assert_cmpuint (n_waiting, ==, 0);
  if (life->settled && life->purged)
    g_assert_cmpuint (n_done, ==, done[ONCE] + (newest == ONCE ? 0 : done[newest]));
}

/* Every delivery whose storing was told is there, once, unless it was dealt with and forgotten, and none of the others is twice.
 * The one that may be taken once is known again. */
static void
assert_kept (const char *path, Life *life)
{
  g_autoptr (NomoInbox) inbox = open_inbox (path);
  guint waiting[N] = { 0 };
  guint done[N] = { 0 };
  Fate again = { 0 };

  count_into (inbox, NOMO_DELIVERY_WAITING, waiting);
  count_into (inbox, NOMO_DELIVERY_DONE, done);
  for (guint i = 0; i < N; i++) {
    g_assert_cmpuint (waiting[i] + done[i], <=, 1);
    if (life->fate.stored[i] && (i == ONCE || !life->dealt_with[i]))
      g_assert_cmpuint (waiting[i] + done[i], ==, 1);
  }
  assert_settled (life, waiting, done);
  put (inbox, &again, 0, 0, "7:6:open sesame");
  wait_for (&again, 1);
  g_assert_cmpuint (again.known, ==, waiting[ONCE] + done[ONCE]);
}

static gboolean
live_with_fault (const Loop *loop, guint at)
{
  FaultPlan plan = { loop->kind, loop->call, at, loop->lasting, at };
  g_autofree char *path = new_path ();
  g_autoptr (NomoInbox) inbox = NULL;
  Life life = { 0 };
  gboolean hit;

  fault_vfs_arm (&plan);
  inbox = nomo_inbox_open (path, read_delivery, NULL, NULL);
  if (inbox != NULL)
    live (inbox, &life);
  g_clear_object (&inbox);
  hit = fault_vfs_disarm ();
  fault_vfs_power_on ();
  if (life.fate.error != NULL)
    g_assert_cmpint (life.fate.error->domain, ==, NOMO_STORE_ERROR);
  assert_kept (path, &life);
  g_clear_error (&life.fate.error);
  return hit;
}

static void
test_fault (gconstpointer data)
{
  const Loop *loop = data;
  guint at = 1;

  while (live_with_fault (loop, at))
    at++;
  g_test_message ("%u points hit at %s", at - 1, fault_call_name (loop->call));
  g_assert_cmpuint (at, >, loop->call == FAULT_WRITE ? 50 : loop->call == FAULT_SYNC ? 5 : 1);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  directory = g_dir_make_tmp ("nomo-inbox-XXXXXX", NULL);
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
  for (guint i = 0; i < G_N_ELEMENTS (loops); i++) {
    g_autofree char *name = g_strdup_printf ("/inbox/fault/%u", i);

    g_test_add_data_func (name, &loops[i], test_fault);
  }
  result = g_test_run ();
  fixture_remove (directory);
  g_free (directory);
  return result;
}
