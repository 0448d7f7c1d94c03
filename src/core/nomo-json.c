#include "config.h"

#include "nomo-json.h"

#include "nomo-error.h"
#include "nomo-json-gate.h"

#include <string.h>

/**
 * nomo_json_parse:
 * @body: what came from outside
 * @max_size: the largest body that is looked at, in bytes; 0 for %NOMO_JSON_MAX_SIZE
 * @report: (nullable) (out caller-allocates): what was changed on the way in
 * @error: return location
 *
 * Reads JSON that others wrote. This is the only way to do that: json-glib alone ends the program on deep nesting and rounds
 * large numbers. What passes holds integers of at most 18 digits as integers and every other number as a string with the
 * digits as they were sent; the readers below accept both. When a member's name comes twice, the later value stays.
 *
 * Errors: %NOMO_CORE_ERROR_TOO_LARGE, %NOMO_CORE_ERROR_JSON_DEPTH, %NOMO_CORE_ERROR_JSON (not JSON, cut short, not UTF-8).
 * The message names the place and holds no byte of @body.
 *
 * Returns: (transfer full): the root, which is of any JSON type; %NULL on error
 */
JsonNode *
nomo_json_parse (GBytes *body, gsize max_size, NomoJsonReport *report, GError **error)
{
  g_return_val_if_fail (body != NULL, NULL);

  g_autoptr (GBytes) text = nomo_json_gate (body, max_size, report, error);
  if (text == NULL)
    return NULL;

  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  gsize size = 0;
  const char *data = g_bytes_get_data (text, &size);
  if (!json_parser_load_from_data (parser, data, (gssize) size, &local_error) ||
      json_parser_get_root (parser) == NULL) {
    g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_JSON, "The parser refused what the gate let through");
    return NULL;
  }
  return json_parser_steal_root (parser);
}

static JsonNode *
get_element (JsonNode *node, const char *index)
{
  JsonArray *array = json_node_get_array (node);
  guint64 position = 0;

  if (!g_ascii_string_to_unsigned (index, 10, 0, G_MAXUINT, &position, NULL) ||
      position >= json_array_get_length (array))
    return NULL;
  return json_array_get_element (array, (guint) position);
}

static JsonNode *
get_step (JsonNode *node, const char *step)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), step);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return get_element (node, step);
  return NULL;
}

/**
 * nomo_json_get:
 * @node: (nullable): where to start
 * @path: member names and array positions with dots between them, like `items.0.name`; empty for @node itself
 *
 * Follows @path. Nothing on the way has to be there or to be of the right type.
 *
 * Returns: (transfer none) (nullable): what is there, which may be a JSON null; %NULL when there is nothing
 */
JsonNode *
nomo_json_get (JsonNode *node, const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  while (node != NULL && *path != '\0') {
    const char *dot = strchrnul (path, '.');
    g_autofree char *step = g_strndup (path, (gsize) (dot - path));

    node = get_step (node, step);
    path = *dot == '.' ? dot + 1 : dot;
  }
  return node;
}

/* The text of a number with nothing but zeros after its point: "12.00" is 12. */
static gboolean
parse_whole (const char *text, gint64 *value)
{
  g_autofree char *number = g_strstrip (g_strdup (text));
  char *point = strchr (number, '.');

  if (point != NULL) {
    if (point[1] == '\0' || point[1 + strspn (point + 1, "0")] != '\0')
      return FALSE;
    *point = '\0';
  }
  return g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, value, NULL);
}

/**
 * nomo_json_get_int:
 * @node: (nullable): where to start
 * @path: see nomo_json_get()
 * @value: (out): the number, untouched when there is none
 *
 * Reads a whole number that was sent as a number or as a string; ids come as both.
 *
 * Returns: whether there was one that fits
 */
gboolean
nomo_json_get_int (JsonNode *node, const char *path, gint64 *value)
{
  JsonNode *found = nomo_json_get (node, path);
  GType type = found != NULL && JSON_NODE_HOLDS_VALUE (found) ? json_node_get_value_type (found) : G_TYPE_INVALID;
  gint64 number = 0;

  g_return_val_if_fail (value != NULL, FALSE);

  if (type == G_TYPE_INT64)
    number = json_node_get_int (found);
  else if (type != G_TYPE_STRING || !parse_whole (json_node_get_string (found), &number))
    return FALSE;
  *value = number;
  return TRUE;
}

