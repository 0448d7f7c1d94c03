#include "config.h"

#include "nomo-calendar.h"
#include "nomo-json.h"
#include "nomo-salla-time.h"

#include <string.h>

/* 2026-02-03 12:15:27 in Riyadh */
#define MOMENT G_GINT64_CONSTANT (1770110127000)

static void
test_forms (void)
{
  static const struct {
    const char *json;
    gint64 ms;
  } cases[] = {
    { "{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone_type\":3,\"timezone\":\"Asia/Riyadh\"}", MOMENT },
    { "{\"date\":\"2026-02-03 12:15:27.000000\"}", MOMENT },
    { "{\"date\":\"2026-02-03 09:15:27.000000\",\"timezone\":\"UTC\"}", MOMENT },
    { "{\"date\":\"2026-02-03 12:15:27\",\"timezone\":\"Nowhere/Land\"}", MOMENT },
    { "\"2026-02-03 12:15:27\"", MOMENT },
    { "\"2026-02-03T09:15:27.000000Z\"", MOMENT },
    { "\"2026-02-03T12:15:27+03:00\"", MOMENT },
    { "\"Tue Feb 03 2026 12:15:27 GMT+0300\"", MOMENT },
    { "1770110127", MOMENT },
    { "\"1770110127\"", MOMENT },
    { "\"2026-02-03\"", G_GINT64_CONSTANT (1770066000000) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].json, strlen (cases[i].json));
    g_autoptr (JsonNode) node = nomo_json_parse (bytes, 0, NULL, NULL);
    gint64 ms = 0;

    g_test_message ("%s", cases[i].json);
    g_assert_true (nomo_salla_time_read (node, "", &ms));
    g_assert_cmpint (ms, ==, cases[i].ms);
  }
}

static void
test_no_moments (void)
{
  static const char *const texts[] = { "",
                                       "soon",
                                       "2026-13-03",
                                       "2026-02-30",
                                       "2026-02",
                                       "12:15:27",
                                       "2026-02-03 25:00:00",
                                       "Tue Foo 03 2026 12:15:27 GMT+0300",
                                       "2026-02-03x",
                                       "2026-02-03 12",
                                       "2026-02-03T0300",
                                       "2026-02-03 12:15",
                                       "99999999999999999999",
                                       "12" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    gint64 ms;

    g_test_message ("%s", texts[i]);
    g_assert_false (nomo_salla_time_parse (texts[i], nomo_calendar_riyadh (), &ms));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/forms", test_forms);
  g_test_add_func ("/time/no-moments", test_no_moments);
  return g_test_run ();
}
