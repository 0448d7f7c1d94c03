#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-employee.h"
#include "nomo-json.h"

static void
add_role (NomoRecordBuilder *builder, JsonNode *role, GHashTable *seen)
{
  char *name = _nomo_map_dup_text (role, nomo_json_get_object (role, "") != NULL ? "name" : "");

  if (name == NULL)
    return;
  if (g_hash_table_size (seen) == 0)
    nomo_builder_set_text (builder, EMPLOYEE_ROLE, name);
  if (!g_hash_table_add (seen, name))
    return;
  nomo_builder_add_part (builder, EMPLOYEE_PART_ROLES);
  nomo_builder_part_text (builder, EMPLOYEE_PART_ROLES, EMPLOYEE_ROLE_NAME, name);
}

/* One role as a word or as an object, several in an array, and either name holds either. */
static void
add_roles (NomoRecordBuilder *builder, JsonNode *node, GHashTable *seen)
{
  JsonArray *roles = node != NULL ? nomo_json_get_array (node, "") : NULL;

  if (node != NULL && roles == NULL)
    add_role (builder, node, seen);
  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++)
    add_role (builder, json_array_get_element (roles, i), seen);
}

static void
set_roles (NomoRecordBuilder *builder, JsonNode *row)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonNode *role = nomo_json_get (row, "role");
  JsonNode *roles = nomo_json_get (row, "roles");

  if (role == NULL && roles == NULL)
    return;
  nomo_builder_set_null (builder, EMPLOYEE_ROLE);
  nomo_builder_clear_part (builder, EMPLOYEE_PART_ROLES);
  add_roles (builder, role, seen);
  add_roles (builder, roles, seen);
}

/**
 * nomo_salla_map_employee:
 * @row: a row of `/users`
 * @shop_currency: ISO code of the shop's currency; an employee has no amounts
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id.
 *
 * Returns: (transfer full): the employee, or %NULL
 */
NomoRecord *
nomo_salla_map_employee (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *phone = NULL;
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  name = _nomo_map_dup_name (row);
  phone = _nomo_map_dup_phone (row);
  builder = nomo_record_build (nomo_employee_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  _nomo_map_set_text (builder, EMPLOYEE_NAME, row, "name");
  if (name != NULL)
    nomo_builder_set_text (builder, EMPLOYEE_NAME, name);
  if (nomo_json_get (row, "mobile") != NULL)
    nomo_builder_set_text (builder, EMPLOYEE_PHONE, phone);
  _nomo_map_set_text (builder, EMPLOYEE_EMAIL, row, "email");
  _nomo_map_set_text (builder, EMPLOYEE_STATUS, row, "status");
  set_roles (builder, row);
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
