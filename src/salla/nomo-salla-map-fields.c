#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"
#include "nomo-money.h"
#include "nomo-rules.h"
#include "nomo-salla-time.h"

static gboolean
tells (JsonNode *row, const char *path)
{
  return nomo_json_get (row, path) != NULL;
}

/*
 * _nomo_map_set_text:
 * @builder: a record under construction
 * @field: index of a field that is text
 * @row: a row
 * @path: where the text is
 *
 * Sets the field when the row tells of it, to null when it tells nothing that is readable. So do all that follow.
 */
void
_nomo_map_set_text (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  g_autofree char *text = _nomo_map_dup_text (row, path);

  if (tells (row, path))
    nomo_builder_set_text (builder, field, text);
}

static void
set_number (NomoRecordBuilder *builder, guint field, gboolean readable, gint64 number)
{
  if (readable)
    nomo_builder_set_int (builder, field, number);
  else
    nomo_builder_set_null (builder, field);
}

void
_nomo_map_set_int (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  gint64 number = 0;
  gboolean readable = nomo_json_get_int (row, path, &number);

  if (tells (row, path))
    set_number (builder, field, readable, number);
}

/* Something is counted, so below 0 there is nothing. */
void
_nomo_map_set_count (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  gint64 number = 0;
  gboolean readable = nomo_json_get_int (row, path, &number) && number >= 0;

  if (tells (row, path))
    set_number (builder, field, readable, number);
}

void
_nomo_map_set_ref (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  gint64 id = 0;
  gboolean readable = nomo_json_get_int (row, path, &id) && id > 0;

  if (tells (row, path))
    set_number (builder, field, readable, id);
}

void
_nomo_map_set_bool (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  gboolean yes = nomo_json_get_bool (row, path, FALSE);

  if (tells (row, path))
    set_number (builder, field, yes == nomo_json_get_bool (row, path, TRUE), yes);
}

void
_nomo_map_set_time (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  gint64 ms = 0;
  gboolean readable = nomo_salla_time_read (row, path, &ms);

  if (tells (row, path))
    set_number (builder, field, readable, ms);
}

/*
 * _nomo_map_read_amount:
 * @row: a row
 * @path: where an amount is, in whatever shape
 * @currency: what the amounts of the record are in
 * @minor: (out): the amount in minor units
 *
 * Returns: %TRUE when there is one; one in another currency is none of this record
 */
gboolean
_nomo_map_read_amount (JsonNode *row, const char *path, const char *currency, gint64 *minor)
{
  g_autofree char *amount = nomo_json_dup_decimal (row, path);
  g_autofree char *currency_path = g_strconcat (path, ".currency", NULL);
  g_autofree char *own = _nomo_map_dup_currency (row, currency_path, currency);

  return amount != NULL && g_str_equal (own, currency) && nomo_money_parse (amount, currency, minor, NULL);
}

void
_nomo_map_set_amount (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path, const char *currency)
{
  gint64 minor = 0;
  gboolean readable = _nomo_map_read_amount (row, path, currency, &minor);

  if (tells (row, path))
    set_number (builder, field, readable, minor);
}

/*
 * _nomo_map_set_bound:
 * @builder: a record under construction
 * @field: index of a field that is money
 * @row: a row
 * @path: where an amount is, in whatever shape
 * @currency: what the amounts of the record are in
 *
 * Sets the field when the row tells of it; null and 0 are both no bound.
 *
 * Returns: %FALSE when there is one that cannot be read
 */
gboolean
_nomo_map_set_bound (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path, const char *currency)
{
  g_autofree char *amount = nomo_json_dup_decimal (row, path);
  gint64 minor = 0;

  if (amount != NULL && !_nomo_map_read_amount (row, path, currency, &minor))
    return FALSE;
  if (tells (row, path))
    set_number (builder, field, minor != 0, minor);
  return TRUE;
}

/*
 * _nomo_map_set_limit:
 * @builder: a record under construction
 * @field: index of a field that counts something
 * @row: a row
 * @path: where a whole number is
 *
 * Sets the field when the row tells of it.
 *
 * Returns: %FALSE when there is one that cannot be read
 */
gboolean
_nomo_map_set_limit (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  g_autofree char *text = _nomo_map_dup_text (row, path);
  gint64 limit = 0;

  if (text != NULL && !nomo_json_get_int (row, path, &limit))
    return FALSE;
  if (tells (row, path))
    set_number (builder, field, text != NULL, limit);
  return TRUE;
}

/*
 * _nomo_map_set_moment:
 * @builder: a record under construction
 * @field: index of a field that is a time
 * @row: a row
 * @path: where a moment is, in whatever shape
 *
 * Sets the field when the row tells of it.
 *
 * Returns: %FALSE when there is one that cannot be read
 */
