#include "config.h"

#include "nomo-order-tags.h"

#include "nomo-order-tag-list.h"
#include "nomo-order.h"

/* So many of the newest orders that have tags tell which are used, and those that Salla's list does not have yet. */
#define MOST_ORDERS 300

/* A tag that can be offered. */
typedef struct {
  const char *name;
  gboolean listed; /* by Salla */
  guint count;     /* orders */
} Offer;

typedef struct {
  GPtrArray *all;
  GHashTable *by_name;
} Offers;

static Offer *
take_offer (const Offers *offers, const char *name)
{
  Offer *offer = g_hash_table_lookup (offers->by_name, name);

  if (offer == NULL) {
    offer = g_new0 (Offer, 1);
    offer->name = name;
    g_ptr_array_add (offers->all, offer);
    g_hash_table_insert (offers->by_name, (gpointer) name, offer);
  }
  return offer;
}

static void
count_tags (const Offers *offers, const NomoRecord *order)
{
  for (guint row = 0; row < nomo_record_count_part (order, ORDER_PART_TAGS); row++)
    take_offer (offers, nomo_record_part_text (order, ORDER_PART_TAGS, row, ORDER_TAG_NAME))->count++;
}

static int
compare_offers (gconstpointer a, gconstpointer b)
{
  const Offer *left = *(const Offer *const *) a;
  const Offer *right = *(const Offer *const *) b;

  if (left->listed != right->listed)
    return left->listed ? -1 : 1;
  if (left->count != right->count)
    return left->count < right->count ? 1 : -1;
  return g_utf8_collate (left->name, right->name);
}

static GPtrArray *
collect (GPtrArray *listed, GPtrArray *orders)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  const Offers offers = { all, by_name };
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < listed->len; i++)
    take_offer (&offers, listed->pdata[i])->listed = TRUE;
  for (guint i = 0; i < orders->len; i++)
    count_tags (&offers, orders->pdata[i]);
  g_ptr_array_sort (all, compare_offers);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (names, g_strdup (((const Offer *) all->pdata[i])->name));
  return names;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) orders = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);

  if (orders != NULL)
    g_task_return_pointer (task, collect (g_task_get_task_data (task), orders), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
marks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GHashTable) marks = nomo_store_read_marks_finish (NOMO_STORE (source), result, &error);
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  if (marks == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, nomo_order_tag_list_dup_names (marks), (GDestroyNotify) g_ptr_array_unref);
  nomo_query_where_part (query, ORDER_PART_TAGS, ORDER_TAG_NAME, NOMO_OP_NOT_EMPTY, NULL, NULL);
  nomo_store_list_async (NOMO_STORE (source), query, 0, MOST_ORDERS, g_task_get_cancellable (task), listed_cb,
                         g_object_ref (task));
}

/**
 * nomo_order_tags_list_async:
 * @store: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: for @callback
 *
 * Reads which tags orders can have: those that Salla lists, and those that orders have beside them.
 */
void
nomo_order_tags_list_async (NomoStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_order_tags_list_async);
  nomo_store_read_marks_async (store, cancellable, marks_cb, task);
}

/**
 * nomo_order_tags_list_finish:
 * @store: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the names, those that Salla lists first, and of both those that most
 *   orders have
 */
GPtrArray *
nomo_order_tags_list_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
