#include "config.h"

#include "nomo-hooks-state.h"

#include "nomo-json.h"

#include <string.h>

/* In the store's meta. */
#define KEY "webhooks"

#define MAX_SIZE (64 * 1024)

static const char *const names[NOMO_N_HOOKS_KINDS] = {
  [NOMO_HOOKS_NEVER] = "never",           [NOMO_HOOKS_SEEN] = "seen",         [NOMO_HOOKS_BY_PORTAL] = "portal",
  [NOMO_HOOKS_NO_ADDRESS] = "no address", [NOMO_HOOKS_NO_SCOPE] = "no scope", [NOMO_HOOKS_UNFINISHED] = "unfinished",
};

static const struct {
  const char *name;
  gsize offset;
} counts[] = {
  { "wanted", G_STRUCT_OFFSET (NomoHooksState, wanted) },
  { "standing", G_STRUCT_OFFSET (NomoHooksState, standing) },
  { "registered", G_STRUCT_OFFSET (NomoHooksState, registered) },
  { "corrected", G_STRUCT_OFFSET (NomoHooksState, corrected) },
  { "removed", G_STRUCT_OFFSET (NomoHooksState, removed) },
};

/**
 * nomo_hooks_kind_get_name:
 * @kind: what is known
 *
 * Returns: (transfer none): its name for machines
 */
const char *
nomo_hooks_kind_get_name (NomoHooksKind kind)
{
  return names[kind];
}

static NomoHooksState *
state_new (void)
{
  NomoHooksState *self = g_new0 (NomoHooksState, 1);

  self->refused = g_new0 (char *, 1);
  self->former = g_ptr_array_new_with_free_func (g_free);
  self->secured = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * nomo_hooks_state_free:
 * @self: (transfer full): a state
 */
void
nomo_hooks_state_free (NomoHooksState *self)
{
  g_strfreev (self->refused);
  g_free (self->refusal);
  g_free (self->url);
  g_ptr_array_unref (self->former);
  g_free (self->mark);
  g_hash_table_unref (self->secured);
  g_free (self);
}

static GPtrArray *
read_texts (JsonNode *node, const char *name, gboolean ended)
{
  JsonArray *array = nomo_json_get_array (node, name);
  GPtrArray *texts =
      ended ? g_ptr_array_new_null_terminated (8, g_free, TRUE) : g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    char *text = nomo_json_dup_text (json_array_get_element (array, i), "");

    if (text != NULL)
      g_ptr_array_add (texts, text);
  }
  return texts;
}

static void
read_secured (NomoHooksState *self, JsonNode *node)
{
  JsonArray *array = nomo_json_get_array (node, "secured");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    gint64 id = 0;

    if (nomo_json_get_int (json_array_get_element (array, i), "", &id))
      g_hash_table_add (self->secured, g_memdup2 (&id, sizeof id));
  }
}

static NomoHooksKind
read_kind (JsonNode *node)
{
  g_autofree char *name = nomo_json_dup_text (node, "state");

  for (guint i = 0; i < NOMO_N_HOOKS_KINDS; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      return i;
  return NOMO_HOOKS_NEVER;
}

static void
read_counts (NomoHooksState *self, JsonNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    gint64 n = 0;

    nomo_json_get_int (node, counts[i].name, &n);
    G_STRUCT_MEMBER (guint, self, counts[i].offset) = (guint) CLAMP (n, 0, G_MAXINT);
  }
}

static void
read_all (NomoHooksState *self, JsonNode *node)
{
  g_strfreev (self->refused);
  self->refused = (GStrv) g_ptr_array_free (read_texts (node, "refused", TRUE), FALSE);
  self->refusal = nomo_json_dup_text (node, "refusal");
  self->url = nomo_json_dup_text (node, "url");
  g_ptr_array_unref (self->former);
  self->former = read_texts (node, "former", FALSE);
  self->mark = nomo_json_dup_text (node, "mark");
  self->kind = read_kind (node);
  nomo_json_get_int (node, "at", &self->at);
  read_counts (self, node);
  read_secured (self, node);
}

/**
 * nomo_hooks_state_parse:
 * @text: (nullable): what nomo_hooks_state_to_text() wrote
 *
 * Returns: (transfer full): the state; one that nobody has looked at where the text says nothing
 */
NomoHooksState *
nomo_hooks_state_parse (const char *text)
{
  NomoHooksState *self = state_new ();
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? nomo_json_parse (bytes, MAX_SIZE, NULL, NULL) : NULL;

  if (node != NULL)
    read_all (self, node);
  return self;
}

static void
write_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
write_texts (JsonObject *object, const char *name, const char *const *texts, guint n)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, name, array);
}

static void
write_secured (JsonObject *object, GHashTable *secured)
{
  JsonArray *array = json_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, secured);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    json_array_add_int_element (array, *(const gint64 *) id);
  json_object_set_array_member (object, "secured", array);
}

/**
 * nomo_hooks_state_to_text:
 * @self: a state
 *
 * Returns: (transfer full): it as JSON; no secret is in it
 */
char *
nomo_hooks_state_to_text (const NomoHooksState *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_object_set_string_member (object, "state", names[self->kind]);
  json_object_set_int_member (object, "at", self->at);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    json_object_set_int_member (object, counts[i].name, G_STRUCT_MEMBER (guint, self, counts[i].offset));
  write_texts (object, "refused", (const char *const *) self->refused, g_strv_length (self->refused));
  write_text (object, "refusal", self->refusal);
  write_text (object, "url", self->url);
  write_texts (object, "former", (const char *const *) self->former->pdata, self->former->len);
  write_text (object, "mark", self->mark);
  write_secured (object, self->secured);
  json_node_init_object (node, object);
  return nomo_json_write (node);
}

/**
 * nomo_hooks_read_state:
 * @store: a store
 *
 * Reads what is on the disk and asks nobody. Blocks.
 *
 * Returns: (transfer full): how the webhook subscriptions of the store stood after the last round
 */
NomoHooksState *
nomo_hooks_read_state (NomoStore *store)
{
  g_autofree char *text = nomo_store_dup_meta (store, KEY);

  return nomo_hooks_state_parse (text);
}

/**
 * nomo_hooks_read_state_async:
 * @store: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Does what nomo_hooks_read_state() does, without blocking.
 */
void
nomo_hooks_read_state_async (NomoStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  nomo_store_read_meta_async (store, cancellable, callback, data);
}

/**
 * nomo_hooks_read_state_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the state, or %NULL with an error of the store
 */
NomoHooksState *
nomo_hooks_read_state_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (GHashTable) meta = nomo_store_read_meta_finish (store, result, error);

  return meta != NULL ? nomo_hooks_state_parse (g_hash_table_lookup (meta, KEY)) : NULL;
}

/**
 * nomo_hooks_write_state_async:
 * @store: a store
 * @state: what is to be known of its subscriptions
 * @callback: called when that is on the disk
 * @data: for @callback
 */
void
nomo_hooks_write_state_async (NomoStore *store, const NomoHooksState *state, GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (facts, (gpointer) KEY, nomo_hooks_state_to_text (state));
  nomo_store_write_meta_async (store, facts, NULL, callback, data);
}

/**
 * nomo_hooks_write_state_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is on the disk
 */
gboolean
nomo_hooks_write_state_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  return nomo_store_write_meta_finish (store, result, error);
}
