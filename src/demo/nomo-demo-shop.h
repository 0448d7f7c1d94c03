#pragma once

#include "nomo-demo-carts.h"
#include "nomo-demo-status.h"
#include "nomo-demo-tally.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  gint64 created;
  gint64 updated;
  gint64 total; /* minor units of the customer's currency */
  guint64 seed;
  guint32 customer; /* index */
  guint32 reference;
  guint8 status;
  guint8 step; /* index of the status in its plan */
} NomoDemoOrder;

typedef struct {
  gint64 id;
  gint64 registered;
  gint64 serial;
  guint64 seed;
  gint64 spent; /* halalas, every order */
  guint32 n_orders;
  guint8 used; /* one bit for each coupon */
} NomoDemoCustomer;

typedef struct {
  guint64 seed;
  gint64 born; /* UTC milliseconds */
  guint orders;
  guint customers;
  double trade; /* orders per hour after birth, 0 for none */
} NomoDemoShopPlan;

typedef struct _NomoDemoShop NomoDemoShop;

NomoDemoShop *nomo_demo_shop_new (const NomoDemoShopPlan *plan);
void nomo_demo_shop_free (NomoDemoShop *self);
void nomo_demo_shop_advance (NomoDemoShop *self, gint64 now);
void nomo_demo_shop_place_orders (NomoDemoShop *self, gint64 now, guint n);

guint nomo_demo_shop_get_n_orders (NomoDemoShop *self);
const NomoDemoOrder *nomo_demo_shop_get_order (NomoDemoShop *self, guint index);
const guint32 *nomo_demo_shop_get_by_update (NomoDemoShop *self);
const guint32 *nomo_demo_shop_get_by_total (NomoDemoShop *self);
const NomoDemoOrder *nomo_demo_shop_find_order (NomoDemoShop *self, gint64 id);
guint nomo_demo_shop_count_before (NomoDemoShop *self, gint64 moment);
guint nomo_demo_shop_get_n_customers (NomoDemoShop *self);
const NomoDemoCustomer *nomo_demo_shop_get_customer (NomoDemoShop *self, guint index);
const NomoDemoCustomer *nomo_demo_shop_find_customer (NomoDemoShop *self, gint64 id);
gint64 nomo_demo_shop_get_customer_updated (NomoDemoShop *self, const NomoDemoCustomer *customer, gint64 now);
guint nomo_demo_shop_plan_order (NomoDemoShop *self, const NomoDemoOrder *order, NomoDemoStep *steps);
const NomoDemoTally *nomo_demo_shop_get_tally (NomoDemoShop *self);
const NomoDemoCarts *nomo_demo_shop_get_carts (NomoDemoShop *self);
guint64 nomo_demo_shop_get_seed (NomoDemoShop *self);
gint64 nomo_demo_shop_get_born (NomoDemoShop *self);
gint64 nomo_demo_shop_get_opened (NomoDemoShop *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoShop, nomo_demo_shop_free)

G_END_DECLS
