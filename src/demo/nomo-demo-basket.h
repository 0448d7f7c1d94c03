#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_DEMO_MAX_ITEMS 5

/* What an order holds, worked out of its seed. Every amount is in minor units of @currency; prices, shipping and discount
 * include VAT, the net parts add up to the total to the last unit. */
typedef struct {
  guint product; /* index into nomo_demo_products */
  guint quantity;
  gint64 price;   /* of one, VAT included */
  gint64 regular; /* the same without a sale */
} NomoDemoItem;

typedef enum {
  NOMO_DEMO_NO_DISCOUNT,
  NOMO_DEMO_WARD,
  NOMO_DEMO_NOUF,
  NOMO_DEMO_WHITE,
  NOMO_DEMO_GRAD,  /* a code of a group: which, is for the shop to know */
  NOMO_DEMO_LOYAL, /* the same */
  NOMO_DEMO_N_DISCOUNTS,
} NomoDemoDiscount;

typedef struct {
  NomoDemoItem items[NOMO_DEMO_MAX_ITEMS];
  guint n_items;
  const char *payment_method;
  const char *currency;
  NomoDemoDiscount coupon;
  const char *discount_title; /* NULL without discount */
  const char *discount_code;
  gint64 total;
  gint64 sub_total; /* net */
  gint64 shipping;  /* net */
  gint64 cod;       /* net */
  gint64 discount;  /* net */
  gint64 tax;
} NomoDemoBasket;

void nomo_demo_basket_fill (NomoDemoBasket *self, guint64 seed, gint64 created, const char *currency);
void nomo_demo_basket_fill_with (NomoDemoBasket *self, guint64 seed, gint64 created, const char *currency,
                                 NomoDemoDiscount discount, const char *code);
void nomo_demo_basket_restate (NomoDemoBasket *self, const char *currency, gint64 total);
const char *nomo_demo_basket_find_currency (const char *text);
gint64 nomo_demo_basket_net (gint64 gross);
gint64 nomo_demo_basket_convert (gint64 halalas, const char *currency);
gint64 nomo_demo_basket_to_riyals (gint64 amount, const char *currency);
const char *nomo_demo_basket_rate (const char *currency);

G_END_DECLS
