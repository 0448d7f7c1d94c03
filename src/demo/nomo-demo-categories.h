#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

/**
 * NomoDemoCategoryShape:
 * @NOMO_DEMO_CATEGORY_CARD: without those below
 * @NOMO_DEMO_CATEGORY_TREE: with those below
 */
typedef enum {
  NOMO_DEMO_CATEGORY_CARD,
  NOMO_DEMO_CATEGORY_TREE,
} NomoDemoCategoryShape;

void nomo_demo_category_write (NomoDemoShop *shop, NomoDemoJson *json, const char *name, guint category,
                               NomoDemoCategoryShape shape);
void nomo_demo_categories_list (NomoDemoCall *call, gint64 unused);
void nomo_demo_categories_search (NomoDemoCall *call, gint64 unused);
void nomo_demo_categories_list_children (NomoDemoCall *call, gint64 id);
void nomo_demo_categories_get (NomoDemoCall *call, gint64 id);

void nomo_demo_brand_write (NomoDemoJson *json, const char *name, guint brand);
void nomo_demo_brands_list (NomoDemoCall *call, gint64 unused);
void nomo_demo_brands_get (NomoDemoCall *call, gint64 id);

G_END_DECLS
