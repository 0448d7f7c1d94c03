#pragma once

#include "nomo-demo-crowd.h"
#include "nomo-demo-dues.h"
#include "nomo-demo-shop.h"
#include "nomo-demo-sorted.h"
#include "nomo-demo-vouchers.h"
#include "nomo-demo-written.h"

G_BEGIN_DECLS

struct _NomoDemoShop {
  NomoDemoShopPlan plan;
  gint64 opened;
  gint64 closed;  /* G_MAXINT64 while it is open */
  GArray *orders; /* NomoDemoOrder, by time unless a hand moved one; by id always */
  NomoDemoSorted *sorted;
  GArray *customers; /* NomoDemoCustomer, by time */
  NomoDemoCrowd *crowd;
  NomoDemoCarts *carts;
  NomoDemoDues *dues;
  NomoDemoDues *words; /* orders that somebody will write a review of */
  NomoDemoReviews *reviews;
  NomoDemoVouchers *vouchers;
  NomoDemoHand *hand;
  NomoDemoWritten *written;
  NomoDemoTally tally;
  guint n_generated_customers;
  guint n_hand_orders;
  gint64 next_trade;         /* G_MAXINT64 when the shop rests */
  guint n_left;              /* the carts that count as abandoned */
  NomoDemoDues *prices;      /* products whose price changes; their index in the place of the order */
  gint64 now;                /* how far it has lived */
  NomoDemoNewsFunc listener; /* nullable */
  gpointer listener_data;
};

void nomo_demo_shop_tell (NomoDemoShop *self, const NomoDemoNews *news);
void nomo_demo_shop_tell_order (NomoDemoShop *self, guint order, gint64 moment, guint cart);
void nomo_demo_shop_init_told (NomoDemoShop *self);
gint64 nomo_demo_shop_peek_told (NomoDemoShop *self);
void nomo_demo_shop_tell_next (NomoDemoShop *self);
guint nomo_demo_shop_plan_by_seed (NomoDemoShop *self, guint order, NomoDemoBasket *basket, NomoDemoStep *steps);
gboolean nomo_demo_shop_was_put_by_hand (NomoDemoShop *self, guint order);

G_END_DECLS
