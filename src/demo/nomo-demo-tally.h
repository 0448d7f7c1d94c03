#pragma once

#include "nomo-demo-basket.h"
#include "nomo-demo-names.h"

G_BEGIN_DECLS

/* What the orders of a shop add up to, kept as they are placed. */
typedef struct {
  guint32 sold[NOMO_DEMO_MAX_PRODUCTS]; /* pieces */
} NomoDemoTally;

void nomo_demo_tally_add (NomoDemoTally *self, const NomoDemoBasket *basket);

G_END_DECLS