gboolean
_nomo_map_set_moment (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  g_autofree char *text = _nomo_map_dup_text (row, path);
  gboolean told = text != NULL || nomo_json_get_object (row, path) != NULL;
  gint64 ms = 0;

  if (told && !nomo_salla_time_read (row, path, &ms))
    return FALSE;
  if (tells (row, path))
    set_number (builder, field, told, ms);
  return TRUE;
}

/*
 * _nomo_map_read_hundredths:
 * @row: a row
 * @path: where a decimal number is
 * @hundredths: (out): the number, a hundred times
 *
 * Returns: %TRUE when there is one
 */
gboolean
_nomo_map_read_hundredths (JsonNode *row, const char *path, gint64 *hundredths)
{
  g_autofree char *text = nomo_json_dup_decimal (row, path);

  return text != NULL && nomo_money_parse (text, NULL, hundredths, NULL);
}

/*
 * _nomo_map_dup_link:
 * @row: a row
 * @path: where an address is
 *
 * Returns: (transfer full) (nullable): the address, when it is one of the Web: it will be opened, and others name files and
 *   programs
 */
char *
_nomo_map_dup_link (JsonNode *row, const char *path)
{
  char *text = _nomo_map_dup_text (row, path);
  gsize scheme = text == NULL                                     ? 0
                 : g_ascii_strncasecmp (text, "https://", 8) == 0 ? 8
                 : g_ascii_strncasecmp (text, "http://", 7) == 0  ? 7
                                                                  : 0;

  if (scheme == 0 || text[scheme] == '\0' || text[scheme] == '/' || nomo_rules_has_blank (text))
    g_clear_pointer (&text, g_free);
  return text;
}

/*
 * _nomo_map_copy_link:
 * @builder: a record under construction
 * @field: index of a field that is text
 * @row: a row
 * @paths: (array zero-terminated=1): where an address may be
 *
 * Sets the field to the first address, when the row tells of any.
 */
void
_nomo_map_copy_link (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *const *paths)
{
  g_autofree char *link = NULL;
  gboolean told = FALSE;

  for (; link == NULL && *paths != NULL; paths++) {
    told = told || tells (row, *paths);
    link = _nomo_map_dup_link (row, *paths);
  }
  if (told)
    nomo_builder_set_text (builder, field, link);
}

/*
 * _nomo_map_set_refs:
 * @builder: a record under construction
 * @part: index of a part that is a set
 * @field: index of its field that names a record
 * @row: a row
 * @path: where an array of ids is, or of objects that have one
 *
 * Sets the rows of the part when the row tells them; one that is told twice is one.
 */
void
_nomo_map_set_refs (NomoRecordBuilder *builder, guint part, guint field, JsonNode *row, const char *path)
{
  JsonArray *refs = nomo_json_get_array (row, path);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (_nomo_map_tells_rows (row, path))
    nomo_builder_clear_part (builder, part);
  for (guint i = 0; refs != NULL && i < json_array_get_length (refs); i++) {
    JsonNode *ref = json_array_get_element (refs, i);
    gint64 id = 0;

    if (!nomo_json_get_int (ref, nomo_json_get_object (ref, "") != NULL ? "id" : "", &id) || id <= 0 ||
        !g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
      continue;
    nomo_builder_add_part (builder, part);
    nomo_builder_part_int (builder, part, field, id);
  }
}

/*
 * _nomo_map_read_item_product:
 * @item: an item of an order or of a cart
 * @id: (out): the product's id
 *
 * Returns: %TRUE when the item tells it, itself or within the product
 */
gboolean
_nomo_map_read_item_product (JsonNode *item, gint64 *id)
{
  return (nomo_json_get_int (item, "product.id", id) && *id > 0) ||
         (nomo_json_get_int (item, "product_id", id) && *id > 0);
}

/*
 * _nomo_map_read_item_quantity:
 * @item: an item of an order or of a cart
 * @quantity: (out): pieces
 *
 * Returns: %TRUE when they are told, and there are as many as can be added up
 */
gboolean
_nomo_map_read_item_quantity (JsonNode *item, gint64 *quantity)
{
  return nomo_json_get_int (item, "quantity", quantity) && *quantity >= 0 && *quantity <= G_MAXINT32;
}

/*
 * _nomo_map_dup_item_name:
 * @item: an item of an order or of a cart
 *
 * Returns: (transfer full) (nullable): the name of the item, else that of its product
 */
char *
_nomo_map_dup_item_name (JsonNode *item)
{
  char *name = _nomo_map_dup_text (item, "name");

  return name != NULL ? name : _nomo_map_dup_text (item, "product.name");
}
