#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"
#include "nomo-offer.h"

/* A special offer under construction. As with a coupon, what narrows it down and cannot be read is not null: it makes the
 * row unreadable. */
typedef struct {
  NomoRecordBuilder *builder;
  JsonNode *row;
  char *currency;
} Mapping;

static void
mapping_clear (Mapping *self)
{
  g_clear_pointer (&self->builder, nomo_builder_free);
  g_clear_pointer (&self->currency, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mapping, mapping_clear)

static gboolean
tells (JsonNode *row, const char *path)
{
  return nomo_json_get (row, path) != NULL;
}

/* An answer has other names than a request, and what was sent may come back. */
static const char *
told_path (JsonNode *row, const char *answer, const char *request)
{
  return tells (row, answer) ? answer : request;
}

static gboolean
set_bounds (const Mapping *self, GError **error)
{
  const char *minimum = told_path (self->row, "buy.min_amount", "min_purchase_amount");
  const char *items = told_path (self->row, "buy.min_items", "min_items_count");

  if (!_nomo_map_set_bound (self->builder, OFFER_MINIMUM, self->row, minimum, self->currency) ||
      !_nomo_map_set_limit (self->builder, OFFER_MINIMUM_ITEMS, self->row, items))
    return _nomo_map_refuse (error, "a smallest basket that is not readable");
  if (!_nomo_map_set_moment (self->builder, OFFER_START, self->row, "start_date") ||
      !_nomo_map_set_moment (self->builder, OFFER_EXPIRY, self->row, "expiry_date"))
    return _nomo_map_refuse (error, "a beginning or an end that is not readable");
  return TRUE;
}

static void
set_texts (const Mapping *self)
{
  static const struct {
    guint field;
    const char *path;
  } texts[] = {
    { OFFER_NAME, "name" },         { OFFER_MESSAGE, "message" },       { OFFER_TYPE, "offer_type" },
    { OFFER_STATUS, "status" },     { OFFER_APPLIED_TO, "applied_to" }, { OFFER_CHANNEL, "applied_channel" },
    { OFFER_BUY_TYPE, "buy.type" }, { OFFER_GET_TYPE, "get.type" },     { OFFER_DISCOUNT_TYPE, "get.discount_type" },
    { OFFER_BASED_ON, "based_on" }, { OFFER_APPLY_TYPE, "apply_type" }, { OFFER_SELECT_BY, "select_by" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    _nomo_map_set_text (self->builder, texts[i].field, self->row, texts[i].path);
}

static void
set_flags (const Mapping *self)
{
  const char *sale = told_path (self->row, "exclude_sale_items", "exclude_sale_products");

  _nomo_map_set_bool (self->builder, OFFER_EXCLUDE_SALE, self->row, sale);
  _nomo_map_set_bool (self->builder, OFFER_WITH_COUPON, self->row, "applied_with_coupon");
  _nomo_map_set_bool (self->builder, OFFER_WITH_CURRENT, self->row, "with_current_cart");
  _nomo_map_set_bool (self->builder, OFFER_SHOW_PRICE, self->row, "show_price_after_discount");
  _nomo_map_set_bool (self->builder, OFFER_SHOW_TABLE, self->row, "show_discounts_table_message");
}

static gboolean
is_word (JsonNode *row, const char *path, const char *word)
{
  g_autofree char *text = _nomo_map_dup_text (row, path);

  return text != NULL && g_ascii_strcasecmp (text, word) == 0;
}

/* A fixed amount has a word of its own or none; what is free has no amount. */
static gboolean
set_discount (const Mapping *self, GError **error)
{
  g_autofree char *kind = _nomo_map_dup_text (self->row, "get.discount_type");
  g_autofree char *text = nomo_json_dup_decimal (self->row, "get.discount_amount");
  gboolean percentage = is_word (self->row, kind != NULL ? "get.discount_type" : "offer_type", "percentage");
  guint field = percentage ? OFFER_PERCENT : OFFER_AMOUNT;
  gint64 number = 0;

  if (!tells (self->row, "get"))
    return TRUE;
  nomo_builder_set_null (self->builder, OFFER_PERCENT);
  nomo_builder_set_null (self->builder, OFFER_AMOUNT);
  if (text == NULL || is_word (self->row, "get.discount_type", "free-product"))
    return TRUE;
  if (percentage ? !_nomo_map_read_hundredths (self->row, "get.discount_amount", &number)
                 : !_nomo_map_read_amount (self->row, "get.discount_amount", self->currency, &number))
    return _nomo_map_refuse (error, "a discount that is not readable");
  nomo_builder_set_int (self->builder, field, number);
  return TRUE;
}

static gboolean
set_quantities (const Mapping *self, GError **error)
{
  gboolean special = nomo_json_get_object (self->row, "special_price") != NULL;
  const char *price = special ? "special_price.price" : told_path (self->row, "special_price", "price");
  const char *quantity = special ? "special_price.quantity" : "quantity";

  if (!_nomo_map_set_bound (self->builder, OFFER_PRICE, self->row, price, self->currency))
    return _nomo_map_refuse (error, "a price that is not readable");
  if (!_nomo_map_set_limit (self->builder, OFFER_PRICE_QUANTITY, self->row, quantity) ||
      !_nomo_map_set_limit (self->builder, OFFER_BUY_QUANTITY, self->row, "buy.quantity") ||
      !_nomo_map_set_limit (self->builder, OFFER_GET_QUANTITY, self->row, "get.quantity"))
    return _nomo_map_refuse (error, "a quantity that is not readable");
  return TRUE;
}

typedef struct {
  const char *path;
  NomoOfferPart part;
  NomoOfferTarget target;
} List;

static const List lists[] = {
  { "buy.products", OFFER_PART_BUY, OFFER_PRODUCT },
  { "buy.categories", OFFER_PART_BUY, OFFER_CATEGORY },
  { "excluded_buy_products_ids", OFFER_PART_BUY, OFFER_EXCLUDED_PRODUCT },
  { "excluded_buy_categories_ids", OFFER_PART_BUY, OFFER_EXCLUDED_CATEGORY },
  { "get.products", OFFER_PART_GET, OFFER_PRODUCT },
  { "get.categories", OFFER_PART_GET, OFFER_CATEGORY },
  { "customer_groups", OFFER_PART_AUDIENCE, OFFER_GROUP },
  { "countries", OFFER_PART_AUDIENCE, OFFER_COUNTRY },
  { "scopes", OFFER_PART_AUDIENCE, OFFER_SCOPE },
  { "scopes_ids", OFFER_PART_AUDIENCE, OFFER_SCOPE },
};

static void
clear_told (const Mapping *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (tells (self->row, lists[i].path))
      nomo_builder_clear_part (self->builder, lists[i].part);
  if (tells (self->row, "buy"))
    nomo_builder_clear_part (self->builder, OFFER_PART_BUY);
  if (tells (self->row, "get"))
    nomo_builder_clear_part (self->builder, OFFER_PART_GET);
}

/* Products are ids, rows of a database or cards; the id is all of them. */
static gboolean
set_targets (const Mapping *self, GError **error)
{
  clear_told (self);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (GArray) ids = _nomo_map_read_ids (self->row, lists[i].path);
    gboolean again = g_str_equal (lists[i].path, "scopes_ids") && tells (self->row, "scopes");

    if (ids == NULL)
      return _nomo_map_refuse (error, "a list of what it applies to that is not readable");
    for (guint j = 0; !again && j < ids->len; j++)
      nomo_offer_add_target (self->builder, lists[i].part, lists[i].target, g_array_index (ids, gint64, j));
  }
  return TRUE;
}

static gboolean
set_methods (const Mapping *self, GError **error)
{
  const char *path = told_path (self->row, "buy.payment_methods", "payment_methods");
  g_autoptr (GPtrArray) list = _nomo_map_read_list (self->row, path);

  if (list == NULL)
    return _nomo_map_refuse (error, "a list of payment methods that is not readable");
  if (tells (self->row, path))
    nomo_builder_clear_part (self->builder, OFFER_PART_PAYMENT_METHODS);
  for (guint i = 0; i < list->len; i++) {
    nomo_builder_add_part (self->builder, OFFER_PART_PAYMENT_METHODS);
    nomo_builder_part_text (self->builder, OFFER_PART_PAYMENT_METHODS, OFFER_PAYMENT_METHOD, list->pdata[i]);
  }
  return TRUE;
}

/* What a tier is called by in each of the offers that have some. */
typedef struct {
  const char *path;
  const char *threshold;
  const char *type;
  const char *discount;
  const char *other_discount;
  gboolean pieces;
} Tiers;

static gboolean
read_number (const Mapping *self, JsonNode *tier, const char *path, gboolean money, gint64 *number)
{
  return money ? _nomo_map_read_amount (tier, path, self->currency, number) : nomo_json_get_int (tier, path, number);
}

static gboolean
set_tier_discount (const Mapping *self, JsonNode *tier, const Tiers *tiers)
{
  g_autofree char *type = _nomo_map_dup_text (tier, tiers->type);
  const char *path = told_path (tier, tiers->discount, tiers->other_discount);
  gboolean percentage = type == NULL || g_ascii_strcasecmp (type, "percentage") == 0;
  gint64 number = 0;

  if (percentage ? !_nomo_map_read_hundredths (tier, path, &number)
                 : !_nomo_map_read_amount (tier, path, self->currency, &number))
    return FALSE;
  nomo_builder_part_text (self->builder, OFFER_PART_TIERS, OFFER_TIER_TYPE, type != NULL ? type : "percentage");
  nomo_builder_part_int (self->builder, OFFER_PART_TIERS, percentage ? OFFER_TIER_PERCENT : OFFER_TIER_AMOUNT, number);
  return TRUE;
}

static gboolean
add_tier (const Mapping *self, JsonNode *tier, const Tiers *tiers)
{
  g_autofree char *name = _nomo_map_dup_text (tier, "name");
  g_autofree char *maximum = nomo_json_dup_decimal (tier, "max_customer_discount");
  gint64 number = 0;

  if (!read_number (self, tier, tiers->threshold, !tiers->pieces, &number))
    return FALSE;
  nomo_builder_add_part (self->builder, OFFER_PART_TIERS);
  nomo_builder_part_text (self->builder, OFFER_PART_TIERS, OFFER_TIER_NAME, name);
  nomo_builder_part_int (self->builder, OFFER_PART_TIERS, tiers->pieces ? OFFER_TIER_QUANTITY : OFFER_TIER_MINIMUM,
                         number);
  if (maximum != NULL && !_nomo_map_read_amount (tier, "max_customer_discount", self->currency, &number))
    return FALSE;
  if (maximum != NULL)
    nomo_builder_part_int (self->builder, OFFER_PART_TIERS, OFFER_TIER_MAXIMUM, number);
  return set_tier_discount (self, tier, tiers);
}

static gboolean
add_tiers (const Mapping *self, const Tiers *tiers, GError **error)
{
  JsonArray *rows = nomo_json_get_array (self->row, tiers->path);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (!add_tier (self, json_array_get_element (rows, i), tiers))
      return _nomo_map_refuse (error, "a tier that is not readable");
  return TRUE;
}

static gboolean
set_tiers (const Mapping *self, GError **error)
{
  const Tiers kinds[] = {
    { "tiers", "min_purchases", "type", "discount", "discount_amount", FALSE },
    { "options", "condition_threshold", "discount_apply_type", "discount_amount", "discount",
      is_word (self->row, "based_on", "products_count") },
    { "discounts_table", "quantity", "type", "discount_amount", "discount", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (tells (self->row, kinds[i].path))
      nomo_builder_clear_part (self->builder, OFFER_PART_TIERS);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!add_tiers (self, &kinds[i], error))
      return FALSE;
  return TRUE;
}

/**
 * nomo_salla_map_offer:
 * @row: a row of `/specialoffers`, a whole offer, or what a webhook tells of one
 * @shop_currency: ISO code of the shop's currency
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id, a name and a type; and what bounds the offer, what it applies to and what it takes off must be readable,
 * since without it it would be another offer. A tier that names no type is a percentage.
 *
 * Returns: (transfer full): Salla's image of the offer, or %NULL
 */
NomoRecord *
nomo_salla_map_offer (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_auto (Mapping) self = { .row = row };
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  self.builder = nomo_record_build (nomo_offer_entity (), id);
  self.currency = _nomo_map_dup_currency (row, "currency", shop_currency);
  nomo_builder_set_as_of (self.builder, as_of);
  nomo_builder_set_text (self.builder, OFFER_CURRENCY, self.currency);
  set_texts (&self);
  set_flags (&self);
  if (!set_bounds (&self, error) || !set_discount (&self, error) || !set_quantities (&self, error) ||
      !set_targets (&self, error) || !set_methods (&self, error) || !set_tiers (&self, error))
    return NULL;
  return _nomo_map_end (g_steal_pointer (&self.builder), error);
}
