#include "config.h"

#include "nomo-money.h"
#include "nomo-record-private.h"

#include <string.h>

/* Written by hand, because an export writes a million of them. */

static void
append_escaped (GString *out, guchar c)
{
  static const char names[] = "\"\\\b\f\n\r\t";
  static const char letters[] = "\"\\bfnrt";
  const char *found = strchr (names, c);

  if (found != NULL)
    g_string_append_printf (out, "\\%c", letters[found - names]);
  else
    g_string_append_printf (out, "\\u%04x", c);
}

static void
append_text (GString *out, const char *text)
{
  const char *start = text;

  g_string_append_c (out, '"');
  for (; *text != '\0'; text++) {
    if ((guchar) *text >= 0x20 && *text != '"' && *text != '\\' && *text != 0x7f)
      continue;
    g_string_append_len (out, start, text - start);
    append_escaped (out, (guchar) *text);
    start = text + 1;
  }
  g_string_append_len (out, start, text - start);
  g_string_append_c (out, '"');
}

static void
append_name (GString *out, const char *name)
{
  g_string_append_c (out, '"');
  g_string_append (out, name);
  g_string_append (out, "\":");
}

static const char *
currency_of (const NomoRecord *self, const NomoField *field)
{
  int currency = field->ref != NULL ? nomo_entity_find_field (self->entity, field->ref) : -1;

  return currency >= 0 ? nomo_record_get_text (self, (guint) currency) : NULL;
}

static void
append_money (GString *out, const NomoRecord *self, const NomoField *field, gint64 minor)
{
  const char *found = currency_of (self, field);
  const char *currency = found != NULL ? found : "SAR";
  g_autofree char *amount = nomo_money_to_decimal (minor, currency);

  g_string_append_printf (out, "{\"amount\":\"%s\",\"currency\":", amount);
  append_text (out, currency);
  g_string_append_c (out, '}');
}

static void
append_time (GString *out, gint64 ms)
{
  gint64 seconds = ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  if (time == NULL) {
    g_string_append (out, "null");
    return;
  }
  g_string_append_printf (out, "\"%04d-%02d-%02dT%02d:%02d:%02d", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time), g_date_time_get_second (time));
  if (ms % 1000 != 0)
    g_string_append_printf (out, ".%03d", (int) ((ms % 1000 + 1000) % 1000));
  g_string_append (out, "Z\"");
}

static void
append_value (GString *out, const NomoRecord *self, const NomoField *field, const NomoValue *value)
{
  append_name (out, field->name);
  if (value->tag <= NOMO_VALUE_NULL)
    g_string_append (out, "null");
  else if (value->tag == NOMO_VALUE_TEXT)
    append_text (out, value->text);
  else if (field->type == NOMO_TYPE_MONEY)
    append_money (out, self, field, value->number);
  else if (field->type == NOMO_TYPE_TIME)
    append_time (out, value->number);
  else if (field->type == NOMO_TYPE_BOOL)
    g_string_append (out, value->number != 0 ? "true" : "false");
  else if (field->type == NOMO_TYPE_REF)
    g_string_append_printf (out, "\"%" G_GINT64_FORMAT "\"", value->number);
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, value->number);
}

static void
append_row (GString *out, const NomoRecord *self, guint index, guint row)
{
  const NomoPart *part = &self->entity->parts[index];

  g_string_append_c (out, '{');
  for (guint i = 0; i < part->n_fields; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    append_value (out, self, &part->fields[i], _nomo_record_cell (self, index, row, i));
  }
  g_string_append_c (out, '}');
}

static void
append_part (GString *out, const NomoRecord *self, guint index)
{
  append_name (out, self->entity->parts[index].name);
  g_string_append_c (out, '[');
  for (guint row = 0; row < nomo_record_count_part (self, index); row++) {
    if (row > 0)
      g_string_append_c (out, ',');
    append_row (out, self, index, row);
  }
  g_string_append_c (out, ']');
}

static gboolean
waits_for_salla (const NomoRecord *self, guint field)
{
  return nomo_entity_get_field_kind (self->entity, field) == NOMO_KIND_TWO_WAY &&
         !nomo_value_equal (nomo_record_get_confirmed (self, field), &self->values[field]);
}

static void
append_confirmed (GString *out, const NomoRecord *self)
{
  gboolean first = TRUE;

  g_string_append (out, ",\"confirmed\":{");
  for (guint i = 0; i < self->entity->n_fields; i++) {
    if (!waits_for_salla (self, i))
      continue;
    if (!first)
      g_string_append_c (out, ',');
    append_value (out, self, &self->entity->fields[i], nomo_record_get_confirmed (self, i));
    first = FALSE;
  }
  g_string_append_c (out, '}');
}

/**
 * nomo_record_append_json:
 * @self: a record
 * @wanted: (nullable) (array): for each field and then each part whether it is written; %NULL for everything, also what
 *   Salla still holds of a record that waits for it
 * @out: what to append to
 *
 * The record as one line of JSON: ids are decimal strings, money is `{"amount":"222.30","currency":"SAR"}`, times are ISO
 * 8601 in UTC, parts are arrays of objects. Of a record that waits for Salla, `confirmed` holds the values that are other there.
 */
void
nomo_record_append_json (const NomoRecord *self, const gboolean *wanted, GString *out)
{
  guint n_fields = self->entity->n_fields;

  g_string_append_printf (out, "{\"id\":\"%" G_GINT64_FORMAT "\"", self->id);
  for (guint i = 0; i < n_fields; i++) {
    if (wanted != NULL && !wanted[i])
      continue;
    g_string_append_c (out, ',');
    append_value (out, self, &self->entity->fields[i], &self->values[i]);
  }
  for (guint i = 0; i < self->entity->n_parts; i++) {
    if (wanted != NULL && !wanted[n_fields + i])
      continue;
    g_string_append_c (out, ',');
    append_part (out, self, i);
  }
  if (wanted == NULL && nomo_record_is_pending (self))
    append_confirmed (out, self);
  g_string_append_c (out, '}');
}

/**
 * nomo_record_to_json:
 * @self: a record
 *
 * Returns: (transfer full): everything of the record as nomo_record_append_json() writes it, without a newline
 */
char *
nomo_record_to_json (const NomoRecord *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  nomo_record_append_json (self, NULL, out);
  return g_string_free (out, FALSE);
}
