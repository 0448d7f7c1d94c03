#include "config.h"

#include "nomo-order.h"

#include "nomo-calendar.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* An amount beyond this is a mistake of whoever sent it, and sums of a shop's life still fit into 64 bits. */
#define MAX_TOTAL G_GINT64_CONSTANT (1000000000000000)

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

static const NomoChoice payments[] = {
  { "mada", NC_ ("payment method", "mada") },
  { "credit_card", NC_ ("payment method", "Credit card") },
  { "apple_pay", NC_ ("payment method", "Apple Pay") },
  { "stc_pay", NC_ ("payment method", "STC Pay") },
  { "bank", NC_ ("payment method", "Bank transfer") },
  { "cod", NC_ ("payment method", "Cash on delivery") },
  { "tamara_installment", NC_ ("payment method", "Tamara") },
  { "tabby_installment", NC_ ("payment method", "Tabby") },
  { "spotii_pay", NC_ ("payment method", "Spotii") },
  { "knet", NC_ ("payment method", "KNET") },
  { "paypal", NC_ ("payment method", "PayPal") },
  { "free", NC_ ("payment method", "Free") },
  { "waiting", NC_ ("payment method", "Not chosen yet") },
  { NULL, NULL },
};

#define SEARCHED_NUMBER (NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NUMBER | NOMO_FIELD_INDEXED | NOMO_FIELD_REQUIRED)
#define TRACKED_COLUMN  (NOMO_FIELD_TRACKED | NOMO_FIELD_INDEXED)

static const NomoField fields[] = {
  [ORDER_REFERENCE] = { "reference", NOMO_TYPE_TEXT, N_ ("Order number"), SEARCHED_NUMBER },
  [ORDER_DATE] = { "date", NOMO_TYPE_TIME, N_ ("Date"), NOMO_FIELD_REQUIRED | NOMO_FIELD_INDEXED },
  [ORDER_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"), TRACKED_COLUMN, statuses, .context = "order status" },
  [ORDER_STATUS_ID] = { "status_id", NOMO_TYPE_INT, N_ ("Status number") },
  [ORDER_STATUS_NAME] = { "status_name", NOMO_TYPE_TEXT, N_ ("Status in the store’s words") },
  [ORDER_PAYMENT] = { "payment", NOMO_TYPE_CHOICE, N_ ("Payment method"), TRACKED_COLUMN, payments,
                      .context = "payment method" },
  [ORDER_TOTAL] = { "total", NOMO_TYPE_MONEY, N_ ("Total"), TRACKED_COLUMN | NOMO_FIELD_REQUIRED, NULL, "currency" },
  [ORDER_CURRENCY] = { "currency", NOMO_TYPE_TEXT, N_ ("Currency"), NOMO_FIELD_REQUIRED },
  [ORDER_RATE] = { "rate", NOMO_TYPE_TEXT, N_ ("Exchange rate") },
  [ORDER_TOTAL_SHOP] = { "total_shop", NOMO_TYPE_MONEY, N_ ("Total in the store’s currency"), 0, NULL,
                         "shop_currency" },
  [ORDER_SHOP_CURRENCY] = { "shop_currency", NOMO_TYPE_TEXT, N_ ("The store’s currency") },
  [ORDER_PENDING] = { "pending", NOMO_TYPE_BOOL, N_ ("Awaiting payment") },
  [ORDER_DRAFT] = { "draft", NOMO_TYPE_BOOL, N_ ("Draft") },
  [ORDER_ITEM_COUNT] = { "item_count", NOMO_TYPE_INT, N_ ("Items"), NOMO_FIELD_INDEXED },
  [ORDER_ITEMS_TEXT] = { "items_text", NOMO_TYPE_TEXT, N_ ("Products"), NOMO_FIELD_SEARCHABLE },
  [ORDER_CUSTOMER_ID] = { "customer", NOMO_TYPE_REF, N_ ("Customer"), 0, NULL, "customer" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == ORDER_N_FIELDS);

static const NomoField item_fields[] = {
  [ORDER_ITEM_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Product") },
  [ORDER_ITEM_QUANTITY] = { "quantity", NOMO_TYPE_INT, N_ ("Quantity") },
  [ORDER_ITEM_THUMBNAIL] = { "thumbnail", NOMO_TYPE_TEXT, N_ ("Picture") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (item_fields) == ORDER_ITEM_N_FIELDS);

static const NomoPart parts[] = {
  [ORDER_PART_ITEMS] = { "items", N_ ("Items"), item_fields, G_N_ELEMENTS (item_fields) },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == ORDER_N_PARTS);

static gboolean
amount_fits (const NomoRecord *order, guint field)
{
  gint64 amount = nomo_record_get_int (order, field);

  return amount >= -MAX_TOTAL && amount <= MAX_TOTAL;
}

static gboolean
order_validate (const NomoRecord *order, GError **error)
{
  if (amount_fits (order, ORDER_TOTAL) && amount_fits (order, ORDER_TOTAL_SHOP))
    return TRUE;
  /* Translators: %s is an order number. */
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, _ ("The total of order %s is too large to be true."),
               nomo_record_get_text (order, ORDER_REFERENCE));
  return FALSE;
}

static void
order_roll_up (const NomoRecord *order, NomoEmit emit, gpointer sink)
{
  gboolean known = !nomo_record_is_null (order, ORDER_TOTAL_SHOP);
  gint64 measures[NOMO_MEASURES] = { 0 };

  if (!nomo_order_counts_as_sale (order))
    return;
  measures[ORDER_DAY_ORDERS] = 1;
  measures[ORDER_DAY_SALES] = nomo_record_get_int (order, ORDER_TOTAL_SHOP);
  measures[ORDER_DAY_OTHER_MONEY] = known ? 0 : 1;
  emit (sink, NOMO_ORDER_DAY, nomo_day_of (nomo_record_get_int (order, ORDER_DATE), nomo_calendar_riyadh ()), "",
        measures);
}

/**
 * nomo_order_entity:
 *
 * Orders, a mirror of Salla's.
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
    .validate = order_validate,
    .roll_up = order_roll_up,
  };

  return &entity;
}

/**
 * nomo_order_counts_as_sale:
 * @order: an order
 *
 * Whether @order is part of the sales: it is neither a draft, nor cancelled, nor awaiting payment.
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
