#include "config.h"

#include "nomo-order-tag-list.h"

#include "nomo-clock.h"
#include "nomo-json.h"
#include "nomo-mirror-rows.h"
#include "nomo-salla-error.h"

#define LOOK_MS (60 * 60 * G_GINT64_CONSTANT (1000))

#define ACTOR "salla"

/* Nobody edits this list and no record refers to it, so that one line of the store holds all of it. */
#define MARK_TAGS   "order-tags.tags"
#define MARK_LOOKED "order-tags.looked"

static const NomoMirrorKind list = { .name = "order-tags", .path = "/orders/tags" };

/**
 * nomo_order_tag_list_is_due:
 * @marks: the store's marks
 * @effort: how much a sync is to do
 *
 * Returns: whether it is to read the tags that orders can have
 */
gboolean
nomo_order_tag_list_is_due (GHashTable *marks, NomoMirrorEffort effort)
{
  const char *looked = g_hash_table_lookup (marks, MARK_LOOKED);

  return effort > NOMO_MIRROR_ROUTINE || looked == NULL ||
         nomo_clock_now () - g_ascii_strtoll (looked, NULL, 10) >= LOOK_MS;
}

/* Each name once, as a line of the store holds them. */
static char *
write_tags (GPtrArray *rows)
{
  g_autoptr (JsonArray) tags = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), tags);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rows->len; i++) {
    gint64 number;
    char *name = nomo_salla_map_tag (rows->pdata[i], &number);
    JsonObject *tag = NULL;

    if (name == NULL || !g_hash_table_add (names, name))
      continue;
    tag = json_object_new ();
    json_object_set_string_member (tag, "name", name);
    json_object_set_int_member (tag, "id", number);
    json_array_add_object_element (tags, tag);
  }
  return nomo_json_write (node);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What Salla does not give is asked for again as late as what it gave. */
static void
keep (GTask *task, GPtrArray *rows)
{
  NomoCommit *commit = nomo_commit_new (ACTOR, NULL);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_clock_now ());

  nomo_commit_set_mark (commit, MARK_LOOKED, now);
  if (rows != NULL) {
    g_autofree char *tags = write_tags (rows);

    nomo_commit_set_mark (commit, MARK_TAGS, tags);
  }
  nomo_store_commit_async (g_task_get_source_object (task), commit, NULL, kept_cb, task);
}

static gboolean
is_withheld (const GError *error)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = nomo_mirror_rows_read_finish (NOMO_SALLA_CLIENT (source), result, &error);

  if (rows != NULL || is_withheld (error)) {
    g_clear_error (&error);
    keep (g_steal_pointer (&task), rows);
  } else {
    g_task_return_error (task, error);
  }
}

/**
 * nomo_order_tag_list_read_async:
 * @store: where the list goes
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads which tags orders can have, and their numbers. A list that Salla does not give is done without: the one that was read
 * last stays.
 */
void
nomo_order_tag_list_read_async (NomoStore *store, NomoSallaClient *client, gconstpointer owner,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_order_tag_list_read_async);
  nomo_mirror_rows_read_async (&list, client, owner, cancellable, rows_cb, task);
}

/**
 * nomo_order_tag_list_read_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %FALSE when Salla cannot be asked, or the disk is full
 */
gboolean
nomo_order_tag_list_read_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The rows of the list, NULL when it was never read. */
static JsonNode *
parse (GHashTable *marks)
{
  const char *text = g_hash_table_lookup (marks, MARK_TAGS);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;

  return bytes != NULL ? nomo_json_parse (bytes, NOMO_JSON_MAX_SIZE, NULL, NULL) : NULL;
}

/**
 * nomo_order_tag_list_dup_names:
 * @marks: the store's marks
 *
 * Returns: (transfer full) (element-type utf8): what the tags are called, in Salla's order
 */
GPtrArray *
nomo_order_tag_list_dup_names (GHashTable *marks)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) node = parse (marks);
  JsonArray *rows = node != NULL ? nomo_json_get_array (node, "") : NULL;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    gint64 number;

    g_ptr_array_add (names, nomo_salla_map_tag (json_array_get_element (rows, i), &number));
  }
  return names;
}

static gint64
find_number (GHashTable *marks, const char *wanted)
{
  g_autoptr (JsonNode) node = parse (marks);
  JsonArray *rows = node != NULL ? nomo_json_get_array (node, "") : NULL;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    gint64 number;
    g_autofree char *name = nomo_salla_map_tag (json_array_get_element (rows, i), &number);

    if (g_strcmp0 (name, wanted) == 0)
      return number;
  }
  return 0;
}

/* A number that is looked for. */
typedef struct {
  NomoSallaClient *client;
  gconstpointer owner;
  char *name;
  gboolean anew; /* the list was read for it */
  gint64 number;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *self = data;

  g_object_unref (self->client);
  g_free (self->name);
  g_free (self);
}

static void look (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_order_tag_list_read_finish (NOMO_STORE (source), result, &error))
    look (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Finding *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GHashTable) marks = nomo_store_read_marks_finish (NOMO_STORE (source), result, &error);

  if (marks == NULL) {
    g_task_return_error (task, error);
    return;
  }
  self->number = find_number (marks, self->name);
  if (self->number != 0 || self->anew) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  self->anew = TRUE;
  nomo_order_tag_list_read_async (NOMO_STORE (source), self->client, self->owner, g_task_get_cancellable (task),
                                  read_cb, g_object_ref (task));
}

static void
look (GTask *task)
{
  nomo_store_read_marks_async (g_task_get_source_object (task), g_task_get_cancellable (task), looked_cb, task);
}

/**
 * nomo_order_tag_list_find_async:
 * @store: a store
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @name: what a tag is called
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Finds the number of a tag in the list; when it is not there, in the list as it is now.
 */
void
nomo_order_tag_list_find_async (NomoStore *store, NomoSallaClient *client, gconstpointer owner, const char *name,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);
  Finding *self = g_new0 (Finding, 1);

  self->client = g_object_ref (client);
  self->owner = owner;
  self->name = g_strdup (name);
  g_task_set_source_tag (task, nomo_order_tag_list_find_async);
  g_task_set_task_data (task, self, finding_free);
  look (task);
}

/**
 * nomo_order_tag_list_find_finish:
 * @store: the store
 * @result: what the callback got
 * @number: (out): the number, 0 when Salla does not tell it
 * @error: return location
 *
 * Returns: %FALSE when Salla cannot be asked, or the store cannot be read or written
 */
gboolean
nomo_order_tag_list_find_finish (NomoStore *store, GAsyncResult *result, gint64 *number, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  *number = ((const Finding *) g_task_get_task_data (G_TASK (result)))->number;
  return g_task_propagate_boolean (G_TASK (result), error);
}
