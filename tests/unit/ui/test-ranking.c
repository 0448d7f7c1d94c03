#include "config.h"

#include "nomo-ranking.h"

static void
test_rest (void)
{
  const gint64 amounts[] = { 50, 30, 10, 6, 4 };
  NomoRanking ranking = nomo_ranking_of (amounts, 5, 3);

  g_assert_cmpuint (ranking.shown, ==, 3);
  g_assert_cmpint (ranking.rest, ==, 10);
  g_assert_cmpint (ranking.total, ==, 100);
  g_assert_cmpint (ranking.largest, ==, 50);
  g_assert_cmpint (nomo_ranking_share (&ranking, 6), ==, 60);
  g_assert_cmpfloat (nomo_ranking_fraction (&ranking, 10), ==, .2);
}

/* "Other" with a single name behind it would only hide that name. */
static void
test_rest_of_one (void)
{
  const gint64 amounts[] = { 50, 30, 10, 6 };
  NomoRanking ranking = nomo_ranking_of (amounts, 4, 3);

  g_assert_cmpuint (ranking.shown, ==, 4);
  g_assert_cmpint (ranking.rest, ==, 0);
}

static void
test_large_rest_has_the_longest_bar (void)
{
  const gint64 amounts[] = { 5, 4, 4, 4, 3 };
  NomoRanking ranking = nomo_ranking_of (amounts, 5, 1);

  g_assert_cmpint (ranking.largest, ==, 15);
  g_assert_cmpfloat (nomo_ranking_fraction (&ranking, ranking.rest), ==, 1);
}

static void
test_nothing_and_too_much (void)
{
  const gint64 odd[] = { 0, -7 };
  const gint64 huge[] = { G_MAXINT64 / 2, G_MAXINT64 / 4 };
  NomoRanking ranking = nomo_ranking_of (NULL, 0, 5);

  g_assert_cmpint (nomo_ranking_share (&ranking, 0), ==, 0);
  g_assert_cmpfloat (nomo_ranking_fraction (&ranking, 0), ==, 0);
  ranking = nomo_ranking_of (odd, 2, 5);
  g_assert_cmpint (nomo_ranking_share (&ranking, -7), ==, 0);
  g_assert_cmpfloat (nomo_ranking_fraction (&ranking, -7), ==, 0);
  ranking = nomo_ranking_of (huge, 2, 5);
  g_assert_cmpint (nomo_ranking_share (&ranking, huge[0]), ==, 666);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/ranking/rest", test_rest);
  g_test_add_func ("/ui/ranking/rest-of-one", test_rest_of_one);
  g_test_add_func ("/ui/ranking/large-rest-has-the-longest-bar", test_large_rest_has_the_longest_bar);
  g_test_add_func ("/ui/ranking/nothing-and-too-much", test_nothing_and_too_much);
  return g_test_run ();
}
