#include "nomo-id.h"

#define NOW G_GINT64_CONSTANT (1795600000000)

static void
test_shape (void)
{
  gint64 id = nomo_id_next (0, NOW, 5);

  g_assert_true (nomo_id_is_born_here (id));
  g_assert_cmpint (nomo_id_get_time (id), ==, NOW);
  g_assert_cmpint (nomo_id_next (id, NOW, 5), ==, id + 1);
  g_assert_cmpint (nomo_id_get_time (nomo_id_next (id, NOW + 9, 5)), ==, NOW + 9);
  g_assert_false (nomo_id_is_born_here (1950371620));
  g_assert_false (nomo_id_is_born_here (-1));
  g_assert_false (nomo_id_is_born_here (0));
}

/* Whatever the clock and the node do. */
static void
test_never_back (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  gint64 last = 0;

  for (guint i = 0; i < 200000; i++) {
    gint64 now = NOW + g_rand_int_range (random, -1000000, 1000);
    guint node = g_rand_int_range (random, 0, 100) == 0 ? g_rand_int_range (random, 0, NOMO_ID_MAX_NODE + 1) : 7;
    gint64 id = nomo_id_next (last, now, node);

    g_assert_cmpint (id, >, last);
    g_assert_true (nomo_id_is_born_here (id));
    last = id;
  }
}

static void
test_runs_over (void)
{
  gint64 first = nomo_id_next (0, NOW, 1023);
  gint64 id = first;

  for (guint i = 0; i < 5000; i++) {
    g_assert_cmpint (nomo_id_nth (first, i), ==, id);
    id = nomo_id_next (id, NOW, 1023);
  }
  g_assert_cmpint (nomo_id_get_time (id), ==, NOW + 2);
}

/* Before 2026 and after 2095 the clock is wrong; ids are still ids. */
static void
test_wrong_clock (void)
{
  g_assert_true (nomo_id_is_born_here (nomo_id_next (0, 0, 1)));
  g_assert_true (nomo_id_is_born_here (nomo_id_next (0, G_MININT64 / 2, 1)));
  g_assert_true (nomo_id_is_born_here (nomo_id_next (0, G_MAXINT64, 1)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/shape", test_shape);
  g_test_add_func ("/id/never-back", test_never_back);
  g_test_add_func ("/id/runs-over", test_runs_over);
  g_test_add_func ("/id/wrong-clock", test_wrong_clock);
  return g_test_run ();
}
