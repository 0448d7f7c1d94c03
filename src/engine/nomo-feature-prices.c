#include "config.h"

#include "nomo-feature-look.h"
#include "nomo-format.h"
#include "nomo-history.h"
#include "nomo-product.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

#define MOST    200
#define CHANGES 8

/* Products whose price changed, and what is said when it is only one. */
typedef struct {
  GPtrArray *products;
  GPtrArray *notes;
  char *words;
} Found;

static void
found_clear (Found *found)
{
  g_ptr_array_unref (found->products);
  g_ptr_array_unref (found->notes);
  g_free (found->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

/**
 * nomo_feature_tell_product:
 * @look: a look
 * @product: the product that it is about
 * @body: (transfer full): what happened to it
 */
void
nomo_feature_tell_product (const NomoFeatureLook *look, const NomoRecord *product, char *body)
{
  char *title = nomo_text_isolate (nomo_record_get_text (product, PRODUCT_NAME));

  nomo_feature_tell (look, "products", title, body)->record = nomo_record_get_id (product);
}

static gint64
get_amount (const char *text)
{
  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static char *
word_change (const NomoRecord *product, const NomoHistoryEntry *entry)
{
  const char *currency = nomo_record_get_text (product, PRODUCT_CURRENCY);
  g_autofree char *before = nomo_format_money (get_amount (entry->before), currency, TRUE);
  g_autofree char *after = nomo_format_money (get_amount (entry->after), currency, TRUE);

  if (g_str_equal (entry->field, "price"))
    /* Translators: two amounts. */
    return g_strdup_printf (_ ("The price went from %1$s to %2$s."), before, after);
  if (get_amount (entry->after) == 0)
    return g_strdup (_ ("It is no longer reduced."));
  /* Translators: an amount. */
  return g_strdup_printf (_ ("Reduced to %s."), after);
}

static gboolean
is_price (const NomoHistoryEntry *entry)
{
  return g_str_equal (entry->field, "price") || g_str_equal (entry->field, "sale_price");
}

static void
take_change (const NomoFeatureLook *look, GHashTable *noted, Found *found, NomoRecord *product,
             const NomoHistoryEntry *entry)
{
  gint64 id = nomo_record_get_id (product);
  g_autofree char *key = g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%s", NOMO_FEATURE_PRICE, id, entry->commit_id);

  if (entry->at < look->since || g_hash_table_contains (noted, key))
    return;
  g_ptr_array_add (found->notes, nomo_feature_make_note (look, key, NOMO_FEATURE_PRICE, id));
  g_ptr_array_add (found->products, nomo_record_ref (product));
  if (found->words == NULL)
    found->words = word_change (product, entry);
}

/* The last change counts. */
static gboolean
look_at (const NomoFeatureLook *look, GHashTable *noted, Found *found, NomoRecord *product, GError **error)
{
  g_autoptr (GPtrArray) entries =
      nomo_store_read_history (look->store, nomo_product_entity (), nomo_record_get_id (product), CHANGES, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    if (!is_price (entries->pdata[i]))
      continue;
    take_change (look, noted, found, product, entries->pdata[i]);
    break;
  }
  return entries != NULL;
}

/* Salla's clock says when a product was changed, ours when that arrived: at most a day lies between them. */
static GPtrArray *
list_changed (const NomoFeatureLook *look, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_product_entity ());

  nomo_query_where_int (query, PRODUCT_UPDATED_AT, NOMO_OP_GE, MAX (look->since, look->now - DAY_MS) - DAY_MS);
  return nomo_store_list_rows (look->store, query, 0, MOST, error);
}

static void
tell (const NomoFeatureLook *look, Found *found)
{
  g_autofree char *count = nomo_format_int (found->products->len);

  if (found->products->len == 1)
    nomo_feature_tell_product (look, found->products->pdata[0], g_steal_pointer (&found->words));
  else if (found->products->len > 1)
    nomo_feature_tell (look, "products",
                       g_strdup_printf (ngettext ("The price of %s product changed",
                                                  "The prices of %s products changed", found->products->len),
                                        count),
                       nomo_feature_name_some (found->products, PRODUCT_NAME, PRODUCT_SKU));
}

/**
 * nomo_feature_find_prices:
 * @look: the look
 * @error: return location
 *
 * Prices and reduced prices that changed since the feature is on.
 *
 * Returns: %TRUE unless the store failed
 */
gboolean
nomo_feature_find_prices (const NomoFeatureLook *look, GError **error)
{
  g_auto (Found) found = { nomo_feature_new_records (), nomo_feature_new_records (), NULL };
  g_autoptr (GPtrArray) products = list_changed (look, error);
  g_autoptr (GHashTable) noted = nomo_feature_find_noted (look, look->since, error);
  gboolean new = FALSE;

  if (products == NULL || noted == NULL)
    return FALSE;
  for (guint i = 0; i < products->len; i++)
    if (!look_at (look, noted, &found, products->pdata[i], error))
      return FALSE;
  if (!nomo_feature_note (look, found.notes, &new, error))
    return FALSE;
  if (new)
    tell (look, &found);
  return TRUE;
}
