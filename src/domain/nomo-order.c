#include "config.h"

#include "nomo-order.h"

#include "nomo-order-sums.h"
#include "nomo-payments.h"
#include "nomo-rules.h"

#include <glib/gi18n.h>
#include <string.h>

static const NomoChoice statuses[] = {
  { "payment_pending", NC_ ("order status", "Awaiting payment") },
  { "under_review", NC_ ("order status", "Under review") },
  { "in_progress", NC_ ("order status", "In progress") },
  { "completed", NC_ ("order status", "Completed") },
  { "delivering", NC_ ("order status", "Out for delivery") },
  { "delivered", NC_ ("order status", "Delivered") },
  { "shipped", NC_ ("order status", "Shipped") },
  { "canceled", NC_ ("order status", "Cancelled") },
  { "restoring", NC_ ("order status", "Being returned") },
  { "restored", NC_ ("order status", "Returned") },
  { "refunded", NC_ ("order status", "Refunded") },
  { "request_quote", NC_ ("order status", "Quote requested") },
  { NULL, NULL },
};

static const NomoChoice sources[] = {
  { "store", NC_ ("order source", "Online store") },
  { NULL, NULL },
};

static const NomoChoice channels[] = {
  { "mobile", NC_ ("order channel", "Phone browser") }, { "mobile-app", NC_ ("order channel", "The store’s app") },
  { "desktop", NC_ ("order channel", "Computer") },     { "affiliate", NC_ ("order channel", "Marketer’s link") },
  { "mahly-app", NC_ ("order channel", "Mahly app") },  { NULL, NULL },
};

#define COLUMN          (NOMO_FIELD_INDEXED)
#define GROUP           (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define TRACKED_COLUMN  (NOMO_FIELD_TRACKED | NOMO_FIELD_INDEXED)
#define SEARCHED_NUMBER (NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NUMBER | NOMO_FIELD_INDEXED | NOMO_FIELD_REQUIRED)
#define SHOPPER         (NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE)

#define MONEY NULL, "currency"

/* Those who handle orders move them on; marketers write tags alone. */

