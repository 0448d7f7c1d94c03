#include "config.h"

#include "nomo-demo-vouchers.h"

#include "nomo-demo-coupon.h"
#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"

enum { STREAM_VOUCHER = 711 };

#define PER_THOUSAND 60
#define LOYAL_AFTER  (60 * NOMO_DEMO_DAY_MS)

struct _NomoDemoVouchers {
  GHashTable *by_order; /* index → NomoDemoVoucher */
  guint given[NOMO_DEMO_N_DISCOUNTS];
};

static void
voucher_free (gpointer data)
{
  NomoDemoVoucher *voucher = data;

  g_free (voucher->code);
  g_free (voucher);
}

NomoDemoVouchers *
nomo_demo_vouchers_new (void)
{
  NomoDemoVouchers *self = g_new0 (NomoDemoVouchers, 1);

  self->by_order = g_hash_table_new_full (NULL, NULL, NULL, voucher_free);
  return self;
}

void
nomo_demo_vouchers_free (NomoDemoVouchers *self)
{
  g_hash_table_unref (self->by_order);
  g_free (self);
}

static gboolean
is_open (const NomoDemoVouchers *self, const NomoDemoCoupon *coupon, NomoDemoDiscount discount, gint64 created)
{
  return created >= MAX (coupon->created, coupon->starts) && created <= coupon->ends &&
         self->given[discount] < coupon->n_codes;
}

/**
 * nomo_demo_vouchers_give:
 * @self: the codes that were used
 * @shop: their shop
 * @order: index of an order without a discount
 * @seed: the order's own seed
 * @created: when it was placed
 * @registered: when its customer registered
 *
 * One order in some uses a code of a group, while the group holds and has codes left. Those of the loyal are for customers of
 * old; how many orders these placed would not do, as it depends on the orders placed by hand.
 *
 * Returns: (transfer none) (nullable): what it uses
 */
const NomoDemoVoucher *
nomo_demo_vouchers_give (NomoDemoVouchers *self, NomoDemoShop *shop, guint order, guint64 seed, gint64 created,
                         gint64 registered)
{
  static const NomoDemoDiscount groups[] = { NOMO_DEMO_GRAD, NOMO_DEMO_LOYAL };

  if (nomo_demo_random_mix (seed, STREAM_VOUCHER, 0) % 1000 >= PER_THOUSAND)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    NomoDemoVoucher *voucher;
    NomoDemoCoupon coupon;

    if (!nomo_demo_coupon_fill_discount (&coupon, shop, groups[i], created) ||
        !is_open (self, &coupon, groups[i], created) ||
        (groups[i] == NOMO_DEMO_LOYAL && created - registered < LOYAL_AFTER))
      continue;
    voucher = g_new0 (NomoDemoVoucher, 1);
    voucher->discount = groups[i];
    voucher->code = nomo_demo_coupon_dup_child (&coupon, shop, self->given[groups[i]]++);
    g_hash_table_insert (self->by_order, GUINT_TO_POINTER (order), voucher);
    return voucher;
  }
  return NULL;
}

const NomoDemoVoucher *
nomo_demo_vouchers_get (const NomoDemoVouchers *self, guint order)
{
  return g_hash_table_lookup (self->by_order, GUINT_TO_POINTER (order));
}
