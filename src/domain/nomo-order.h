#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoOrderField:
 *
 * Fields of an order. A list of Salla's knows neither the customer nor the amounts that make up the total.
 */
typedef enum {
  ORDER_REFERENCE,     /* text: the number the shop and the shopper see */
  ORDER_DATE,          /* time */
  ORDER_STATUS,        /* choice: Salla's slug */
  ORDER_STATUS_ID,     /* int */
  ORDER_STATUS_NAME,   /* text: the shop's own words, the customized name when there is one */
  ORDER_PAYMENT,       /* choice: payment method */
  ORDER_TOTAL,         /* money, VAT and shipping included */
  ORDER_CURRENCY,      /* text: ISO code of ORDER_TOTAL */
  ORDER_RATE,          /* text: decimal rate from ORDER_CURRENCY to the shop's currency */
  ORDER_TOTAL_SHOP,    /* money in ORDER_SHOP_CURRENCY; null when no rate is known */
  ORDER_SHOP_CURRENCY, /* text: ISO code of the shop's currency */
  ORDER_PENDING,       /* bool: awaits payment */
  ORDER_DRAFT,         /* bool */
  ORDER_ITEM_COUNT,    /* int: pieces */
  ORDER_ITEMS_TEXT,    /* text: names of the items, one per line */
  ORDER_CUSTOMER_ID,   /* reference to a customer; lists do not tell it */
  ORDER_N_FIELDS
} NomoOrderField;

/* Parts of an order. */
typedef enum { ORDER_PART_ITEMS, ORDER_N_PARTS } NomoOrderPart;

/* Fields of ORDER_PART_ITEMS. */
typedef enum {
  ORDER_ITEM_NAME,      /* text */
  ORDER_ITEM_QUANTITY,  /* int */
  ORDER_ITEM_THUMBNAIL, /* text: address of a picture */
  ORDER_ITEM_N_FIELDS
} NomoOrderItemField;

/* Rollup "order-day": sums of the orders that count as sales, by day of ORDER_DATE in the shop's zone. */
#define NOMO_ORDER_DAY "order-day"
typedef enum {
  ORDER_DAY_ORDERS,      /* orders that count as sales */
  ORDER_DAY_SALES,       /* minor units of the shop's currency */
  ORDER_DAY_OTHER_MONEY, /* those of ORDER_DAY_ORDERS that have no amount in the shop's currency */
} NomoOrderDayMeasure;

const NomoEntity *nomo_order_entity (void);
gboolean nomo_order_counts_as_sale (const NomoRecord *order);
const char *nomo_order_get_status_name (const NomoRecord *order);
const char *nomo_order_get_payment_name (const NomoRecord *order);

G_END_DECLS
