#include "config.h"

#include "nomo-owner.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"

#include <string.h>

#define PATH     "/webhooks"
#define PER_PAGE 60
#define MAX_PAGE 50

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

  if (g_strcmp0 (name, NOMO_OWNER_HOOK_NAME) != 0 || host == NULL || *host == '\0' ||
      !g_str_has_suffix (g_uri_get_path (uri), end))
    return NULL;
  return g_ascii_strdown (host, -1);
}

typedef struct {
  gint64 merchant;
  guint page;
  NomoOwner *owner; /* NULL until one is found */
} Find;

static void
find_free (gpointer data)
{
  Find *find = data;

  g_clear_pointer (&find->owner, nomo_owner_free);
  g_free (find);
}

static void
add_hook (Find *find, JsonNode *row)
{
  g_autofree char *name = nomo_json_dup_text (row, "name");
  g_autofree char *url = nomo_json_dup_text (row, "url");
  g_autofree char *host = nomo_owner_dup_host (name, url, find->merchant);
  gint64 id = 0;

  if (host == NULL || !nomo_json_get_int (row, "id", &id))
    return;
  if (find->owner == NULL) {
    find->owner = g_new0 (NomoOwner, 1);
    find->owner->host = g_steal_pointer (&host);
    find->owner->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  }
  g_array_append_val (find->owner->ids, id);
}

static gboolean
is_last (const NomoSallaAnswer *answer, guint page, guint n_rows)
{
  if (n_rows == 0 || page >= MAX_PAGE)
    return TRUE;
  return answer->pages >= 0 ? page >= answer->pages : n_rows < PER_PAGE;
}

static void find_page (GTask *task);

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Find *find = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  JsonArray *rows = answer != NULL ? nomo_json_get_array (answer->data, "") : NULL;
  guint n_rows = rows != NULL ? json_array_get_length (rows) : 0;

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < n_rows; i++)
    add_hook (find, json_array_get_element (rows, i));
  if (is_last (answer, find->page, n_rows))
    g_task_return_boolean (task, TRUE);
  else
    find_page (g_steal_pointer (&task));
}

static void
find_page (GTask *task)
{
  Find *find = g_task_get_task_data (task);
  g_autofree char *page = g_strdup_printf ("%u", ++find->page);
  const char *const query[] = { "page", page, "per_page", G_STRINGIFY (PER_PAGE), NULL };

  nomo_salla_client_get_async (g_task_get_source_object (task), PATH, query, g_task_get_cancellable (task), page_cb,
                               task);
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
  Find *find = g_new0 (Find, 1);

  g_task_set_source_tag (task, nomo_owner_find_async);
  find->merchant = merchant;
  g_task_set_task_data (task, find, find_free);
  find_page (task);
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
  Find *find;

  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  *owner = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  find = g_task_get_task_data (G_TASK (result));
  *owner = g_steal_pointer (&find->owner);
  return TRUE;
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
  path =
      g_strdup_printf (PATH "/unsubscribe?id=%" G_GINT64_FORMAT, g_array_index (removal->ids, gint64, removal->next++));
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
