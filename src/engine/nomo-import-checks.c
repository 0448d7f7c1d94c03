#include "config.h"

#include "nomo-import-checks.h"

#include "nomo-format.h"
#include "nomo-store-scan.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoImportChecks {
  NomoStore *store;
  const NomoImportMap *map;
  NomoRole role;
  GHashTable *seen;    /* digest of field and value → the line, of the whole file */
  GHashTable *targets; /* "entity id" → whether it lives */
};

/* So many answers about references are remembered. */
#define MAX_TARGETS 10000

/**
 * nomo_import_checks_new:
 * @store: a store
 * @map: what the columns are; outlives the checks
 * @role: who writes
 *
 * Returns: (transfer full): the checks of one file
 */
NomoImportChecks *
nomo_import_checks_new (NomoStore *store, const NomoImportMap *map, NomoRole role)
{
  NomoImportChecks *self = g_new0 (NomoImportChecks, 1);

  self->store = g_object_ref (store);
  self->map = map;
  self->role = role;
  self->seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static guint64
digest (guint64 hash, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    hash = (hash ^ (guchar) *c) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

/* Sixteen bytes a value, however long it is: a file of ten million rows has that many. Should two values ever meet, a row is
 * refused, with its reason, and nothing is lost. */
static gpointer
make_digest (int field, const NomoField *info, const NomoValue *value, gint64 id)
{
  guint64 hash = digest (G_GUINT64_CONSTANT (0xcbf29ce484222325), info != NULL ? info->name : "id");
  g_autofree char *text = NULL;

  if (field == NOMO_IMPORT_ID)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  else if (info->type == NOMO_TYPE_TEXT)
    text = nomo_text_fold (value->text);
  else
    text = nomo_value_to_text (value);
  return GSIZE_TO_POINTER (digest (hash * 31, text));
}

static void
refuse_double (NomoImportRow *row, int field, gpointer line)
{
  g_autofree char *figure = nomo_format_int ((gint64) GPOINTER_TO_SIZE (line));
  /* Translators: %s is the number of a line. */
  g_autofree char *reason = g_strdup_printf (_ ("Line %s has the same."), figure);

  nomo_import_row_refuse (row, field, reason);
}

/* The first row of a value has it, whatever comes of that row: so a file means the same when its import goes on later. */
static void
note_seen (NomoImportChecks *self, NomoImportRow *row, int field)
{
  const NomoField *info = field >= 0 ? &self->map->entity->fields[field] : NULL;
  const NomoValue *value = field >= 0 ? &row->values[field] : NULL;
  gpointer key, line;

  if (field == NOMO_IMPORT_ID ? row->id == 0 : value->tag <= NOMO_VALUE_NULL)
    return;
  key = make_digest (field, info, value, row->id);
  line = g_hash_table_lookup (self->seen, key);
  if (line == NULL)
    g_hash_table_insert (self->seen, key, GSIZE_TO_POINTER (row->line));
  else if (!row->written)
    refuse_double (row, field, line);
}

static gboolean
is_unique (const NomoImportChecks *self, guint field)
{
  return (self->map->entity->fields[field].flags & NOMO_FIELD_UNIQUE) != 0;
}

/**
 * nomo_import_checks_remember:
 * @self: the checks
 * @rows: (element-type NomoImportRow): rows
 *
 * Remembers what may stand in one row alone, and refuses those that have it once more.
 */
void
nomo_import_checks_remember (NomoImportChecks *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    NomoImportRow *row = rows->pdata[i];

    if (self->map->key != NOMO_IMPORT_NOTHING)
      note_seen (self, row, self->map->key);
    for (guint field = 0; field < self->map->entity->n_fields; field++)
      if ((int) field != self->map->key && is_unique (self, field))
        note_seen (self, row, (int) field);
  }
}

static gboolean
is_open (const NomoImportRow *row)
{
  return !row->written && row->outcome != NOMO_IMPORT_REFUSED;
}

static void
take_old (NomoImportRow *row, const NomoFound *found, int key)
{
  if (found->several)
    nomo_import_row_refuse (row, key, _ ("Several records have this, so it is not known which is meant."));
  else if (found->record != NULL)
    row->old = nomo_record_ref (found->record);
}

static gboolean
find_by_key (NomoImportChecks *self, GPtrArray *rows, GError **error)
{
  g_autofree const NomoValue **values = g_new0 (const NomoValue *, rows->len + 1);
  g_autoptr (GArray) found = NULL;

  for (guint i = 0; i < rows->len; i++) {
    NomoImportRow *row = rows->pdata[i];

    if (!is_open (row))
      continue;
    values[i] = &row->values[self->map->key];
    if (values[i]->tag <= NOMO_VALUE_NULL)
      nomo_import_row_refuse (row, self->map->key, _ ("Records are found by this, and it is missing."));
  }
  found = nomo_store_find_same (self->store, self->map->entity, (guint) self->map->key, values, rows->len, error);
  for (guint i = 0; found != NULL && i < rows->len; i++)
    if (is_open (rows->pdata[i]))
      take_old (rows->pdata[i], &g_array_index (found, NomoFound, i), self->map->key);
  return found != NULL;
}

static gboolean
find_by_id (NomoImportChecks *self, NomoImportRow *row, GError **error)
{
  GError *failed = NULL;
  g_autoptr (NomoRecord) record = NULL;

  if (row->id == 0) {
    nomo_import_row_refuse (row, NOMO_IMPORT_ID, _ ("Records are found by this, and it is missing."));
    return TRUE;
  }
  record = nomo_store_get (self->store, self->map->entity, row->id, &failed);
  if (failed != NULL) {
    g_propagate_error (error, failed);
    return FALSE;
  }
  if (record == NULL || nomo_record_is_deleted (record))
    nomo_import_row_refuse (row, NOMO_IMPORT_ID, _ ("There is no record with this number."));
  else
    row->old = g_steal_pointer (&record);
  return TRUE;
}

static gboolean
find_old (NomoImportChecks *self, GPtrArray *rows, GError **error)
{
  if (self->map->key == NOMO_IMPORT_NOTHING)
    return TRUE;
  if (self->map->key != NOMO_IMPORT_ID)
    return find_by_key (self, rows, error);
  for (guint i = 0; i < rows->len; i++)
    if (is_open (rows->pdata[i]) && !find_by_id (self, rows->pdata[i], error))
      return FALSE;
  return TRUE;
}

static void
build (NomoImportChecks *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    NomoImportRow *row = rows->pdata[i];
    NomoVerbs verb = row->old == NULL ? NOMO_VERB_CREATE : NOMO_VERB_UPDATE;

    if (!is_open (row))
      continue;
    if (!nomo_entity_allows (self->map->entity, self->role, verb))
      nomo_import_row_refuse (row, NOMO_IMPORT_NOTHING,
                              verb == NOMO_VERB_CREATE ? _ ("Such records cannot be made here.")
                                                       : _ ("Such records cannot be changed here."));
    nomo_import_row_build (row);
  }
}

