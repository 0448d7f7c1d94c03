#include "config.h"

#include "nomo-import-map.h"

#include "nomo-engine-error.h"
#include "nomo-field-read.h"
#include "nomo-json.h"
#include "nomo-locale.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define MAX_MAP_SIZE (256 * 1024)

static const char *const languages[] = { "en", "ar" };

/* A map under construction. */
typedef struct {
  NomoImportMap *map;
  NomoRole role;
  JsonNode *json; /* nullable */
} Making;

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, message);
  return FALSE;
}

static void
column_free (gpointer data)
{
  NomoImportColumn *column = data;

  g_free (column->header);
  g_clear_pointer (&column->choices, g_hash_table_unref);
  g_free (column);
}

/* Calls what depends on the language once in each. */
static void
in_each_language (void (*func) (gpointer data), gpointer data)
{
  const char *present = nomo_locale_get_language ();

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    nomo_locale_set_language (languages[i]);
    func (data);
  }
  nomo_locale_set_language (present);
}

static void
add_name (GHashTable *names, const char *name, int field)
{
  g_autofree char *folded = nomo_text_fold (name);

  if (*folded != '\0' && !g_hash_table_contains (names, folded))
    g_hash_table_insert (names, g_steal_pointer (&folded), GINT_TO_POINTER (field));
}

typedef struct {
  const NomoEntity *entity;
  GHashTable *names;
} Naming;

static void
add_labels (gpointer data)
{
  const Naming *self = data;

  add_name (self->names, C_ ("column", "Number"), NOMO_IMPORT_ID);
  for (guint i = 0; i < self->entity->n_fields; i++)
    add_name (self->names, _ (self->entity->fields[i].label), (int) i);
}

/* The folded names and labels of the fields. A name goes before a label, a field before another that is called the same. */
static GHashTable *
make_names (const NomoEntity *entity)
{
  Naming naming = { entity, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  add_name (naming.names, "id", NOMO_IMPORT_ID);
  for (guint i = 0; i < entity->n_fields; i++)
    add_name (naming.names, entity->fields[i].name, (int) i);
  in_each_language (add_labels, &naming);
  return naming.names;
}

typedef struct {
  const NomoField *field;
  GHashTable *choices;
} Choosing;

static void
add_choices (gpointer data)
{
  const Choosing *self = data;

  nomo_field_add_choice_names (self->field, self->choices);
}

static void
set_field (NomoImportMap *self, NomoImportColumn *column, int field)
{
  Choosing choosing = { NULL, NULL };

  column->field = field;
  if (field < 0 || self->entity->fields[field].type != NOMO_TYPE_CHOICE)
    return;
  choosing.field = &self->entity->fields[field];
  choosing.choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  in_each_language (add_choices, &choosing);
  column->choices = choosing.choices;
}

/**
 * nomo_import_map_find_column:
 * @self: a map
 * @field: index of a field, or %NOMO_IMPORT_ID
 *
 * Returns: the column that holds it, or -1
 */
int
nomo_import_map_find_column (const NomoImportMap *self, int field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (((NomoImportColumn *) self->columns->pdata[i])->field == field)
      return (int) i;
  return -1;
}

static gboolean
may_write (const Making *self, int field)
{
  return field == NOMO_IMPORT_ID || nomo_entity_allows_field (self->map->entity, self->role, (guint) field);
}

/* What nobody may write here is left out when nobody named it, as in a file that we exported. */
static gboolean
map_by_name (Making *self, GError **error)
{
  g_autoptr (GHashTable) names = make_names (self->map->entity);
  gboolean found = FALSE;

  for (guint i = 0; i < self->map->columns->len; i++) {
    NomoImportColumn *column = self->map->columns->pdata[i];
    g_autofree char *folded = nomo_text_fold (column->header);
    gpointer value = NULL;
    int field =
        g_hash_table_lookup_extended (names, folded, NULL, &value) ? GPOINTER_TO_INT (value) : NOMO_IMPORT_NOTHING;

    if (field == NOMO_IMPORT_NOTHING || !may_write (self, field))
      continue;
    if (nomo_import_map_find_column (self->map, field) >= 0)
      return refuse (error, _ ("two columns are called “%s”"), column->header);
    set_field (self->map, column, field);
    found |= field >= 0;
  }
  return found ||
         refuse (error, _ ("none of its columns is called like a field of “%s”"), _ (self->map->entity->label_many));
}

static NomoImportColumn *
find_header (const NomoImportMap *self, const char *name)
{
  g_autofree char *wanted = nomo_text_fold (name);

  for (guint i = 0; i < self->columns->len; i++) {
    NomoImportColumn *column = self->columns->pdata[i];
    g_autofree char *folded = nomo_text_fold (column->header);

    if (g_str_equal (folded, wanted))
      return column;
  }
  return NULL;
}

static char *
join_headers (const NomoImportMap *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((NomoImportColumn *) self->columns->pdata[i])->header);
  return g_string_free (text, FALSE);
}

