#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoOrderField:
 *
 * Fields of an order. A list of Salla's tells those up to ORDER_ITEMS_TEXT; the others are known once the whole order was
 * read, which ORDER_DETAILED says.
 */
typedef enum {
  ORDER_REFERENCE,     /* text: the number the shop and the shopper see */
  ORDER_DATE,          /* time */
  ORDER_STATUS,        /* choice: Salla's slug; it goes together with the next two, two-way all three */
  ORDER_STATUS_ID,     /* int: Salla's number of it, of the shop's own status when there is one */
  ORDER_STATUS_NAME,   /* text: the shop's own words, the customized name when there is one */
  ORDER_PAYMENT,       /* choice: payment method */
  ORDER_TOTAL,         /* money, VAT and shipping included */
  ORDER_CURRENCY,      /* text: ISO code of every amount but ORDER_TOTAL_SHOP */
  ORDER_RATE,          /* text: decimal rate from ORDER_CURRENCY to the shop's currency */
  ORDER_TOTAL_SHOP,    /* money in ORDER_SHOP_CURRENCY; null when no rate is known */
  ORDER_SHOP_CURRENCY, /* text: ISO code of the shop's currency */
  ORDER_PENDING,       /* bool: awaits payment */
  ORDER_DRAFT,         /* bool */
  ORDER_ITEM_COUNT,    /* int: pieces */
  ORDER_ITEMS_TEXT,    /* text: names of the items, one per line */
  ORDER_CUSTOMER_ID,   /* reference to a customer */
  ORDER_CUSTOMER_NAME, /* text: what the order itself tells of the shopper, as at its time */
  ORDER_CUSTOMER_PHONE,
  ORDER_CUSTOMER_EMAIL,
  ORDER_CITY,             /* text: where it is shipped to, as Salla spells it */
  ORDER_COUNTRY,          /* text: where it is shipped to, ISO code */
  ORDER_SUBTOTAL,         /* money: the items before discounts, without shipping */
  ORDER_DISCOUNT,         /* money: sum of ORDER_PART_DISCOUNTS */
  ORDER_SHIPPING,         /* money */
  ORDER_TAX,              /* money */
  ORDER_COD_FEE,          /* money: for cash on delivery */
  ORDER_COUPON,           /* text: code of the coupon used; special offers and prizes are none */
  ORDER_REFUNDED,         /* bool: any part of it was refunded; null when nobody told */
  ORDER_REFUNDED_AT,      /* time; null when it is not known, which a list never tells */
  ORDER_REFUNDED_AMOUNT,  /* money; null when it is not known */
  ORDER_SOURCE,           /* choice: where it was made */
  ORDER_CHANNEL,          /* choice: on what it was made */
  ORDER_SHIPPING_COMPANY, /* int: Salla's number of who ships it; null when it is not shipped or was not told */
  ORDER_NOTE,             /* text: what is still to be said of it at Salla, with a status or alone; two-way */
  ORDER_UPDATED_AT,       /* time */
  ORDER_DETAILED,         /* bool: all of the above is known of the order as it is now */
  ORDER_N_FIELDS
} NomoOrderField;

/* Parts of an order. */
typedef enum {
  ORDER_PART_ITEMS,
  ORDER_PART_DISCOUNTS,
  ORDER_PART_TAGS, /* a set, two-way */
  ORDER_N_PARTS
} NomoOrderPart;

/* Fields of ORDER_PART_ITEMS. A list tells the first three. */
typedef enum {
  ORDER_ITEM_NAME,      /* text */
  ORDER_ITEM_QUANTITY,  /* int */
  ORDER_ITEM_THUMBNAIL, /* text: address of a picture */
  ORDER_ITEM_PRODUCT,   /* reference to a product */
  ORDER_ITEM_SKU,       /* text */
  ORDER_ITEM_PRICE,     /* money: one piece, without VAT */
  ORDER_ITEM_TOTAL,     /* money: all pieces, VAT included */
  ORDER_ITEM_OPTIONS,   /* text: what the shopper chose, one per line */
  ORDER_ITEM_REDUCED,   /* bool: sold at a reduced price; null when Salla did not tell */
  ORDER_ITEM_N_FIELDS
} NomoOrderItemField;

/* Fields of ORDER_PART_DISCOUNTS. */
typedef enum {
  ORDER_DISCOUNT_TITLE,  /* text */
  ORDER_DISCOUNT_TYPE,   /* text: Salla's word: special (an offer), loyalty_prize, else a coupon */
  ORDER_DISCOUNT_CODE,   /* text: of a coupon its code, of an offer its title */
  ORDER_DISCOUNT_AMOUNT, /* money */
  ORDER_DISCOUNT_N_FIELDS
} NomoOrderDiscountField;

