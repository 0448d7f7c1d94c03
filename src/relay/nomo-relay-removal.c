#include "config.h"

#include "nomo-relay-removal.h"

#include "nomo-clock.h"
#include "nomo-words.h"

/* When Salla confirmed that the app is removed, in the store's meta. */
#define REMOVED_AT "uninstalled-at"

/* A list of a page or two. */
static const char *const short_list[] = { "statuses", NULL };

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_shop_disconnect_finish (NOMO_SHOP (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *shop = g_task_get_source_object (task);
  GError *error = NULL;

  if (nomo_store_write_meta_finish (NOMO_STORE (source), result, &error))
    nomo_shop_disconnect_async (shop, FALSE, NULL, disconnected_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
note (GTask *task)
{
  NomoShop *shop = g_task_get_source_object (task);
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (facts, (gpointer) REMOVED_AT, g_strdup_printf ("%" G_GINT64_FORMAT, nomo_clock_now ()));
  nomo_store_write_meta_async (nomo_shop_get_store (shop), facts, NULL, noted_cb, task);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *shop = NOMO_SHOP (source);
  GError *error = NULL;
  g_autofree char *summary = nomo_shop_sync_finish (shop, result, &error);

  nomo_shop_set_sync_wish (shop, NOMO_MIRROR_ASKED, NULL);
  if (error == NULL) {
    g_task_return_boolean (task, FALSE);
  } else if (nomo_words_asks_to_reconnect (error)) {
    g_error_free (error);
    note (g_steal_pointer (&task));
  } else {
    g_task_return_error (task, error);
  }
}

/**
 * nomo_relay_removal_confirm_async:
 * @shop: a store
 * @callback: called at the end
 * @data: for @callback
 *
 * Asks Salla something: who is told that the app is removed believes it only when Salla refuses the store's sign-in. Then the
 * sign-in is forgotten, and nothing runs for the store any more.
 */
void
nomo_relay_removal_confirm_async (NomoShop *shop, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (shop, NULL, callback, data);

  g_task_set_source_tag (task, nomo_relay_removal_confirm_async);
  nomo_shop_set_sync_wish (shop, NOMO_MIRROR_ASKED, short_list);
  nomo_shop_sync_async (shop, NULL, synced_cb, task);
}

/**
 * nomo_relay_removal_confirm_finish:
 * @shop: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the app is removed; without an error it is not
 */
gboolean
nomo_relay_removal_confirm_finish (NomoShop *shop, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, shop), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nomo_relay_removal_get_moment:
 * @store: the records of a store
 *
 * Blocks.
 *
 * Returns: when Salla confirmed that the app is removed, UTC milliseconds; 0 when it is there
 */
gint64
nomo_relay_removal_get_moment (NomoStore *store)
{
  g_autofree char *at = nomo_store_dup_meta (store, REMOVED_AT);

  return at != NULL ? g_ascii_strtoll (at, NULL, 10) : 0;
}

static void
forgot_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!nomo_store_write_meta_finish (NOMO_STORE (source), result, &error))
    g_message ("That a store is back cannot be noted: %s", error->message);
}

/**
 * nomo_relay_removal_forget:
 * @shop: a store whose merchant has consented anew
 *
 * The app is there again, so nothing is erased.
 */
void
nomo_relay_removal_forget (NomoShop *shop)
{
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (facts, (gpointer) REMOVED_AT, NULL);
  nomo_store_write_meta_async (nomo_shop_get_store (shop), facts, NULL, forgot_cb, NULL);
}

/**
 * nomo_relay_removal_is_noted:
 * @store: a store
 *
 * Blocks.
 *
 * Returns: whether its merchant has removed the app
 */
gboolean
nomo_relay_removal_is_noted (NomoStore *store)
{
  g_autofree char *at = nomo_store_dup_meta (store, REMOVED_AT);

  return at != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *shop = g_task_get_source_object (task);
  const gint64 *grace_ms = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GHashTable) facts = nomo_store_read_meta_finish (NOMO_STORE (source), result, &error);
  const char *at = facts != NULL ? g_hash_table_lookup (facts, REMOVED_AT) : NULL;

  if (facts == NULL)
    g_task_return_error (task, error);
  else if (at == NULL || nomo_clock_now () - g_ascii_strtoll (at, NULL, 10) < *grace_ms)
    g_task_return_boolean (task, FALSE);
  else
    nomo_shop_disconnect_async (shop, TRUE, NULL, disconnected_cb, g_steal_pointer (&task));
}

/**
 * nomo_relay_removal_erase_async:
 * @shop: a store
 * @grace_ms: how long a store's records stay after the app was removed
 * @callback: called at the end
 * @data: for @callback
 *
 * Erases the files of a store whose merchant has removed the app, once that is long enough ago.
 */
void
nomo_relay_removal_erase_async (NomoShop *shop, gint64 grace_ms, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (shop, NULL, callback, data);

  g_task_set_source_tag (task, nomo_relay_removal_erase_async);
  g_task_set_task_data (task, g_memdup2 (&grace_ms, sizeof grace_ms), g_free);
  nomo_store_read_meta_async (nomo_shop_get_store (shop), NULL, read_cb, task);
}

/**
 * nomo_relay_removal_erase_finish:
 * @shop: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the store is erased, and of no more use
 */
gboolean
nomo_relay_removal_erase_finish (NomoShop *shop, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, shop), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
