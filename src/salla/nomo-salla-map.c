#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"
#include "nomo-phone.h"
#include "nomo-salla-error.h"

#include <string.h>

#define FALLBACK_CURRENCY "SAR"

/*
 * _nomo_map_refuse:
 * @error: return location
 * @reason: what is kept with the raw row
 *
 * Returns: always %FALSE
 */
gboolean
_nomo_map_refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, reason);
  return FALSE;
}

/*
 * _nomo_map_read_id:
 * @row: a row
 * @id: (out): its id
 * @error: return location
 *
 * Returns: %TRUE when there is one
 */
gboolean
_nomo_map_read_id (JsonNode *row, gint64 *id, GError **error)
{
  if (nomo_json_get_int (row, "id", id) && *id > 0)
    return TRUE;
  return _nomo_map_refuse (error, "no id");
}

/*
 * _nomo_map_dup_text:
 * @row: a row
 * @path: where the text is
 *
 * Returns: (transfer full) (nullable): the text without blanks around it; an empty one says no more than a missing one
 */
char *
_nomo_map_dup_text (JsonNode *row, const char *path)
{
  char *text = nomo_json_dup_text (row, path);

  if (text != NULL && *g_strstrip (text) == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/*
 * _nomo_map_copy_text:
 * @builder: a record under construction
 * @field: index of a field that is text
 * @row: a row
 * @path: where the text is
 *
 * Sets the field, unless the row says nothing of it.
 */
void
_nomo_map_copy_text (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  g_autofree char *text = _nomo_map_dup_text (row, path);

  if (text != NULL)
    nomo_builder_set_text (builder, field, text);
}

static gboolean
is_currency (const char *text)
{
  return text != NULL && strlen (text) == 3 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) &&
         g_ascii_isupper (text[2]);
}

/*
 * _nomo_map_dup_currency:
 * @row: a row
 * @path: where an ISO code is
 * @fallback: (nullable): what it is when there is none
 *
 * Returns: (transfer full) (nullable): the code
 */
char *
_nomo_map_dup_currency (JsonNode *row, const char *path, const char *fallback)
{
  char *text = _nomo_map_dup_text (row, path);

  if (is_currency (text))
    return text;
  g_free (text);
  return g_strdup (fallback);
}

/*
 * _nomo_map_dup_name:
 * @person: an object that tells of a person
 *
 * Returns: (transfer full) (nullable): first and last name, or the name that is told as one
 */
char *
_nomo_map_dup_name (JsonNode *person)
{
  g_autofree char *first = _nomo_map_dup_text (person, "first_name");
  g_autofree char *last = _nomo_map_dup_text (person, "last_name");

  if (first == NULL && last == NULL)
    return _nomo_map_dup_text (person, "name");
  return g_strdup_printf ("%s%s%s", first != NULL ? first : "", first != NULL && last != NULL ? " " : "",
                          last != NULL ? last : "");
}

/*
 * _nomo_map_dup_phone:
 * @person: an object that tells of a person
 *
 * `mobile` is a number without its country and `mobile_code` the country, or it is all of it as a text.
 *
 * Returns: (transfer full) (nullable): the phone, E.164
 */
char *
_nomo_map_dup_phone (JsonNode *person)
{
  g_autofree char *mobile = _nomo_map_dup_text (person, "mobile");
  g_autofree char *code = _nomo_map_dup_text (person, "mobile_code");

  return mobile != NULL ? nomo_phone_normalize (mobile, code != NULL ? code : "+966") : NULL;
}

/*
 * _nomo_map_tells_rows:
 * @row: a row
 * @path: where an array is
 *
 * Returns: %TRUE when the row tells which rows there are, be there none (`[]`, or the `{}` of PHP), %FALSE when it tells nothing
 *   of them
 */
gboolean
_nomo_map_tells_rows (JsonNode *row, const char *path)
{
  JsonNode *node = nomo_json_get (row, path);

  return node != NULL &&
         (JSON_NODE_HOLDS_ARRAY (node) || (JSON_NODE_HOLDS_OBJECT (node) && nomo_json_get_object (node, "") == NULL));
}

/*
 * _nomo_map_end:
 * @builder: (transfer full): a record under construction
 * @error: return location
 *
 * Returns: (transfer full): the record, or %NULL when it does not keep the rules of its entity
 */
NomoRecord *
_nomo_map_end (NomoRecordBuilder *builder, GError **error)
{
  g_autoptr (NomoRecord) record = nomo_builder_end (builder);

  return nomo_record_validate (record, error) ? g_steal_pointer (&record) : NULL;
}

/**
 * nomo_salla_map_dup_ref:
 * @row: a row of a list, whatever it holds
 *
 * By what a row that cannot be understood is kept, so that it is found again when it can be: its id, or a digest of it.
 *
 * Returns: (transfer full): the reference
 */
char *
nomo_salla_map_dup_ref (JsonNode *row)
{
  g_autofree char *body = NULL;
  gint64 id;

  if (nomo_json_get_int (row, "id", &id))
    return g_strdup_printf ("%" G_GINT64_FORMAT, id);
  body = nomo_json_write (row);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
}

/**
 * nomo_salla_map_store_info:
 * @data: the `data` of `/store/info`
 *
 * Returns: (transfer full): what could be read
 */
NomoStoreInfo *
nomo_salla_map_store_info (JsonNode *data)
{
  NomoStoreInfo *self = g_new0 (NomoStoreInfo, 1);

  self->name = _nomo_map_dup_text (data, "name");
  self->domain = _nomo_map_dup_text (data, "domain");
  self->plan = _nomo_map_dup_text (data, "plan");
  self->currency = _nomo_map_dup_currency (data, "currency", FALLBACK_CURRENCY);
  return self;
}

void
nomo_store_info_free (NomoStoreInfo *self)
{
  g_free (self->name);
  g_free (self->domain);
  g_free (self->currency);
  g_free (self->plan);
  g_free (self);
}
