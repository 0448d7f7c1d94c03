#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoProductField:
 *
 * Fields of a product.
 */
typedef enum {
  PRODUCT_NAME,
  PRODUCT_SKU,
  PRODUCT_PRICE,        /* money: as it is sold now, with VAT when the shop's prices hold it */
  PRODUCT_SALE_PRICE,   /* money; null when it is not reduced */
  PRODUCT_SALE_END,     /* time: when PRODUCT_SALE_PRICE ends */
  PRODUCT_COST_PRICE,   /* money: what one piece costs the shop; null when the merchant did not tell Salla */
  PRODUCT_CURRENCY,     /* text: ISO code of the amounts */
  PRODUCT_QUANTITY,     /* int; null when it is unlimited; below 0 when more was sold than there was */
  PRODUCT_STATUS,       /* choice */
  PRODUCT_TYPE,         /* choice */
  PRODUCT_THUMBNAIL,    /* text: address of a picture */
  PRODUCT_URL,          /* text: address in the shop */
  PRODUCT_SOLD,         /* int: pieces, as Salla counts them */
  PRODUCT_VIEWS,        /* int */
  PRODUCT_RATING,       /* int: hundredths of a star; null without ratings */
  PRODUCT_RATING_COUNT, /* int */
  PRODUCT_UPDATED_AT,   /* time */
  PRODUCT_BRAND,        /* reference to a brand; null without one */
  PRODUCT_OWN_COST, /* money: what one piece costs the shop, as the merchant told us; ours, and no sync changes it */
  PRODUCT_N_FIELDS
} NomoProductField;

/* Parts of a product. */
typedef enum {
  PRODUCT_PART_CATEGORIES, /* a set */
  PRODUCT_N_PARTS
} NomoProductPart;

/* Fields of PRODUCT_PART_CATEGORIES. */
typedef enum {
  PRODUCT_CATEGORY_ID, /* reference to a category */
  PRODUCT_CATEGORY_N_FIELDS
} NomoProductCategoryField;

const NomoEntity *nomo_product_entity (void);
gboolean nomo_product_get_cost (const NomoRecord *product, gint64 *cost);

G_END_DECLS
