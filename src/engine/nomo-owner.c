#include "config.h"

#include "nomo-owner.h"

#include "nomo-hooks-aim.h"
#include "nomo-hooks-list.h"
#include "nomo-salla-error.h"
#include "nomo-salla-hook.h"

/**
 * nomo_owner_free:
 * @self: an owner
 */
void
nomo_owner_free (NomoOwner *self)
{
  g_free (self->host);
  g_array_unref (self->ids);
  g_free (self);
}

/**
 * nomo_owner_dup_host:
 * @name: (nullable): the name of a subscription
 * @url: (nullable): where it delivers
 * @merchant: the store's number at Salla
 *
 * Any app of the store has subscriptions; a relay's has its name, and the store's own address.
 *
 * Returns: (transfer full) (nullable): where the relay is, or %NULL when the subscription is none of a relay
 */
char *
nomo_owner_dup_host (const char *name, const char *url, gint64 merchant)
{
  g_autofree char *end = g_strdup_printf ("/webhooks/salla/%" G_GINT64_FORMAT, merchant);
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (g_strcmp0 (name, NOMO_HOOKS_NAME) != 0 || host == NULL || *host == '\0' ||
      !g_str_has_suffix (g_uri_get_path (uri), end))
    return NULL;
  return g_ascii_strdown (host, -1);
}

static void
add_hook (NomoOwner **owner, const NomoSallaHook *hook, gint64 merchant)
{
  g_autofree char *host = nomo_owner_dup_host (hook->name, hook->url, merchant);

  if (host == NULL)
    return;
  if (*owner == NULL) {
    *owner = g_new0 (NomoOwner, 1);
    (*owner)->host = g_steal_pointer (&host);
    (*owner)->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  }
  g_array_append_val ((*owner)->ids, hook->id);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const gint64 *merchant = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) hooks = nomo_hooks_list_finish (NOMO_SALLA_CLIENT (source), result, &error);
  NomoOwner *owner = NULL;

  for (guint i = 0; hooks != NULL && i < hooks->len; i++)
    add_hook (&owner, hooks->pdata[i], *merchant);
  if (hooks == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, owner, (GDestroyNotify) nomo_owner_free);
}

/**
 * nomo_owner_find_async:
 * @client: Salla, with a sign-in that may read webhooks
 * @merchant: the store's number at Salla
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Looks whether a relay looks after the store.
 */
void
nomo_owner_find_async (NomoSallaClient *client, gint64 merchant, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_owner_find_async);
  g_task_set_task_data (task, g_memdup2 (&merchant, sizeof merchant), g_free);
  nomo_hooks_list_async (client, NULL, cancellable, listed_cb, task);
}

/**
 * nomo_owner_find_finish:
 * @client: Salla
 * @result: what the callback got
 * @owner: (out) (transfer full) (nullable): the relay, %NULL when there is none
 * @error: return location
 *
 * Returns: whether Salla said; else a #NomoSallaError, a #NomoCoreError or %G_IO_ERROR_CANCELLED
 */
gboolean
nomo_owner_find_finish (NomoSallaClient *client, GAsyncResult *result, NomoOwner **owner, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  *owner = g_task_propagate_pointer (G_TASK (result), error);
  return !g_task_had_error (G_TASK (result));
}

typedef struct {
  GArray *ids;
  guint next;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_array_unref (removal->ids);
  g_free (removal);
}

static void remove_next (GTask *task);

/* What somebody else has removed meanwhile is removed. */
static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_send_finish (NOMO_SALLA_CLIENT (source), result, &error);

  if (error != NULL && !g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    remove_next (g_steal_pointer (&task));
}

/* By its number each: an address would take with it whatever else delivers there. */
static void
remove_next (GTask *task)
{
  Removal *removal = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  if (removal->next == removal->ids->len) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  path = g_strdup_printf ("/webhooks/unsubscribe?id=%" G_GINT64_FORMAT,
                          g_array_index (removal->ids, gint64, removal->next++));
  nomo_salla_client_send_async (g_task_get_source_object (task), NULL, "DELETE", path, NULL,
                                g_task_get_cancellable (task), removed_cb, task);
}

/**
 * nomo_owner_remove_async:
 * @client: Salla, with a sign-in that may write webhooks
 * @owner: the relay that is to lose the store
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Ends the relay's subscriptions, and no others.
 */
void
nomo_owner_remove_async (NomoSallaClient *client, NomoOwner *owner, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);
  Removal *removal = g_new0 (Removal, 1);

  g_task_set_source_tag (task, nomo_owner_remove_async);
  removal->ids = g_array_ref (owner->ids);
  g_task_set_task_data (task, removal, removal_free);
  remove_next (task);
}

/**
 * nomo_owner_remove_finish:
 * @client: Salla
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether none is left; else an error of any layer, and some may be gone
 */
gboolean
nomo_owner_remove_finish (NomoSallaClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
