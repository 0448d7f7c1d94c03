#include "nomo-demo-hook-envelope.h"

#define MOMENT G_GINT64_CONSTANT (1770144010123) /* 2026-02-03 21:40:10 in Riyadh */

static void
assert_written (NomoDemoStamp stamp, guint number, const char *expected)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_hook_envelope_begin ("order.created", 1180227410, MOMENT, stamp, number);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  nomo_demo_json_begin_object (json, "data");
  nomo_demo_json_string (json, "name", "هند 🌹");
  nomo_demo_json_string (json, "url", "https://salla.sa/p7");
  nomo_demo_json_money (json, "total", 4950, "SAR");
  nomo_demo_json_end_object (json);
  bytes = nomo_demo_hook_envelope_end (json);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (text, ==, expected);
}

/* To the letter: a receiver that writes the JSON anew gets another signature. */
static void
test_bytes (void)
{
  assert_written (NOMO_DEMO_STAMP_JS, 0,
                  "{\"event\":\"order.created\",\"merchant\":1180227410,"
                  "\"created_at\":\"Tue Feb 03 2026 21:40:10 GMT+0300\",\"data\":{\"name\":\"هند 🌹\","
                  "\"url\":\"https:\\/\\/salla.sa\\/p7\",\"total\":{\"amount\":49.5,\"currency\":\"SAR\"}}}");
  assert_written (NOMO_DEMO_STAMP_LOCAL, 2,
                  "{\"event\":\"order.created\",\"merchant\":1180227410,"
                  "\"created_at\":\"2026-02-03 21:40:10\",\"data\":{\"name\":\"\\u0647\\u0646\\u062f \\ud83c\\udf39\","
                  "\"url\":\"https:\\/\\/salla.sa\\/p7\",\"total\":{\"amount\":49.5,\"currency\":\"SAR\"}}}");
}

static void
test_stamps (void)
{
  guint counts[3] = { 0 };

  for (guint number = 0; number < 100; number++)
    counts[nomo_demo_hook_stamp (number)]++;
  g_assert_cmpuint (counts[NOMO_DEMO_STAMP_LOCAL], ==, 0);
  g_assert_cmpuint (counts[NOMO_DEMO_STAMP_ISO], ==, 20);
  g_assert_cmpuint (counts[NOMO_DEMO_STAMP_JS], ==, 80);
  assert_written (NOMO_DEMO_STAMP_ISO, 1,
                  "{\"event\":\"order.created\",\"merchant\":1180227410,"
                  "\"created_at\":\"2026-02-03T18:40:10.000000Z\",\"data\":{\"name\":\"هند 🌹\","
                  "\"url\":\"https:\\/\\/salla.sa\\/p7\",\"total\":{\"amount\":49.5,\"currency\":\"SAR\"}}}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hook-envelope/bytes", test_bytes);
  g_test_add_func ("/hook-envelope/stamps", test_stamps);
  return g_test_run ();
}
