#include "config.h"

#include "nomo-coupon-steps.h"

#include "nomo-coupon.h"
#include "nomo-json.h"
#include "nomo-order.h"

#include <glib/gi18n.h>

/* Salla may count a cancelled order among the orders of a coupon and not among its uses. */
#define SLACK 10

static void
add_coupon (NomoStore *store, NomoRecord *coupon, GPtrArray *lacks)
{
  const char *code = nomo_record_get_text (coupon, COUPON_CODE);
  NomoCouponLack *lack = NULL;

  if (code == NULL || nomo_record_get_int (coupon, COUPON_IS_GROUP) != 0 || nomo_record_get_salla_id (coupon) == 0)
    return;
  lack = nomo_coupon_lack_new (store, &nomo_coupon_uses, coupon, nomo_record_get_int (coupon, COUPON_USES));
  lack->value = g_strdup (code);
  if (lack->count > lack->read_at)
    g_ptr_array_add (lacks, lack);
  else
    nomo_coupon_lack_free (lack);
}

/* What the filter does with the suffix of a group is written nowhere, so groups are left to the details. */
static GPtrArray *
find_grown (NomoStore *store, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_coupon_entity (), "uses > 0", error);
  g_autoptr (GPtrArray) coupons = nomo_store_list_rows (store, query, 0, 0, error);
  g_autoptr (GPtrArray) lacks = g_ptr_array_new_with_free_func (nomo_coupon_lack_free);

  for (guint i = 0; coupons != NULL && i < coupons->len; i++)
    add_coupon (store, coupons->pdata[i], lacks);
  return coupons != NULL ? g_steal_pointer (&lacks) : NULL;
}

/* Whoever knows a code need not know how it is written. */
static GHashTable *
count_known (NomoStore *store, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GHashTable) counts = nomo_store_count_by (store, query, ORDER_COUPON, error);
  GHashTable *known = NULL;
  GHashTableIter iter;
  gpointer code, count;

  if (counts == NULL)
    return NULL;
  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &code, &count)) {
    char *folded = g_utf8_casefold (code, -1);
    gsize sum = GPOINTER_TO_SIZE (g_hash_table_lookup (known, folded)) + (gsize) * (const gint64 *) count;

    g_hash_table_insert (known, folded, GSIZE_TO_POINTER (sum));
  }
  return known;
}

static gint64
count_orders (NomoStore *store, const char *filter, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, error);

  return nomo_store_count (store, query, error);
}

static gint64
get_missing (const NomoCouponLack *lack)
{
  return lack->count - lack->known;
}

/* Each page is a request more: it has to tell of more orders than one, whose details are not here yet. */
static gboolean
is_worth (const NomoCouponLack *lack, gint64 brief)
{
  gint64 pages = (lack->count + NOMO_MIRROR_PER_PAGE - 1) / NOMO_MIRROR_PER_PAGE - lack->page + 1;

  return pages < MIN (brief, get_missing (lack));
}

static gboolean
keep_worth (NomoStore *store, GPtrArray *lacks, gint64 brief, GError **error)
{
  g_autoptr (GHashTable) known = count_known (store, error);
  gint64 all = known != NULL ? count_orders (store, "", error) : -1;

  for (guint i = lacks->len; all >= 0 && i-- > 0;) {
    NomoCouponLack *lack = lacks->pdata[i];
    g_autofree char *folded = g_utf8_casefold (lack->value, -1);

    lack->all = all;
    lack->known = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (known, folded));
    if (!is_worth (lack, brief))
      g_ptr_array_remove_index (lacks, i);
  }
  return all >= 0;
}

static int
compare_missing (gconstpointer a, gconstpointer b)
{
  const NomoCouponLack *const *first = a, *const *second = b;
  gint64 more = get_missing (*second) - get_missing (*first);

  return (more > 0) - (more < 0);
}

/* Where the details are known, one look is all. */
static GPtrArray *
find (NomoStore *store, gboolean whole, GError **error)
{
  gint64 brief = count_orders (store, "detailed = no", error);
  g_autoptr (GPtrArray) lacks = NULL;

  if (brief == 0)
    return g_ptr_array_new ();
  lacks = brief > 0 ? find_grown (store, error) : NULL;
  if (lacks == NULL || (lacks->len > 0 && !keep_worth (store, lacks, brief, error)))
    return NULL;
  g_ptr_array_sort (lacks, compare_missing);
  return g_steal_pointer (&lacks);
}

/* Where Salla does not know the filter, every order would have used the coupon. */
static gboolean
believe (const NomoCouponLack *lack, const NomoMirrorPage *page)
{
  gboolean near = page->total <= lack->count + lack->count / 2 + SLACK && page->total < lack->all - lack->all / 10;

  return page->total >= 0 && (page->total <= lack->count || near);
}

/* Nothing else of the row is taken: what the list of orders has not told is found by comparing it, and noted. */
static gboolean
put_row (NomoStore *store, const NomoCouponLack *lack, gint64 id, gint64 as_of, NomoCommit *commit, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (NomoRecord) order = nomo_store_get (store, nomo_order_entity (), id, &problem);
  g_autoptr (NomoRecord) used = NULL;
  NomoRecordBuilder *builder = NULL;

  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  if (order == NULL || nomo_record_is_deleted (order) || nomo_record_get_int (order, ORDER_DETAILED) != 0)
    return TRUE;
  builder = nomo_record_build (nomo_order_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, ORDER_COUPON, lack->value);
  used = nomo_builder_end (builder);
  nomo_commit_put (commit, used);
  return TRUE;
}

static gboolean
put (NomoStore *store, NomoCouponLack *lack, const NomoSallaAnswer *answer, gboolean last, NomoCommit *commit,
     GError **error)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    gint64 id;

    if (nomo_json_get_int (json_array_get_element (rows, i), "id", &id) && id > 0 &&
        !put_row (store, lack, id, answer->as_of, commit, error))
      return FALSE;
  }
  return TRUE;
}

/* Only the details of an order tell its coupon, and they are a request each. The oldest orders come first, so that new uses are
 * at the end. */
const NomoCouponStep nomo_coupon_uses = {
  .name = "uses",
  .label = N_ ("Orders with coupons"),
  .path = "/orders",
  .key = "coupon",
  .sort = "created_at-asc",
  .grows = TRUE,
  .find = find,
  .believe = believe,
  .put = put,
};
