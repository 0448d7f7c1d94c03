#include "fuzz-target.h"

#include "nomo-error.h"
#include "nomo-json-gate.h"

#include <string.h>

static void
read_everything (JsonNode *node)
{
  static const char *const paths[] = { "", "0", "a", "a.b", "amount", "data.0.id" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *text = nomo_json_dup_text (node, paths[i]);
    g_autofree char *decimal = nomo_json_dup_decimal (node, paths[i]);
    gint64 value;

    nomo_json_get_int (node, paths[i], &value);
    nomo_json_get_bool (node, paths[i], FALSE);
    nomo_json_get_array (node, paths[i]);
    g_assert_true (decimal == NULL || text != NULL || nomo_json_get_object (node, paths[i]) != NULL);
  }
}

/* What we write passes the gate again, unchanged. */
static void
check_written (JsonNode *node)
{
  g_autofree char *written = nomo_json_write (node);
  g_autoptr (GBytes) body = g_bytes_new_static (written, strlen (written));
  NomoJsonReport report;
  g_autoptr (JsonNode) again = nomo_json_parse (body, G_MAXSIZE, &report, NULL);

  g_assert_nonnull (again);
  g_assert_true (json_node_equal (node, again));
  g_assert_cmpuint (report.repaired + report.requoted, ==, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = nomo_json_gate (body, 0, NULL, NULL);
  g_autoptr (JsonNode) node = nomo_json_parse (body, 0, NULL, &error);

  /* json-glib takes all that the gate lets through: one opinion, not two. */
  g_assert_cmpint (text != NULL, ==, node != NULL);
  if (node == NULL) {
    g_assert_true (error->domain == NOMO_CORE_ERROR);
    return 0;
  }
  g_assert_true (g_utf8_validate_len (g_bytes_get_data (text, NULL), g_bytes_get_size (text), NULL));
  read_everything (node);
  check_written (node);
  return 0;
}
