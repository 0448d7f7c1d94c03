#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-coupon.h"
#include "nomo-json.h"

static const struct {
  const char *path;
  NomoCouponTarget target;
} targets[] = {
  { "include_product_ids", COUPON_INCLUDE_PRODUCT },      { "exclude_product_ids", COUPON_EXCLUDE_PRODUCT },
  { "include_category_ids", COUPON_INCLUDE_CATEGORY },    { "exclude_category_ids", COUPON_EXCLUDE_CATEGORY },
  { "exclude_brands_ids", COUPON_EXCLUDE_BRAND },         { "include_customer_group_ids", COUPON_INCLUDE_GROUP },
  { "exclude_customer_group_ids", COUPON_EXCLUDE_GROUP }, { "exclude_shipping_ids", COUPON_EXCLUDE_SHIPPING },
};
G_STATIC_ASSERT (G_N_ELEMENTS (targets) == COUPON_N_TARGETS);

static gboolean
tells_targets (JsonNode *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (nomo_json_get (row, targets[i].path) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
add_targets (NomoRecordBuilder *builder, JsonNode *row)
{
  if (tells_targets (row))
    nomo_builder_clear_part (builder, COUPON_PART_TARGETS);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++) {
    g_autoptr (GArray) ids = _nomo_map_read_ids (row, targets[i].path);

    if (ids == NULL)
      return FALSE;
    for (guint j = 0; j < ids->len; j++)
      nomo_coupon_add_target (builder, targets[i].target, g_array_index (ids, gint64, j));
  }
  return TRUE;
}

static gboolean
add_customers (NomoRecordBuilder *builder, JsonNode *row)
{
  g_autoptr (GArray) ids = _nomo_map_read_ids (row, "include_customer_ids");

  if (nomo_json_get (row, "include_customer_ids") != NULL)
    nomo_builder_clear_part (builder, COUPON_PART_CUSTOMERS);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    nomo_builder_add_part (builder, COUPON_PART_CUSTOMERS);
    nomo_builder_part_int (builder, COUPON_PART_CUSTOMERS, COUPON_CUSTOMER, g_array_index (ids, gint64, i));
  }
  return ids != NULL;
}

/* All of them is Salla's word for no bound. */
static gboolean
add_methods (NomoRecordBuilder *builder, JsonNode *row)
{
  g_autoptr (GPtrArray) list = _nomo_map_read_list (row, "include_payment_methods");

  if (nomo_json_get (row, "include_payment_methods") != NULL)
    nomo_builder_clear_part (builder, COUPON_PART_PAYMENT_METHODS);
  if (list == NULL || g_ptr_array_find_with_equal_func (list, "all", g_str_equal, NULL))
    return list != NULL;
  for (guint i = 0; i < list->len; i++) {
    nomo_builder_add_part (builder, COUPON_PART_PAYMENT_METHODS);
    nomo_builder_part_text (builder, COUPON_PART_PAYMENT_METHODS, COUPON_PAYMENT_METHOD, list->pdata[i]);
  }
  return TRUE;
}

/* Adds the codes of an array of rows to those that the part has. */
static void
add_codes (NomoRecordBuilder *builder, JsonNode *rows, const char *path, GHashTable *seen)
{
  JsonArray *array = nomo_json_get_array (rows, path);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *row = json_array_get_element (array, i);
    char *code = _nomo_map_dup_text (row, nomo_json_get_object (row, "") != NULL ? "code" : "");

    if (code == NULL || !g_hash_table_add (seen, code))
      continue;
    nomo_builder_add_part (builder, COUPON_PART_CODES);
    nomo_builder_part_text (builder, COUPON_PART_CODES, COUPON_CHILD_CODE, code);
  }
}

/*
 * _nomo_map_coupon_lists:
 * @builder: a coupon under construction
 * @row: a row of `/coupons`
 * @error: return location
 *
 * Reads to what and to whom the coupon applies, how it may be paid, and the codes of a group.
 *
 * Returns: %FALSE when one of the lists that narrow the coupon down is not readable
 */
gboolean
_nomo_map_coupon_lists (NomoRecordBuilder *builder, JsonNode *row, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!add_targets (builder, row) || !add_customers (builder, row) || !add_methods (builder, row))
    return _nomo_map_refuse (error, "a list of what it applies to that is not readable");
  add_codes (builder, row, "group_coupons", seen);
  return TRUE;
}

/**
 * nomo_salla_map_coupon_codes:
 * @coupon: a group, as the store holds it or as nomo_salla_map_coupon() gave it
 * @rows: the `data` of a page of `/coupons/codes`
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location
 *
 * Adds the codes of a page to those that the group has. A row without a code says nothing.
 *
 * Returns: (transfer full): the group with them, or %NULL when they do not keep the rules of a coupon
 */
NomoRecord *
nomo_salla_map_coupon_codes (const NomoRecord *coupon, JsonNode *rows, gint64 as_of, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  NomoRecordBuilder *builder = nomo_record_build_from (coupon);

  for (guint i = 0; i < nomo_record_count_part (coupon, COUPON_PART_CODES); i++)
    g_hash_table_add (seen, g_strdup (nomo_record_part_text (coupon, COUPON_PART_CODES, i, COUPON_CHILD_CODE)));
  nomo_builder_set_as_of (builder, as_of);
  add_codes (builder, rows, "", seen);
  return _nomo_map_end (builder, error);
}
