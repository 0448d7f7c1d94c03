#include "config.h"

#include "nomo-order-status.h"

#include <glib/gi18n.h>

static const NomoChoice types[] = {
  { "original", NC_ ("status type", "Salla’s") },
  { "custom", NC_ ("status type", "The store’s own") },
  { NULL, NULL },
};

#define SEARCHED_NAME (NOMO_FIELD_INDEXED | NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NAME)
#define GROUP         (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)

static const NomoField fields[] = {
  [STATUS_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), SEARCHED_NAME },
  [STATUS_TYPE] = { "type", NOMO_TYPE_CHOICE, N_ ("Type"), GROUP, types, .context = "status type" },
  [STATUS_SLUG] = { "slug", NOMO_TYPE_TEXT, N_ ("Salla’s word"), GROUP },
  [STATUS_POSITION] = { "position", NOMO_TYPE_INT, N_ ("Position"), NOMO_FIELD_INDEXED },
  [STATUS_ICON] = { "icon", NOMO_TYPE_TEXT, N_ ("Icon") },
  [STATUS_ACTIVE] = { "active", NOMO_TYPE_BOOL, N_ ("In use"), GROUP },
  [STATUS_PARENT] = { "parent", NOMO_TYPE_REF, N_ ("Below the status"), NOMO_FIELD_GROUPED, NULL, "status" },
  [STATUS_ORIGINAL] = { "original", NOMO_TYPE_REF, N_ ("Stands for"), NOMO_FIELD_GROUPED, NULL, "status" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == STATUS_N_FIELDS);

/**
 * nomo_order_status_entity:
 *
 * What an order's status may be, a mirror of Salla's: nobody here writes them.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_order_status_entity (void)
{
  static const NomoEntity entity = {
    .name = "status",
    .label = N_ ("Order status"),
    .label_many = N_ ("Order statuses"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = STATUS_N_FIELDS,
    .sort_field = STATUS_POSITION,
  };

  return &entity;
}
