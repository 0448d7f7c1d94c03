#include "config.h"

#include "nomo-relay-histogram.h"

#include <string.h>

static void
assert_has (const char *text, const char *line)
{
  g_autofree char *whole = g_strconcat (line, "\n", NULL);

  if (strstr (text, whole) == NULL)
    g_error ("no “%s” in:\n%s", line, text);
}

/* What takes just as long as a bound says belongs to it, and each bucket holds those before it. */
static void
test_buckets (void)
{
  NomoRelayHistogram histogram = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  nomo_relay_histogram_add (&histogram, 0);
  nomo_relay_histogram_add (&histogram, 1000);
  nomo_relay_histogram_add (&histogram, 1001);
  nomo_relay_histogram_add (&histogram, 10 * G_USEC_PER_SEC);
  nomo_relay_histogram_add (&histogram, 10 * G_USEC_PER_SEC + 1);
  nomo_relay_histogram_write (&histogram, "x_seconds", text);
  assert_has (text->str, "x_seconds_bucket{le=\"0.001\"} 2");
  assert_has (text->str, "x_seconds_bucket{le=\"0.0025\"} 3");
  assert_has (text->str, "x_seconds_bucket{le=\"5\"} 3");
  assert_has (text->str, "x_seconds_bucket{le=\"10\"} 4");
  assert_has (text->str, "x_seconds_bucket{le=\"+Inf\"} 5");
  assert_has (text->str, "x_seconds_sum 20.002002");
  assert_has (text->str, "x_seconds_count 5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relay/histogram/buckets", test_buckets);
  return g_test_run ();
}
