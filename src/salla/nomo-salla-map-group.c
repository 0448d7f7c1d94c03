#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-customer-group.h"
#include "nomo-json.h"

#define UNREADABLE_CONDITION "a condition that is not readable"

/* Returns FALSE when there is a number that cannot be read: without it others would come into the group. */
static gboolean
set_value (NomoRecordBuilder *builder, JsonNode *condition, guint field, const char *path)
{
  g_autofree char *text = nomo_json_dup_decimal (condition, path);
  gint64 hundredths = 0;

  if (text == NULL)
    return TRUE;
  if (!_nomo_map_read_hundredths (condition, path, &hundredths))
    return FALSE;
  nomo_builder_part_int (builder, GROUP_PART_CONDITIONS, field, hundredths);
  return TRUE;
}

static gboolean
add_condition (NomoRecordBuilder *builder, JsonNode *condition)
{
  g_autofree char *type = _nomo_map_dup_text (condition, "type");
  g_autofree char *symbol = _nomo_map_dup_text (condition, "symbol");

  if (type == NULL)
    return FALSE;
  nomo_builder_add_part (builder, GROUP_PART_CONDITIONS);
  nomo_builder_part_text (builder, GROUP_PART_CONDITIONS, GROUP_CONDITION_TYPE, type);
  nomo_builder_part_text (builder, GROUP_PART_CONDITIONS, GROUP_CONDITION_SYMBOL, symbol);
  return set_value (builder, condition, GROUP_CONDITION_VALUE, "value") &&
         set_value (builder, condition, GROUP_CONDITION_MIN, "min_value") &&
         set_value (builder, condition, GROUP_CONDITION_MAX, "max_value");
}

/* An object is one condition, or a list of PHP's with gaps in it. */
static gboolean
add_members (NomoRecordBuilder *builder, JsonObject *object)
{
  JsonObjectIter iter;
  JsonNode *member = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    if (!add_condition (builder, member))
      return FALSE;
  return TRUE;
}

static gboolean
add_conditions (NomoRecordBuilder *builder, JsonNode *node)
{
  JsonArray *array = nomo_json_get_array (node, "");
  JsonObject *object = nomo_json_get_object (node, "");

  if (object != NULL)
    return json_object_has_member (object, "type") ? add_condition (builder, node) : add_members (builder, object);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!add_condition (builder, json_array_get_element (array, i)))
      return FALSE;
  return !JSON_NODE_HOLDS_VALUE (node);
}

static gboolean
set_conditions (NomoRecordBuilder *builder, JsonNode *row, GError **error)
{
  JsonNode *node = nomo_json_get (row, "conditions");

  if (node == NULL)
    return TRUE;
  nomo_builder_clear_part (builder, GROUP_PART_CONDITIONS);
  return add_conditions (builder, node) || _nomo_map_refuse (error, UNREADABLE_CONDITION);
}

static gboolean
set_words (NomoRecordBuilder *builder, JsonNode *row, const char *path, guint part, GError **error)
{
  g_autoptr (GPtrArray) words = _nomo_map_read_list (row, path);

  if (words == NULL)
    return _nomo_map_refuse (error, "a list of features that is not readable");
  nomo_builder_clear_part (builder, part);
  for (guint i = 0; i < words->len; i++) {
    nomo_builder_add_part (builder, part);
    nomo_builder_part_text (builder, part, 0, words->pdata[i]);
  }
  return TRUE;
}

/**
 * nomo_salla_map_group:
 * @row: a row of `/customers/groups`, or a whole group
 * @shop_currency: ISO code of the shop's currency, which the values of its conditions are in
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id and a name; and its conditions must be readable, since without one others would come into it.
 *
 * Returns: (transfer full): Salla's image of the group, or %NULL
 */
NomoRecord *
nomo_salla_map_group (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_customer_group_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  _nomo_map_set_text (builder, GROUP_NAME, row, "name");
  if (!set_conditions (builder, row, error))
    return NULL;
  if (nomo_json_get (row, "features") != NULL &&
      (!set_words (builder, row, "features.payment_method", GROUP_PART_PAYMENT_METHODS, error) ||
       !set_words (builder, row, "features.shipping", GROUP_PART_SHIPPING, error)))
    return NULL;
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
