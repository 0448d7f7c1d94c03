#include "config.h"

#include "nomo-json.h"
#include "nomo-salla-hook.h"
#include "rows.h"

#include <string.h>

static NomoSallaHook *
read_text (const char *text)
{
  g_autoptr (JsonNode) row = rows_parse (text);

  return nomo_salla_hook_read (row);
}

/* As the list tells it, and as the answer to a change does. */
static void
test_read (void)
{
  g_autoptr (NomoSallaHook) plain = read_text (
      "{\"id\":5520147,\"name\":\"ward\",\"event\":\"abandoned.cart\",\"type\":\"manual\",\"url\":\"https://a.example/1\","
      "\"version\":2,\"rule\":\"total > 100\",\"headers\":{\"X-Relay-Key\":\"k_7f\"}}");
  g_autoptr (NomoSallaHook) odd = read_text (
      "{\"id\":\"5520147\",\"name\":null,\"event\":\"abandoned.cart\",\"url\":\"https://a.example/1\",\"version\":\"1\","
      "\"rule\":\"\",\"headers\":[],\"security\":[]}");
  g_autoptr (NomoSallaHook) whole = read_text (
      "{\"id\":1,\"event\":\"e\",\"url\":\"u\",\"security\":{\"strategy\":\"signature\",\"secret\":\"own\"}}");
  g_autoptr (NomoSallaHook) open =
      read_text ("{\"id\":1,\"event\":\"e\",\"url\":\"u\",\"security\":{\"strategy\":null,\"secret\":null}}");
  g_autoptr (NomoSallaHook) hidden = read_text (
      "{\"id\":1,\"event\":\"e\",\"url\":\"u\",\"security\":{\"strategy\":\"Token\",\"secret\":\"ow****\"}}");

  g_assert_cmpint (plain->id, ==, 5520147);
  g_assert_cmpstr (plain->name, ==, "ward");
  g_assert_cmpint (plain->version, ==, 2);
  g_assert_cmpstr (plain->rule, ==, "total > 100");
  g_assert_false (plain->tells_strategy);
  g_assert_cmpint (odd->id, ==, 5520147);
  g_assert_cmpint (odd->version, ==, 1);
  g_assert_null (odd->name);
  g_assert_null (odd->rule);
  g_assert_false (odd->tells_strategy);
  g_assert_cmpint (whole->version, ==, 0);
  g_assert_cmpstr (whole->strategy, ==, "signature");
  g_assert_cmpstr (whole->secret, ==, "own");
  g_assert_true (open->tells_strategy && open->strategy == NULL && open->secret == NULL);
  g_assert_cmpstr (hidden->strategy, ==, "Token");
  g_assert_null (hidden->secret);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "null",
    "[]",
    "{}",
    "\"x\"",
    "{\"id\":0,\"event\":\"e\",\"url\":\"u\"}",
    "{\"id\":1,\"event\":\"\",\"url\":\"u\"}",
    "{\"id\":1,\"event\":\"e\",\"url\":null}",
    "{\"id\":{},\"event\":[],\"url\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (read_text (texts[i]));
}

static void
assert_text (GBytes *bytes, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpmem (data, size, text, strlen (text));
}

static void
test_written (void)
{
  g_autoptr (GBytes) made = nomo_salla_hook_write_new ("order.created", "n", "https://a.example/1");
  g_autoptr (GBytes) whole = nomo_salla_hook_write_whole ("n", "https://a.example/1", "signature", "o\"wn");

  assert_text (made, "{\"event\":\"order.created\",\"name\":\"n\",\"url\":\"https://a.example/1\",\"version\":2}");
  assert_text (whole, "{\"name\":\"n\",\"url\":\"https://a.example/1\",\"version\":2,\"rule\":null,"
                      "\"security_strategy\":\"signature\",\"secret\":\"o\\\"wn\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hook/read", test_read);
  g_test_add_func ("/hook/refused", test_refused);
  g_test_add_func ("/hook/written", test_written);
  return g_test_run ();
}
