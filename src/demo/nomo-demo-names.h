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

typedef struct {
  const char *name;
  gint64 price; /* halalas, VAT included */
  guint weight;
} NomoDemoProduct;

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

G_END_DECLS
