#pragma once

#include "nomo-demo-price.h"
#include "nomo-demo-shop.h"

G_BEGIN_DECLS

/* How a product stands at a moment. */
typedef struct {
  const char *name;
  const char *picture; /* where a hand put it; empty for none, NULL for its usual place */
  NomoDemoPrice price;
  gint64 cost; /* halalas; 0 when the merchant did not tell it */
  gboolean hidden;
  gboolean unlimited;
  guint quantity; /* 0 when unlimited */
  guint sold;
  guint n_ratings;
  guint stars; /* of all ratings together */
  guint views;
} NomoDemoStock;

void nomo_demo_stock_fill (NomoDemoStock *self, NomoDemoShop *shop, guint product, gint64 now);
void nomo_demo_stock_fill_before (NomoDemoStock *self, NomoDemoShop *shop, guint product, gint64 now, guint n);
const char *nomo_demo_stock_get_status (const NomoDemoStock *self);

gint64 nomo_demo_product_get_id (guint product);
gboolean nomo_demo_product_find (NomoDemoShop *shop, gint64 id, guint *product);
char *nomo_demo_product_dup_sku (guint product);
gboolean nomo_demo_product_is_in (guint product, guint category);
gboolean nomo_demo_product_get_brand (guint product, guint *brand);

gint64 nomo_demo_category_get_id (guint category);
gboolean nomo_demo_category_find (NomoDemoShop *shop, gint64 id, guint *category);
gboolean nomo_demo_category_is_top (guint category);
const char *nomo_demo_category_get_status (guint category);

gint64 nomo_demo_brand_get_id (guint brand);
gboolean nomo_demo_brand_find (NomoDemoShop *shop, gint64 id, guint *brand);

G_END_DECLS
