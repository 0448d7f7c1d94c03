#include "config.h"

#include "nomo-relay-hooks.h"

#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))

/* 3 February 2026, midnight in Riyadh. */
#define MIDNIGHT G_GINT64_CONSTANT (1770066000000)

/* Between two and five in the shop's night, once a day, and not all shops at once. */
static void
test_next_night (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Riyadh");
  g_autoptr (GHashTable) moments = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (gint64 merchant = 1180227410; merchant < 1180227510; merchant++) {
    gint64 at = nomo_relay_hooks_next_night (zone, merchant, MIDNIGHT);

    g_assert_cmpint (at, >=, MIDNIGHT + 2 * HOUR_MS);
    g_assert_cmpint (at, <, MIDNIGHT + 5 * HOUR_MS);
    g_assert_cmpint (nomo_relay_hooks_next_night (zone, merchant, at - 1), ==, at);
    g_assert_cmpint (nomo_relay_hooks_next_night (zone, merchant, at), ==, at + 24 * HOUR_MS);
    g_assert_cmpint (nomo_relay_hooks_next_night (zone, merchant, MIDNIGHT - 1), ==, at);
    g_hash_table_add (moments, g_memdup2 (&at, sizeof at));
  }
  g_assert_cmpuint (g_hash_table_size (moments), ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relay-hooks/next-night", test_next_night);
  return g_test_run ();
}
