#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"
#include "nomo-order-status.h"

/* `{}` and `[]` are a status that has none; a status is never its own. */
static void
set_other (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *name, gint64 id)
{
  g_autofree char *path = g_strconcat (name, nomo_json_get_object (row, name) != NULL ? ".id" : "", NULL);
  gint64 other = 0;

  if (nomo_json_get_int (row, path, &other) && other > 0 && other != id)
    nomo_builder_set_int (builder, field, other);
  else if (nomo_json_get (row, name) != NULL)
    nomo_builder_set_null (builder, field);
}

/**
 * nomo_salla_map_status:
 * @row: a row of `/orders/statuses`
 * @shop_currency: ISO code of the shop's currency; a status has no amounts
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id.
 *
 * Returns: (transfer full): what an order's status may be, or %NULL
 */
NomoRecord *
nomo_salla_map_status (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_order_status_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  _nomo_map_set_text (builder, STATUS_NAME, row, "name");
  _nomo_map_set_text (builder, STATUS_TYPE, row, "type");
  _nomo_map_set_text (builder, STATUS_SLUG, row, "slug");
  _nomo_map_set_text (builder, STATUS_ICON, row, "icon");
  _nomo_map_set_int (builder, STATUS_POSITION, row, "sort");
  _nomo_map_set_bool (builder, STATUS_ACTIVE, row, "is_active");
  set_other (builder, STATUS_PARENT, row, "parent", id);
  set_other (builder, STATUS_ORIGINAL, row, "original", id);
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
