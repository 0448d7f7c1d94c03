#pragma once

#include "nomo-demo-shop.h"

G_BEGIN_DECLS

/* The lists of ids that narrow a coupon, in the order of Salla's answer. */
typedef enum {
  NOMO_DEMO_INCLUDE_PRODUCTS,
  NOMO_DEMO_EXCLUDE_PRODUCTS,
  NOMO_DEMO_INCLUDE_CATEGORIES,
  NOMO_DEMO_EXCLUDE_CATEGORIES,
  NOMO_DEMO_INCLUDE_GROUPS,
  NOMO_DEMO_EXCLUDE_GROUPS,
  NOMO_DEMO_EXCLUDE_BRANDS,
  NOMO_DEMO_EXCLUDE_SHIPPING,
  NOMO_DEMO_N_COUPON_LISTS,
} NomoDemoCouponList;

/* What the one who spreads a coupon gets for it. */
typedef struct {
  const char *name; /* NULL if there is nobody */
  const char *type; /* Salla's word */
  gint64 amount;
  gint64 maximum;   /* 0 for none */
  const char *info; /* nullable */
  gboolean show_maximum;
  gboolean hide_total;
  guint visits;
} NomoDemoMarketer;

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
  guint n_codes;            /* of a group, else 0 */
  const char *group_name;   /* NULL if it is none */
  const char *const *codes; /* of a group, NULL where they follow from the seed */
  NomoDemoMarketer marketer;
  const GArray *lists[NOMO_DEMO_N_COUPON_LISTS]; /* gint64, NULL as the next two say */
  guint category;                                /* index, NOMO_DEMO_N_CATEGORIES for any */
  gboolean for_big_customers;
  const char *applied_in;             /* Salla's word */
  const char *const *payment_methods; /* Salla's words, NULL for all */
  const char *domain;                 /* nullable: of the shopper's e-mail address */
  int with_offer;                     /* -1 when nobody said */
  gboolean show_maximum;
  gboolean exclude_sale;
  gboolean free_shipping;
  gboolean inactive;
  gint64 created;
  gint64 updated;
  gint64 starts; /* 0 when it starts with its creation */
  gint64 ends;   /* the last second */
  NomoDemoUses uses;
} NomoDemoCoupon;

guint nomo_demo_coupons_get_n (NomoDemoShop *shop);
void nomo_demo_coupon_fill (NomoDemoCoupon *self, NomoDemoShop *shop, guint coupon, gint64 now);
gboolean nomo_demo_coupon_fill_discount (NomoDemoCoupon *self, NomoDemoShop *shop, NomoDemoDiscount discount,
                                         gint64 now);
gboolean nomo_demo_coupon_find (NomoDemoShop *shop, gint64 id, guint *coupon);
guint nomo_demo_coupon_add (NomoDemoShop *shop, const NomoDemoCoupon *coupon);
void nomo_demo_coupon_replace (NomoDemoShop *shop, guint index, const NomoDemoCoupon *coupon);
gint64 nomo_demo_coupon_get_listed (const NomoDemoCoupon *self, NomoDemoCouponList list, guint place);
char *nomo_demo_coupon_dup_child (const NomoDemoCoupon *self, NomoDemoShop *shop, guint child);

G_END_DECLS