/* How many letters what is said of an order, and the name of a tag, have at most. */
#define NOMO_ORDER_NOTE_LENGTH 1000
#define NOMO_ORDER_TAG_LENGTH  50

/* ORDER_DISCOUNT_TYPE of a special offer. */
#define NOMO_ORDER_DISCOUNT_OFFER "special"

/* Fields of ORDER_PART_TAGS. */
typedef enum {
  ORDER_TAG_NAME, /* text */
  ORDER_TAG_ID,   /* int: Salla's number; null of a tag that it does not have yet */
  ORDER_TAG_N_FIELDS
} NomoOrderTagField;

/* Rollup "order-day": the sales, by day of ORDER_DATE in the shop's zone. For the figures and charts of sales. */
#define NOMO_ORDER_DAY "order-day"
typedef enum {
  ORDER_DAY_ORDERS,      /* orders that count as sales */
  ORDER_DAY_SALES,       /* minor units of the shop's currency */
  ORDER_DAY_OTHER_MONEY, /* those of ORDER_DAY_ORDERS that have no amount in the shop's currency */
  ORDER_DAY_DETAILED,    /* those of ORDER_DAY_ORDERS whose details are known: "known for N of M orders" */
} NomoOrderDayMeasure;

/* Rollups of the sales by a dimension, for shares and rankings. Their measures are the first three of NomoOrderDayMeasure.
 * An order of which the dimension is not known is in none of their rows: what is missing is the difference to "order-day". */
#define NOMO_ORDER_PAYMENT_DAY "order-payment-day" /* payment method */
#define NOMO_ORDER_HOUR_DAY    "order-hour-day" /* "00" to "23", the hour in the shop's zone: with the day, the heat map */
#define NOMO_ORDER_CITY_DAY    "order-city-day" /* ORDER_CITY as it is spelled; readers join spellings that fold alike */

/* Rollup "order-status-day": every order that is no draft by status, with the first three measures of NomoOrderDayMeasure.
 * For the counts above the list of orders and for what was cancelled. */
#define NOMO_ORDER_STATUS_DAY "order-status-day"

/* Rollup "order-coupon-day": the sales that a coupon was used for; the dimension is the folded code, by which coupons are
 * told apart. For what a coupon brought and what it cost. */
#define NOMO_ORDER_COUPON_DAY "order-coupon-day"
typedef enum {
  ORDER_COUPON_DAY_ORDERS,
  ORDER_COUPON_DAY_SALES,       /* minor units of the shop's currency */
  ORDER_COUPON_DAY_OTHER_MONEY, /* those of ORDER_COUPON_DAY_ORDERS that have no amount in the shop's currency */
  ORDER_COUPON_DAY_DISCOUNT,    /* minor units of the shop's currency: all discounts of these orders */
} NomoOrderCouponDayMeasure;

/* Rollup "order-product-month": the items of the sales, by first day of the month in the shop's zone and product. The
 * dimension is "#" and the id of the product, or the name of the item as long as the id is not known. For best sellers. */
#define NOMO_ORDER_PRODUCT_MONTH "order-product-month"
typedef enum {
  ORDER_PRODUCT_MONTH_LINES, /* items of orders; a product that an order has twice counts twice */
  ORDER_PRODUCT_MONTH_PIECES,
  ORDER_PRODUCT_MONTH_SALES,    /* minor units of the shop's currency, VAT included */
  ORDER_PRODUCT_MONTH_PRICELESS /* those of ORDER_PRODUCT_MONTH_LINES that have no amount in the shop's currency */
} NomoOrderProductMonthMeasure;

/* Rollup "refund-day": refunds by the day they happened in the shop's zone, whatever became of the order. Refunds of which
 * the day is not known are in no row: what is missing is the difference to the orders with ORDER_REFUNDED. */
#define NOMO_REFUND_DAY "refund-day"
typedef enum {
  REFUND_DAY_ORDERS,
  REFUND_DAY_MONEY,       /* minor units of the shop's currency */
  REFUND_DAY_OTHER_MONEY, /* those of REFUND_DAY_ORDERS of which no amount in the shop's currency is known */
} NomoRefundDayMeasure;

/* What nomo_order_counts_as_sale() says, in the words of a filter. */
#define NOMO_ORDER_SALES "status not in (canceled, payment_pending) and draft != yes and pending != yes"

const NomoEntity *nomo_order_entity (void);
gboolean nomo_order_counts_as_sale (const NomoRecord *order);
gboolean nomo_order_discount_is_coupon (const char *type, const char *code);
const char *nomo_order_get_status_name (const NomoRecord *order);
const char *nomo_order_get_payment_name (const NomoRecord *order);

G_END_DECLS
