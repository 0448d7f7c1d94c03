#include "config.h"

#include "nomo-order-sums.h"

#include "nomo-calendar.h"
#include "nomo-money.h"
#include "nomo-order.h"
#include "nomo-text.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

/* A name beyond this is a mistake of whoever sent it; the sums need no more to tell products and cities apart. */
#define MAX_DIM 120

/* Where the sums of an order go. */
typedef struct {
  const NomoRecord *order;
  NomoEmit emit;
  gpointer sink;
  int day;
} Sums;

static char *
make_dim (const char *text)
{
  return g_utf8_strlen (text, -1) > MAX_DIM ? g_utf8_substring (text, 0, MAX_DIM) : g_strdup (text);
}

/**
 * nomo_order_to_shop_money:
 * @order: an order
 * @amount: minor units of its currency
 * @shop_amount: (out): minor units of the shop's currency; @amount where a currency is not known, 0 where the rate is not
 *
 * Returns: whether it could be turned into the shop's currency
 */
gboolean
nomo_order_to_shop_money (const NomoRecord *order, gint64 amount, gint64 *shop_amount)
{
  const char *currency = nomo_record_get_text (order, ORDER_CURRENCY);
  const char *shop_currency = nomo_record_get_text (order, ORDER_SHOP_CURRENCY);
  const char *rate = nomo_record_get_text (order, ORDER_RATE);

  *shop_amount = amount;
  if (currency == NULL || shop_currency == NULL)
    return FALSE;
  if (g_str_equal (currency, shop_currency))
    return TRUE;
  *shop_amount = 0;
  return rate != NULL && nomo_money_convert (amount, currency, rate, shop_currency, shop_amount, NULL);
}

static void
fill_sales (const NomoRecord *order, gint64 *measures)
{
  measures[ORDER_DAY_ORDERS] = 1;
  measures[ORDER_DAY_SALES] = nomo_record_get_int (order, ORDER_TOTAL_SHOP);
  measures[ORDER_DAY_OTHER_MONEY] = nomo_record_is_null (order, ORDER_TOTAL_SHOP) ? 1 : 0;
}

static void
emit_sales (const Sums *self, const char *rollup, const char *text)
{
  g_autofree char *dim = text != NULL ? make_dim (text) : NULL;
  gint64 measures[NOMO_MEASURES] = { 0 };

  if (dim == NULL || *dim == '\0')
    return;
  fill_sales (self->order, measures);
  self->emit (self->sink, rollup, self->day, dim, measures);
}

static void
emit_day (const Sums *self)
{
  gint64 measures[NOMO_MEASURES] = { 0 };

  fill_sales (self->order, measures);
  measures[ORDER_DAY_DETAILED] = nomo_record_get_int (self->order, ORDER_DETAILED);
  self->emit (self->sink, NOMO_ORDER_DAY, self->day, "", measures);
}

static void
emit_hour (const Sums *self)
{
  gint64 start = nomo_day_start (self->day, nomo_calendar_riyadh ());
  int hour = (int) ((nomo_record_get_int (self->order, ORDER_DATE) - start) / HOUR_MS);
  char dim[] = { (char) ('0' + hour / 10), (char) ('0' + hour % 10), '\0' };

  emit_sales (self, NOMO_ORDER_HOUR_DAY, dim);
}

static void
emit_coupon (const Sums *self)
{
  const char *code = nomo_record_get_text (self->order, ORDER_COUPON);
  g_autofree char *key = code != NULL ? nomo_text_fold_sort (code) : NULL;
  g_autofree char *dim = key != NULL ? make_dim (key) : NULL;
  gint64 measures[NOMO_MEASURES] = { 0 };

  if (dim == NULL || *dim == '\0')
    return;
  fill_sales (self->order, measures);
  nomo_order_to_shop_money (self->order, nomo_record_get_int (self->order, ORDER_DISCOUNT),
                            &measures[ORDER_COUPON_DAY_DISCOUNT]);
  self->emit (self->sink, NOMO_ORDER_COUPON_DAY, self->day, dim, measures);
}

