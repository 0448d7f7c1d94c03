#include "nomo-demo-bucket.h"

#define START G_GINT64_CONSTANT (1795000000000)

static void
test_burst_then_leak (void)
{
  NomoDemoBucket bucket;

  nomo_demo_bucket_init (&bucket, 120, 1000, START);
  for (guint i = 0; i < 120; i++)
    g_assert_true (nomo_demo_bucket_take (&bucket, START));
  g_assert_cmpuint (nomo_demo_bucket_get_remaining (&bucket), ==, 0);
  g_assert_false (nomo_demo_bucket_take (&bucket, START));
  g_assert_cmpuint (nomo_demo_bucket_get_retry_after (&bucket), ==, 1);
  g_assert_false (nomo_demo_bucket_take (&bucket, START + 999));
  g_assert_true (nomo_demo_bucket_take (&bucket, START + 1000));
  g_assert_false (nomo_demo_bucket_take (&bucket, START + 1000));
  g_assert_cmpint (nomo_demo_bucket_get_reset (&bucket), ==, START / 1000 + 121);
}

static void
test_retry_after_is_kept (void)
{
  NomoDemoBucket bucket;
  gint64 now = START;

  nomo_demo_bucket_init (&bucket, 500, 833, START);
  while (nomo_demo_bucket_take (&bucket, now))
    now += 7;
  now += nomo_demo_bucket_get_retry_after (&bucket) * G_GINT64_CONSTANT (1000);
  g_assert_true (nomo_demo_bucket_take (&bucket, now));
}

static void
test_customers_in_ten_minutes (void)
{
  NomoDemoBucket bucket;
  guint taken = 0;

  nomo_demo_bucket_init (&bucket, 500, 833, START);
  for (gint64 now = START; now < START + 600000; now += 100)
    taken += nomo_demo_bucket_take (&bucket, now) ? 1 : 0;
  g_assert_cmpuint (taken, >=, 990);
  g_assert_cmpuint (taken, <=, 1000);
}

static void
test_empties (void)
{
  NomoDemoBucket bucket;

  nomo_demo_bucket_init (&bucket, 4, 1000, START);
  for (guint i = 0; i < 4; i++)
    g_assert_true (nomo_demo_bucket_take (&bucket, START));
  g_assert_true (nomo_demo_bucket_take (&bucket, START + G_GINT64_CONSTANT (400) * 86400000));
  g_assert_cmpuint (nomo_demo_bucket_get_remaining (&bucket), ==, 3);
}

static void
test_clock_set_back (void)
{
  NomoDemoBucket bucket;

  nomo_demo_bucket_init (&bucket, 2, 1000, START);
  g_assert_true (nomo_demo_bucket_take (&bucket, START));
  g_assert_true (nomo_demo_bucket_take (&bucket, START - 60000));
  g_assert_false (nomo_demo_bucket_take (&bucket, START));
}

/* A smaller bucket is over-full until what is in it has run out. */
static void
test_resize (void)
{
  NomoDemoBucket bucket;

  nomo_demo_bucket_init (&bucket, 10, 1000, START);
  for (guint i = 0; i < 10; i++)
    g_assert_true (nomo_demo_bucket_take (&bucket, START));
  nomo_demo_bucket_resize (&bucket, 4);
  g_assert_cmpuint (nomo_demo_bucket_get_remaining (&bucket), ==, 0);
  g_assert_cmpuint (nomo_demo_bucket_get_retry_after (&bucket), ==, 7);
  g_assert_false (nomo_demo_bucket_take (&bucket, START + 6999));
  g_assert_true (nomo_demo_bucket_take (&bucket, START + 7000));
  nomo_demo_bucket_resize (&bucket, 12);
  g_assert_cmpuint (nomo_demo_bucket_get_remaining (&bucket), ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bucket/burst-then-leak", test_burst_then_leak);
  g_test_add_func ("/bucket/retry-after-is-kept", test_retry_after_is_kept);
  g_test_add_func ("/bucket/customers-in-ten-minutes", test_customers_in_ten_minutes);
  g_test_add_func ("/bucket/empties", test_empties);
  g_test_add_func ("/bucket/clock-set-back", test_clock_set_back);
  g_test_add_func ("/bucket/resize", test_resize);
  return g_test_run ();
}
