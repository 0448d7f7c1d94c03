#pragma once

#include "nomo-demo-basket.h"
#include "nomo-demo-call.h"

G_BEGIN_DECLS

/* A cart as it stands at a moment. */
typedef struct {
  gint64 id;
  gint64 created;
  gint64 updated;
  const NomoDemoCustomer *customer;
  const NomoDemoOrder *order; /* NULL until it is bought */
  NomoDemoBasket basket;
} NomoDemoCartView;

guint nomo_demo_carts_count_abandoned (NomoDemoShop *shop, gint64 now, gint64 minutes);
gboolean nomo_demo_cart_find (NomoDemoShop *shop, gint64 now, gint64 id, guint *cart);
gint64 nomo_demo_cart_get_id (guint cart);
void nomo_demo_cart_view_fill_order (NomoDemoCartView *self, NomoDemoShop *shop, const NomoDemoOrder *order);
void nomo_demo_cart_write_coupon (NomoDemoCall *call, const NomoDemoCartView *cart, gboolean bare, NomoDemoJson *json);
void nomo_demo_cart_write_facts (NomoDemoCall *call, const NomoDemoCartView *cart, NomoDemoJson *json);
void nomo_demo_cart_view_fill (NomoDemoCartView *self, NomoDemoShop *shop, guint cart);
void nomo_demo_carts_list (NomoDemoCall *call, gint64 unused);
void nomo_demo_carts_get_one (NomoDemoCall *call, gint64 id);

G_END_DECLS
