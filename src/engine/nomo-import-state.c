#include "config.h"

#include "nomo-import-state.h"

#include "nomo-engine-error.h"
#include "nomo-json.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const count_names[NOMO_IMPORT_N_OUTCOMES] = { "created", "changed", "unchanged", "refused" };

/**
 * nomo_import_state_new:
 *
 * Returns: (transfer full): the state of an import that begins
 */
NomoImportState *
nomo_import_state_new (void)
{
  NomoImportState *self = g_new0 (NomoImportState, 1);
  g_autofree char *uuid = g_uuid_string_random ();

  self->id = g_strconcat (NOMO_IMPORT_PREFIX, uuid, NULL);
  return self;
}

/**
 * nomo_import_state_copy:
 * @self: a state
 *
 * Returns: (transfer full): another that is equal
 */
NomoImportState *
nomo_import_state_copy (const NomoImportState *self)
{
  NomoImportState *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->digest = g_strdup (self->digest);
  copy->refused_path = g_strdup (self->refused_path);
  return copy;
}

static char *
mark_of (const char *id)
{
  return g_strconcat ("import/", id, NULL);
}

static void
read_state (NomoImportState *self, JsonNode *json)
{
  self->digest = nomo_json_dup_text (json, "digest");
  nomo_json_get_int (json, "chunk", &self->chunk);
  for (guint i = 0; i < NOMO_IMPORT_N_OUTCOMES; i++)
    nomo_json_get_int (json, count_names[i], &self->counts[i]);
  self->refused_path = nomo_json_dup_text (json, "refused_path");
  nomo_json_get_int (json, "refused_size", &self->refused_size);
  self->splits = nomo_json_get_bool (json, "splits", FALSE);
  self->done = nomo_json_get_bool (json, "done", FALSE);
}

/**
 * nomo_import_state_load:
 * @store: a store
 * @id: id of an import
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): how far the import came; %NULL when there is none of this id
 */
NomoImportState *
nomo_import_state_load (NomoStore *store, const char *id, GError **error)
{
  g_autofree char *mark = mark_of (id);
  g_autofree char *text = nomo_store_dup_mark (store, mark);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (JsonNode) json = bytes != NULL ? nomo_json_parse (bytes, 0, NULL, NULL) : NULL;
  NomoImportState *self = NULL;

  if (json == NULL) {
    g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, _ ("there is no import “%s”"), id);
    return NULL;
  }
  self = g_new0 (NomoImportState, 1);
  self->id = g_strdup (id);
  read_state (self, json);
  return self;
}

static char *
to_text (const NomoImportState *self)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "digest", self->digest);
  json_object_set_int_member (object, "chunk", self->chunk);
  for (guint i = 0; i < NOMO_IMPORT_N_OUTCOMES; i++)
    json_object_set_int_member (object, count_names[i], self->counts[i]);
  if (self->refused_path != NULL)
    json_object_set_string_member (object, "refused_path", self->refused_path);
  json_object_set_int_member (object, "refused_size", self->refused_size);
  json_object_set_boolean_member (object, "splits", self->splits);
  json_object_set_boolean_member (object, "done", self->done);
  json_node_init_object (node, object);
  json_object_unref (object);
  return nomo_json_write (node);
}

/**
 * nomo_import_state_note:
 * @self: how far the import will be
 * @commit: the commit that brings it there
 *
 * Writes the state in the transaction of what it tells of.
 */
void
nomo_import_state_note (const NomoImportState *self, NomoCommit *commit)
{
  g_autofree char *mark = mark_of (self->id);
  g_autofree char *text = to_text (self);

  nomo_commit_set_mark (commit, mark, text);
}

/**
 * nomo_import_state_free:
 * @self: (transfer full): a state
 */
void
nomo_import_state_free (NomoImportState *self)
{
  g_free (self->id);
  g_free (self->digest);
  g_free (self->refused_path);
  g_free (self);
}
