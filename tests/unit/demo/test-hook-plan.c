#include "nomo-demo-hook-plan.h"

#define NOW    G_GINT64_CONSTANT (1795174442357)
#define MINUTE G_GINT64_CONSTANT (60000)

static void
test_taken (void)
{
  g_assert_true (nomo_demo_hook_plan_is_taken (200));
  g_assert_true (nomo_demo_hook_plan_is_taken (201));
  for (guint status = 0; status < 600; status++)
    if (status != 200 && status != 201)
      g_assert_false (nomo_demo_hook_plan_is_taken (status));
}

/* The first try and three more, about five minutes apart, the same ones for the same seed. */
static void
test_again (void)
{
  gint64 first = 0, same = 0;
  gboolean varies = FALSE;

  for (guint64 seed = 0; seed < 100; seed++) {
    for (guint tries = 1; tries <= 3; tries++) {
      gint64 due = 0;

      g_assert_true (nomo_demo_hook_plan_again (tries, NOW, seed, &due));
      g_assert_cmpint (due - NOW, >=, 5 * MINUTE);
      g_assert_cmpint (due - NOW, <, 5 * MINUTE + MINUTE / 2);
      g_assert_true (nomo_demo_hook_plan_again (tries, NOW, seed, &same));
      g_assert_cmpint (due, ==, same);
      varies = varies || (first != 0 && due != first);
      first = due;
    }
    g_assert_false (nomo_demo_hook_plan_again (4, NOW, seed, &same));
  }
  g_assert_true (varies);
}

static void
test_timeout (void)
{
  g_assert_cmpuint (nomo_demo_hook_plan_timeout_ms (1), ==, 30000);
  g_assert_cmpuint (nomo_demo_hook_plan_timeout_ms (0.5), ==, 60000);
  g_assert_cmpuint (nomo_demo_hook_plan_timeout_ms (10), ==, 3000);
  g_assert_cmpuint (nomo_demo_hook_plan_timeout_ms (600), ==, 2000);
  g_assert_cmpuint (nomo_demo_hook_plan_timeout_ms (1e9), ==, 2000);
  g_assert_cmpuint (nomo_demo_hook_plan_timeout_ms (0.001), ==, 30000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hook-plan/taken", test_taken);
  g_test_add_func ("/hook-plan/again", test_again);
  g_test_add_func ("/hook-plan/timeout", test_timeout);
  return g_test_run ();
}
