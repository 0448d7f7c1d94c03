#include "config.h"

#include "nomo-relay-removal.h"

#include "nomo-clock.h"
#include "nomo-words.h"

/* A list of a page or two. */
static const char *const short_list[] = { "statuses", NULL };

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
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
    nomo_shop_disconnect_async (shop, FALSE, NULL, forgotten_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
note (GTask *task)
{
  NomoShop *shop = g_task_get_source_object (task);
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (facts, g_strdup ("uninstalled-at"), g_strdup_printf ("%" G_GINT64_FORMAT, nomo_clock_now ()));
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
