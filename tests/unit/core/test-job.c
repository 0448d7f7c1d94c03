#include "nomo-error.h"
#include "nomo-job.h"
#include "nomo-pace.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

typedef struct {
  NomoJob *job;
  GString *notified;
} Fixture;

static void
on_notify_cb (NomoJob *job, GParamSpec *pspec, GString *notified)
{
  g_string_append_printf (notified, "%s ", pspec->name);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->job = nomo_job_new ("Bringing the orders");
  fixture->notified = g_string_new (NULL);
  g_signal_connect (fixture->job, "notify", G_CALLBACK (on_notify_cb), fixture->notified);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->job);
  g_string_free (fixture->notified, TRUE);
}

static void
test_what_programs_read (Fixture *fixture, gconstpointer data)
{
  g_assert_null (nomo_job_get_step (fixture->job));
  g_assert_null (nomo_job_get_result (fixture->job));
  nomo_job_set_step (fixture->job, "orders");
  nomo_job_set_result (fixture->job, "3");
  nomo_job_set_result (fixture->job, "4");
  nomo_job_finish (fixture->job);
  g_assert_cmpstr (nomo_job_get_step (fixture->job), ==, "orders");
  g_assert_cmpstr (nomo_job_get_result (fixture->job), ==, "4");
}

static void
test_runs (Fixture *fixture, gconstpointer data)
{
  NomoJob *job = fixture->job;
  g_autofree char *title = NULL;
  gint64 done = -1;
  gint64 total = -1;

  g_object_get (job, "title", &title, "done", &done, "total", &total, NULL);
  g_assert_cmpstr (title, ==, "Bringing the orders");
  g_assert_cmpint (done, ==, 0);
  g_assert_cmpint (total, ==, 0);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_RUNNING);
  g_assert_cmpint (nomo_job_get_seconds_left (job), ==, -1);
  g_assert_cmpint (nomo_job_get_started (job), <=, g_get_real_time () / 1000);

  nomo_job_advance (job, 15, 300);
  nomo_job_advance (job, 15, 300);
  nomo_job_advance (job, 30, 300);
  nomo_job_set_detail (job, "Page 2");
  nomo_job_set_detail (job, "Page 2");
  g_assert_cmpstr (fixture->notified->str, ==, "total done done detail ");
  nomo_job_advance (job, 310, 300);
  g_assert_cmpint (nomo_job_get_done (job), ==, 310);
  g_assert_cmpint (nomo_job_get_total (job), ==, 310);
  nomo_job_finish (job);
  g_assert_cmpint (nomo_job_get_state (job), ==, NOMO_JOB_DONE);
  g_assert_cmpint (nomo_job_get_seconds_left (job), ==, 0);
  g_assert_null (nomo_job_get_error (job));
}

static void
test_ends_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE, "gone");
  g_autoptr (GError) other = g_error_new_literal (NOMO_CORE_ERROR, NOMO_CORE_ERROR_TIMEOUT, "slow");

  nomo_job_fail (fixture->job, error);
  nomo_job_fail (fixture->job, other);
  nomo_job_finish (fixture->job);
  nomo_job_cancel (fixture->job);
  nomo_job_advance (fixture->job, 5, 10);
  g_assert_cmpint (nomo_job_get_state (fixture->job), ==, NOMO_JOB_FAILED);
  g_assert_error (nomo_job_get_error (fixture->job), NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE);
  g_assert_cmpint (nomo_job_get_done (fixture->job), ==, 0);
  g_assert_false (g_cancellable_is_cancelled (nomo_job_get_cancellable (fixture->job)));
  g_assert_cmpstr (fixture->notified->str, ==, "state ");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean cancelling = FALSE;

  nomo_job_cancel (fixture->job);
  nomo_job_cancel (fixture->job);
  g_object_get (fixture->job, "cancelling", &cancelling, NULL);
  g_assert_true (cancelling);
  g_assert_cmpint (nomo_job_get_state (fixture->job), ==, NOMO_JOB_RUNNING);
  g_assert_true (g_cancellable_set_error_if_cancelled (nomo_job_get_cancellable (fixture->job), &error));
  nomo_job_fail (fixture->job, error);
  g_object_get (fixture->job, "cancelling", &cancelling, NULL);
  g_assert_false (cancelling);
  g_assert_cmpint (nomo_job_get_state (fixture->job), ==, NOMO_JOB_CANCELLED);
  g_assert_null (nomo_job_get_error (fixture->job));
  g_assert_cmpstr (fixture->notified->str, ==, "cancelling cancelling state ");
}

/* Work that was through before the wish to cancel arrived is done. */
static void
test_cancel_too_late (Fixture *fixture, gconstpointer data)
{
  nomo_job_cancel (fixture->job);
  nomo_job_finish (fixture->job);
  g_assert_cmpint (nomo_job_get_state (fixture->job), ==, NOMO_JOB_DONE);
}

