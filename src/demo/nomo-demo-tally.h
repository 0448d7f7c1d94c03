#pragma once

#include "nomo-demo-basket.h"
#include "nomo-demo-names.h"

G_BEGIN_DECLS

/* How often a coupon was used. */
typedef struct {
  guint32 orders;
  guint32 customers;
  gint64 sales; /* halalas that these orders came to */
} NomoDemoUses;

/* What the orders of a shop add up to, kept as they are placed. */
typedef struct {
  guint32 sold[NOMO_DEMO_MAX_PRODUCTS]; /* pieces */
  NomoDemoUses uses[NOMO_DEMO_N_DISCOUNTS];
} NomoDemoTally;

void nomo_demo_tally_add (NomoDemoTally *self, const NomoDemoBasket *basket, guint8 *used);

G_END_DECLS
