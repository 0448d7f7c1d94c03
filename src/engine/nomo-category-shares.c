#include "config.h"

#include "nomo-category-shares.h"

#include "nomo-category.h"
#include "nomo-product.h"
#include "nomo-store.h"

/* A circle of parents, which a mirror may hold for a moment, ends here. */
#define DEEPEST 16

/* What is beyond the best sellers by far changes no share that can be seen. */
#define MOST_PRODUCTS 2000

typedef struct {
  NomoStore *store;
  GHashTable *tops;   /* id of a category → id of that at its top */
  GHashTable *places; /* id of a top → place in @shares, counted from 1 */
  GArray *shares;
  GArray *members; /* (element-type GHashTable*): the ids of categories by place in @shares */
} Reading;

static NomoRecord *
get_category (Reading *self, gint64 id, GError **error)
{
  return nomo_store_get (self->store, nomo_category_entity (), id, error);
}

static gint64
find_top (Reading *self, gint64 id, GError **error)
{
  gpointer known;
  gint64 top = id;

  if (g_hash_table_lookup_extended (self->tops, &id, NULL, &known))
    return *(gint64 *) known;
  for (int depth = 0; depth < DEEPEST; depth++) {
    g_autoptr (NomoRecord) category = get_category (self, top, error);
    gint64 parent = category != NULL ? nomo_record_get_int (category, CATEGORY_PARENT) : 0;

    if (parent == 0 || (error != NULL && *error != NULL))
      break;
    top = parent;
  }
  g_hash_table_insert (self->tops, g_memdup2 (&id, sizeof id), g_memdup2 (&top, sizeof top));
  return top;
}

static guint
ensure_share (Reading *self, gint64 top)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, &top));
  NomoShare share = { NULL, NULL, 0, 0 };
  GHashTable *members;

  if (place > 0)
    return place - 1;
  members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_array_append_val (self->shares, share);
  g_array_append_val (self->members, members);
  g_hash_table_insert (self->places, g_memdup2 (&top, sizeof top), GUINT_TO_POINTER (self->shares->len));
  return self->shares->len - 1;
}

/* A product that is in two categories under one top counts once there. */
static void
count_under (Reading *self, gint64 top, gint64 category, const NomoShare *sold, GHashTable *counted)
{
  guint place = ensure_share (self, top);
  NomoShare *share = &g_array_index (self->shares, NomoShare, place);

  g_hash_table_add (g_array_index (self->members, GHashTable *, place), g_memdup2 (&category, sizeof category));
  if (!g_hash_table_add (counted, GUINT_TO_POINTER (place + 1)))
    return;
  share->orders += sold->orders;
  share->money += sold->money;
}

static gboolean
count_product (Reading *self, const NomoShare *sold, GError **error)
{
  g_autoptr (GHashTable) counted = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) failed = NULL;
  g_autoptr (NomoRecord) product = NULL;

  if (sold->key[0] != '#')
    return TRUE;
  product = nomo_store_get (self->store, nomo_product_entity (), g_ascii_strtoll (sold->key + 1, NULL, 10), &failed);
  for (guint row = 0; product != NULL && row < nomo_record_count_part (product, PRODUCT_PART_CATEGORIES); row++) {
    gint64 category = nomo_record_part_int (product, PRODUCT_PART_CATEGORIES, row, PRODUCT_CATEGORY_ID);

    if (category > 0)
      count_under (self, find_top (self, category, &failed), category, sold, counted);
  }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static char *
join_ids (GHashTable *members)
{
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, text->len > 0 ? ", " : "", *(gint64 *) id);
  return g_string_free (text, FALSE);
}

static gboolean
name_shares (Reading *self, GError **error)
{
  GHashTableIter iter;
  gpointer top, place;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &top, &place)) {
    guint index = GPOINTER_TO_UINT (place) - 1;
    NomoShare *share = &g_array_index (self->shares, NomoShare, index);
    g_autoptr (GError) failed = NULL;
    g_autoptr (NomoRecord) category = get_category (self, *(gint64 *) top, &failed);

    if (failed != NULL) {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
    share->key = join_ids (g_array_index (self->members, GHashTable *, index));
    share->name = g_strdup (category != NULL ? nomo_record_get_text (category, CATEGORY_NAME) : "");
  }
  return TRUE;
}

static void
members_clear (gpointer data)
{
  g_hash_table_unref (*(GHashTable **) data);
}

/**
 * nomo_category_shares_read:
 * @store: a store
 * @products: (element-type NomoShare): sales by product, the largest first
 * @error: return location
 *
 * Adds up products under the categories at the top of the shop's tree. A product that stands under two of them counts under
 * both, one without a category under none. Blocks.
 *
 * Returns: (transfer full) (element-type NomoShare) (nullable): sales by category, the largest first; a key lists the numbers
 *   of the categories that the products are in, with commas. Or %NULL with a #NomoStoreError
 */
GArray *
nomo_category_shares_read (NomoStore *store, const GArray *products, GError **error)
{
  g_autoptr (GHashTable) tops = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) shares = nomo_shares_new ();
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (GHashTable *));
  Reading self = { store, tops, places, shares, members };

  g_array_set_clear_func (members, members_clear);
  for (guint i = 0; i < MIN (products->len, MOST_PRODUCTS); i++)
    if (!count_product (&self, &g_array_index (products, NomoShare, i), error))
      return NULL;
  if (!name_shares (&self, error))
    return NULL;
  nomo_shares_sort (shares);
  return g_steal_pointer (&shares);
}