/* What is counted in bytes is told as a size. */
static void
test_amounts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *number = nomo_job_format_amount (fixture->job, 12345);
  g_autofree char *size = NULL;

  nomo_job_set_unit_size (fixture->job, 1024);
  size = nomo_job_format_amount (fixture->job, 12345);
  g_assert_cmpstr (number, ==, "12,345");
  g_assert_cmpstr (size, ==, "12.6 MB");
}

/* What is done as a whole is not given up in its midst. */
static void
test_last_step (Fixture *fixture, gconstpointer data)
{
  gboolean can_cancel = FALSE;

  g_object_get (fixture->job, "can-cancel", &can_cancel, NULL);
  g_assert_true (can_cancel);
  nomo_job_set_can_cancel (fixture->job, FALSE);
  nomo_job_set_can_cancel (fixture->job, FALSE);
  nomo_job_cancel (fixture->job);
  g_assert_false (nomo_job_get_can_cancel (fixture->job));
  g_assert_false (g_cancellable_is_cancelled (nomo_job_get_cancellable (fixture->job)));
  g_assert_cmpstr (fixture->notified->str, ==, "can-cancel ");
}

/* What is known to hold the work up counts, however fast it has been. */
static void
test_least (Fixture *fixture, gconstpointer data)
{
  nomo_job_set_least_seconds_left (fixture->job, 5000);
  g_assert_cmpint (nomo_job_get_seconds_left (fixture->job), >, 4900);
  g_assert_cmpint (nomo_job_get_seconds_left (fixture->job), <=, 5000);
  nomo_job_set_least_seconds_left (fixture->job, 0);
  g_assert_cmpint (nomo_job_get_seconds_left (fixture->job), ==, -1);
  nomo_job_set_least_seconds_left (fixture->job, 5000);
  nomo_job_finish (fixture->job);
  g_assert_cmpint (nomo_job_get_seconds_left (fixture->job), ==, 0);
}

static void
test_pace_is_honest (void)
{
  NomoPace pace = { 0 };

  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 0, 100), ==, -1);
  nomo_pace_add (&pace, 0, 0);
  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 10 * SECOND, 100), ==, -1);
  nomo_pace_add (&pace, 1 * SECOND, 10);
  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 1 * SECOND, 100), ==, -1);
  nomo_pace_add (&pace, 2 * SECOND, 20);
  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 2 * SECOND, 100), ==, 8);
  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 2 * SECOND, 0), ==, -1);
  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 2 * SECOND, 20), ==, 0);
  /* Nothing moves for twenty seconds: the rest takes longer, and not less. */
  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 22 * SECOND, 100), ==, 88);
}

/* Slow at first and fast now: the present pace counts, not the average. */
static void
test_pace_forgets (void)
{
  NomoPace pace = { 0 };

  nomo_pace_add (&pace, 0, 0);
  for (int i = 1; i <= 100; i++)
    nomo_pace_add (&pace, i * SECOND, i);
  for (int i = 1; i <= 30; i++)
    nomo_pace_add (&pace, (100 + i) * SECOND, 100 + i * 50);
  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 130 * SECOND, 1600 + 5000), ==, 100);
}

/* A thousand steps a second need no more samples than one. */
static void
test_pace_of_many_steps (void)
{
  NomoPace pace = { 0 };

  for (int i = 0; i <= 10000; i++)
    nomo_pace_add (&pace, i * SECOND / 1000, i);
  gint64 left = nomo_pace_get_seconds_left (&pace, 10 * SECOND, 20000);
  g_assert_cmpint (left, >=, 10);
  g_assert_cmpint (left, <=, 11);
  nomo_pace_add (&pace, 11 * SECOND, 0);
  g_assert_cmpint (nomo_pace_get_seconds_left (&pace, 20 * SECOND, 20000), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/job/runs", Fixture, NULL, set_up, test_runs, tear_down);
  g_test_add ("/job/what-programs-read", Fixture, NULL, set_up, test_what_programs_read, tear_down);
  g_test_add ("/job/ends-once", Fixture, NULL, set_up, test_ends_once, tear_down);
  g_test_add ("/job/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/job/cancel-too-late", Fixture, NULL, set_up, test_cancel_too_late, tear_down);
  g_test_add ("/job/last-step", Fixture, NULL, set_up, test_last_step, tear_down);
  g_test_add ("/job/amounts", Fixture, NULL, set_up, test_amounts, tear_down);
  g_test_add ("/job/least", Fixture, NULL, set_up, test_least, tear_down);
  g_test_add_func ("/pace/is-honest", test_pace_is_honest);
  g_test_add_func ("/pace/forgets", test_pace_forgets);
  g_test_add_func ("/pace/of-many-steps", test_pace_of_many_steps);
  return g_test_run ();
}
