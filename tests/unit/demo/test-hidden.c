#include "nomo-demo-hidden.h"

#include "nomo-demo-random.h"

#define N 500

static void
test_nothing (void)
{
  g_autoptr (NomoDemoHidden) hidden = nomo_demo_hidden_new ();

  g_assert_cmpuint (nomo_demo_hidden_count_left (hidden, 0), ==, 0);
  g_assert_cmpuint (nomo_demo_hidden_count_left (hidden, N), ==, N);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (nomo_demo_hidden_nth_left (hidden, i), ==, i);
}

static void
test_twice (void)
{
  g_autoptr (NomoDemoHidden) hidden = nomo_demo_hidden_new ();

  g_assert_true (nomo_demo_hidden_add (hidden, 3));
  g_assert_false (nomo_demo_hidden_add (hidden, 3));
  g_assert_true (nomo_demo_hidden_add (hidden, 0));
  g_assert_true (nomo_demo_hidden_has (hidden, 3));
  g_assert_false (nomo_demo_hidden_has (hidden, 2));
  g_assert_cmpuint (nomo_demo_hidden_count_left (hidden, 3), ==, 2);
  g_assert_cmpuint (nomo_demo_hidden_count_left (hidden, 4), ==, 2);
  g_assert_cmpuint (nomo_demo_hidden_nth_left (hidden, 0), ==, 1);
  g_assert_cmpuint (nomo_demo_hidden_nth_left (hidden, 2), ==, 4);
}

/* Against a plain row of flags, until nothing is left. */
static void
test_against_flags (void)
{
  g_autoptr (NomoDemoHidden) hidden = nomo_demo_hidden_new ();
  gboolean gone[N] = { FALSE };
  NomoDemoRandom random;

  nomo_demo_random_init (&random, 5);
  for (guint left = N; left > 0; left--) {
    guint place = 0;

    for (guint i = 0; i < N; i++) {
      g_assert_true (nomo_demo_hidden_has (hidden, i) == gone[i]);
      if (!gone[i])
        g_assert_cmpuint (nomo_demo_hidden_nth_left (hidden, place++), ==, i);
    }
    g_assert_cmpuint (place, ==, left);
    g_assert_cmpuint (nomo_demo_hidden_count_left (hidden, N), ==, left);
    place = nomo_demo_hidden_nth_left (hidden, nomo_demo_random_below (&random, left));
    g_assert_true (nomo_demo_hidden_add (hidden, place));
    gone[place] = TRUE;
  }
  g_assert_cmpuint (nomo_demo_hidden_nth_left (hidden, 0), ==, N);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hidden/nothing", test_nothing);
  g_test_add_func ("/hidden/twice", test_twice);
  g_test_add_func ("/hidden/against-flags", test_against_flags);
  return g_test_run ();
}
