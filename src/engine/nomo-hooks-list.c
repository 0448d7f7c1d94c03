#include "config.h"

#include "nomo-hooks-list.h"

#include "nomo-json.h"
#include "nomo-mirror-page.h"
#include "nomo-salla-hook.h"

static const NomoMirrorKind list = { .name = "webhooks", .path = "/webhooks" };

/* The list on its way here. */
typedef struct {
  gconstpointer owner;
  GPtrArray *hooks; /* NomoSallaHook */
  GHashTable *ids;  /* of them, borrowed */
  NomoMirrorPage page;
  NomoMirrorPage before;
  gint64 expected; /* rows */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->hooks);
  nomo_mirror_page_clear (&self->page);
  nomo_mirror_page_clear (&self->before);
  g_free (self);
}

/* New rows shift pages, so that the same row may come twice. One that cannot be read is none of ours. */
static void
add_row (Reading *self, JsonNode *row)
{
  g_autoptr (NomoSallaHook) hook = nomo_salla_hook_read (row);

  if (hook == NULL || !g_hash_table_add (self->ids, &hook->id))
    return;
  g_ptr_array_add (self->hooks, g_steal_pointer (&hook));
}

static gboolean
take_page (Reading *self, const NomoSallaAnswer *answer, GError **error)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  nomo_mirror_page_clear (&self->before);
  self->before = self->page;
  self->page = (NomoMirrorPage) { 0 };
  if (!nomo_mirror_page_read (&self->page, &list, answer, self->before.number + 1, error))
    return FALSE;
  if (self->page.number == 1)
    self->expected = self->page.total;
  for (guint i = 0; i < self->page.rows; i++)
    add_row (self, json_array_get_element (rows, i));
  return TRUE;
}

static void ask_page (GTask *task);

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);

  if (answer == NULL || !take_page (self, answer, &error))
    g_task_return_error (task, error);
  else if (nomo_mirror_page_is_last (&self->page, self->page.number > 1 ? &self->before : NULL, self->expected))
    g_task_return_pointer (task, g_ptr_array_ref (self->hooks), (GDestroyNotify) g_ptr_array_unref);
  else
    ask_page (g_steal_pointer (&task));
}

static void
ask_page (GTask *task)
{
  Reading *self = g_task_get_task_data (task);

  nomo_mirror_page_ask_async (&list, g_task_get_source_object (task), self->owner, NULL, self->page.number + 1,
                              g_task_get_cancellable (task), page_cb, task);
}

/**
 * nomo_hooks_list_async:
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads the webhook subscriptions of a store, whoever made them.
 */
void
nomo_hooks_list_async (NomoSallaClient *client, gconstpointer owner, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);
  Reading *self = g_new0 (Reading, 1);

  self->owner = owner;
  self->hooks = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_salla_hook_free);
  self->ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_task_set_source_tag (task, nomo_hooks_list_async);
  g_task_set_task_data (task, self, reading_free);
  ask_page (task);
}

/**
 * nomo_hooks_list_finish:
 * @client: the client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoSallaHook) (nullable): each of them once, or %NULL with an error of
 *   nomo_salla_client_get_finish()
 */
GPtrArray *
nomo_hooks_list_finish (NomoSallaClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
