#include "nomo-salla-clock.h"

#define DAY   (24 * 3600 * 1000LL)
#define EPOCH G_GINT64_CONSTANT (1790802000000)

static void
test_follows (void)
{
  NomoSallaClock clock = { 0 };

  g_assert_cmpint (nomo_salla_clock_get_last (&clock), ==, 0);
  for (gint64 i = 0; i < 20; i++)
    g_assert_cmpint (nomo_salla_clock_take (&clock, EPOCH + i * 700 / 1000 * 1000, 5000 + i * 700), ==,
                     EPOCH + i * 700 / 1000 * 1000);
  g_assert_cmpint (nomo_salla_clock_get_last (&clock), ==, EPOCH + 13000);
}

/* An answer whose date is off by a day, ahead or behind, does not count; nor does one without a date. */
static void
test_off_by_a_day (void)
{
  gint64 wrong[] = { DAY, -DAY, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    NomoSallaClock clock = { 0 };

    for (gint64 j = 0; j < 3; j++)
      nomo_salla_clock_take (&clock, EPOCH + j * 1000, j * 1000);
    g_assert_cmpint (nomo_salla_clock_take (&clock, wrong[i] != 0 ? EPOCH + 3000 + wrong[i] : 0, 3000), ==,
                     EPOCH + 3000);
    g_assert_cmpint (nomo_salla_clock_get_last (&clock), ==, EPOCH + 3000);
    g_assert_cmpint (nomo_salla_clock_take (&clock, EPOCH + 4000, 4000), ==, EPOCH + 4000);
  }
}

/* Where most say so, it is so: the machine was suspended. */
static void
test_jump (void)
{
  NomoSallaClock clock = { 0 };
  gint64 told = 0;

  for (gint64 i = 0; i < 9; i++)
    nomo_salla_clock_take (&clock, EPOCH + i * 1000, i * 1000);
  for (gint64 i = 9; i < 12; i++) {
    told = nomo_salla_clock_take (&clock, EPOCH + DAY + i * 1000, i * 1000);
    g_assert_cmpint (told, <=, EPOCH + DAY + i * 1000);
  }
  g_assert_cmpint (told, ==, EPOCH + DAY + 11000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salla-clock/follows", test_follows);
  g_test_add_func ("/salla-clock/off-by-a-day", test_off_by_a_day);
  g_test_add_func ("/salla-clock/jump", test_jump);
  return g_test_run ();
}
