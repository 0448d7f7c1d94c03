#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"
#include "nomo-order-event.h"

/* A status is an object, or no more than its name. A shop's own goes under one of Salla's: number and name are its own. */
static void
set_status (NomoRecordBuilder *builder, JsonNode *row)
{
  gboolean named = nomo_json_get_object (row, "status") == NULL;

  _nomo_map_set_text (builder, ORDER_EVENT_STATUS_NAME, row, named ? "status" : "status.name");
  _nomo_map_copy_text (builder, ORDER_EVENT_STATUS_NAME, row, "customized.name");
  _nomo_map_copy_text (builder, ORDER_EVENT_STATUS_NAME, row, "status.customized.name");
  _nomo_map_copy_text (builder, ORDER_EVENT_STATUS, row, "slug");
  _nomo_map_copy_text (builder, ORDER_EVENT_STATUS, row, "status.slug");
  _nomo_map_set_ref (builder, ORDER_EVENT_STATUS_ID, row, "status_id");
  _nomo_map_set_ref (builder, ORDER_EVENT_STATUS_ID, row, "status.id");
  _nomo_map_set_ref (builder, ORDER_EVENT_STATUS_ID, row, "customized.id");
  _nomo_map_set_ref (builder, ORDER_EVENT_STATUS_ID, row, "status.customized.id");
}

/**
 * nomo_salla_map_order_event:
 * @row: a row of `/orders/{id}/histories`, or what a webhook tells of a status that changed
 * @shop_currency: ISO code of the shop's currency; an event has no amounts
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @order: id of the order, which @row does not tell
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id, which is the event's, not the order's.
 *
 * Returns: (transfer full): the event, or %NULL
 */
NomoRecord *
nomo_salla_map_order_event (JsonNode *row, const char *shop_currency, gint64 as_of, gint64 order, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id;

  if (order <= 0) {
    _nomo_map_refuse (error, "no order");
    return NULL;
  }
  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_order_event_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_int (builder, ORDER_EVENT_ORDER, order);
  set_status (builder, row);
  _nomo_map_set_text (builder, ORDER_EVENT_NOTE, row, "note");
  _nomo_map_set_time (builder, ORDER_EVENT_CREATED_AT, row, "created_at");
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
