#pragma once

#include "nomo-demo-shop.h"

G_BEGIN_DECLS

/* The code of a group that an order used. */
typedef struct {
  NomoDemoDiscount discount;
  char *code;
} NomoDemoVoucher;

/* Which order used which code of a group; each code is good for one order. */
typedef struct _NomoDemoVouchers NomoDemoVouchers;

NomoDemoVouchers *nomo_demo_vouchers_new (void);
void nomo_demo_vouchers_free (NomoDemoVouchers *self);
const NomoDemoVoucher *nomo_demo_vouchers_give (NomoDemoVouchers *self, NomoDemoShop *shop, guint order, guint64 seed,
                                                gint64 created, gint64 registered);
const NomoDemoVoucher *nomo_demo_vouchers_get (const NomoDemoVouchers *self, guint order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoVouchers, nomo_demo_vouchers_free)

G_END_DECLS
