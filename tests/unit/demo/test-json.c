#include "nomo-demo-json.h"

static void
assert_written (NomoDemoJson *json, const char *expected)
{
  g_autoptr (GBytes) bytes = nomo_demo_json_take_bytes (json);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_php_style (void)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_ESCAPED);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_string (json, "url", "https://a/\"b\"\n");
  nomo_demo_json_string (json, "name", "ورد🌹");
  nomo_demo_json_string (json, "none", NULL);
  nomo_demo_json_end_object (json);
  assert_written (
      json,
      "{\"url\":\"https:\\/\\/a\\/\\\"b\\\"\\n\",\"name\":\"\\u0648\\u0631\\u062f\\ud83c\\udf39\",\"none\":null}");
}

static void
test_commas_over_pieces (void)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_STRING_IDS);

  nomo_demo_json_begin_array (json, NULL);
  assert_written (json, "[");
  nomo_demo_json_id (json, NULL, 7);
  assert_written (json, "\"7\"");
  nomo_demo_json_int (json, NULL, 8);
  nomo_demo_json_empty_array (json, NULL);
  assert_written (json, ",8,[]");
  nomo_demo_json_end_array (json);
  assert_written (json, "]");
}

static void
test_decimals (void)
{
  static const struct {
    gint64 minor;
    const char *currency, *text;
  } cases[] = {
    { 24000, "SAR", "240" }, { 4950, "SAR", "49.5" },    { 27687, "SAR", "276.87" }, { 0, "SAR", "0" },
    { -5, "SAR", "-0.05" },  { 12345, "KWD", "12.345" }, { 10, "KWD", "0.01" },      { 100000, "KWD", "100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = nomo_demo_json_dup_decimal (cases[i].minor, cases[i].currency);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_date (void)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_date (json, "date", G_GINT64_CONSTANT (1770143408000));
  nomo_demo_json_end_object (json);
  assert_written (
      json, "{\"date\":{\"date\":\"2026-02-03 21:30:08.000000\",\"timezone_type\":3,\"timezone\":\"Asia\\/Riyadh\"}}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/php-style", test_php_style);
  g_test_add_func ("/json/commas-over-pieces", test_commas_over_pieces);
  g_test_add_func ("/json/decimals", test_decimals);
  g_test_add_func ("/json/date", test_date);
  return g_test_run ();
}
