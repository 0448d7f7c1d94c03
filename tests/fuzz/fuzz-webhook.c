#include "fuzz-target.h"

#include "nomo-json.h"
#include "nomo-salla-webhook.h"

#include <string.h>

static gboolean
stands_once (const char *text, const char *word)
{
  const char *first = strstr (text, word);

  return first != NULL && strstr (first + 1, word) == NULL;
}

/* What the short ways through a delivery find is what the long way finds, where it is JSON and says each once. */
static void
check (GBytes *body, const char *text, gint64 merchant, const char *event)
{
  g_autoptr (JsonNode) root = nomo_json_parse (body, 0, NULL, NULL);
  g_autofree char *name = root != NULL ? nomo_json_dup_text (root, "event") : NULL;
  gint64 number = 0;

  if (g_str_has_prefix (text, "{\"event\":\"") &&
      (root == NULL || !stands_once (text, "event") || !stands_once (text, "merchant") || strstr (text, "\\u") != NULL))
    return;
  g_assert_nonnull (root);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
  g_assert_cmpstr (name != NULL ? name : "invoice.created", ==, event);
  if (!nomo_json_get_int (root, "merchant", &number) || number < 0)
    number = 0;
  g_assert_cmpint (number, ==, merchant);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autofree char *event = NULL;
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  gint64 merchant = -1;

  if (nomo_salla_webhook_read (body, &merchant, &event, NULL))
    check (body, text, merchant, event);
  g_assert_false (nomo_salla_webhook_is_signed (body, text, "secret"));
  nomo_salla_webhook_has_token (text, "secret");
  return 0;
}
