#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the generated shop is made of. Every person, address and number is invented. */

typedef struct {
  const char *arabic;
  const char *latin;
} NomoDemoName;

typedef struct {
  const char *name;
  const char *country; /* ISO 3166-1 alpha-2 */
  guint weight;
} NomoDemoCity;

typedef struct {
  const char *code;
  const char *name;
  const char *dial;
  const char *currency;
} NomoDemoCountry;

typedef enum {
  NOMO_DEMO_FLOWERS,
  NOMO_DEMO_BOUQUETS,
  NOMO_DEMO_BOXES,
  NOMO_DEMO_PLANTS,
  NOMO_DEMO_OCCASIONS,
  NOMO_DEMO_SCENTS,
  NOMO_DEMO_PERFUMES,
  NOMO_DEMO_OILS,
  NOMO_DEMO_HOME,
  NOMO_DEMO_CANDLES,
  NOMO_DEMO_SMOKE,
  NOMO_DEMO_INCENSE,
  NOMO_DEMO_OUD,
  NOMO_DEMO_BURNERS,
  NOMO_DEMO_GIFTS,
  NOMO_DEMO_SWEETS,
  NOMO_DEMO_DATES,
  NOMO_DEMO_SETS,
  NOMO_DEMO_CARDS,
  NOMO_DEMO_SERVING,
  NOMO_DEMO_LAST_SUMMER,
  NOMO_DEMO_N_CATEGORIES,
} NomoDemoCategoryIndex;

typedef struct {
  const char *name;
  NomoDemoCategoryIndex parent; /* itself at the top */
  const char *brand;            /* nullable: the brand of what is in it */
} NomoDemoCategory;

typedef struct {
  const char *name;
  gint64 price; /* halalas, VAT included; what it asks now is a matter of nomo_demo_price_at() */
  guint weight;
  NomoDemoCategoryIndex category;
  const char *type; /* Salla's word */
} NomoDemoProduct;

#define NOMO_DEMO_MAX_PRODUCTS 64

extern const NomoDemoName nomo_demo_men[];
extern const guint nomo_demo_n_men;
extern const NomoDemoName nomo_demo_women[];
extern const guint nomo_demo_n_women;
extern const NomoDemoName nomo_demo_families[];
extern const guint nomo_demo_n_families;
extern const NomoDemoName nomo_demo_foreigners[];
extern const guint nomo_demo_n_foreigners;
extern const NomoDemoCity nomo_demo_cities[];
extern const guint nomo_demo_n_cities;
extern const NomoDemoCountry nomo_demo_countries[];
extern const guint nomo_demo_n_countries;
extern const NomoDemoProduct nomo_demo_products[];
extern const guint nomo_demo_n_products;
extern const NomoDemoCategory nomo_demo_categories[];
extern const NomoDemoName nomo_demo_brands[]; /* the second name is its English letter */
extern const guint nomo_demo_n_brands;

G_END_DECLS
