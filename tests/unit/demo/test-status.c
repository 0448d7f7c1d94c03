#include "nomo-demo-status.h"

#define CREATED G_GINT64_CONSTANT (1795000000000)

static guint
count_end (const char *method, NomoDemoStatus status)
{
  guint n = 0;

  for (guint64 seed = 0; seed < 10000; seed++) {
    NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
    guint length = nomo_demo_status_plan (seed, CREATED, method, seed % 2 == 0, steps);

    g_assert_cmpuint (length, >=, 1);
    g_assert_cmpuint (length, <=, NOMO_DEMO_MAX_STEPS - NOMO_DEMO_MAX_HAND_STEPS);
    g_assert_cmpint (steps[0].moment, ==, CREATED);
    for (guint i = 1; i < length; i++)
      g_assert_cmpint (steps[i].moment, >, steps[i - 1].moment);
    n += steps[length - 1].status == status ? 1 : 0;
  }
  return n;
}

static void
test_ends (void)
{
  g_assert_cmpuint (count_end ("mada", NOMO_DEMO_PAYMENT_PENDING), ==, 0);
  g_assert_cmpuint (count_end ("bank", NOMO_DEMO_PAYMENT_PENDING), >, 600);
  g_assert_cmpuint (count_end ("mada", NOMO_DEMO_CANCELED), >, 150);
  g_assert_cmpuint (count_end ("mada", NOMO_DEMO_CANCELED), <, 450);
  g_assert_cmpuint (count_end ("mada", NOMO_DEMO_COMPLETED), >, 6000);
  g_assert_cmpuint (count_end ("mada", NOMO_DEMO_REFUNDED), >, 30);
  g_assert_cmpuint (count_end ("mada", NOMO_DEMO_RESTORED), >, 30);
  g_assert_cmpuint (count_end ("mada", NOMO_DEMO_UNDER_REVIEW), ==, 0);
}

/* Money that goes back long after everything seemed done. */
static void
test_late_refunds (void)
{
  guint late = 0;

  for (guint64 seed = 0; seed < 20000; seed++) {
    NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
    guint n = nomo_demo_status_plan (seed, CREATED, "mada", TRUE, steps);

    if (steps[n - 1].status != NOMO_DEMO_REFUNDED || steps[n - 2].status != NOMO_DEMO_COMPLETED)
      continue;
    late++;
    g_assert_cmpint (steps[n - 1].moment - steps[n - 2].moment, >=, G_GINT64_CONSTANT (2 * 86400000));
  }
  g_assert_cmpuint (late, >, 60);
  g_assert_cmpuint (late, <, 240);
}

static void
test_first_step (void)
{
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];

  nomo_demo_status_plan (3, CREATED, "bank", TRUE, steps);
  g_assert_cmpint (steps[0].status, ==, NOMO_DEMO_PAYMENT_PENDING);
  nomo_demo_status_plan (3, CREATED, "apple_pay", TRUE, steps);
  g_assert_cmpint (steps[0].status, ==, NOMO_DEMO_UNDER_REVIEW);
}

static void
test_infos (void)
{
  for (guint i = 0; i < NOMO_DEMO_N_STATUSES; i++) {
    const NomoDemoStatusInfo *info = nomo_demo_status_get (i);

    if (i != NOMO_DEMO_ARRANGING)
      g_assert_cmpuint (info->parent, ==, i);
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (info->id, !=, nomo_demo_status_get (j)->id);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/status/ends", test_ends);
  g_test_add_func ("/status/late-refunds", test_late_refunds);
  g_test_add_func ("/status/first-step", test_first_step);
  g_test_add_func ("/status/infos", test_infos);
  return g_test_run ();
}