static gboolean
find_field (const Making *self, const char *name, int *field, GError **error)
{
  *field = NOMO_IMPORT_ID;
  if (g_str_equal (name, "id"))
    return TRUE;
  *field = nomo_entity_find_field (self->map->entity, name);
  if (*field < 0)
    /* Translators: 1 is what was typed, 2 what the records are ("Contacts"). */
    return refuse (error, _ ("“%1$s” is no field of “%2$s”"), name, _ (self->map->entity->label_many));
  return may_write (self, *field) || refuse (error, _ ("“%s” belongs to Salla and cannot be written here"), name);
}

static gboolean
read_choices (NomoImportColumn *column, const NomoField *field, JsonObject *choices, GError **error)
{
  g_autoptr (GList) names = choices != NULL ? json_object_get_members (choices) : NULL;

  if (choices != NULL && column->choices == NULL)
    return refuse (error, _ ("“%s” has no choices"), field->name);
  for (GList *name = names; name != NULL; name = name->next) {
    g_autofree char *key = nomo_json_dup_text (json_object_get_member (choices, name->data), "");

    if (key == NULL || nomo_field_get_choice_label (field, key) == NULL)
      /* Translators: 1 is a choice that does not exist, 2 the name of a field. */
      return refuse (error, _ ("“%1$s” is no choice of “%2$s”"), key != NULL ? key : "", field->name);
    g_hash_table_insert (column->choices, nomo_text_fold (name->data), g_steal_pointer (&key));
  }
  return TRUE;
}

static gboolean
read_empty (NomoImportColumn *column, JsonNode *node, GError **error)
{
  g_autofree char *empty = nomo_json_dup_text (node, "empty");

  column->clears = g_strcmp0 (empty, "clear") == 0;
  if (empty == NULL || column->clears || g_str_equal (empty, "keep"))
    return TRUE;
  return refuse (error, _ ("what an empty cell means is “keep” or “clear”, not “%s”"), empty);
}

static gboolean
map_column (Making *self, const char *header, JsonNode *node, GError **error)
{
  NomoImportColumn *column = find_header (self->map, header);
  gboolean detailed = JSON_NODE_HOLDS_OBJECT (node);
  g_autofree char *name = nomo_json_dup_text (node, detailed ? "field" : "");
  int field;

  if (column == NULL) {
    g_autofree char *headers = join_headers (self->map);

    /* Translators: 1 is the heading of a column, 2 a list of headings. */
    return refuse (error, _ ("it has no column “%1$s”, but these: %2$s"), header, headers);
  }
  if (name == NULL)
    return refuse (error, _ ("the map does not say which field “%s” is"), header);
  if (!find_field (self, name, &field, error))
    return FALSE;
  if (nomo_import_map_find_column (self->map, field) >= 0)
    return refuse (error, _ ("two columns are to be “%s”"), name);
  set_field (self->map, column, field);
  if (!detailed || field < 0)
    return TRUE;
  return read_choices (column, &self->map->entity->fields[field], nomo_json_get_object (node, "choices"), error) &&
         read_empty (column, node, error);
}

