#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoCouponField:
 *
 * Fields of a coupon, or of a group of coupons that have one rule and a code each.
 *
 * A percentage and an amount of money are never the same field: percentages are hundredths of a percent (12.5 % is 1250),
 * amounts minor units of COUPON_CURRENCY. Salla has one field for both and shows percentages as if they were riyals.
 */
typedef enum {
  COUPON_CODE,        /* text, unique; null of a group: Salla shows its suffix there, which groups may share */
  COUPON_STATUS,      /* choice */
  COUPON_TYPE,        /* choice: what is taken off: a percentage or a fixed amount */
  COUPON_PERCENT,     /* int: hundredths of a percent; of a percentage only */
  COUPON_AMOUNT,      /* money; of a fixed amount only */
  COUPON_MAXIMUM,     /* money: most that a percentage takes off, 0 without a bound; null of a fixed amount */
  COUPON_MINIMUM,     /* money: least that the basket must hold; null without a bound */
  COUPON_CURRENCY,    /* text: ISO code of all amounts, the shop's currency */
  COUPON_START,       /* time; null: at once */
  COUPON_EXPIRY,      /* time */
  COUPON_USAGE_LIMIT, /* int; null or 0 without a limit */
  COUPON_USAGE_LIMIT_PER_USER,
  COUPON_FREE_SHIPPING,      /* bool */
  COUPON_EXCLUDE_SALE,       /* bool: products at a reduced price are left out */
  COUPON_SHOW_MAXIMUM,       /* bool: the shopper is told COUPON_MAXIMUM */
  COUPON_WITH_OFFERS,        /* bool: it applies beside a special offer; null when Salla decides */
  COUPON_APPLIED_IN,         /* choice */
  COUPON_BENEFICIARY_DOMAIN, /* text: only for e-mail addresses of that domain */
  COUPON_IS_GROUP,           /* bool */
  COUPON_GROUP_NAME,
  COUPON_GROUP_SUFFIX,           /* text: at most 5 letters */
  COUPON_GROUP_COUNT,            /* int: codes in the group */
  COUPON_MARKETING,              /* bool: belongs to a marketer, who is paid for its orders */
  COUPON_MARKETING_NAME,         /* text: the marketer */
  COUPON_MARKETING_TYPE,         /* choice: how the marketer is paid, as COUPON_TYPE */
  COUPON_MARKETING_PERCENT,      /* int: hundredths of a percent */
  COUPON_MARKETING_AMOUNT,       /* money */
  COUPON_MARKETING_MAXIMUM,      /* money: most that an order brings the marketer; null without a bound */
  COUPON_MARKETING_SHOW_MAXIMUM, /* bool */
  COUPON_MARKETING_HIDE_SALES,   /* bool: the marketer does not see the sales */
  COUPON_MARKETING_INFO,         /* text: shown to the marketer */
  COUPON_BATCH,                  /* reference to a batch of codes, ours: what it was made with */
  COUPON_MARKETING_VISITS,       /* int, mirror, as all that follow */
  COUPON_MARKETING_URL,          /* text: the marketer's link into the shop */
  COUPON_STATISTICS_URL,         /* text: the marketer's page of figures */
  COUPON_USES,                   /* int: times used, as Salla counts */
  COUPON_CUSTOMERS,              /* int: customers who used it, as Salla counts */
  COUPON_SALES,                  /* money: of the orders it was used for, as Salla sums */
  COUPON_CREATED_AT,             /* time */
  COUPON_UPDATED_AT,             /* time */
  COUPON_N_FIELDS
} NomoCouponField;

/* Parts of a coupon, all of them sets. */
typedef enum {
  COUPON_PART_TARGETS,         /* to what and to whom it applies; nothing: to all */
  COUPON_PART_PAYMENT_METHODS, /* only when paid so; nothing: however it is paid */
  COUPON_PART_CUSTOMERS,       /* mirror: only for these customers; nothing: for all */
  COUPON_PART_CODES,           /* mirror: the codes of a group */
  COUPON_PART_GIVEN,           /* ours: which code was given to whom */
  COUPON_N_PARTS
} NomoCouponPart;

/* Fields of COUPON_PART_TARGETS. The first field tells the rows of a set apart, so kind and id are one text, which
 * nomo_coupon_add_target() makes and nomo_coupon_get_target() reads. */
typedef enum {
  COUPON_TARGET, /* text: "include_product:720881" */
  COUPON_TARGET_N_FIELDS
} NomoCouponTargetField;

/* Fields of COUPON_PART_PAYMENT_METHODS. */
typedef enum {
  COUPON_PAYMENT_METHOD, /* choice */
  COUPON_PAYMENT_METHOD_N_FIELDS
} NomoCouponPaymentMethodField;

/* Fields of COUPON_PART_CUSTOMERS. */
typedef enum {
  COUPON_CUSTOMER, /* reference to a customer */
  COUPON_CUSTOMER_N_FIELDS
} NomoCouponCustomerField;

/* Fields of COUPON_PART_CODES. */
typedef enum {
  COUPON_CHILD_CODE, /* text */
  COUPON_CHILD_CODE_N_FIELDS
} NomoCouponCodeField;

/* Fields of COUPON_PART_GIVEN. */
typedef enum {
  COUPON_GIVEN_CODE,     /* text: that of the coupon, or one of its group's */
  COUPON_GIVEN_CUSTOMER, /* reference to a customer */
  COUPON_GIVEN_AT,       /* time */
  COUPON_GIVEN_N_FIELDS
} NomoCouponGivenField;

/**
 * NomoCouponTarget:
 * @COUPON_INCLUDE_PRODUCT: only for this product
 * @COUPON_EXCLUDE_PRODUCT: not for this product
 * @COUPON_INCLUDE_CATEGORY: only for products of this category
 * @COUPON_EXCLUDE_CATEGORY: not for products of this category
 * @COUPON_EXCLUDE_BRAND: not for products of this brand
 * @COUPON_INCLUDE_GROUP: only for customers of this group
 * @COUPON_EXCLUDE_GROUP: not for customers of this group
 * @COUPON_EXCLUDE_SHIPPING: not when shipped with this company
 *
 * What a row of COUPON_PART_TARGETS says.
 */
typedef enum {
  COUPON_INCLUDE_PRODUCT,
  COUPON_EXCLUDE_PRODUCT,
  COUPON_INCLUDE_CATEGORY,
  COUPON_EXCLUDE_CATEGORY,
  COUPON_EXCLUDE_BRAND,
  COUPON_INCLUDE_GROUP,
  COUPON_EXCLUDE_GROUP,
  COUPON_EXCLUDE_SHIPPING,
  COUPON_N_TARGETS
} NomoCouponTarget;

const NomoEntity *nomo_coupon_entity (void);
NomoRecordBuilder *nomo_coupon_build_like (const NomoRecord *coupon);
void nomo_coupon_add_target (NomoRecordBuilder *builder, NomoCouponTarget target, gint64 id);
gint64 nomo_coupon_get_most_uses (const NomoRecord *coupon);
gboolean nomo_coupon_get_target (const NomoRecord *coupon, guint row, NomoCouponTarget *target, gint64 *id);

G_END_DECLS
