#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"

/**
 * nomo_salla_map_tag:
 * @row: a tag of an order, or a row of `/orders/tags`: its name, or an object that has one
 * @number: (out): its number, 0 when Salla does not tell it
 *
 * Returns: (transfer full) (nullable): its name
 */
char *
nomo_salla_map_tag (JsonNode *row, gint64 *number)
{
  gboolean object = nomo_json_get_object (row, "") != NULL;

  if (!object || !nomo_json_get_int (row, "id", number) || *number < 0)
    *number = 0;
  return _nomo_map_dup_text (row, object ? "name" : "");
}
