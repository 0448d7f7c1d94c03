#include "config.h"

#include "nomo-backup-label.h"

#include "nomo-json.h"

#include <string.h>

#define VERSION 1

static const char *const kinds[] = { "store", "relay" };
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == NOMO_N_BACKUP_KINDS);

static void
file_free (gpointer data)
{
  NomoBackupFile *file = data;

  g_free (file->name);
  g_hash_table_unref (file->counts);
  g_free (file);
}

/**
 * nomo_backup_label_new:
 * @kind: what the backup is of
 * @made_at: when it is made, UTC milliseconds
 *
 * Returns: (transfer full): a label that names no files yet
 */
NomoBackupLabel *
nomo_backup_label_new (NomoBackupKind kind, gint64 made_at)
{
  NomoBackupLabel *self = g_new0 (NomoBackupLabel, 1);

  self->kind = kind;
  self->made_at = made_at;
  self->files = g_ptr_array_new_with_free_func (file_free);
  return self;
}

/**
 * nomo_backup_label_free:
 * @self: (transfer full): a label
 */
void
nomo_backup_label_free (NomoBackupLabel *self)
{
  g_ptr_array_unref (self->files);
  g_free (self);
}

/**
 * nomo_backup_label_add:
 * @self: a label
 * @name: name of a file
 * @size: how many bytes it has
 * @counts: (element-type utf8 gint64): how many records of each kind it has
 *
 * Says that a file comes behind those that were added before.
 */
void
nomo_backup_label_add (NomoBackupLabel *self, const char *name, guint64 size, GHashTable *counts)
{
  NomoBackupFile *file = g_new0 (NomoBackupFile, 1);

  file->name = g_strdup (name);
  file->from = nomo_backup_label_get_size (self);
  file->size = size;
  file->counts = g_hash_table_ref (counts);
  g_ptr_array_add (self->files, file);
}

/**
 * nomo_backup_label_get_size:
 * @self: a label
 *
 * Returns: how many bytes the files have together
 */
guint64
nomo_backup_label_get_size (const NomoBackupLabel *self)
{
  const NomoBackupFile *last = self->files->len > 0 ? self->files->pdata[self->files->len - 1] : NULL;

  return last != NULL ? last->from + last->size : 0;
}

/**
 * nomo_backup_file_count_records:
 * @self: a file
 *
 * Returns: how many records it has
 */
gint64
nomo_backup_file_count_records (const NomoBackupFile *self)
{
  GHashTableIter iter;
  gpointer count;
  gint64 sum = 0;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    sum += *(const gint64 *) count;
  return sum;
}

/**
 * nomo_backup_label_count_records:
 * @self: a label
 *
 * Returns: how many records its files have together
 */
gint64
nomo_backup_label_count_records (const NomoBackupLabel *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->files->len; i++)
    sum += nomo_backup_file_count_records (self->files->pdata[i]);
  return sum;
}

static JsonObject *
write_counts (GHashTable *counts)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, count;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &name, &count))
    json_object_set_int_member (object, name, *(const gint64 *) count);
  return object;
}

static JsonObject *
write_file (const NomoBackupFile *file)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", file->name);
  json_object_set_int_member (object, "size", (gint64) file->size);
  json_object_set_object_member (object, "records", write_counts (file->counts));
  return object;
}

/**
 * nomo_backup_label_to_text:
 * @self: a label
 *
 * Returns: (transfer full): it as a text, for nomo_backup_label_read()
 */
char *
nomo_backup_label_to_text (const NomoBackupLabel *self)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < self->files->len; i++)
    json_array_add_object_element (files, write_file (self->files->pdata[i]));
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "kind", kinds[self->kind]);
  json_object_set_int_member (object, "made_at", self->made_at);
  json_object_set_array_member (object, "files", files);
  json_node_init_object (node, object);
  return nomo_json_write (node);
}

static GHashTable *
read_counts (JsonNode *node)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObject *object = nomo_json_get_object (node, "records");
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *l = names; l != NULL; l = l->next) {
    gint64 count = json_object_get_int_member_with_default (object, l->data, 0);

    g_hash_table_insert (counts, g_strdup (l->data), g_memdup2 (&count, sizeof count));
  }
  return counts;
}

/* A name leads nowhere but into the folder that the file is put into. */
static gboolean
is_name (const char *name)
{
  return name != NULL && *name != '\0' && *name != '.' && strchr (name, '/') == NULL;
}

static gboolean
read_file (NomoBackupLabel *self, JsonNode *node)
{
  g_autoptr (GHashTable) counts = read_counts (node);
  g_autofree char *name = nomo_json_dup_text (node, "name");
  gint64 size = 0;

  if (!is_name (name) || !nomo_json_get_int (node, "size", &size) || size < 0)
    return FALSE;
  if ((guint64) size > G_MAXINT64 - nomo_backup_label_get_size (self))
    return FALSE;
  nomo_backup_label_add (self, name, (guint64) size, counts);
  return TRUE;
}

static gboolean
read_kind (NomoBackupLabel *self, JsonNode *node)
{
  g_autofree char *kind = nomo_json_dup_text (node, "kind");

  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kind, kinds[i])) {
      self->kind = (NomoBackupKind) i;
      return TRUE;
    }
  return FALSE;
}

/**
 * nomo_backup_label_read:
 * @text: what nomo_backup_label_to_text() gave
 *
 * Returns: (transfer full) (nullable): the label; %NULL when it is none that this version understands
 */
NomoBackupLabel *
nomo_backup_label_read (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) node = nomo_json_parse (bytes, 0, NULL, NULL);
  g_autoptr (NomoBackupLabel) self = nomo_backup_label_new (NOMO_BACKUP_STORE, 0);
  JsonArray *files = node != NULL ? nomo_json_get_array (node, "files") : NULL;
  gint64 version = 0;

  if (files == NULL || !nomo_json_get_int (node, "version", &version) || version != VERSION ||
      !nomo_json_get_int (node, "made_at", &self->made_at) || !read_kind (self, node))
    return NULL;
  for (guint i = 0; i < json_array_get_length (files); i++)
    if (!read_file (self, json_array_get_element (files, i)))
      return NULL;
  return g_steal_pointer (&self);
}
