#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoCartField:
 *
 * Fields of an abandoned cart.
 */
typedef enum {
  CART_CUSTOMER, /* reference to a customer */
  CART_NAME,     /* text: what the cart itself tells of the shopper */
  CART_PHONE,
  CART_EMAIL,
  CART_CITY,
  CART_TOTAL,          /* money: what would be paid */
  CART_SUBTOTAL,       /* money: the items */
  CART_DISCOUNT,       /* money */
  CART_CURRENCY,       /* text: ISO code of the amounts */
  CART_COUPON,         /* text: code of the coupon in it */
  CART_STATUS,         /* choice: active, purchased */
  CART_URL,            /* text: where the shopper goes on */
  CART_ITEM_COUNT,     /* int: pieces */
  CART_CREATED_AT,     /* time */
  CART_UPDATED_AT,     /* time: last change by the shopper; how long it is left follows from it */
  CART_FOLLOWED_UP_AT, /* time: ours, null as long as nobody wrote or called */
  CART_FOLLOWED_UP_BY, /* text: ours, who did */
  CART_N_FIELDS
} NomoCartField;

/* Parts of a cart. */
typedef enum { CART_PART_ITEMS, CART_N_PARTS } NomoCartPart;

/* Fields of CART_PART_ITEMS. Only product and quantity are certain. */
typedef enum {
  CART_ITEM_PRODUCT,  /* reference to a product */
  CART_ITEM_QUANTITY, /* int */
  CART_ITEM_NAME,     /* text */
  CART_ITEM_TOTAL,    /* money: all pieces, VAT included */
  CART_ITEM_N_FIELDS
} NomoCartItemField;

/* Rollup "cart-day": carts by day of CART_CREATED_AT in the shop's zone and currency, whose amounts are never added up with
 * those of another. For what was left and what came back. */
#define NOMO_CART_DAY "cart-day"
typedef enum {
  CART_DAY_CARTS,
  CART_DAY_MONEY,           /* minor units of the dimension */
  CART_DAY_PURCHASED,       /* those of CART_DAY_CARTS that were bought after all */
  CART_DAY_PURCHASED_MONEY, /* minor units of the dimension */
} NomoCartDayMeasure;

const NomoEntity *nomo_cart_entity (void);

G_END_DECLS
