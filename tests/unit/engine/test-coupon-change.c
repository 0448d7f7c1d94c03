#include "fixture.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-coupon-change.h"
#include "nomo-coupon.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MS    (24 * 60 * MINUTE_MS)

static NomoRecord *
create_coupon (gint64 id, const char *code, const char *status, gint64 expiry)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  nomo_builder_set_as_of (builder, 1000);
  nomo_builder_set_text (builder, COUPON_CODE, code);
  nomo_builder_set_text (builder, COUPON_STATUS, status);
  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 1000);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_EXPIRY, expiry);
  return nomo_builder_end (builder);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_ended (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static NomoCouponChanged
change (Fixture *fixture, NomoCouponChange what, char **commit)
{
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_coupon_entity ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  NomoCouponChanged changed;

  nomo_coupon_change_async (fixture->store, "me", all, &what, nomo_calendar_riyadh (), ended_cb, &result);
  fixture_wait (has_ended, &result);
  id = nomo_coupon_change_finish (result, &changed, &error);
  g_assert_no_error (error);
  if (commit != NULL)
    *commit = g_steal_pointer (&id);
  return changed;
}

static void
assert_coupon (Fixture *fixture, gint64 id, const char *status, gint64 expiry, gboolean waits)
{
  g_autoptr (NomoRecord) coupon = fixture_get (fixture, nomo_coupon_entity (), id);

  g_assert_cmpstr (nomo_record_get_text (coupon, COUPON_STATUS), ==, status);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_EXPIRY), ==, expiry);
  g_assert_cmpint (nomo_record_is_pending (coupon), ==, waits);
}

/* What can be is paused in one commit, the rest is told, and undone all is as it was. */
static void
test_pause (Fixture *fixture, gconstpointer data)
{
  gint64 later = nomo_clock_now () + 5 * DAY_MS;
  gint64 before = nomo_clock_now () - DAY_MS;
  g_autofree char *commit = NULL;
  NomoCouponChanged changed;

  fixture_put (fixture, create_coupon (1, "A", "active", later));
  fixture_put (fixture, create_coupon (2, "B", "active", later));
  fixture_put (fixture, create_coupon (3, "C", "inactive", later));
  fixture_put (fixture, create_coupon (4, "D", "active", before));
  changed = change (fixture, (NomoCouponChange) { NOMO_COUPON_PAUSE }, &commit);
  g_assert_cmpuint (changed.n, ==, 2);
  g_assert_cmpuint (changed.left[NOMO_COUPON_HURDLE_STOPPED], ==, 1);
  g_assert_cmpuint (changed.left[NOMO_COUPON_HURDLE_OVER], ==, 1);
  assert_coupon (fixture, 1, "inactive", later, TRUE);
  assert_coupon (fixture, 4, "active", before, FALSE);
  fixture_undo (fixture, commit);
  assert_coupon (fixture, 1, "active", later, FALSE);
  assert_coupon (fixture, 2, "active", later, FALSE);
  changed = change (fixture, (NomoCouponChange) { NOMO_COUPON_RESUME }, NULL);
  g_assert_cmpuint (changed.n, ==, 1);
  g_assert_cmpuint (changed.left[NOMO_COUPON_HURDLE_ON], ==, 2);
  assert_coupon (fixture, 3, "active", later, TRUE);
}

/* Days are added to the last day, of what has ended to today; the time of day stays. */
static void
test_extend (Fixture *fixture, gconstpointer data)
{
  GTimeZone *zone = nomo_calendar_riyadh ();
  int today = nomo_day_of (nomo_clock_now (), zone);
  gint64 evening = 22 * 60 * MINUTE_MS;
  NomoCouponChanged changed;

  fixture_put (fixture, create_coupon (1, "A", "active", nomo_day_start (today + 2, zone) + evening));
  fixture_put (fixture, create_coupon (2, "B", "active", nomo_day_start (today - 9, zone) + evening));
  changed = change (fixture, (NomoCouponChange) { NOMO_COUPON_EXTEND, 7 }, NULL);
  g_assert_cmpuint (changed.n, ==, 2);
  assert_coupon (fixture, 1, "active", nomo_day_start (today + 9, zone) + evening, TRUE);
  assert_coupon (fixture, 2, "active", nomo_day_start (today + 7, zone) + evening, TRUE);
  changed = change (fixture, (NomoCouponChange) { NOMO_COUPON_EXTEND, 0, today + 8 }, NULL);
  g_assert_cmpuint (changed.n, ==, 1);
  g_assert_cmpuint (changed.left[NOMO_COUPON_HURDLE_LATER], ==, 1);
  assert_coupon (fixture, 2, "active", nomo_day_start (today + 8, zone) + evening, TRUE);
  changed = change (fixture, (NomoCouponChange) { NOMO_COUPON_EXTEND, 0, today }, NULL);
  g_assert_cmpuint (changed.n, ==, 0);
  g_assert_cmpuint (changed.left[NOMO_COUPON_HURDLE_PAST], ==, 2);
}

/* On its last day Salla takes no other change than a later end. */
static void
test_last_day (Fixture *fixture, gconstpointer data)
{
  GTimeZone *zone = nomo_calendar_riyadh ();
  int today = nomo_day_of (nomo_clock_now (), zone);
  gint64 end = nomo_day_start (today + 1, zone) - 1;

  fixture_put (fixture, create_coupon (1, "A", "active", end));
  g_assert_cmpuint (change (fixture, (NomoCouponChange) { NOMO_COUPON_PAUSE }, NULL).left[NOMO_COUPON_HURDLE_LAST_DAY],
                    ==, 1);
  assert_coupon (fixture, 1, "active", end, FALSE);
  g_assert_cmpuint (change (fixture, (NomoCouponChange) { NOMO_COUPON_EXTEND, 30 }, NULL).n, ==, 1);
  g_assert_cmpuint (change (fixture, (NomoCouponChange) { NOMO_COUPON_PAUSE }, NULL).n, ==, 1);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  gint64 before = nomo_clock_now () - DAY_MS;
  g_autoptr (NomoQuery) all = nomo_query_new (nomo_coupon_entity ());
  g_autofree char *commit = NULL;

  fixture_put (fixture, create_coupon (1, "A", "active", before));
  fixture_put (fixture, create_coupon (2, "B", "inactive", before));
  g_assert_cmpuint (change (fixture, (NomoCouponChange) { NOMO_COUPON_DELETE }, &commit).n, ==, 2);
  g_assert_cmpint (nomo_store_count (fixture->store, all, NULL), ==, 0);
  fixture_undo (fixture, commit);
  assert_coupon (fixture, 1, "active", before, FALSE);
  assert_coupon (fixture, 2, "inactive", before, FALSE);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/coupon-change/pause", test_pause);
  ADD ("/coupon-change/extend", test_extend);
  ADD ("/coupon-change/last-day", test_last_day);
  ADD ("/coupon-change/delete", test_delete);
  return g_test_run ();
}