static char *
make_product_dim (const NomoRecord *order, guint row)
{
  gint64 product = nomo_record_part_int (order, ORDER_PART_ITEMS, row, ORDER_ITEM_PRODUCT);
  const char *name = nomo_record_part_text (order, ORDER_PART_ITEMS, row, ORDER_ITEM_NAME);

  return product > 0 ? g_strdup_printf ("#%" G_GINT64_FORMAT, product) : make_dim (name != NULL ? name : "");
}

/* An amount that is not known is 0 in a row, and so is one that is given away: only the order's details tell them apart. */
static void
emit_item (const Sums *self, guint row, int month)
{
  g_autofree char *dim = make_product_dim (self->order, row);
  gint64 total = nomo_record_part_int (self->order, ORDER_PART_ITEMS, row, ORDER_ITEM_TOTAL);
  gboolean known = total != 0 || nomo_record_get_int (self->order, ORDER_DETAILED) != 0;
  gint64 measures[NOMO_MEASURES] = { 1 };

  if (*dim == '\0')
    return;
  measures[ORDER_PRODUCT_MONTH_PIECES] = nomo_record_part_int (self->order, ORDER_PART_ITEMS, row, ORDER_ITEM_QUANTITY);
  if (!known || !nomo_order_to_shop_money (self->order, total, &measures[ORDER_PRODUCT_MONTH_SALES]))
    measures[ORDER_PRODUCT_MONTH_PRICELESS] = 1;
  self->emit (self->sink, NOMO_ORDER_PRODUCT_MONTH, month, dim, measures);
}

static void
emit_items (const Sums *self)
{
  int year = 0;
  int month = 0;
  int day_of_month = 0;

  nomo_day_to_ymd (self->day, &year, &month, &day_of_month);
  for (guint row = 0; row < nomo_record_count_part (self->order, ORDER_PART_ITEMS); row++)
    emit_item (self, row, nomo_day_from_ymd (year, month, 1));
}

static void
emit_refund (const Sums *self)
{
  gint64 measures[NOMO_MEASURES] = { 0 };
  int day;

  if (nomo_record_get_int (self->order, ORDER_REFUNDED) == 0 || nomo_record_is_null (self->order, ORDER_REFUNDED_AT))
    return;
  day = nomo_day_of (nomo_record_get_int (self->order, ORDER_REFUNDED_AT), nomo_calendar_riyadh ());
  measures[REFUND_DAY_ORDERS] = 1;
  if (nomo_record_is_null (self->order, ORDER_REFUNDED_AMOUNT) ||
      !nomo_order_to_shop_money (self->order, nomo_record_get_int (self->order, ORDER_REFUNDED_AMOUNT),
                                 &measures[REFUND_DAY_MONEY]))
    measures[REFUND_DAY_OTHER_MONEY] = 1;
  self->emit (self->sink, NOMO_REFUND_DAY, day, "", measures);
}

static void
emit_sale (const Sums *self)
{
  emit_day (self);
  emit_sales (self, NOMO_ORDER_PAYMENT_DAY, nomo_record_get_text (self->order, ORDER_PAYMENT));
  emit_hour (self);
  emit_sales (self, NOMO_ORDER_CITY_DAY, nomo_record_get_text (self->order, ORDER_CITY));
  emit_coupon (self);
  emit_items (self);
}

/**
 * nomo_order_roll_up:
 * @order: an order
 * @emit: called for every rollup that @order is in
 * @sink: for @emit
 *
 * A sale makes four calls, one more each for a city, a coupon and a refund, and one for each item.
 */
void
nomo_order_roll_up (const NomoRecord *order, NomoEmit emit, gpointer sink)
{
  const Sums self = { order, emit, sink,
                      nomo_day_of (nomo_record_get_int (order, ORDER_DATE), nomo_calendar_riyadh ()) };

  emit_refund (&self);
  if (nomo_record_get_int (order, ORDER_DRAFT) != 0)
    return;
  emit_sales (&self, NOMO_ORDER_STATUS_DAY, nomo_record_get_text (order, ORDER_STATUS));
  if (nomo_order_counts_as_sale (order))
    emit_sale (&self);
}
