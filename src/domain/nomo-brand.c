#include "config.h"

#include "nomo-brand.h"

#include <glib/gi18n.h>

#define SEARCHED_NAME (NOMO_FIELD_INDEXED | NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NAME)

static const NomoField fields[] = {
  [BRAND_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), SEARCHED_NAME },
  [BRAND_LOGO] = { "logo", NOMO_TYPE_TEXT, N_ ("Logo") },
  [BRAND_BANNER] = { "banner", NOMO_TYPE_TEXT, N_ ("Banner") },
  [BRAND_DESCRIPTION] = { "description", NOMO_TYPE_TEXT, N_ ("Description") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == BRAND_N_FIELDS);

/**
 * nomo_brand_entity:
 *
 * Brands of products, a mirror of Salla's: nobody here writes them.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_brand_entity (void)
{
  static const NomoEntity entity = {
    .name = "brand",
    .label = N_ ("Brand"),
    .label_many = N_ ("Brands"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = BRAND_N_FIELDS,
    .sort_field = BRAND_NAME,
  };

  return &entity;
}
