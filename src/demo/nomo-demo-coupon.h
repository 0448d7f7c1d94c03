#pragma once

#include "nomo-demo-shop.h"

G_BEGIN_DECLS

/* A coupon as it stands at a moment. Amounts are in halalas, those of a percentage in hundredths of a percent. */
typedef struct {
  gint64 id;
  const char *code; /* the suffix, if it is a group */
  const char *type; /* Salla's word */
  gint64 amount;
  gint64 minimum; /* 0 for none */
  gint64 maximum; /* 0 for none */
  guint limit;    /* uses in all, 0 for any number */
  guint limit_per_user;
  guint n_codes;          /* of a group, else 0 */
  const char *group_name; /* NULL if it is none */
  const char *marketer;   /* NULL if there is none */
  guint category;         /* index, NOMO_DEMO_N_CATEGORIES for any */
  gboolean free_shipping;
  gboolean inactive;
  gboolean for_big_customers;
  gint64 created;
  gint64 updated;
  gint64 starts; /* 0 when it starts with its creation */
  gint64 ends;   /* the last second */
  NomoDemoUses uses;
} NomoDemoCoupon;

guint nomo_demo_coupons_get_n (void);
void nomo_demo_coupon_fill (NomoDemoCoupon *self, NomoDemoShop *shop, guint coupon, gint64 now);
gboolean nomo_demo_coupon_fill_discount (NomoDemoCoupon *self, NomoDemoShop *shop, NomoDemoDiscount discount,
                                         gint64 now);
gboolean nomo_demo_coupon_find (NomoDemoShop *shop, gint64 id, guint *coupon);
char *nomo_demo_coupon_dup_child (const NomoDemoCoupon *self, NomoDemoShop *shop, guint child);

G_END_DECLS
