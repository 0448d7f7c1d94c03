#include "config.h"

#include "nomo-salla-map.h"

#include "nomo-customer.h"
#include "nomo-json.h"
#include "nomo-money.h"
#include "nomo-order.h"
#include "nomo-phone.h"
#include "nomo-salla-error.h"
#include "nomo-salla-time.h"

#include <string.h>

#define FALLBACK_CURRENCY "SAR"

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, reason);
  return FALSE;
}

static gboolean
read_id (JsonNode *row, gint64 *id, GError **error)
{
  if (nomo_json_get_int (row, "id", id) && *id > 0)
    return TRUE;
  return refuse (error, "no id");
}

/* An empty text says no more than a missing one. */
static char *
dup_text (JsonNode *row, const char *path)
{
  char *text = nomo_json_dup_text (row, path);

  if (text != NULL && *g_strstrip (text) == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static void
copy_text (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path)
{
  g_autofree char *text = dup_text (row, path);

  if (text != NULL)
    nomo_builder_set_text (builder, field, text);
}

static gboolean
is_currency (const char *text)
{
  return text != NULL && strlen (text) == 3 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) &&
         g_ascii_isupper (text[2]);
}

static char *
dup_currency (JsonNode *row, const char *path, const char *fallback)
{
  char *text = dup_text (row, path);

  if (is_currency (text))
    return text;
  g_free (text);
  return g_strdup (fallback);
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

  self->name = dup_text (data, "name");
  self->domain = dup_text (data, "domain");
  self->plan = dup_text (data, "plan");
  self->currency = dup_currency (data, "currency", FALLBACK_CURRENCY);
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

/* The rate turns the order's currency into the shop's: the pair is named, and it may be named the other way round only when
 * it says so; then the order counts as one without a rate. */
static char *
dup_rate (JsonNode *row, const char *currency, const char *shop_currency)
{
  g_autofree char *base = dup_text (row, "exchange_rate.base_currency");
  g_autofree char *to = dup_text (row, "exchange_rate.exchange_currency");

  if (base != NULL && to != NULL && (g_strcmp0 (base, currency) != 0 || g_strcmp0 (to, shop_currency) != 0))
    return NULL;
  return nomo_json_dup_decimal (row, nomo_json_get_object (row, "exchange_rate") != NULL ? "exchange_rate.rate"
                                                                                         : "exchange_rate");
}

static void
set_shop_total (NomoRecordBuilder *builder, JsonNode *row, gint64 total, const char *currency,
                const char *shop_currency)
{
  g_autofree char *rate = NULL;
  gint64 shop_total;

  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, shop_currency);
  if (g_str_equal (currency, shop_currency)) {
    nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, total);
    return;
  }
  rate = dup_rate (row, currency, shop_currency);
  if (rate == NULL || !nomo_money_convert (total, currency, rate, shop_currency, &shop_total, NULL))
    return;
  nomo_builder_set_text (builder, ORDER_RATE, rate);
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, shop_total);
}

static gboolean
set_money (NomoRecordBuilder *builder, JsonNode *row, const char *shop_currency, GError **error)
{
  g_autofree char *currency = dup_currency (row, "total.currency", NULL);
  g_autofree char *amount = nomo_json_dup_decimal (row, "total");
  gint64 total;

  if (currency == NULL)
    currency = dup_currency (row, "currency", shop_currency);
  if (amount == NULL || !nomo_money_parse (amount, currency, &total, NULL))
    return refuse (error, "no readable total");
  nomo_builder_set_int (builder, ORDER_TOTAL, total);
  nomo_builder_set_text (builder, ORDER_CURRENCY, currency);
  set_shop_total (builder, row, total, currency, shop_currency);
  return TRUE;
}

static void
set_status (NomoRecordBuilder *builder, JsonNode *row)
{
  gint64 id;

  copy_text (builder, ORDER_STATUS, row, "status.slug");
  copy_text (builder, ORDER_STATUS_NAME, row, "status.name");
  copy_text (builder, ORDER_STATUS_NAME, row, "status.customized.name");
  if (nomo_json_get_int (row, "status.id", &id))
    nomo_builder_set_int (builder, ORDER_STATUS_ID, id);
}

static void
add_item (NomoRecordBuilder *builder, JsonNode *item, gint64 *count, GString *names)
{
  g_autofree char *name = dup_text (item, "name");
  g_autofree char *thumbnail = dup_text (item, "thumbnail");
  gint64 quantity = 1;

  if (!nomo_json_get_int (item, "quantity", &quantity) || quantity < 0 || quantity > G_MAXINT32)
    quantity = 1;
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, name != NULL ? name : "");
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, quantity);
  if (thumbnail != NULL)
    nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_THUMBNAIL, thumbnail);
  *count += quantity;
  if (name != NULL)
    g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "", name);
}

