#include "config.h"

#include "nomo-mirror-rows.h"

#include "nomo-json.h"
#include "nomo-mirror-page.h"

/* The list on its way here. */
typedef struct {
  const NomoMirrorKind *kind;
  gconstpointer owner;
  GPtrArray *rows; /* JsonNode */
  NomoMirrorPage page;
  NomoMirrorPage before;
  gint64 expected; /* rows */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_ptr_array_unref (self->rows);
  nomo_mirror_page_clear (&self->page);
  nomo_mirror_page_clear (&self->before);
  g_free (self);
}

static gboolean
take_page (Reading *self, const NomoSallaAnswer *answer, GError **error)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  nomo_mirror_page_clear (&self->before);
  self->before = self->page;
  self->page = (NomoMirrorPage) { 0 };
  if (!nomo_mirror_page_read (&self->page, self->kind, answer, self->before.number + 1, error))
    return FALSE;
  if (self->page.number == 1)
    self->expected = self->page.total;
  for (guint i = 0; i < self->page.rows; i++)
    g_ptr_array_add (self->rows, json_array_dup_element (rows, i));
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
    g_task_return_pointer (task, g_ptr_array_ref (self->rows), (GDestroyNotify) g_ptr_array_unref);
  else
    ask_page (g_steal_pointer (&task));
}

static void
ask_page (GTask *task)
{
  Reading *self = g_task_get_task_data (task);

  nomo_mirror_page_ask_async (self->kind, g_task_get_source_object (task), self->owner, NULL, self->page.number + 1,
                              g_task_get_cancellable (task), page_cb, task);
}

/**
 * nomo_mirror_rows_read_async:
 * @kind: a list that lives on
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads a short list of Salla's that is not mirrored, all pages of it.
 */
void
nomo_mirror_rows_read_async (const NomoMirrorKind *kind, NomoSallaClient *client, gconstpointer owner,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);
  Reading *self = g_new0 (Reading, 1);

  self->kind = kind;
  self->owner = owner;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_task_set_source_tag (task, nomo_mirror_rows_read_async);
  g_task_set_task_data (task, self, reading_free);
  ask_page (task);
}

/**
 * nomo_mirror_rows_read_finish:
 * @client: the client
 * @result: what the callback got
 * @error: return location
 *
 * New rows shift pages while they are read, so that the same row may come twice.
 *
 * Returns: (transfer full) (element-type JsonNode) (nullable): the rows in Salla's order, or %NULL with an error of
 *   nomo_salla_client_get_finish()
 */
GPtrArray *
nomo_mirror_rows_read_finish (NomoSallaClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
