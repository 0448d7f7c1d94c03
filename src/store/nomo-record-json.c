#include "config.h"

#include "nomo-money.h"
#include "nomo-record-private.h"

#include <json-glib/json-glib.h>

static const char *
currency_of (const NomoRecord *self, const NomoField *field)
{
  int currency = field->ref != NULL ? nomo_entity_find_field (self->entity, field->ref) : -1;

  return currency >= 0 ? nomo_record_get_text (self, (guint) currency) : NULL;
}

static void
add_money (JsonBuilder *json, const NomoRecord *self, const NomoField *field, gint64 minor)
{
  const char *currency = currency_of (self, field);
  g_autofree char *amount = nomo_money_to_decimal (minor, currency != NULL ? currency : "SAR");

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "amount");
  json_builder_add_string_value (json, amount);
  json_builder_set_member_name (json, "currency");
  json_builder_add_string_value (json, currency != NULL ? currency : "SAR");
  json_builder_end_object (json);
}

static void
add_time (JsonBuilder *json, gint64 ms)
{
  gint64 seconds = ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;
  g_autofree char *full = NULL;

  if (text == NULL) {
    json_builder_add_null_value (json);
    return;
  }
  full = ms == seconds * 1000 ? g_strconcat (text, "Z", NULL)
                              : g_strdup_printf ("%s.%03dZ", text, (int) (ms - seconds * 1000));
  json_builder_add_string_value (json, full);
}

static void
add_id (JsonBuilder *json, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  json_builder_add_string_value (json, text);
}

static void
add_value (JsonBuilder *json, const NomoRecord *self, const NomoField *field, const NomoValue *value)
{
  json_builder_set_member_name (json, field->name);
  if (value->tag <= NOMO_VALUE_NULL)
    json_builder_add_null_value (json);
  else if (value->tag == NOMO_VALUE_TEXT)
    json_builder_add_string_value (json, value->text);
  else if (field->type == NOMO_TYPE_MONEY)
    add_money (json, self, field, value->number);
  else if (field->type == NOMO_TYPE_TIME)
    add_time (json, value->number);
  else if (field->type == NOMO_TYPE_BOOL)
    json_builder_add_boolean_value (json, value->number != 0);
  else if (field->type == NOMO_TYPE_REF)
    add_id (json, value->number);
  else
    json_builder_add_int_value (json, value->number);
}

static void
add_part (JsonBuilder *json, const NomoRecord *self, guint index)
{
  const NomoPart *part = &self->entity->parts[index];

  json_builder_set_member_name (json, part->name);
  json_builder_begin_array (json);
  for (guint row = 0; row < nomo_record_count_part (self, index); row++) {
    json_builder_begin_object (json);
    for (guint i = 0; i < part->n_fields; i++)
      add_value (json, self, &part->fields[i], _nomo_record_cell (self, index, row, i));
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

/**
 * nomo_record_to_json:
 * @self: a record
 *
 * The record as one line of JSON: ids are decimal strings, money is `{"amount":"222.30","currency":"SAR"}`, times are ISO
 * 8601 in UTC, parts are arrays of objects.
 *
 * Returns: (transfer full): the line, without a newline
 */
char *
nomo_record_to_json (const NomoRecord *self)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "id");
  add_id (json, self->id);
  for (guint i = 0; i < self->entity->n_fields; i++)
    add_value (json, self, &self->entity->fields[i], &self->values[i]);
  for (guint i = 0; i < self->entity->n_parts; i++)
    add_part (json, self, i);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}
