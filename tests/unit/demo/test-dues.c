#include "nomo-demo-dues.h"

#include "nomo-demo-random.h"

static void
test_soonest_first (void)
{
  g_autoptr (NomoDemoDues) dues = nomo_demo_dues_new ();
  NomoDemoDue last = { 0, 0 };
  NomoDemoRandom random;

  nomo_demo_random_init (&random, 5);
  g_assert_cmpint (nomo_demo_dues_peek (dues), ==, G_MAXINT64);
  for (guint i = 0; i < 1000; i++)
    nomo_demo_dues_push (dues, nomo_demo_random_between (&random, 1, 300), i);
  for (guint i = 0; i < 1000; i++) {
    gint64 next = nomo_demo_dues_peek (dues);
    NomoDemoDue due = nomo_demo_dues_pop (dues);

    g_assert_cmpint (due.moment, ==, next);
    g_assert_true (due.moment > last.moment || (due.moment == last.moment && due.order > last.order));
    last = due;
  }
  g_assert_cmpint (nomo_demo_dues_peek (dues), ==, G_MAXINT64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dues/soonest-first", test_soonest_first);
  return g_test_run ();
}
