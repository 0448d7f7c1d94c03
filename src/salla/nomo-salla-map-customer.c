#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-customer.h"
#include "nomo-json.h"
#include "nomo-salla-time.h"

static void
set_names (NomoRecordBuilder *builder, JsonNode *row)
{
  g_autofree char *name = _nomo_map_dup_name (row);

  nomo_builder_set_text (builder, CUSTOMER_NAME, name != NULL ? name : "");
  _nomo_map_set_text (builder, CUSTOMER_FIRST_NAME, row, "first_name");
  _nomo_map_set_text (builder, CUSTOMER_LAST_NAME, row, "last_name");
}

static void
set_phone (NomoRecordBuilder *builder, JsonNode *row)
{
  g_autofree char *phone = _nomo_map_dup_phone (row);

  if (phone != NULL || nomo_json_get (row, "mobile") != NULL)
    nomo_builder_set_text (builder, CUSTOMER_PHONE, phone);
}

static void
set_moments (NomoRecordBuilder *builder, JsonNode *row)
{
  gint64 ms;

  _nomo_map_set_time (builder, CUSTOMER_BIRTHDAY, row, "birthday");
  if (!nomo_salla_time_read (row, "updated_at", &ms))
    return;
  nomo_builder_set_int (builder, CUSTOMER_UPDATED_AT, ms);
  nomo_builder_set_int (builder, CUSTOMER_FIRST_SEEN, ms);
}

/**
 * nomo_salla_map_customer:
 * @row: a row of `/customers`
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id; what the row tells as null is no more. Salla does not tell when a customer came; the earliest `updated_at` ever told stands for it.
 *
 * Returns: (transfer full): the customer, or %NULL
 */
NomoRecord *
nomo_salla_map_customer (JsonNode *row, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_customer_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  set_names (builder, row);
  set_phone (builder, row);
  _nomo_map_set_refs (builder, CUSTOMER_PART_GROUPS, CUSTOMER_GROUP_ID, row, "groups");
  set_moments (builder, row);
  _nomo_map_set_text (builder, CUSTOMER_EMAIL, row, "email");
  _nomo_map_set_text (builder, CUSTOMER_CITY, row, "city");
  _nomo_map_set_text (builder, CUSTOMER_COUNTRY, row, "country");
  _nomo_map_set_text (builder, CUSTOMER_GENDER, row, "gender");
  _nomo_map_set_bool (builder, CUSTOMER_BLOCKED, row, "is_blocked");
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
