#pragma once

#include "nomo-demo-shop.h"

G_BEGIN_DECLS

#define NOMO_DEMO_MAX_TIERS 3

/* A step of an offer: from so much on, so much off. */
typedef struct {
  gint64 from;     /* pieces, or halalas */
  gint64 discount; /* hundredths of a percent, or halalas */
} NomoDemoTier;

/* A special offer. Lists of products and categories end with -1. */
typedef struct {
  const char *name;
  const char *message;
  const char *type;       /* Salla's offer_type */
  const char *applied_to; /* NULL for an offer on the cart */
  const int *buy_products;
  const int *buy_categories;
  const int *get_products;
  guint buy_quantity; /* 0 when it does not matter */
  guint get_quantity;
  gint64 discount; /* as of a tier; 0 for none, or for all of it */
  gint64 price;    /* halalas with VAT, of an offer with a price of its own */
  gint64 minimum;  /* halalas, of the basket */
  NomoDemoTier tiers[NOMO_DEMO_MAX_TIERS];
  guint n_tiers;
  gboolean inactive;
} NomoDemoOffer;

guint nomo_demo_offers_get_n (void);
const NomoDemoOffer *nomo_demo_offer_get (guint offer);
gint64 nomo_demo_offer_get_id (guint offer);
void nomo_demo_offer_read_term (guint offer, NomoDemoShop *shop, gint64 *starts, gint64 *ends);
gboolean nomo_demo_offer_find (NomoDemoShop *shop, gint64 id, guint *offer);

G_END_DECLS
