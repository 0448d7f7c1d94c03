#include "nomo-error.h"
#include "nomo-json.h"

#include <string.h>

static JsonNode *
parse (const char *text, NomoJsonReport *report)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = nomo_json_parse (body, 0, report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

static void
assert_refused_bytes (const char *data, gsize size, gsize max_size, int code)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  NomoJsonReport report = { 7, 7 };
  g_autoptr (JsonNode) node = nomo_json_parse (body, max_size, &report, &error);

  g_assert_null (node);
  g_assert_error (error, NOMO_CORE_ERROR, code);
  g_assert_cmpuint (report.repaired, ==, 0);
  g_assert_cmpuint (report.requoted, ==, 0);
}

static void
assert_refused (const char *text)
{
  assert_refused_bytes (text, strlen (text), 0, NOMO_CORE_ERROR_JSON);
}

/* What goes in comes out the same, and the gate changed nothing on the way. */
static void
assert_kept (const char *text)
{
  NomoJsonReport report;
  g_autoptr (JsonNode) node = parse (text, &report);
  g_autofree char *written = nomo_json_write (node);

  g_assert_cmpstr (written, ==, text);
  g_assert_cmpuint (report.repaired, ==, 0);
  g_assert_cmpuint (report.requoted, ==, 0);
}

static void
assert_text (const char *json, const char *path, const char *expected)
{
  g_autoptr (JsonNode) node = parse (json, NULL);
  g_autofree char *text = nomo_json_dup_text (node, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_plain (void)
{
  assert_kept ("{}");
  assert_kept ("[]");
  assert_kept ("null");
  assert_kept ("true");
  assert_kept ("-12");
  assert_kept ("0");
  assert_kept ("\"نص\"");
  assert_kept ("{\"a\":[1,-2,true,false,null,\"x\",{\"\":[]}],\"b\":{}}");
  assert_text (" \t\r\n{ \"a\" : [ 1 , 2 ] }\n ", "a.1", "2");
}

static void
test_escapes (void)
{
  assert_kept ("[\"\\u001e\\u001f\\u0001\"]");
  assert_text ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "", "\"\\/\b\f\n\r\t");
  assert_text ("\"\\u0639\\u0637\\u0631\"", "", "عطر");
  assert_text ("\"\\ud83c\\uDF19\"", "", "🌙");
  assert_text ("{\"\\u0639\":\"\\u0020\"}", "ع", " ");
  assert_text ("\"https:\\/\\/salla.sa\\/\"", "", "https://salla.sa/");
  assert_refused ("\"\\x\"");
  assert_refused ("\"\\u12g4\"");
  assert_refused ("\"\\u12\"");
  assert_refused ("\"\\");
  assert_refused ("\"\\'\"");
}

static void
assert_repaired (const char *json, const char *expected, guint repaired)
{
  NomoJsonReport report;
  g_autoptr (JsonNode) node = parse (json, &report);
  g_autofree char *text = nomo_json_dup_text (node, "");

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (report.repaired, ==, repaired);
}

static void
test_lone_surrogates (void)
{
  assert_repaired ("\"a\\ud800b\"",
                   "a\xef\xbf\xbd"
                   "b",
                   1);
  assert_repaired ("\"\\udc00\"", "\xef\xbf\xbd", 1);
  assert_repaired ("\"\\ud800\\ud83c\\udf19\"", "\xef\xbf\xbd🌙", 1);
  assert_repaired ("\"\\udf19\\ud83c\"", "\xef\xbf\xbd\xef\xbf\xbd", 2);
  assert_repaired ("\"\\ud83c\\n\"", "\xef\xbf\xbd\n", 1);
  assert_repaired ("\"\\ud83c\"", "\xef\xbf\xbd", 1);
  assert_repaired ("\"\xed\xa0\xbd\"", "\xef\xbf\xbd", 1);
  assert_repaired ("\"a\\u0000b\"",
                   "a\xef\xbf\xbd"
                   "b",
                   1);
  assert_refused ("\"\\ud83c");
  assert_refused ("\"\\ud83c\\");
  assert_refused ("\"\\ud83c\\u");
  assert_refused ("\"\\ud83c\\udf1");
}

static void
assert_requoted (const char *number)
{
  g_autofree char *json = g_strdup_printf ("[1,%s,2]", number);
  NomoJsonReport report;
  g_autoptr (JsonNode) node = parse (json, &report);
  g_autofree char *text = nomo_json_dup_text (node, "1");
  gint64 after = 0;

  g_assert_cmpstr (text, ==, number);
  g_assert_cmpuint (report.requoted, ==, 1);
  g_assert_true (nomo_json_get_int (node, "2", &after));
  g_assert_cmpint (after, ==, 2);
}

static void
test_numbers (void)
{
  assert_requoted ("1.5");
  assert_requoted ("-0.10");
  assert_requoted ("1e5");
  assert_requoted ("1E+400");
  assert_requoted ("12.30e-7");
  assert_requoted ("1234567890123456789");
  assert_requoted ("-99999999999999999999999999");
  assert_kept ("999999999999999999");
  assert_kept ("-999999999999999999");

  NomoJsonReport report;
  g_autoptr (JsonNode) alone = parse ("0.30", &report);
  g_autofree char *text = nomo_json_dup_text (alone, "");
  g_assert_cmpstr (text, ==, "0.30");
  g_assert_cmpuint (report.requoted, ==, 1);
}

static void
test_malformed_numbers (void)
{
  static const char *const wrong[] = { "NaN", "nan", "Infinity", "-Infinity", "01",  "-01", "+1", ".5",    "1.",
                                       "-",   "1e",  "1e+",      "0x10",      "1_0", "--1", "1a", "1.2.3", "\xd9\xa1" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *inside = g_strdup_printf ("[%s]", wrong[i]);

    assert_refused (wrong[i]);
    assert_refused (inside);
  }
}

static void
test_large_ids (void)
{
  g_autoptr (JsonNode) node =
      parse ("{\"a\":9007199254740993,\"b\":\"9007199254740993\",\"c\":9223372036854775807,"
             "\"d\":9223372036854775808,\"e\":\"12.00\",\"f\":\"12.50\",\"g\":\" 7 \",\"h\":\"\","
             "\"i\":5.0,\"j\":true,\"k\":null,\"l\":\"1e3\",\"m\":\"3.\"}",
             NULL);
  gint64 value = -1;

  g_assert_true (nomo_json_get_int (node, "a", &value));
  g_assert_cmpint (value, ==, 9007199254740993);
  g_assert_true (nomo_json_get_int (node, "b", &value));
  g_assert_cmpint (value, ==, 9007199254740993);
  g_assert_true (nomo_json_get_int (node, "c", &value));
  g_assert_cmpint (value, ==, G_MAXINT64);
  g_assert_true (nomo_json_get_int (node, "e", &value));
  g_assert_cmpint (value, ==, 12);
  g_assert_true (nomo_json_get_int (node, "g", &value));
  g_assert_cmpint (value, ==, 7);
  g_assert_true (nomo_json_get_int (node, "i", &value));
  g_assert_cmpint (value, ==, 5);
  for (const char *path = "dfhjklmn"; *path != '\0'; path++) {
    const char name[] = { *path, '\0' };

    g_assert_false (nomo_json_get_int (node, name, &value));
    g_assert_cmpint (value, ==, 5);
  }
}

/* What no 64-bit number holds is no number, and stays readable as it was written. */
static void
test_numbers_too_large (void)
{
  static const char *const numbers[] = {
    "123456789012345678901234", "-123456789012345678901234", "1e400", "-1e400", "1e-400", "1e99999999999999999999",
    "9223372036854775808",      "-9223372036854775809",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *json = g_strdup_printf ("{\"id\":%s,\"ids\":[%s,\"%s\"]}", numbers[i], numbers[i], numbers[i]);
    g_autoptr (JsonNode) node = parse (json, NULL);
    g_autofree char *text = nomo_json_dup_text (node, "id");
    g_autofree char *decimal = nomo_json_dup_decimal (node, "ids.0");
    gint64 value = 5;

    g_assert_cmpstr (text, ==, numbers[i]);
    g_assert_cmpstr (decimal, ==, numbers[i]);
    g_assert_false (nomo_json_get_int (node, "id", &value));
    g_assert_false (nomo_json_get_int (node, "ids.1", &value));
    g_assert_cmpint (value, ==, 5);
    g_assert_true (nomo_json_get_bool (node, "id", TRUE));
    g_assert_false (nomo_json_get_bool (node, "id", FALSE));
  }
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char deep[NOMO_JSON_MAX_DEPTH * 2 + 1];

  memset (deep, '[', NOMO_JSON_MAX_DEPTH);
  memset (deep + NOMO_JSON_MAX_DEPTH, ']', NOMO_JSON_MAX_DEPTH);
  deep[sizeof deep - 1] = '\0';
  assert_kept (deep);
  g_string_printf (text, "[%s]", deep);
  assert_refused_bytes (text->str, text->len, 0, NOMO_CORE_ERROR_JSON_DEPTH);

  g_string_truncate (text, 0);
  for (int i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  assert_refused_bytes (text->str, text->len, 0, NOMO_CORE_ERROR_JSON_DEPTH);
  g_string_truncate (text, 0);
  for (int i = 0; i < 100000; i++)
    g_string_append (text, "{\"a\":");
  assert_refused_bytes (text->str, text->len, 0, NOMO_CORE_ERROR_JSON_DEPTH);
}

/* Every beginning of a text is refused, the whole is not. */
static void
test_truncated (void)
{
  const char *text = "{\"id\":12,\"total\":{\"amount\":1.50},\"items\":[null,true,\"\\u0639\\ud83c\\udf19عطر\"]}";
  g_autoptr (JsonNode) whole = parse (text, NULL);

  g_assert_nonnull (whole);
  for (gsize size = 0; size < strlen (text); size++)
    assert_refused_bytes (text, size, 0, NOMO_CORE_ERROR_JSON);
}

static void
test_grammar (void)
{
  static const char *const wrong[] = { "",
                                       " ",
                                       "[1]x",
                                       "[1] [2]",
                                       "{}{}",
                                       "{\"a\":1}}",
                                       "[1,]",
                                       "{\"a\":1,}",
                                       "[,1]",
                                       "{,}",
                                       "{\"a\"}",
                                       "{\"a\",1}",
                                       "{a:1}",
                                       "{1:2}",
                                       "['a']",
                                       "[1 2]",
                                       "{\"a\":1 2}",
                                       "{\"a\"::1}",
                                       "]",
                                       "}",
                                       "[}",
                                       "{]",
                                       "[1}",
                                       "{\"a\":1]",
                                       "tru",
                                       "True",
                                       "nul",
                                       "undefined",
                                       "truefalse",
                                       "// x\n1",
                                       "/* x */ 1",
                                       "1 // x",
                                       "var a = 1",
                                       "\"a\nb\"",
                                       "\"a\tb\"",
                                       "\"\x01\"",
                                       "\x0c[]",
                                       "\xc2\xa0[]",
                                       ",",
                                       ":",
                                       "{\"a\":}",
                                       "{\"a\":,\"b\":1}",
                                       "<html></html>" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (wrong[i]);
  assert_refused_bytes ("[1]\0", 4, 0, NOMO_CORE_ERROR_JSON);
  assert_refused_bytes ("[\0]", 3, 0, NOMO_CORE_ERROR_JSON);
  assert_refused_bytes ("\"a\0b\"", 5, 0, NOMO_CORE_ERROR_JSON);
}

static void
test_byte_order_mark (void)
{
  assert_text ("\xef\xbb\xbf{\"a\":\"b\"}", "a", "b");
  assert_text ("\xef\xbb\xbf[1.5]", "0", "1.5");
  assert_refused ("\xef\xbb\xbf");
  assert_refused ("\xef\xbb\xbf\xef\xbb\xbf[]");
  assert_refused ("[\xef\xbb\xbf]");
  assert_refused_bytes ("\xff\xfe[\0]\0", 6, 0, NOMO_CORE_ERROR_JSON);
}

static void
test_not_utf8 (void)
{
  assert_refused ("\"\xff\"");
  assert_refused ("\"\xc3\"");
  assert_refused ("\"\xc0\xaf\"");
  assert_refused ("\"\xf4\x90\x80\x80\"");
  assert_refused ("\"\xed\xa0\"");
  assert_refused ("\"\xd8\x22\"");
  assert_refused ("{\"\xfe\":1}");
}

/* The later value stays, as in PHP and in browsers. */
static void
test_duplicate_names (void)
{
  assert_text ("{\"a\":1,\"a\":\"two\"}", "a", "two");
}

static void
test_size (void)
{
  gsize size = 40 * 1024 * 1024;
  g_autofree char *text = g_malloc (size);

  memset (text, ' ', size);
  text[0] = '1';
  assert_refused_bytes (text, size, 0, NOMO_CORE_ERROR_TOO_LARGE);
  assert_refused_bytes ("[1]", 3, 2, NOMO_CORE_ERROR_TOO_LARGE);

  g_autoptr (GBytes) body = g_bytes_new (text, NOMO_JSON_MAX_SIZE);
  g_autoptr (JsonNode) node = nomo_json_parse (body, 0, NULL, NULL);
  g_assert_nonnull (node);
}

static void
test_error_keeps_quiet (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"token\":\"ory_at_secret\" x}", 27);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = nomo_json_parse (body, 0, NULL, &error);

  g_assert_null (node);
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_JSON);
  g_assert_null (strstr (error->message, "ory"));
  g_assert_nonnull (strstr (error->message, "byte 25"));
}

static void
test_paths (void)
{
  g_autoptr (JsonNode) node =
      parse ("{\"status\":{\"customized\":{\"name\":\"جديد\"}},\"items\":[{\"n\":1},[2,3]],\"0\":\"z\"}", NULL);
  gint64 value = 0;

  g_assert_true (nomo_json_get (node, "") == node);
  g_assert_null (nomo_json_get (NULL, "a"));
  g_assert_null (nomo_json_get (node, "status.customized.name.more"));
  g_assert_null (nomo_json_get (node, "status..name"));
  g_assert_null (nomo_json_get (node, "items.2"));
  g_assert_null (nomo_json_get (node, "items.-1"));
  g_assert_null (nomo_json_get (node, "items.x"));
  g_assert_null (nomo_json_get (node, "items.99999999999999999999"));
  g_assert_true (nomo_json_get_int (node, "items.1.0", &value));
  g_assert_cmpint (value, ==, 2);
  g_autofree char *name = nomo_json_dup_text (node, "status.customized.name");
  g_assert_cmpstr (name, ==, "جديد");
  g_autofree char *zero = nomo_json_dup_text (node, "0");
  g_assert_cmpstr (zero, ==, "z");
  g_assert_null (nomo_json_dup_text (node, "status"));
}

static void
test_booleans (void)
{
  g_autoptr (JsonNode) node =
      parse ("[true,\"true\",1,\"1\",\"TRUE\",false,\"false\",0,\"0\",null,2,\"yes\",[],{}]", NULL);

  for (int i = 0; i < 15; i++) {
    g_autofree char *path = g_strdup_printf ("%d", i);
    gboolean known = i < 9;

    g_assert_cmpint (nomo_json_get_bool (node, path, TRUE), ==, known ? i < 5 : TRUE);
    g_assert_cmpint (nomo_json_get_bool (node, path, FALSE), ==, known ? i < 5 : FALSE);
  }
}

static void
test_containers (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":[],\"b\":{},\"c\":null,\"d\":[1],\"e\":{\"f\":1},\"g\":\"\"}", NULL);

  for (const char *path = "abcgh"; *path != '\0'; path++) {
    const char name[] = { *path, '\0' };

    g_assert_null (nomo_json_get_array (node, name));
    g_assert_null (nomo_json_get_object (node, name));
  }
  g_assert_nonnull (nomo_json_get_array (node, "d"));
  g_assert_null (nomo_json_get_object (node, "d"));
  g_assert_nonnull (nomo_json_get_object (node, "e"));
  g_assert_null (nomo_json_get_array (node, "e"));
  g_assert_true (JSON_NODE_HOLDS_NULL (nomo_json_get (node, "c")));
}

