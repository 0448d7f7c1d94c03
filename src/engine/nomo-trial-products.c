#include "config.h"

#include "nomo-trial-products.h"

#include "nomo-category.h"
#include "nomo-product.h"

/* A circle of parents, which a mirror may hold for a moment, ends here. */
#define DEEPEST 16

typedef struct {
  NomoTrialProduct facts;
  GArray *categories;
  gboolean known;
} Product;

struct _NomoTrialProducts {
  NomoStore *store;
  GHashTable *products; /* id → Product */
  GError *error;
};

static void
product_free (gpointer data)
{
  g_array_unref (((Product *) data)->categories);
  g_free (data);
}

/**
 * nomo_trial_products_new:
 * @store: a store
 *
 * Returns: (transfer full): products of which none was looked up
 */
NomoTrialProducts *
nomo_trial_products_new (NomoStore *store)
{
  NomoTrialProducts *self = g_new0 (NomoTrialProducts, 1);

  self->store = g_object_ref (store);
  self->products = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, product_free);
  return self;
}

/**
 * nomo_trial_products_free:
 * @self: (transfer full): products
 */
void
nomo_trial_products_free (NomoTrialProducts *self)
{
  g_clear_error (&self->error);
  g_hash_table_unref (self->products);
  g_object_unref (self->store);
  g_free (self);
}

static NomoRecord *
look_up (NomoTrialProducts *self, const NomoEntity *entity, gint64 id)
{
  return self->error == NULL ? nomo_store_get (self->store, entity, id, &self->error) : NULL;
}

/* A category stands for all below it, so a product is in all that are above its own. */
static void
add_categories (NomoTrialProducts *self, GArray *categories, gint64 id)
{
  for (int depth = 0; depth < DEEPEST && id > 0; depth++) {
    g_autoptr (NomoRecord) category = look_up (self, nomo_category_entity (), id);

    g_array_append_val (categories, id);
    id = category != NULL ? nomo_record_get_int (category, CATEGORY_PARENT) : 0;
  }
}

static Product *
read_product (NomoTrialProducts *self, gint64 id)
{
  g_autoptr (NomoRecord) record = look_up (self, nomo_product_entity (), id);
  Product *product = g_new0 (Product, 1);

  product->categories = g_array_new (FALSE, FALSE, sizeof (gint64));
  product->known = record != NULL;
  if (record == NULL)
    return product;
  for (guint row = 0; row < nomo_record_count_part (record, PRODUCT_PART_CATEGORIES); row++)
    add_categories (self, product->categories,
                    nomo_record_part_int (record, PRODUCT_PART_CATEGORIES, row, PRODUCT_CATEGORY_ID));
  product->facts = (NomoTrialProduct) {
    .categories = (const gint64 *) (gconstpointer) product->categories->data,
    .n_categories = product->categories->len,
    .brand = nomo_record_get_int (record, PRODUCT_BRAND),
    .reduced = !nomo_record_is_null (record, PRODUCT_SALE_PRICE),
  };
  return product;
}

/**
 * nomo_trial_products_find:
 * @self: products
 * @id: id of a product
 *
 * Blocks. After an error nothing more is known, see nomo_trial_products_check().
 *
 * Returns: (transfer none) (nullable): what a coupon looks at in it; %NULL when it is not known
 */
const NomoTrialProduct *
nomo_trial_products_find (NomoTrialProducts *self, gint64 id)
{
  Product *product = g_hash_table_lookup (self->products, &id);

  if (product == NULL) {
    product = read_product (self, id);
    g_hash_table_insert (self->products, g_memdup2 (&id, sizeof id), product);
  }
  return product->known ? &product->facts : NULL;
}

/**
 * nomo_trial_products_check:
 * @self: products
 * @error: return location
 *
 * Returns: %FALSE with the error of a look-up that failed
 */
gboolean
nomo_trial_products_check (NomoTrialProducts *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
