#include "config.h"

#include "fault-vfs.h"
#include "inbox-fixture.h"
#include "nomo-store-error.h"

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
  InboxFate fate;
  gboolean dealt_with[INBOX_FIXTURE_N];
  gboolean settled;
  gboolean purged;
} Life;

static void
live (NomoInbox *inbox, Life *life)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) dealt_with = g_ptr_array_new ();

  for (guint i = 0; i < INBOX_FIXTURE_N; i++) {
    g_autofree char *text = g_strdup_printf (i == ONCE ? "7:%u:open sesame" : "7:%u", i);

    inbox_fixture_put (inbox, &life->fate, i, 0, text);
    if (i % 3 == 0)
      inbox_fixture_wait (&life->fate, i + 1);
  }
  inbox_fixture_wait (&life->fate, INBOX_FIXTURE_N);
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
  g_autoptr (GPtrArray) deliveries = inbox_fixture_list (inbox, state);

  for (guint i = 0; i < deliveries->len; i++)
    found[g_ascii_strtoull (inbox_fixture_nth (deliveries, i)->event, NULL, 10)]++;
}

/* All that was dealt with together is so, or nothing is; what was told to be so is. The newest one is never forgotten. */
static void
assert_settled (const Life *life, const guint *waiting, const guint *done)
{
  guint n_waiting = 0;
  guint n_done = 0;
  guint newest = 0;

  for (guint i = 0; i < INBOX_FIXTURE_N; i++) {
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
  g_autoptr (NomoInbox) inbox = inbox_fixture_open (path);
  guint waiting[INBOX_FIXTURE_N] = { 0 };
  guint done[INBOX_FIXTURE_N] = { 0 };
  InboxFate again = { 0 };

  count_into (inbox, NOMO_DELIVERY_WAITING, waiting);
  count_into (inbox, NOMO_DELIVERY_DONE, done);
  for (guint i = 0; i < INBOX_FIXTURE_N; i++) {
    g_assert_cmpuint (waiting[i] + done[i], <=, 1);
    if (life->fate.stored[i] && (i == ONCE || !life->dealt_with[i]))
      g_assert_cmpuint (waiting[i] + done[i], ==, 1);
  }
  assert_settled (life, waiting, done);
  inbox_fixture_put (inbox, &again, 0, 0, "7:6:open sesame");
  inbox_fixture_wait (&again, 1);
  g_assert_cmpuint (again.known, ==, waiting[ONCE] + done[ONCE]);
}

static gboolean
live_with_fault (const Loop *loop, guint at)
{
  FaultPlan plan = { loop->kind, loop->call, at, loop->lasting, at };
  g_autofree char *path = inbox_fixture_new_path ();
  g_autoptr (NomoInbox) inbox = NULL;
  Life life = { 0 };
  gboolean hit;

  fault_vfs_arm (&plan);
  inbox = nomo_inbox_open (path, inbox_fixture_read, NULL, NULL);
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
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  for (guint i = 0; i < G_N_ELEMENTS (loops); i++) {
    g_autofree char *name = g_strdup_printf ("/inbox/fault/%u", i);

    g_test_add_data_func (name, &loops[i], test_fault);
  }
  return inbox_fixture_run_tests ();
}