/**
 * nomo_json_get_bool:
 * @node: (nullable): where to start
 * @path: see nomo_json_get()
 * @fallback: the answer when nothing is there that reads as a boolean
 *
 * Reads true, "true", 1, "1" and their opposites.
 *
 * Returns: the boolean
 */
gboolean
nomo_json_get_bool (JsonNode *node, const char *path, gboolean fallback)
{
  JsonNode *found = nomo_json_get (node, path);
  gint64 number = -1;

  if (found == NULL || !JSON_NODE_HOLDS_VALUE (found))
    return fallback;
  if (json_node_get_value_type (found) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (found);
  if (nomo_json_get_int (found, "", &number))
    return number == 0 || number == 1 ? number == 1 : fallback;

  const char *text = json_node_get_string (found);
  if (text != NULL && g_ascii_strcasecmp (text, "true") == 0)
    return TRUE;
  if (text != NULL && g_ascii_strcasecmp (text, "false") == 0)
    return FALSE;
  return fallback;
}

/**
 * nomo_json_get_array:
 * @node: (nullable): where to start
 * @path: see nomo_json_get()
 *
 * Reads an array. An empty one, and the null or `{}` that PHP sends in its place, are all %NULL.
 *
 * Returns: (transfer none) (nullable): an array with at least one element
 */
JsonArray *
nomo_json_get_array (JsonNode *node, const char *path)
{
  JsonNode *found = nomo_json_get (node, path);

  if (found == NULL || !JSON_NODE_HOLDS_ARRAY (found) || json_array_get_length (json_node_get_array (found)) == 0)
    return NULL;
  return json_node_get_array (found);
}

/**
 * nomo_json_get_object:
 * @node: (nullable): where to start
 * @path: see nomo_json_get()
 *
 * Reads an object. An empty one, and the null or `[]` that PHP sends in its place, are all %NULL.
 *
 * Returns: (transfer none) (nullable): an object with at least one member
 */
JsonObject *
nomo_json_get_object (JsonNode *node, const char *path)
{
  JsonNode *found = nomo_json_get (node, path);

  if (found == NULL || !JSON_NODE_HOLDS_OBJECT (found) || json_object_get_size (json_node_get_object (found)) == 0)
    return NULL;
  return json_node_get_object (found);
}

/**
 * nomo_json_dup_text:
 * @node: (nullable): where to start
 * @path: see nomo_json_get()
 *
 * Reads a text. A number gives its digits, exactly as they were sent.
 *
 * Returns: (transfer full) (nullable): the text, which may be empty; %NULL for null, booleans, arrays, objects and nothing
 */
char *
nomo_json_dup_text (JsonNode *node, const char *path)
{
  JsonNode *found = nomo_json_get (node, path);

  if (found == NULL || !JSON_NODE_HOLDS_VALUE (found))
    return NULL;
  if (json_node_get_value_type (found) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (found));
  if (json_node_get_value_type (found) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (found));
  return NULL;
}

/**
 * nomo_json_dup_decimal:
 * @node: (nullable): where to start
 * @path: see nomo_json_get()
 *
 * Reads an amount that was sent as a number, as a string or as `{"amount":…}`, to any depth: a tax has an amount that has an
 * amount. The text is not checked; that is what nomo_money_parse() does.
 *
 * Returns: (transfer full) (nullable): the digits as they were sent, without spaces around them; %NULL when there are none
 */
char *
nomo_json_dup_decimal (JsonNode *node, const char *path)
{
  JsonNode *found = nomo_json_get (node, path);

  while (found != NULL && JSON_NODE_HOLDS_OBJECT (found))
    found = nomo_json_get (found, "amount");

  g_autofree char *text = nomo_json_dup_text (found, "");
  if (text == NULL || *g_strstrip (text) == '\0')
    return NULL;
  return g_steal_pointer (&text);
}

/**
 * nomo_json_write:
 * @node: what to write; nested at most as deep as the gate lets through
 *
 * Writes JSON in one line without spaces.
 *
 * Returns: (transfer full): the text, UTF-8
 */
char *
nomo_json_write (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  g_autofree char *text = json_to_string (node, FALSE);
  /* json-glib leaves this one control character of all as it is, which no strict reader takes. */
  if (strchr (text, '\x1f') == NULL)
    return g_steal_pointer (&text);
  g_auto (GStrv) parts = g_strsplit (text, "\x1f", -1);
  return g_strjoinv ("\\u001f", parts);
}
