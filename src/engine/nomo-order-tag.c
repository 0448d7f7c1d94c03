#include "config.h"

#include "nomo-order-tag.h"

#include "nomo-edit.h"
#include "nomo-order.h"
#include "nomo-store.h"

/* Of so many orders the tags are known: those of the newest that have any. */
#define MOST_ORDERS 300

typedef struct {
  GStrv add;
  GStrv remove;
} Tags;

static void
tags_free (gpointer data)
{
  Tags *tags = data;

  g_strfreev (tags->add);
  g_strfreev (tags->remove);
  g_free (tags);
}

/**
 * nomo_order_dup_words:
 * @text: (nullable): what somebody typed
 *
 * Returns: (transfer full) (nullable): it without what stands around it, %NULL when nothing is left
 */
char *
nomo_order_dup_words (const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *words != '\0' ? g_steal_pointer (&words) : NULL;
}

static GStrv
dup_names (const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_autofree char *name = nomo_order_dup_words (names[i]);

    if (name != NULL)
      g_strv_builder_add (builder, name);
  }
  return g_strv_builder_end (builder);
}

static NomoRecordBuilder *
set_tags (NomoRecordBuilder *builder, const char *const *names)
{
  nomo_builder_clear_part (builder, ORDER_PART_TAGS);
  for (guint i = 0; names[i] != NULL; i++) {
    nomo_builder_add_part (builder, ORDER_PART_TAGS);
    nomo_builder_part_text (builder, ORDER_PART_TAGS, ORDER_TAG_NAME, names[i]);
  }
  return builder;
}

/**
 * nomo_order_create_tagging:
 * @order: id of an order
 * @add: (array zero-terminated=1): names of tags that it is to have
 * @remove: (array zero-terminated=1): names of tags that it is not to have
 *
 * Returns: (transfer full): what is to change, whatever else is on the order
 */
NomoRecord *
nomo_order_create_tagging (gint64 order, const char *const *add, const char *const *remove)
{
  /* As if no more had been read than what is to go: of a set only what somebody added or took away is put. */
  g_autoptr (NomoRecord) read = nomo_builder_end (set_tags (nomo_record_build (nomo_order_entity (), order), remove));

  return nomo_builder_end (set_tags (nomo_record_build_from (read), add));
}

static NomoRecord *
create_change (gint64 order, gpointer data)
{
  const Tags *tags = data;

  return nomo_order_create_tagging (order, (const char *const *) tags->add, (const char *const *) tags->remove);
}

/**
 * nomo_order_tag_async:
 * @shop: a shop
 * @orders: orders
 * @add: (nullable) (array zero-terminated=1): names of tags that they are to have
 * @remove: (nullable) (array zero-terminated=1): names of tags that they are not to have
 * @callback: called at the end, for nomo_bulk_edit_finish()
 * @data: for @callback
 *
 * Puts tags on orders and takes others off, all in one commit, whatever else is on them. They wait for Salla, and until it has
 * heard of them that can be undone.
 */
void
nomo_order_tag_async (NomoShop *shop, const NomoQuery *orders, const char *const *add, const char *const *remove,
                      GAsyncReadyCallback callback, gpointer data)
{
  Tags *tags = g_new (Tags, 1);

  *tags = (Tags) { dup_names (add), dup_names (remove) };
  nomo_bulk_edit_async (shop, orders, create_change, tags, tags_free, callback, data);
}

/**
 * nomo_order_note_async:
 * @shop: a shop
 * @order: id of an order
 * @note: (nullable): what is to be said of it at Salla, in place of what waits to be said; %NULL for nothing
 * @callback: called at the end, for nomo_edit_finish()
 * @data: for @callback
 *
 * Says something of an order. It waits for Salla, and until it has heard of it that can be undone.
 */
void
nomo_order_note_async (NomoShop *shop, gint64 order, const char *note, GAsyncReadyCallback callback, gpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), order);
  g_autofree char *words = nomo_order_dup_words (note);
  g_autoptr (NomoRecord) change = NULL;

  if (words != NULL)
    nomo_builder_set_text (builder, ORDER_NOTE, words);
  else
    nomo_builder_set_null (builder, ORDER_NOTE);
  change = nomo_builder_end (builder);
  nomo_edit_async (shop, change, NULL, 0, callback, data);
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer data)
{
  guint left = GPOINTER_TO_UINT (g_hash_table_lookup (data, *(char *const *) a));
  guint right = GPOINTER_TO_UINT (g_hash_table_lookup (data, *(char *const *) b));

  if (left != right)
    return left < right ? 1 : -1;
  return g_utf8_collate (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
collect (GPtrArray *orders)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < orders->len; i++)
    for (guint row = 0; row < nomo_record_count_part (orders->pdata[i], ORDER_PART_TAGS); row++) {
      const char *name = nomo_record_part_text (orders->pdata[i], ORDER_PART_TAGS, row, ORDER_TAG_NAME);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

      if (count == 0)
        g_ptr_array_add (names, g_strdup (name));
      g_hash_table_insert (counts, count == 0 ? names->pdata[names->len - 1] : (gpointer) name,
                           GUINT_TO_POINTER (count + 1));
    }
  g_ptr_array_sort_with_data (names, compare_counts, counts);
  return names;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) orders = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);

  if (orders != NULL)
    g_task_return_pointer (task, collect (orders), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_order_tags_list_async:
 * @store: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: for @callback
 *
 * Reads which tags orders have.
 */
void
nomo_order_tags_list_async (NomoStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  g_task_set_source_tag (task, nomo_order_tags_list_async);
  nomo_query_where_part (query, ORDER_PART_TAGS, ORDER_TAG_NAME, NOMO_OP_NOT_EMPTY, NULL, NULL);
  nomo_store_list_async (store, query, 0, MOST_ORDERS, cancellable, listed_cb, task);
}

/**
 * nomo_order_tags_list_finish:
 * @store: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the names, those that most orders have first
 */
GPtrArray *
nomo_order_tags_list_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
