#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"

#include <string.h>

static gboolean collect (JsonNode *node, gboolean encoded, GHashTable *words, GPtrArray *list);

/* A text may hold the whole list, written as JSON once more. */
static gboolean
collect_text (JsonNode *node, gboolean encoded, GHashTable *words, GPtrArray *list)
{
  g_autofree char *text = _nomo_map_dup_text (node, "");

  if (text != NULL && *text == '[' && !encoded) {
    g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
    g_autoptr (JsonNode) inner = nomo_json_parse (bytes, 0, NULL, NULL);

    return inner != NULL && collect (inner, TRUE, words, list);
  }
  if (text != NULL && g_hash_table_add (words, g_strdup (text)))
    g_ptr_array_add (list, g_steal_pointer (&text));
  return json_node_get_value_type (node) != G_TYPE_BOOLEAN;
}

static gboolean
collect_members (JsonObject *object, gboolean encoded, GHashTable *words, GPtrArray *list)
{
  JsonObjectIter iter;
  JsonNode *member = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    if (!collect (member, encoded, words, list))
      return FALSE;
  return TRUE;
}

/* Every word of a list, once. A list of PHP's with gaps in it is an object. */
static gboolean
collect (JsonNode *node, gboolean encoded, GHashTable *words, GPtrArray *list)
{
  JsonArray *array = node != NULL ? nomo_json_get_array (node, "") : NULL;
  JsonObject *object = node != NULL ? nomo_json_get_object (node, "") : NULL;

  if (object != NULL && json_object_has_member (object, "id"))
    return collect (json_object_get_member (object, "id"), encoded, words, list);
  if (object != NULL)
    return collect_members (object, encoded, words, list);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!collect (json_array_get_element (array, i), encoded, words, list))
      return FALSE;
  return node == NULL || !JSON_NODE_HOLDS_VALUE (node) || collect_text (node, encoded, words, list);
}

/*
 * _nomo_map_read_list:
 * @row: a row
 * @path: where a list is, in whatever shape: an array, an object, or the text of one
 *
 * Returns: (transfer full) (nullable): the words or ids of it, each once, of what has an id the id; %NULL when it holds
 *   something else
 */
GPtrArray *
_nomo_map_read_list (JsonNode *row, const char *path)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  return collect (nomo_json_get (row, path), FALSE, words, list) ? g_steal_pointer (&list) : NULL;
}

/*
 * _nomo_map_read_ids:
 * @row: a row
 * @path: where a list is, as _nomo_map_read_list() takes it
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the ids of it; %NULL when there is something that is no id
 */
GArray *
_nomo_map_read_ids (JsonNode *row, const char *path)
{
  g_autoptr (GPtrArray) list = _nomo_map_read_list (row, path);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; list != NULL && i < list->len; i++) {
    gint64 id = 0;

    if (!g_ascii_string_to_signed (list->pdata[i], 10, 1, G_MAXINT64, &id, NULL))
      return NULL;
    g_array_append_val (ids, id);
  }
  return list != NULL ? g_steal_pointer (&ids) : NULL;
}
