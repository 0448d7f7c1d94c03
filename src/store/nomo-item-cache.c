#include "config.h"

#include "nomo-item-cache.h"

#include "nomo-record-item-private.h"

#define MAX_WINDOWS 32

struct _NomoItemCache {
  GHashTable *items; /* id → NomoRecordItem, those in use; not owned */
  GQueue windows;    /* GPtrArray of NomoRecordItem */
};

/**
 * nomo_item_cache_new:
 *
 * Returns: (transfer full): no items
 */
NomoItemCache *
nomo_item_cache_new (void)
{
  NomoItemCache *self = g_new0 (NomoItemCache, 1);

  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->windows);
  return self;
}

/**
 * nomo_item_cache_free:
 * @self: (transfer full): items
 */
void
nomo_item_cache_free (NomoItemCache *self)
{
  nomo_item_cache_clear (self);
  g_hash_table_unref (self->items);
  g_free (self);
}

static void
drop_windows (NomoItemCache *self, guint keep)
{
  while (self->windows.length > keep)
    g_ptr_array_unref (g_queue_pop_tail (&self->windows));
}

/**
 * nomo_item_cache_clear:
 * @self: items
 *
 * Forgets all items; those in use elsewhere live on by themselves.
 */
void
nomo_item_cache_clear (NomoItemCache *self)
{
  GHashTableIter iter;
  gpointer item = NULL;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    _nomo_record_item_set_owner (item, NULL, NULL);
  g_hash_table_remove_all (self->items);
  drop_windows (self, 0);
}

/**
 * nomo_item_cache_get:
 * @self: items
 * @id: an id
 *
 * Returns: (transfer none) (nullable): the item of @id that is in use
 */
NomoRecordItem *
nomo_item_cache_get (NomoItemCache *self, gint64 id)
{
  return g_hash_table_lookup (self->items, &id);
}

static void
forget_item (gpointer owner, gint64 id)
{
  g_hash_table_remove (((NomoItemCache *) owner)->items, &id);
}

static NomoRecordItem *
make_item (NomoItemCache *self, gint64 id)
{
  NomoRecordItem *item = nomo_record_item_new (id);

  _nomo_record_item_set_owner (item, forget_item, self);
  g_hash_table_insert (self->items, g_memdup2 (&id, sizeof id), item);
  return item;
}

/**
 * nomo_item_cache_add_window:
 * @self: items
 * @ids: (element-type gint64): ids of a list
 * @first: where the window begins
 * @n: how many ids it has
 * @added: (element-type gint64): ids of the items that were made are appended here
 *
 * Makes items for those of a window that are not in use.
 */
void
nomo_item_cache_add_window (NomoItemCache *self, const GArray *ids, guint first, guint n, GArray *added)
{
  GPtrArray *window = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < first + n; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    if (g_hash_table_contains (self->items, &id))
      continue;
    g_array_append_val (added, id);
    g_ptr_array_add (window, make_item (self, id));
  }
  g_queue_push_head (&self->windows, window);
  drop_windows (self, MAX_WINDOWS);
}

/**
 * nomo_item_cache_append_ids:
 * @self: items
 * @missing_only: only of items without a record
 * @ids: (element-type gint64): ids of the items in use are appended here
 */
void
nomo_item_cache_append_ids (NomoItemCache *self, gboolean missing_only, GArray *ids)
{
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer item = NULL;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &item))
    if (!missing_only || nomo_record_item_get_record (item) == NULL)
      g_array_append_val (ids, *(gint64 *) id);
}

/**
 * nomo_item_cache_show:
 * @self: items
 * @entity: what the items are
 * @records: (nullable) (element-type NomoRecord): records; those of another entity or without an item are left out
 *
 * Gives items their records.
 */
void
nomo_item_cache_show (NomoItemCache *self, const NomoEntity *entity, const GPtrArray *records)
{
  for (guint i = 0; records != NULL && i < records->len; i++) {
    NomoRecord *record = g_ptr_array_index (records, i);
    NomoRecordItem *item = nomo_item_cache_get (self, nomo_record_get_id (record));
    g_autoptr (NomoRecordItem) held = NULL;

    if (item == NULL || nomo_record_get_entity (record) != entity)
      continue;
    /* Whoever is told may let the item go. */
    held = g_object_ref (item);
    nomo_record_item_set_record (held, record);
  }
}
