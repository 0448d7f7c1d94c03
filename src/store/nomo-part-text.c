#include "config.h"

#include "nomo-json.h"
#include "nomo-record-private.h"

#include <string.h>

static void
add_cell (JsonArray *cells, const NomoValue *value)
{
  if (value->tag == NOMO_VALUE_INT) {
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, value->number);

    json_array_add_string_element (cells, number);
  } else if (value->tag == NOMO_VALUE_TEXT) {
    json_array_add_string_element (cells, value->text);
  } else {
    json_array_add_null_element (cells);
  }
}

/*
 * _nomo_record_part_to_text:
 * @self: a record
 * @part: index of a part
 *
 * Returns: (transfer full): the rows as the history keeps them: JSON, an array of arrays of texts
 */
char *
_nomo_record_part_to_text (const NomoRecord *self, guint part)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonArray *rows = json_array_new ();

  for (guint row = 0; row < nomo_record_count_part (self, part); row++) {
    JsonArray *cells = json_array_new ();

    for (guint i = 0; i < self->entity->parts[part].n_fields; i++)
      add_cell (cells, _nomo_record_cell (self, part, row, i));
    json_array_add_array_element (rows, cells);
  }
  json_node_init_array (node, rows);
  json_array_unref (rows);
  return nomo_json_write (node);
}

static void
read_cell (JsonNode *node, const NomoField *field, NomoValue *value)
{
  g_autofree char *text = nomo_json_dup_text (node, "");

  nomo_value_set_null (value);
  if (text != NULL)
    nomo_value_from_text (value, text, nomo_type_is_text (field->type));
}

/*
 * _nomo_record_part_from_text:
 * @self: a record under construction
 * @part: index of a part
 * @text: (nullable): what _nomo_record_part_to_text() gave; %NULL for no rows
 *
 * Gives @self the rows; cells that an older version of the part did not have become null.
 *
 * Returns: %FALSE when @text is no such text
 */
gboolean
_nomo_record_part_from_text (NomoRecord *self, guint part, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text != NULL ? text : "[]", text != NULL ? strlen (text) : 2);
  g_autoptr (JsonNode) node = nomo_json_parse (body, NOMO_JSON_MAX_SIZE, NULL, NULL);
  JsonArray *rows = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (rows == NULL)
    return FALSE;
  g_clear_pointer (&self->parts[part].cells, g_array_unref);
  self->parts[part].known = TRUE;
  for (guint row = 0; row < json_array_get_length (rows); row++) {
    JsonArray *cells = nomo_json_get_array (json_array_get_element (rows, row), "");
    NomoValue *values = _nomo_record_add_row (self, part);

    for (guint i = 0; i < self->entity->parts[part].n_fields; i++)
      if (cells != NULL && i < json_array_get_length (cells))
        read_cell (json_array_get_element (cells, i), &self->entity->parts[part].fields[i], &values[i]);
      else
        nomo_value_set_null (&values[i]);
  }
  return TRUE;
}
