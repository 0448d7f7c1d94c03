#include "config.h"

#include "nomo-order-event.h"

#include <glib/gi18n.h>

#define OF_ORDER (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED | NOMO_FIELD_REQUIRED)

static const NomoField fields[] = {
  [ORDER_EVENT_ORDER] = { "order", NOMO_TYPE_REF, N_ ("Order"), OF_ORDER, NULL, "order" },
  [ORDER_EVENT_STATUS] = { "status", NOMO_TYPE_TEXT, N_ ("Salla’s word"), NOMO_FIELD_GROUPED },
  [ORDER_EVENT_STATUS_ID] = { "status_id", NOMO_TYPE_REF, N_ ("Status number"), 0, NULL, "status" },
  [ORDER_EVENT_STATUS_NAME] = { "status_name", NOMO_TYPE_TEXT, N_ ("Status in the store’s words") },
  [ORDER_EVENT_NOTE] = { "note", NOMO_TYPE_TEXT, N_ ("Note"), NOMO_FIELD_PERSONAL },
  [ORDER_EVENT_CREATED_AT] = { "created_at", NOMO_TYPE_TIME, N_ ("Date"), NOMO_FIELD_INDEXED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == ORDER_EVENT_N_FIELDS);

/**
 * nomo_order_event_entity:
 *
 * What happened to orders, a mirror of Salla's: nobody here writes them.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_order_event_entity (void)
{
  static const NomoEntity entity = {
    .name = "order_event",
    .label = N_ ("Order event"),
    .label_many = N_ ("Order events"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = ORDER_EVENT_N_FIELDS,
    .sort_field = ORDER_EVENT_CREATED_AT,
    .sort_descending = TRUE,
  };

  return &entity;
}
