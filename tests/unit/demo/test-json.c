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

static void
test_swapped_empty (void)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_SWAPPED_EMPTY);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_begin_object (json, "object");
  nomo_demo_json_end_object (json);
  nomo_demo_json_empty_array (json, "array");
  nomo_demo_json_begin_array (json, "full");
  nomo_demo_json_int (json, NULL, 1);
  nomo_demo_json_end_array (json);
  nomo_demo_json_end_object (json);
  assert_written (json, "{\"object\":[],\"array\":{},\"full\":[1]}");
}

static void
test_big_ids (void)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_BIG_IDS);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", 7);
  nomo_demo_json_id (json, "customer_id", 8);
  nomo_demo_json_id (json, "reference_id", 9);
  nomo_demo_json_id (json, "parent_id", 0);
  nomo_demo_json_end_object (json);
  assert_written (json,
                  "{\"id\":9007199254740999,\"customer_id\":1152921504606846984,\"reference_id\":9,\"parent_id\":0}");
  g_assert_cmpint (nomo_demo_json_small_id (G_GINT64_CONSTANT (9007199254740999)), ==, 7);
  g_assert_cmpint (nomo_demo_json_small_id (G_GINT64_CONSTANT (1152921504606846984)), ==, 8);
  g_assert_cmpint (nomo_demo_json_small_id (19378402502), ==, 19378402502);
  g_assert_cmpint (nomo_demo_json_small_id (-1), ==, -1);
}

/* Only the id of the row itself is missing, and every other row has it. */
static void
test_no_ids (void)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_NO_IDS);

  nomo_demo_json_begin_array (json, NULL);
  for (guint place = 8; place < 10; place++) {
    nomo_demo_json_begin_row (json, place);
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_id (json, "id", place);
    nomo_demo_json_begin_object (json, "status");
    nomo_demo_json_id (json, "id", 1);
    nomo_demo_json_end_object (json);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
  assert_written (json, "[{\"id\":8,\"status\":{\"id\":1}},{\"status\":{\"id\":1}}]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/php-style", test_php_style);
  g_test_add_func ("/json/commas-over-pieces", test_commas_over_pieces);
  g_test_add_func ("/json/decimals", test_decimals);
  g_test_add_func ("/json/date", test_date);
  g_test_add_func ("/json/swapped-empty", test_swapped_empty);
  g_test_add_func ("/json/big-ids", test_big_ids);
  g_test_add_func ("/json/no-ids", test_no_ids);
  return g_test_run ();
}
