#include "config.h"

#include "nomo-feature-look.h"
#include "nomo-format.h"
#include "nomo-notice.h"
#include "nomo-product.h"

#include <glib/gi18n.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* A product that is still low half a year after that was told is told once more. */
#define REMEMBERED_MS (180 * DAY_MS)

#define MOST 1000

#define LOW "low"
#define OUT "out"

/* What is found of stock: what to tell of it and what to note. */
typedef struct {
  GPtrArray *low;
  GPtrArray *out;
  GPtrArray *notes;
} Found;

static void
found_clear (Found *found)
{
  g_ptr_array_unref (found->low);
  g_ptr_array_unref (found->out);
  g_ptr_array_unref (found->notes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

/* "out", "low", or NULL for a product of which there is enough. */
static const char *
get_state (const NomoFeatureLook *look, const NomoRecord *product)
{
  const char *status = nomo_record_get_text (product, PRODUCT_STATUS);

  if (nomo_record_is_deleted (product) || g_strcmp0 (status, "hidden") == 0)
    return NULL;
  if (g_strcmp0 (status, "out") == 0)
    return OUT;
  if (nomo_record_is_null (product, PRODUCT_QUANTITY))
    return NULL;
  if (nomo_record_get_int (product, PRODUCT_QUANTITY) <= 0)
    return OUT;
  return nomo_record_get_int (product, PRODUCT_QUANTITY) <= look->values[STOCK_LEVEL] ? LOW : NULL;
}

/* The last that was noted of each product's stock: "low", "out" or silent. */
static GHashTable *
read_states (const NomoFeatureLook *look, GError **error)
{
  g_autoptr (GPtrArray) notes = nomo_feature_list_noted (look, look->now - REMEMBERED_MS, error);
  GHashTable *states = NULL;

  if (notes == NULL)
    return NULL;
  states = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < notes->len; i++) {
    const char *what = nomo_record_get_text (notes->pdata[i], NOTICE_WHAT);
    gint64 id = nomo_record_get_int (notes->pdata[i], NOTICE_RECORD);

    if (!g_str_equal (what, NOMO_FEATURE_PRICE))
      g_hash_table_replace (states, g_memdup2 (&id, sizeof id), g_strdup (what));
  }
  return states;
}

/* The moment makes the key: a product may run low again and again. */
static void
note_state (const NomoFeatureLook *look, Found *found, gint64 id, const char *what)
{
  g_autofree char *key = g_strdup_printf ("stock:%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, what, id, look->now);

  g_ptr_array_add (found->notes, nomo_feature_make_note (look, key, what, id));
}

static void
take_scarce (const NomoFeatureLook *look, Found *found, GHashTable *states, NomoRecord *product)
{
  gint64 id = nomo_record_get_id (product);
  const char *state = get_state (look, product);
  const char *before = g_hash_table_lookup (states, &id);

  if (state == NULL || g_strcmp0 (state, before) == 0)
    return;
  /* From sold out to a few is more, not less. */
  if (g_strcmp0 (before, OUT) != 0)
    g_ptr_array_add (g_str_equal (state, OUT) ? found->out : found->low, nomo_record_ref (product));
  note_state (look, found, id, state);
}

static gboolean
find_scarce (const NomoFeatureLook *look, Found *found, GHashTable *states, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_product_entity ());
  g_autoptr (GPtrArray) products = NULL;

  nomo_query_begin_group (query, NOMO_JOIN_OR);
  nomo_query_where_int (query, PRODUCT_QUANTITY, NOMO_OP_LE, look->values[STOCK_LEVEL]);
  if (!nomo_query_where (query, PRODUCT_STATUS, NOMO_OP_EQ, "out", error))
    return FALSE;
  nomo_query_end_group (query);
  products = nomo_store_list_rows (look->store, query, 0, MOST, error);
  for (guint i = 0; products != NULL && i < products->len; i++)
    take_scarce (look, found, states, products->pdata[i]);
  return products != NULL;
}

/* What was scarce and is there again is noted, so that it can be told when it runs low anew. */
static gboolean
find_restocked (const NomoFeatureLook *look, Found *found, GHashTable *states, GError **error)
{
  GHashTableIter iter;
  gpointer id, state;

  g_hash_table_iter_init (&iter, states);
  while (g_hash_table_iter_next (&iter, &id, &state)) {
    g_autoptr (GError) read_error = NULL;
    g_autoptr (NomoRecord) product = NULL;

    if (g_str_equal (state, NOMO_NOTICE_SILENT))
      continue;
    product = nomo_store_get (look->store, nomo_product_entity (), *(gint64 *) id, &read_error);
    if (read_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
    if (product == NULL || get_state (look, product) == NULL)
      note_state (look, found, *(gint64 *) id, NOMO_NOTICE_SILENT);
  }
  return TRUE;
}

static void
tell_low (const NomoFeatureLook *look, GPtrArray *products)
{
  g_autofree char *count = nomo_format_int (products->len);
  NomoAlert *alert = NULL;

  if (products->len == 1) {
    gint64 left = nomo_record_get_int (products->pdata[0], PRODUCT_QUANTITY);
    g_autofree char *pieces = nomo_format_int (left);

    nomo_feature_tell_product (
        look, products->pdata[0],
        g_strdup_printf (ngettext ("%s piece is left.", "%s pieces are left.", (gulong) left), pieces));
  } else if (products->len > 1) {
    alert = nomo_feature_tell (
        look, "products",
        g_strdup_printf (ngettext ("%s product runs low", "%s products run low", products->len), count),
        nomo_feature_name_some (products, PRODUCT_NAME, PRODUCT_SKU));
    alert->filter = g_strdup_printf ("quantity <= %" G_GINT64_FORMAT " and status = sale", look->values[STOCK_LEVEL]);
  }
}

static void
tell_out (const NomoFeatureLook *look, GPtrArray *products)
{
  g_autofree char *count = nomo_format_int (products->len);

  if (products->len == 1)
    nomo_feature_tell_product (look, products->pdata[0], g_strdup (_ ("It is sold out.")));
  else if (products->len > 1)
    nomo_feature_tell (
        look, "products",
        g_strdup_printf (ngettext ("%s product is sold out", "%s products are sold out", products->len), count),
        nomo_feature_name_some (products, PRODUCT_NAME, PRODUCT_SKU))
        ->filter = g_strdup ("status = out");
}

static gboolean
watch_stock (const NomoFeatureLook *look, GError **error)
{
  g_auto (Found) found = { nomo_feature_new_records (), nomo_feature_new_records (), nomo_feature_new_records () };
  g_autoptr (GHashTable) states = read_states (look, error);
  gboolean new = FALSE;

  if (states == NULL || !find_scarce (look, &found, states, error) || !find_restocked (look, &found, states, error) ||
      !nomo_feature_note (look, found.notes, &new, error))
    return FALSE;
  if (new) {
    tell_out (look, found.out);
    tell_low (look, found.low);
  }
  return TRUE;
}

/**
 * nomo_feature_find_stock:
 * @look: the look
 * @error: return location
 *
 * Products that have run low or sold out, as often as that happens anew, and prices that changed since the feature is on. When
 * it is switched on, what is scarce already is told at once.
 *
 * Returns: %TRUE unless the store failed
 */
gboolean
nomo_feature_find_stock (const NomoFeatureLook *look, GError **error)
{
  return watch_stock (look, error) && (look->values[STOCK_PRICES] == 0 || nomo_feature_find_prices (look, error));
}
