#include "config.h"

#include "nomo-order-profit.h"

#include "nomo-money.h"
#include "nomo-order-sums.h"
#include "nomo-order.h"
#include "nomo-percent.h"

/* What is beyond this for one item is a mistake of whoever typed it. */
#define MOST_COST G_GINT64_CONSTANT (1000000000000000)

/* The goods of an order: what was paid for its items, for those of them of which no cost is known, and what the others cost. */
typedef struct {
  gint64 paid;
  gint64 unknown;
  gint64 cost;
  gboolean complete;
} Goods;

static void
add_item (Goods *goods, const NomoRecord *order, guint row, NomoUnitCostFunc cost_of, gpointer data)
{
  gint64 product = nomo_record_part_int (order, ORDER_PART_ITEMS, row, ORDER_ITEM_PRODUCT);
  gint64 quantity = nomo_record_part_int (order, ORDER_PART_ITEMS, row, ORDER_ITEM_QUANTITY);
  gint64 paid = MAX (nomo_record_part_int (order, ORDER_PART_ITEMS, row, ORDER_ITEM_TOTAL), 0);
  gint64 cost;

  goods->paid += paid;
  if (product > 0 && cost_of (product, data, &cost) && !__builtin_mul_overflow (cost, quantity, &cost) &&
      cost <= MOST_COST) {
    goods->cost += cost;
    return;
  }
  goods->unknown += paid;
  goods->complete = FALSE;
}

static Goods
add_up (const NomoRecord *order, NomoUnitCostFunc cost_of, gpointer data)
{
  guint n_items = nomo_record_count_part (order, ORDER_PART_ITEMS);
  Goods goods = { .complete = TRUE };

  for (guint row = 0; row < n_items; row++)
    add_item (&goods, order, row, cost_of, data);
  return goods;
}

/* Salla tells of most refunds only that there was one: then all of it was given back. */
static gint64
get_refunded (const NomoRecord *order, gint64 total)
{
  if (nomo_record_get_int (order, ORDER_REFUNDED) == 0)
    return 0;
  if (nomo_record_is_null (order, ORDER_REFUNDED_AMOUNT))
    return total;
  return CLAMP (nomo_record_get_int (order, ORDER_REFUNDED_AMOUNT), 0, total);
}

/**
 * nomo_order_was_given_back:
 * @order: an order
 *
 * Returns: whether all that was paid for it was given back
 */
gboolean
nomo_order_was_given_back (const NomoRecord *order)
{
  gint64 total = MAX (nomo_record_get_int (order, ORDER_TOTAL), 0);

  return nomo_record_get_int (order, ORDER_REFUNDED) != 0 && get_refunded (order, total) == total;
}

static gboolean
knows_items (const NomoRecord *order)
{
  return nomo_record_get_int (order, ORDER_DETAILED) != 0 && nomo_record_count_part (order, ORDER_PART_ITEMS) > 0;
}

/* What was paid for the goods and not given back, without VAT. */
static gint64
get_net (const NomoRecord *order, gint64 total, gint64 refunded)
{
  gint64 tax = CLAMP (nomo_record_get_int (order, ORDER_TAX), 0, total);

  return total - tax - nomo_record_get_int (order, ORDER_SHIPPING) - nomo_record_get_int (order, ORDER_COD_FEE) -
         nomo_money_share (refunded, total - tax, total);
}

/**
 * nomo_order_profit:
 * @order: an order that counts as a sale, with its items
 * @cost_of: (scope call): what tells the cost of a product
 * @data: for @cost_of
 * @margin: the share of sales that is profit where no cost is known, in hundredths of a percent, or %NOMO_PERCENT_UNKNOWN
 * @profit: (out): minor units of the shop's currency
 *
 * profit = net − Σ quantity × cost of the items
 *
 * net = total − VAT − shipping − fee for cash on delivery − refund without VAT: what was paid for the goods after all
 * discounts. What is paid for shipping goes on to the carrier, so it is neither profit nor cost. Of a refund the VAT is taken
 * off in the order's own proportion (refund × (total − VAT) ÷ total), and the goods count as kept by the shopper; an order
 * that was given back in full counts for 0, as its goods came back.
 *
 * Items of which no cost is known take their share of the net away (net × their totals ÷ the totals of all items), and count
 * instead by @margin, as sales do: margin × their share of total − refund. So does the whole of an order of which the items
 * are not known. Without a margin nothing is said of an order with such an item.
 *
 * Amounts of another currency are converted by the order's rate once they are added up. Each step is rounded half up.
 *
 * Returns: whether the profit is known; it never is of an order that has no amount in the shop's currency
 */
gboolean
nomo_order_profit (const NomoRecord *order, NomoUnitCostFunc cost_of, gpointer data, int margin, gint64 *profit)
{
  gint64 total = MAX (nomo_record_get_int (order, ORDER_TOTAL), 0);
  gint64 refunded = get_refunded (order, total);
  Goods goods = { .paid = 1, .unknown = 1, .complete = FALSE };
  gint64 net, by_margin;

  *profit = 0;
  if (nomo_record_is_null (order, ORDER_TOTAL_SHOP))
    return FALSE;
  if (nomo_order_was_given_back (order))
    return TRUE;
  if (knows_items (order))
    goods = add_up (order, cost_of, data);
  if (!goods.complete && margin == NOMO_PERCENT_UNKNOWN)
    return FALSE;
  net = get_net (order, total, refunded);
  net -= nomo_money_share (net, goods.unknown, goods.paid);
  by_margin = nomo_money_share (total - refunded, goods.unknown, goods.paid);
  by_margin = nomo_money_share (by_margin, MAX (margin, 0), NOMO_PERCENT_WHOLE);
  if (!nomo_order_to_shop_money (order, net + by_margin, profit))
    return FALSE;
  *profit -= goods.cost;
  return TRUE;
}