static void
test_decimals (void)
{
  g_autoptr (JsonNode) node =
      parse ("[49.50,\"1600\",{\"amount\":0,\"currency\":\"SAR\"},{\"percent\":\"15.00\",\"amount\":"
             "{\"amount\":35.87}},null,\"\",\"  \",[],{},{\"amount\":null},true,\" 7 \"]",
             NULL);
  static const char *const expected[] = { "49.50", "1600", "0",  "35.87", NULL, NULL, NULL,
                                          NULL,    NULL,   NULL, NULL,    "7",  NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *path = g_strdup_printf ("%" G_GSIZE_FORMAT, i);
    g_autofree char *text = nomo_json_dup_decimal (node, path);

    g_assert_cmpstr (text, ==, expected[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/plain", test_plain);
  g_test_add_func ("/json/escapes", test_escapes);
  g_test_add_func ("/json/lone-surrogates", test_lone_surrogates);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/malformed-numbers", test_malformed_numbers);
  g_test_add_func ("/json/large-ids", test_large_ids);
  g_test_add_func ("/json/numbers-too-large", test_numbers_too_large);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/truncated", test_truncated);
  g_test_add_func ("/json/grammar", test_grammar);
  g_test_add_func ("/json/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/json/not-utf8", test_not_utf8);
  g_test_add_func ("/json/duplicate-names", test_duplicate_names);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/error-keeps-quiet", test_error_keeps_quiet);
  g_test_add_func ("/json/paths", test_paths);
  g_test_add_func ("/json/booleans", test_booleans);
  g_test_add_func ("/json/containers", test_containers);
  g_test_add_func ("/json/decimals", test_decimals);
  return g_test_run ();
}
