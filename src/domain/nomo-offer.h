#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoOfferField:
 *
 * Fields of a special offer, which the shop applies by itself. Which of them mean something depends on OFFER_TYPE.
 *
 * As with coupons a percentage and an amount of money are never the same field: percentages are hundredths of a percent
 * (12.5 % is 1250), amounts minor units of OFFER_CURRENCY.
 */
typedef enum {
  OFFER_NAME,
  OFFER_MESSAGE,        /* text: shown to the shopper */
  OFFER_TYPE,           /* choice */
  OFFER_STATUS,         /* choice; a new one is stopped, whatever was asked for */
  OFFER_START,          /* time; null: at once */
  OFFER_EXPIRY,         /* time; null: never */
  OFFER_APPLIED_TO,     /* choice: what is looked at; null of an offer on the basket */
  OFFER_CHANNEL,        /* choice: where it applies */
  OFFER_WITH_COUPON,    /* bool: it applies beside a coupon */
  OFFER_CURRENCY,       /* text: ISO code of all amounts, the shop's currency */
  OFFER_MINIMUM,        /* money: least that the basket must hold; null without a bound */
  OFFER_MINIMUM_ITEMS,  /* int: fewest pieces that the basket must hold; null without a bound */
  OFFER_BUY_TYPE,       /* choice: what OFFER_PART_BUY names */
  OFFER_BUY_QUANTITY,   /* int: pieces to buy */
  OFFER_GET_TYPE,       /* choice: what OFFER_PART_GET names */
  OFFER_GET_QUANTITY,   /* int: pieces to get */
  OFFER_DISCOUNT_TYPE,  /* choice: how they are cheaper */
  OFFER_PERCENT,        /* int: hundredths of a percent; of a percentage only */
  OFFER_AMOUNT,         /* money; of a fixed amount only */
  OFFER_PRICE,          /* money: what OFFER_PRICE_QUANTITY pieces cost, without VAT; of a special price only */
  OFFER_PRICE_QUANTITY, /* int; of a special price only */
  OFFER_BASED_ON,       /* choice: what the tiers of an offer on the basket look at */
  OFFER_APPLY_TYPE,     /* choice: what the tiers of an offer by purchases look at */
  OFFER_WITH_CURRENT,   /* bool: the basket counts among the purchases */
  OFFER_EXCLUDE_SALE,   /* bool: products at a reduced price are left out */
  OFFER_SELECT_BY,      /* choice: how the country of the shopper is known; null: everywhere */
  OFFER_SHOW_PRICE,     /* bool: the shopper is shown the price after the discount */
  OFFER_SHOW_TABLE,     /* bool: the shopper is shown the table of discounts */
  OFFER_N_FIELDS
} NomoOfferField;

/* Parts of a special offer. All but the tiers are sets. */
typedef enum {
  OFFER_PART_BUY,             /* what is to be bought */
  OFFER_PART_GET,             /* what is then cheaper */
  OFFER_PART_AUDIENCE,        /* for whom and where; nothing: for all */
  OFFER_PART_PAYMENT_METHODS, /* only when paid so; nothing: however it is paid */
  OFFER_PART_TIERS,           /* the more, the cheaper */
  OFFER_N_PARTS
} NomoOfferPart;

/* Fields of OFFER_PART_BUY, OFFER_PART_GET and OFFER_PART_AUDIENCE. The first field tells the rows of a set apart, so kind
 * and id are one text, which nomo_offer_add_target() makes and nomo_offer_get_target() reads. */
typedef enum {
  OFFER_TARGET, /* text: "product:720881" */
  OFFER_TARGET_N_FIELDS
} NomoOfferTargetField;

/* Fields of OFFER_PART_PAYMENT_METHODS. */
typedef enum {
  OFFER_PAYMENT_METHOD, /* choice */
  OFFER_PAYMENT_METHOD_N_FIELDS
} NomoOfferPaymentMethodField;

/* Fields of OFFER_PART_TIERS. */
typedef enum {
  OFFER_TIER_NAME,
  OFFER_TIER_QUANTITY, /* int: fewest pieces; null where money is looked at */
  OFFER_TIER_MINIMUM,  /* money: least that is bought for; null where pieces are looked at */
  OFFER_TIER_TYPE,     /* choice: a percentage or a fixed amount */
  OFFER_TIER_PERCENT,  /* int: hundredths of a percent; of a percentage only */
  OFFER_TIER_AMOUNT,   /* money; of a fixed amount only */
  OFFER_TIER_MAXIMUM,  /* money: most that a percentage takes off; null without a bound */
  OFFER_TIER_N_FIELDS
} NomoOfferTierField;

/**
 * NomoOfferTarget:
 * @OFFER_PRODUCT: this product
 * @OFFER_CATEGORY: products of this category
 * @OFFER_EXCLUDED_PRODUCT: not this product
 * @OFFER_EXCLUDED_CATEGORY: not products of this category
 * @OFFER_GROUP: customers of this group
 * @OFFER_COUNTRY: shoppers of this country
 * @OFFER_SCOPE: this part of the shop
 *
 * What a row of a set of targets says: the first two of %OFFER_PART_GET, the first four of %OFFER_PART_BUY, the others of
 * %OFFER_PART_AUDIENCE.
 */
typedef enum {
  OFFER_PRODUCT,
  OFFER_CATEGORY,
  OFFER_EXCLUDED_PRODUCT,
  OFFER_EXCLUDED_CATEGORY,
  OFFER_GROUP,
  OFFER_COUNTRY,
  OFFER_SCOPE,
  OFFER_N_TARGETS
} NomoOfferTarget;

const NomoEntity *nomo_offer_entity (void);
void nomo_offer_add_target (NomoRecordBuilder *builder, NomoOfferPart part, NomoOfferTarget target, gint64 id);
gboolean nomo_offer_get_target (const NomoRecord *offer, NomoOfferPart part, guint row, NomoOfferTarget *target,
                                gint64 *id);

G_END_DECLS