static const NomoField fields[] = {
  [ORDER_REFERENCE] = { "reference", NOMO_TYPE_TEXT, N_ ("Order number"), SEARCHED_NUMBER },
  [ORDER_DATE] = { "date", NOMO_TYPE_TIME, N_ ("Date"), NOMO_FIELD_REQUIRED | COLUMN },
  [ORDER_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"),
                     TRACKED_COLUMN | NOMO_FIELD_GROUPED | NOMO_FIELD_TWO_WAY, statuses, .writers = NOMO_WRITERS_SALES,
                     .context = "order status" },
  [ORDER_STATUS_ID] = { "status_id", NOMO_TYPE_INT, N_ ("Status number"), NOMO_FIELD_TWO_WAY,
                        .writers = NOMO_WRITERS_SALES },
  [ORDER_STATUS_NAME] = { "status_name", NOMO_TYPE_TEXT, N_ ("Status in the store’s words"), NOMO_FIELD_TWO_WAY,
                          .writers = NOMO_WRITERS_SALES },
  [ORDER_PAYMENT] = { "payment", NOMO_TYPE_CHOICE, N_ ("Payment method"), TRACKED_COLUMN | NOMO_FIELD_GROUPED,
                      nomo_payment_methods, .context = "payment method" },
  [ORDER_TOTAL] = { "total", NOMO_TYPE_MONEY, N_ ("Total"), TRACKED_COLUMN | NOMO_FIELD_REQUIRED, MONEY },
  [ORDER_CURRENCY] = { "currency", NOMO_TYPE_TEXT, N_ ("Currency"), NOMO_FIELD_REQUIRED },
  [ORDER_RATE] = { "rate", NOMO_TYPE_TEXT, N_ ("Exchange rate"), NOMO_FIELD_DERIVED },
  [ORDER_TOTAL_SHOP] = { "total_shop", NOMO_TYPE_MONEY, N_ ("Total in the store’s currency"), NOMO_FIELD_DERIVED, NULL,
                         "shop_currency" },
  [ORDER_SHOP_CURRENCY] = { "shop_currency", NOMO_TYPE_TEXT, N_ ("The store’s currency"), NOMO_FIELD_DERIVED },
  [ORDER_PENDING] = { "pending", NOMO_TYPE_BOOL, N_ ("Awaiting payment") },
  [ORDER_DRAFT] = { "draft", NOMO_TYPE_BOOL, N_ ("Draft") },
  [ORDER_ITEM_COUNT] = { "item_count", NOMO_TYPE_INT, N_ ("Items"), COLUMN },
  [ORDER_ITEMS_TEXT] = { "items_text", NOMO_TYPE_TEXT, N_ ("Products"), NOMO_FIELD_SEARCHABLE },
  [ORDER_CUSTOMER_ID] = { "customer", NOMO_TYPE_REF, N_ ("Customer"), GROUP | NOMO_FIELD_PERSON, NULL, "customer" },
  [ORDER_CUSTOMER_NAME] = { "customer_name", NOMO_TYPE_TEXT, N_ ("Customer’s name"), SHOPPER },
  [ORDER_CUSTOMER_PHONE] = { "customer_phone", NOMO_TYPE_PHONE, N_ ("Customer’s phone"), SHOPPER | NOMO_FIELD_NUMBER },
  [ORDER_CUSTOMER_EMAIL] = { "customer_email", NOMO_TYPE_EMAIL, N_ ("Customer’s e-mail"), SHOPPER },
  [ORDER_CITY] = { "city", NOMO_TYPE_TEXT, N_ ("City"), GROUP },
  [ORDER_COUNTRY] = { "country", NOMO_TYPE_TEXT, N_ ("Country"), NOMO_FIELD_GROUPED },
  [ORDER_SUBTOTAL] = { "subtotal", NOMO_TYPE_MONEY, N_ ("Subtotal"), 0, MONEY },
  [ORDER_DISCOUNT] = { "discount", NOMO_TYPE_MONEY, N_ ("Discount"), 0, MONEY },
  [ORDER_SHIPPING] = { "shipping", NOMO_TYPE_MONEY, N_ ("Shipping"), 0, MONEY },
  [ORDER_TAX] = { "tax", NOMO_TYPE_MONEY, N_ ("VAT"), 0, MONEY },
  [ORDER_COD_FEE] = { "cod_fee", NOMO_TYPE_MONEY, N_ ("Cash on delivery fee"), 0, MONEY },
  [ORDER_COUPON] = { "coupon", NOMO_TYPE_TEXT, N_ ("Coupon"), GROUP },
  [ORDER_REFUNDED] = { "refunded", NOMO_TYPE_BOOL, N_ ("Refunded"), GROUP | NOMO_FIELD_TRACKED },
  [ORDER_REFUNDED_AT] = { "refunded_at", NOMO_TYPE_TIME, N_ ("Refunded on") },
  [ORDER_REFUNDED_AMOUNT] = { "refunded_amount", NOMO_TYPE_MONEY, N_ ("Amount refunded"), NOMO_FIELD_TRACKED, MONEY },
  [ORDER_SOURCE] = { "source", NOMO_TYPE_CHOICE, N_ ("Source"), 0, sources, .context = "order source" },
  [ORDER_CHANNEL] = { "channel", NOMO_TYPE_CHOICE, N_ ("Channel"), 0, channels, .context = "order channel" },
  [ORDER_SHIPPING_COMPANY] = { "shipping_company", NOMO_TYPE_INT, N_ ("Shipping company number") },
  [ORDER_NOTE] = { "note", NOMO_TYPE_TEXT, N_ ("Note"), NOMO_FIELD_TWO_WAY | NOMO_FIELD_PERSONAL | NOMO_FIELD_ONCE,
                   .writers = NOMO_WRITERS_SALES },
  [ORDER_UPDATED_AT] = { "updated_at", NOMO_TYPE_TIME, N_ ("Last change"), COLUMN | NOMO_FIELD_CHANGED },
  [ORDER_DETAILED] = { "detailed", NOMO_TYPE_BOOL, N_ ("Details known"), GROUP },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == ORDER_N_FIELDS);