static void
refuse_taken (NomoImportRow *row, guint field, const NomoRecord *other)
{
  const NomoEntity *entity = row->map->entity;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (other));
  /* Translators: 1 is the name of a field, 2 what the record is ("Contact"), 3 the record's number. */
  g_autofree char *reason = g_strdup_printf (_ ("“%1$s” is taken: %2$s %3$s has the same."),
                                             _ (entity->fields[field].label), _ (entity->label), id);

  nomo_import_row_refuse (row, (int) field, reason);
}

static gboolean
check_unique (NomoImportChecks *self, GPtrArray *rows, guint field, GError **error)
{
  g_autofree const NomoValue **values = g_new0 (const NomoValue *, rows->len + 1);
  g_autoptr (GArray) found = NULL;

  for (guint i = 0; i < rows->len; i++)
    if (is_open (rows->pdata[i]))
      values[i] = &((NomoImportRow *) rows->pdata[i])->values[field];
  found = nomo_store_find_same (self->store, self->map->entity, field, values, rows->len, error);
  for (guint i = 0; found != NULL && i < rows->len; i++) {
    NomoImportRow *row = rows->pdata[i];
    const NomoRecord *other = g_array_index (found, NomoFound, i).record;

    if (is_open (row) && other != NULL &&
        (row->old == NULL || nomo_record_get_id (other) != nomo_record_get_id (row->old)))
      refuse_taken (row, field, other);
  }
  return found != NULL;
}

static gboolean
is_alive (NomoImportChecks *self, const NomoEntity *entity, gint64 id, gboolean *alive, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s %" G_GINT64_FORMAT, entity->name, id);
  g_autoptr (NomoRecord) record = NULL;
  gpointer known = NULL;
  GError *failed = NULL;

  if (g_hash_table_lookup_extended (self->targets, name, NULL, &known)) {
    *alive = GPOINTER_TO_INT (known);
    return TRUE;
  }
  record = nomo_store_get (self->store, entity, id, &failed);
  if (failed != NULL) {
    g_propagate_error (error, failed);
    return FALSE;
  }
  *alive = record != NULL && !nomo_record_is_deleted (record);
  if (g_hash_table_size (self->targets) >= MAX_TARGETS)
    g_hash_table_remove_all (self->targets);
  g_hash_table_insert (self->targets, g_steal_pointer (&name), GINT_TO_POINTER (*alive));
  return TRUE;
}

static gboolean
check_reference (NomoImportChecks *self, NomoImportRow *row, guint field, GError **error)
{
  const NomoField *info = &self->map->entity->fields[field];
  const NomoEntity *named = nomo_store_find_entity (self->store, info->ref);
  gboolean alive = FALSE;

  if (row->values[field].tag != NOMO_VALUE_INT || named == NULL)
    return TRUE;
  if (!is_alive (self, named, row->values[field].number, &alive, error))
    return FALSE;
  if (!alive)
    nomo_import_row_refuse (row, (int) field, _ ("There is no record with this number."));
  return TRUE;
}

/* References that the store keeps whole; the others may name what is not here yet. */
static gboolean
check_references (NomoImportChecks *self, GPtrArray *rows, GError **error)
{
  for (guint field = 0; field < self->map->entity->n_fields; field++)
    for (guint i = 0; self->map->entity->fields[field].on_delete != NOMO_ON_DELETE_KEEP && i < rows->len; i++)
      if (is_open (rows->pdata[i]) && !check_reference (self, rows->pdata[i], field, error))
        return FALSE;
  return TRUE;
}

/**
 * nomo_import_checks_run:
 * @self: the checks
 * @rows: (element-type NomoImportRow): the next rows of the file
 * @error: return location
 *
 * Finds out what comes of the rows. What another process writes meanwhile may still have the store refuse one. Blocks.
 *
 * Returns: %TRUE unless the store failed
 */
gboolean
nomo_import_checks_run (NomoImportChecks *self, GPtrArray *rows, GError **error)
{
  nomo_import_checks_remember (self, rows);
  if (!find_old (self, rows, error))
    return FALSE;
  build (self, rows);
  for (guint field = 0; field < self->map->entity->n_fields; field++)
    if (is_unique (self, field) && !check_unique (self, rows, field, error))
      return FALSE;
  return check_references (self, rows, error);
}

/**
 * nomo_import_checks_free:
 * @self: (transfer full): the checks
 */
void
nomo_import_checks_free (NomoImportChecks *self)
{
  g_object_unref (self->store);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->targets);
  g_free (self);
}