static gboolean
map_by_json (Making *self, JsonObject *columns, GError **error)
{
  g_autoptr (GList) headers = json_object_get_members (columns);

  for (GList *header = headers; header != NULL; header = header->next)
    if (!map_column (self, header->data, json_object_get_member (columns, header->data), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_default (Making *self, const char *name, JsonNode *node, GError **error)
{
  g_autoptr (GHashTable) choices = NULL;
  gboolean is_bool = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
  g_autofree char *text =
      is_bool ? g_strdup (json_node_get_boolean (node) ? "yes" : "no") : nomo_json_dup_text (node, "");
  g_autoptr (GError) failed = NULL;
  const NomoField *info;
  int field;

  if (!find_field (self, name, &field, error))
    return FALSE;
  if (field < 0 || text == NULL)
    return refuse (error, _ ("“%s” cannot have such a value in every new record"), name);
  info = &self->map->entity->fields[field];
  choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  in_each_language (add_choices, &(Choosing) { info, choices });
  if (nomo_field_read (info, text, NULL, choices, &self->map->defaults[field], &failed))
    return TRUE;
  return refuse (error, "%s: %s", name, failed->message);
}

static gboolean
read_defaults (Making *self, GError **error)
{
  JsonObject *defaults = self->json != NULL ? nomo_json_get_object (self->json, "defaults") : NULL;
  g_autoptr (GList) names = defaults != NULL ? json_object_get_members (defaults) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    if (!read_default (self, name->data, json_object_get_member (defaults, name->data), error))
      return FALSE;
  return TRUE;
}

/* A value is looked for in every row, which takes an index. */
static gboolean
can_be_key (const NomoField *field)
{
  return (field->flags & (NOMO_FIELD_INDEXED | NOMO_FIELD_UNIQUE | NOMO_FIELD_GROUPED)) != 0;
}

/* A file with the numbers of the records speaks of these records. */
static gboolean
read_key (Making *self, const char *key, GError **error)
{
  g_autofree char *own = self->json != NULL ? nomo_json_dup_text (self->json, "key") : NULL;
  const char *name = key != NULL ? key : own;

  self->map->key = NOMO_IMPORT_NOTHING;
  if (name == NULL) {
    if (nomo_import_map_find_column (self->map, NOMO_IMPORT_ID) >= 0)
      self->map->key = NOMO_IMPORT_ID;
    return TRUE;
  }
  if (!find_field (self, name, &self->map->key, error))
    return FALSE;
  if (nomo_import_map_find_column (self->map, self->map->key) < 0)
    return refuse (error, _ ("records are to be found by “%s”, which no column is"), name);
  if (self->map->key >= 0 && !can_be_key (&self->map->entity->fields[self->map->key]))
    return refuse (error, _ ("records cannot be found by “%s”, which has no index"), name);
  return TRUE;
}

static gboolean
check_members (JsonNode *json, GError **error)
{
  static const char *const known[] = { "columns", "defaults", "key", NULL };
  g_autoptr (GList) names =
      JSON_NODE_HOLDS_OBJECT (json) ? json_object_get_members (json_node_get_object (json)) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains (known, name->data))
      return refuse (error, _ ("the map may hold “columns”, “defaults” and “key”, not “%s”"), (char *) name->data);
  return names != NULL || refuse (error, "%s", _ ("the map is no JSON object"));
}

static gboolean
make (Making *self, GBytes *bytes, const char *key, GError **error)
{
  g_autoptr (JsonNode) json = bytes != NULL ? nomo_json_parse (bytes, MAX_MAP_SIZE, NULL, NULL) : NULL;
  JsonObject *columns = json != NULL ? nomo_json_get_object (json, "columns") : NULL;

  self->json = json;
  if (bytes != NULL && json == NULL)
    return refuse (error, "%s", _ ("the map is no JSON object"));
  if (json != NULL && !check_members (json, error))
    return FALSE;
  if (json != NULL && columns == NULL && nomo_json_get (json, "columns") != NULL)
    return refuse (error, "%s", _ ("the map names no columns"));
  return (columns != NULL ? map_by_json (self, columns, error) : map_by_name (self, error)) &&
         read_defaults (self, error) && read_key (self, key, error);
}

/**
 * nomo_import_map_new:
 * @entity: what the records are
 * @role: who writes
 * @header: a reader at the first row of a file
 * @json: (nullable): `{"columns": {"Header": "field" or {"field": …, "choices": {"Text": "key"}, "empty": "clear"}},
 *   "defaults": {"field": value}, "key": "field"}`; without columns they are recognised by the names and labels of the fields
 * @key: (nullable): name of the field by which records are found, "id" for their number
 * @error: return location
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): the map; %NULL with %NOMO_ENGINE_ERROR_FILE when it does not fit
 */
NomoImportMap *
nomo_import_map_new (const NomoEntity *entity, NomoRole role, const NomoCsvReader *header, GBytes *json,
                     const char *key, GError **error)
{
  g_autoptr (NomoImportMap) self = g_new0 (NomoImportMap, 1);
  Making making = { self, role, NULL };

  self->entity = entity;
  self->defaults = g_new0 (NomoValue, entity->n_fields);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  for (guint i = 0; i < nomo_csv_reader_count (header); i++) {
    NomoImportColumn *column = g_new0 (NomoImportColumn, 1);

    column->header = g_strstrip (g_strdup (nomo_csv_reader_get (header, i)));
    column->field = NOMO_IMPORT_NOTHING;
    g_ptr_array_add (self->columns, column);
  }
  return make (&making, json, key, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * nomo_import_map_free:
 * @self: (transfer full): a map
 */
void
nomo_import_map_free (NomoImportMap *self)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    nomo_value_clear (&self->defaults[i]);
  g_free (self->defaults);
  g_ptr_array_unref (self->columns);
  g_free (self);
}