static const NomoField item_fields[] = {
  [ORDER_ITEM_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Product") },
  [ORDER_ITEM_QUANTITY] = { "quantity", NOMO_TYPE_INT, N_ ("Quantity") },
  [ORDER_ITEM_THUMBNAIL] = { "thumbnail", NOMO_TYPE_TEXT, N_ ("Picture") },
  [ORDER_ITEM_PRODUCT] = { "product", NOMO_TYPE_REF, N_ ("Product number"), NOMO_FIELD_GROUPED, NULL, "product" },
  [ORDER_ITEM_SKU] = { "sku", NOMO_TYPE_TEXT, N_ ("SKU") },
  [ORDER_ITEM_PRICE] = { "price", NOMO_TYPE_MONEY, N_ ("Price"), 0, MONEY },
  [ORDER_ITEM_TOTAL] = { "total", NOMO_TYPE_MONEY, N_ ("Total"), 0, MONEY },
  [ORDER_ITEM_OPTIONS] = { "options", NOMO_TYPE_TEXT, N_ ("Options") },
  [ORDER_ITEM_REDUCED] = { "reduced", NOMO_TYPE_BOOL, N_ ("Reduced") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (item_fields) == ORDER_ITEM_N_FIELDS);

static const NomoField discount_fields[] = {
  [ORDER_DISCOUNT_TITLE] = { "title", NOMO_TYPE_TEXT, N_ ("Discount") },
  [ORDER_DISCOUNT_TYPE] = { "type", NOMO_TYPE_TEXT, N_ ("Type") },
  [ORDER_DISCOUNT_CODE] = { "code", NOMO_TYPE_TEXT, N_ ("Code") },
  [ORDER_DISCOUNT_AMOUNT] = { "amount", NOMO_TYPE_MONEY, N_ ("Amount"), 0, MONEY },
};
G_STATIC_ASSERT (G_N_ELEMENTS (discount_fields) == ORDER_DISCOUNT_N_FIELDS);

static const NomoField tag_fields[] = {
  [ORDER_TAG_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Tag"), NOMO_FIELD_GROUPED },
  [ORDER_TAG_ID] = { "tag_id", NOMO_TYPE_INT, N_ ("Tag number") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (tag_fields) == ORDER_TAG_N_FIELDS);

static const NomoPart parts[] = {
  [ORDER_PART_ITEMS] = { "items", N_ ("Items"), item_fields, ORDER_ITEM_N_FIELDS },
  [ORDER_PART_DISCOUNTS] = { "discounts", N_ ("Discounts"), discount_fields, ORDER_DISCOUNT_N_FIELDS },
  [ORDER_PART_TAGS] = { "tags", N_ ("Tags"), tag_fields, ORDER_TAG_N_FIELDS, TRUE, NOMO_FIELD_TWO_WAY },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == ORDER_N_PARTS);

static gboolean
check_quantities (const NomoRecord *order, GError **error)
{
  for (guint row = 0; row < nomo_record_count_part (order, ORDER_PART_ITEMS); row++)
    if (nomo_record_part_int (order, ORDER_PART_ITEMS, row, ORDER_ITEM_QUANTITY) < 0)
      /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
      return nomo_rules_refuse (order, item_fields[ORDER_ITEM_QUANTITY].label, _ ("%1$s %2$s: “%3$s” is negative."),
                                error);
  return TRUE;
}

static gboolean
check_refund (const NomoRecord *order, GError **error)
{
  static const guint told[] = { ORDER_REFUNDED_AT, ORDER_REFUNDED_AMOUNT };

  if (nomo_record_get_int (order, ORDER_REFUNDED) != 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (!nomo_record_is_null (order, told[i]))
      /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
      return nomo_rules_refuse_field (order, told[i], _ ("%1$s %2$s: “%3$s” is set, but nothing was refunded."), error);
  return TRUE;
}

static gboolean
order_validate (const NomoRecord *order, GError **error)
{
  static const guint counts[] = { ORDER_ITEM_COUNT, ORDER_REFUNDED_AMOUNT };

  return nomo_rules_check_money (order, error) && nomo_rules_check_currency (order, ORDER_CURRENCY, error) &&
         nomo_rules_check_currency (order, ORDER_SHOP_CURRENCY, error) &&
         nomo_rules_check_counts (order, counts, G_N_ELEMENTS (counts), error) && check_quantities (order, error) &&
         check_refund (order, error);
}

static gboolean
has_same_item (const NomoRecord *a, const NomoRecord *b, guint row)
{
  return g_strcmp0 (nomo_record_part_text (a, ORDER_PART_ITEMS, row, ORDER_ITEM_NAME),
                    nomo_record_part_text (b, ORDER_PART_ITEMS, row, ORDER_ITEM_NAME)) == 0 &&
         nomo_record_part_int (a, ORDER_PART_ITEMS, row, ORDER_ITEM_QUANTITY) ==
             nomo_record_part_int (b, ORDER_PART_ITEMS, row, ORDER_ITEM_QUANTITY);
}

/* What a row of a list tells of total and items, if it tells it. */
static gboolean
says_the_same (const NomoRecord *old, const NomoRecord *row)
{
  guint n = nomo_record_count_part (row, ORDER_PART_ITEMS);

  if (nomo_record_get_int (old, ORDER_TOTAL) != nomo_record_get_int (row, ORDER_TOTAL) ||
      g_strcmp0 (nomo_record_get_text (old, ORDER_CURRENCY), nomo_record_get_text (row, ORDER_CURRENCY)) != 0)
    return FALSE;
  if (nomo_record_is_null (row, ORDER_ITEM_COUNT))
    return TRUE;
  if (n != nomo_record_count_part (old, ORDER_PART_ITEMS))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!has_same_item (old, row, i))
      return FALSE;
  return TRUE;
}

/* What a row of a list tells beside total and items: where it is another, the order has changed, and with it what only the
 * details tell, at the least the moment of the change. */
static gboolean
is_as_before (const NomoRecord *old, const NomoRecord *row)
{
  static const guint numbers[] = { ORDER_DATE, ORDER_STATUS_ID };
  static const guint texts[] = { ORDER_STATUS, ORDER_PAYMENT };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!nomo_record_is_null (row, numbers[i]) &&
        nomo_record_get_int (old, numbers[i]) != nomo_record_get_int (row, numbers[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!nomo_record_is_null (row, texts[i]) &&
        g_strcmp0 (nomo_record_get_text (old, texts[i]), nomo_record_get_text (row, texts[i])) != 0)
      return FALSE;
  return TRUE;
}

/* A row of a list says that the details are not known. As long as its total and items are those of the details, their items
 * say more, and as long as nothing else is another, the details still hold; if not, they are to be read again. */
static NomoRecord *
order_reconcile (const NomoRecord *old, NomoRecord *record)
{
  gboolean brief = !nomo_record_is_null (record, ORDER_DETAILED) && nomo_record_get_int (record, ORDER_DETAILED) == 0;
  NomoRecordBuilder *builder = NULL;

  if (!brief || nomo_record_get_int (old, ORDER_DETAILED) == 0 || !says_the_same (old, record))
    return nomo_record_ref (record);
  builder = nomo_record_rebuild (record);
  nomo_builder_set_int (builder, ORDER_DETAILED, is_as_before (old, record));
  nomo_builder_forget_part (builder, ORDER_PART_ITEMS);
  return nomo_builder_end (builder);
}

/**
 * nomo_order_entity:
 *
 * Orders, a mirror of Salla's but for their status, their tags and what is said of them.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_order_entity (void)
{
  static const NomoEntity entity = {
    .name = "order",
    .label = N_ ("Order"),
    .label_many = N_ ("Orders"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = ORDER_N_FIELDS,
    .parts = parts,
    .n_parts = ORDER_N_PARTS,
    .sort_field = ORDER_DATE,
    .sort_descending = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERB_UPDATE,
        [NOMO_ROLE_MANAGER] = NOMO_VERB_UPDATE,
        [NOMO_ROLE_MARKETER] = NOMO_VERB_UPDATE,
        [NOMO_ROLE_AGENT] = NOMO_VERB_UPDATE,
    },
    .validate = order_validate,
    .roll_up = nomo_order_roll_up,
    .reconcile = order_reconcile,
  };

  return &entity;
}

/**
 * nomo_order_counts_as_sale:
 * @order: an order
 *
 * Whether @order is part of the sales: it is neither a draft, nor cancelled, nor awaiting payment. %NOMO_ORDER_SALES says the
 * same in a filter.
 *
 * Returns: %TRUE when it counts
 */
gboolean
nomo_order_counts_as_sale (const NomoRecord *order)
{
  const char *status = nomo_record_get_text (order, ORDER_STATUS);

  if (nomo_record_get_int (order, ORDER_DRAFT) != 0 || nomo_record_get_int (order, ORDER_PENDING) != 0)
    return FALSE;
  return g_strcmp0 (status, "canceled") != 0 && g_strcmp0 (status, "payment_pending") != 0;
}

/**
 * nomo_order_discount_is_coupon:
 * @type: (nullable): %ORDER_DISCOUNT_TYPE
 * @code: (nullable): %ORDER_DISCOUNT_CODE
 *
 * Offers put their title where coupons have their code, and prizes something else.
 *
 * Returns: whether a discount is that of a coupon
 */
gboolean
nomo_order_discount_is_coupon (const char *type, const char *code)
{
  return code != NULL && g_strcmp0 (type, NOMO_ORDER_DISCOUNT_OFFER) != 0 && g_strcmp0 (type, "loyalty_prize") != 0;
}

/**
 * nomo_order_get_status_name:
 * @order: an order
 *
 * The status in the words of the interface's language; a status of the shop's own is shown as the shop words it.
 *
 * Returns: the status to show
 */
const char *
nomo_order_get_status_name (const NomoRecord *order)
{
  const char *status = nomo_record_get_text (order, ORDER_STATUS);
  const char *own = nomo_record_get_text (order, ORDER_STATUS_NAME);
  const char *label = nomo_field_get_choice_label (&fields[ORDER_STATUS], status);

  if (label != NULL)
    return g_dpgettext2 (NULL, "order status", label);
  return own != NULL ? own : status != NULL ? status : "";
}

/**
 * nomo_order_get_payment_name:
 * @order: an order
 *
 * Returns: the payment method to show, raw when it is none that is known
 */
const char *
nomo_order_get_payment_name (const NomoRecord *order)
{
  const char *payment = nomo_record_get_text (order, ORDER_PAYMENT);
  const char *label = nomo_field_get_choice_label (&fields[ORDER_PAYMENT], payment);

  if (label != NULL)
    return g_dpgettext2 (NULL, "payment method", label);
  return payment != NULL ? payment : "";
}