static void
set_items (NomoRecordBuilder *builder, JsonNode *row)
{
  JsonArray *items = nomo_json_get_array (row, "items");
  g_autoptr (GString) names = g_string_new (NULL);
  gint64 count = 0;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    add_item (builder, json_array_get_element (items, i), &count, names);
  nomo_builder_set_int (builder, ORDER_ITEM_COUNT, count);
  nomo_builder_set_text (builder, ORDER_ITEMS_TEXT, names->str);
}

static NomoRecord *
end_record (NomoRecordBuilder *builder, GError **error)
{
  g_autoptr (NomoRecord) record = nomo_builder_end (builder);

  return nomo_record_validate (record, error) ? g_steal_pointer (&record) : NULL;
}

/**
 * nomo_salla_map_order:
 * @row: a row of `/orders`, or a whole order
 * @shop_currency: ISO code of the shop's currency
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id, a date and a total; what else is missing or of another shape stays empty.
 *
 * Returns: (transfer full): the order, or %NULL
 */
NomoRecord *
nomo_salla_map_order (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id, date, customer;

  if (!read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_order_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  if (!nomo_salla_time_read (row, "date", &date))
    return refuse (error, "no readable date"), NULL;
  nomo_builder_set_int (builder, ORDER_DATE, date);
  if (!set_money (builder, row, shop_currency, error))
    return NULL;
  copy_text (builder, ORDER_REFERENCE, row, "reference_id");
  copy_text (builder, ORDER_PAYMENT, row, "payment_method");
  set_status (builder, row);
  set_items (builder, row);
  nomo_builder_set_int (builder, ORDER_PENDING, nomo_json_get_bool (row, "is_pending_payment", FALSE));
  nomo_builder_set_int (builder, ORDER_DRAFT, nomo_json_get_bool (row, "draft", FALSE));
  if (nomo_json_get_int (row, "customer.id", &customer) && customer > 0)
    nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, customer);
  return end_record (g_steal_pointer (&builder), error);
}

static void
set_names (NomoRecordBuilder *builder, JsonNode *row)
{
  g_autofree char *first = dup_text (row, "first_name");
  g_autofree char *last = dup_text (row, "last_name");
  g_autofree char *name = dup_text (row, "name");

  if (first != NULL || last != NULL) {
    g_free (name);
    name = g_strdup_printf ("%s%s%s", first != NULL ? first : "", first != NULL && last != NULL ? " " : "",
                            last != NULL ? last : "");
  }
  nomo_builder_set_text (builder, CUSTOMER_NAME, name != NULL ? name : "");
  if (first != NULL)
    nomo_builder_set_text (builder, CUSTOMER_FIRST_NAME, first);
  if (last != NULL)
    nomo_builder_set_text (builder, CUSTOMER_LAST_NAME, last);
}

/* `mobile` is a number without its country and `mobile_code` the country, or it is all of it as a text. */
static void
set_phone (NomoRecordBuilder *builder, JsonNode *row)
{
  g_autofree char *mobile = dup_text (row, "mobile");
  g_autofree char *code = dup_text (row, "mobile_code");
  g_autofree char *phone = mobile != NULL ? nomo_phone_normalize (mobile, code != NULL ? code : "+966") : NULL;

  if (phone != NULL)
    nomo_builder_set_text (builder, CUSTOMER_PHONE, phone);
}

static void
set_groups (NomoRecordBuilder *builder, JsonNode *row)
{
  JsonArray *groups = nomo_json_get_array (row, "groups");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++) {
    JsonNode *group = json_array_get_element (groups, i);
    g_autofree char *id = dup_text (group, nomo_json_get_object (group, "") != NULL ? "id" : "");

    if (id != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", id);
  }
  nomo_builder_set_text (builder, CUSTOMER_GROUPS, text->str);
}

/**
 * nomo_salla_map_customer:
 * @row: a row of `/customers`
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id. Salla does not tell when a customer came; the earliest `updated_at` ever told stands for it.
 *
 * Returns: (transfer full): the customer, or %NULL
 */
NomoRecord *
nomo_salla_map_customer (JsonNode *row, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id, updated;

  if (!read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_customer_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  set_names (builder, row);
  set_phone (builder, row);
  set_groups (builder, row);
  copy_text (builder, CUSTOMER_EMAIL, row, "email");
  copy_text (builder, CUSTOMER_CITY, row, "city");
  copy_text (builder, CUSTOMER_COUNTRY, row, "country");
  copy_text (builder, CUSTOMER_GENDER, row, "gender");
  if (nomo_salla_time_read (row, "updated_at", &updated)) {
    nomo_builder_set_int (builder, CUSTOMER_UPDATED_AT, updated);
    nomo_builder_set_int (builder, CUSTOMER_FIRST_SEEN, updated);
  }
  return end_record (g_steal_pointer (&builder), error);
}
