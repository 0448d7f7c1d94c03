#include "config.h"

#include "nomo-demo-catalogue.h"

#include "nomo-demo-random.h"

enum { STREAM_STOCK = 601 };

#define PRODUCT_ID  G_GINT64_CONSTANT (720880)
#define CATEGORY_ID G_GINT64_CONSTANT (2676900100)
#define BRAND_ID    G_GINT64_CONSTANT (1190175150)

static gboolean
has_no_stock (const NomoDemoProduct *info)
{
  return g_str_equal (info->type, "service") || info->category == NOMO_DEMO_CARDS;
}

/* The shelf is filled again by the order behind the one that emptied it. */
static guint
quantity_of (const NomoDemoStock *self, NomoDemoRandom *random)
{
  guint shelf = 18 + nomo_demo_random_below (random, 60), start = nomo_demo_random_below (random, shelf + 1);

  return self->unlimited ? 0 : shelf - (self->sold + start) % (shelf + 1);
}

/* A price that was set by hand stays until a hand sets another. */
static void
apply_edit (NomoDemoStock *self, const NomoDemoProductEdit *edit)
{
  if (edit == NULL)
    return;
  if (edit->name != NULL)
    self->name = edit->name;
  self->picture = edit->picture;
  if (edit->price >= 0) {
    self->price.regular = edit->price;
    self->price.sale = self->price.sale_ends = 0;
  }
  if (edit->changed != 0)
    self->price.changed = edit->changed;
}

/* Merchants do not take the trouble for everything that they hardly sell. */
static gboolean
has_no_cost (guint product)
{
  return nomo_demo_products[product].weight <= 14 && product % 3 == 0;
}

/**
 * nomo_demo_stock_fill:
 * @self: (out caller-allocates): how the product stands
 * @shop: a shop
 * @product: index into nomo_demo_products
 * @now: UTC milliseconds
 */
void
nomo_demo_stock_fill (NomoDemoStock *self, NomoDemoShop *shop, guint product, gint64 now)
{
  nomo_demo_stock_fill_before (self, shop, product, now, 0);
}

/**
 * nomo_demo_stock_fill_before:
 * @self: (out caller-allocates): how the product stood
 * @shop: a shop
 * @product: index into nomo_demo_products
 * @now: UTC milliseconds
 * @n: how many were sold since
 */
void
nomo_demo_stock_fill_before (NomoDemoStock *self, NomoDemoShop *shop, guint product, gint64 now, guint n)
{
  const NomoDemoProduct *info = &nomo_demo_products[product];
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (nomo_demo_shop_get_seed (shop), STREAM_STOCK, product));
  *self = (NomoDemoStock) { .name = info->name, .price = nomo_demo_price_at (product, now) };
  self->sold = nomo_demo_shop_get_tally (shop)->sold[product] - n;
  self->cost = info->price * (380 + nomo_demo_random_below (&random, 240)) / 1000 / 5 * 5;
  if (has_no_cost (product))
    self->cost = 0;
  self->hidden = nomo_demo_random_chance (&random, 160) && info->weight <= 14;
  self->unlimited = has_no_stock (info);
  self->quantity = quantity_of (self, &random);
  self->n_ratings = nomo_demo_reviews_get_n_ratings (nomo_demo_shop_get_reviews (shop), product);
  self->stars = nomo_demo_reviews_get_stars (nomo_demo_shop_get_reviews (shop), product);
  self->views = self->sold * (18 + nomo_demo_random_below (&random, 40)) + nomo_demo_random_below (&random, 200);
  apply_edit (self, nomo_demo_shop_get_product_edit (shop, product));
}

/**
 * nomo_demo_stock_get_status:
 * @self: how a product stands
 *
 * Returns: Salla's word: "hidden", "out" or "sale"
 */
const char *
nomo_demo_stock_get_status (const NomoDemoStock *self)
{
  if (self->hidden)
    return "hidden";
  return self->unlimited || self->quantity > 0 ? "sale" : "out";
}

static gboolean
find (NomoDemoShop *shop, NomoDemoEntity entity, gint64 id, gint64 first, guint n, guint *index)
{
  if (id < first || id >= first + n)
    return FALSE;
  *index = (guint) (id - first);
  return !nomo_demo_shop_has_lost (shop, entity, *index);
}

gint64
nomo_demo_product_get_id (guint product)
{
  return PRODUCT_ID + product;
}

gboolean
nomo_demo_product_find (NomoDemoShop *shop, gint64 id, guint *product)
{
  return find (shop, NOMO_DEMO_PRODUCTS, id, PRODUCT_ID, nomo_demo_n_products, product);
}

char *
nomo_demo_product_dup_sku (guint product)
{
  return g_strdup_printf ("WRD-%u", product + 1);
}

/**
 * nomo_demo_product_is_in:
 * @product: index into nomo_demo_products
 * @category: index into nomo_demo_categories
 *
 * Returns: whether the product is in the category or in one below it
 */
gboolean
nomo_demo_product_is_in (guint product, guint category)
{
  guint own = nomo_demo_products[product].category;

  return own == category || nomo_demo_categories[own].parent == category;
}

/**
 * nomo_demo_product_get_brand:
 * @product: index into nomo_demo_products
 * @brand: (out): index into nomo_demo_brands
 *
 * Returns: whether it has a brand
 */
gboolean
nomo_demo_product_get_brand (guint product, guint *brand)
{
  const char *name = nomo_demo_categories[nomo_demo_products[product].category].brand;

  for (guint i = 0; i < nomo_demo_n_brands; i++) {
    if (g_strcmp0 (nomo_demo_brands[i].arabic, name) == 0) {
      *brand = i;
      return TRUE;
    }
  }
  return FALSE;
}

gint64
nomo_demo_category_get_id (guint category)
{
  return CATEGORY_ID + category;
}

gboolean
nomo_demo_category_find (NomoDemoShop *shop, gint64 id, guint *category)
{
  return find (shop, NOMO_DEMO_CATEGORY_LIST, id, CATEGORY_ID, NOMO_DEMO_N_CATEGORIES, category);
}

gboolean
nomo_demo_category_is_top (guint category)
{
  return nomo_demo_categories[category].parent == category;
}

const char *
nomo_demo_category_get_status (guint category)
{
  return category == NOMO_DEMO_LAST_SUMMER ? "hidden" : "active";
}

gint64
nomo_demo_brand_get_id (guint brand)
{
  return BRAND_ID + brand;
}

gboolean
nomo_demo_brand_find (NomoDemoShop *shop, gint64 id, guint *brand)
{
  return find (shop, NOMO_DEMO_BRANDS, id, BRAND_ID, nomo_demo_n_brands, brand);
}
