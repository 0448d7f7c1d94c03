#include "config.h"

#include "nomo-chart-data.h"

#include "nomo-text.h"

static const char *names[] = { "Sun 22 Nov", "=HYPERLINK(\"x\")", "a\tb" };

static char *
name_point (guint index, gpointer data)
{
  return index < 3 ? nomo_text_isolate (names[index]) : g_strdup ("later");
}

static void
assert_plain (gint64 value, gint64 unit, const char *expected)
{
  g_autofree char *text = nomo_chart_data_format_plain (value, unit);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_plain_numbers (void)
{
  assert_plain (0, 100, "0");
  assert_plain (32840000, 100, "328400");
  assert_plain (22230, 100, "222.30");
  assert_plain (-5, 100, "-0.05");
  assert_plain (-14400, 100, "-144");
  assert_plain (1500, 1000, "1.500");
  assert_plain (7, 1, "7");
  assert_plain (7, 0, "7");
  assert_plain (G_MININT64, 1, "-9223372036854775808");
}

/* A header, a row for each point, an empty cell for what is not known; nothing that a spreadsheet would run. */
static void
test_text (void)
{
  const gint64 sales[] = { 1830050, -100, NOMO_SERIES_NONE };
  const gint64 before[] = { 1510000, 0 };
  g_autoptr (GPtrArray) series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);
  NomoChartData data = { .series = series, .n_points = 3, .unit = 100, .point = name_point };
  g_autofree char *text = NULL;

  g_ptr_array_add (series, nomo_series_new (NOMO_SERIES_BARS, "Now", 1, sales, 3));
  g_ptr_array_add (series, nomo_series_new (NOMO_SERIES_BARS, "@before", 1, before, 2));
  text = nomo_chart_data_to_text (&data);
  g_assert_cmpstr (text, ==,
                   "\tNow\t'@before\r\n"
                   "Sun 22 Nov\t18300.50\t15100\r\n"
                   "\"'=HYPERLINK(\"\"x\"\")\"\t-1\t0\r\n"
                   "\"a\tb\"\t\t\r\n");
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) series = g_ptr_array_new ();
  NomoChartData data = { .series = series, .unit = 1, .point = name_point };
  g_autofree char *text = nomo_chart_data_to_text (&data);

  g_assert_cmpstr (text, ==, "\"\"\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/chart-data/plain-numbers", test_plain_numbers);
  g_test_add_func ("/ui/chart-data/text", test_text);
  g_test_add_func ("/ui/chart-data/nothing", test_nothing);
  return g_test_run ();
}
