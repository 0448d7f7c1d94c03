#include "config.h"

#include "nomo-category.h"

#include <glib/gi18n.h>

static const NomoChoice statuses[] = {
  { "active", NC_ ("category status", "Shown") },
  { "hidden", NC_ ("category status", "Hidden") },
  { NULL, NULL },
};

#define SEARCHED_NAME (NOMO_FIELD_INDEXED | NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NAME)
#define GROUP         (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)

static const NomoField fields[] = {
  [CATEGORY_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), SEARCHED_NAME },
  [CATEGORY_PARENT] = { "parent", NOMO_TYPE_REF, N_ ("Parent category"), NOMO_FIELD_GROUPED, NULL, "category" },
  [CATEGORY_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"), GROUP, statuses, .context = "category status" },
  [CATEGORY_POSITION] = { "position", NOMO_TYPE_INT, N_ ("Position"), NOMO_FIELD_INDEXED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CATEGORY_N_FIELDS);

/**
 * nomo_category_entity:
 *
 * Categories of products, a mirror of Salla's: nobody here writes them.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_category_entity (void)
{
  static const NomoEntity entity = {
    .name = "category",
    .label = N_ ("Category"),
    .label_many = N_ ("Categories"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = CATEGORY_N_FIELDS,
    .sort_field = CATEGORY_POSITION,
  };

  return &entity;
}
