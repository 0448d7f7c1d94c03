#include "config.h"

#include "nomo-sql.h"
#include "nomo-writing.h"

#include <glib/gi18n.h>

static gboolean
detach (NomoWriting *self, const NomoEntity *entity, guint field, gint64 id, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self->store, entity, error);
  g_autoptr (NomoRecord) old = NULL;
  g_autoptr (NomoRecord) detached = NULL;

  if (table == NULL || !nomo_table_get (table, self->connection, id, &old, error))
    return FALSE;
  detached = _nomo_record_copy (old);
  nomo_value_set_null (&detached->values[field]);
  self->result.written++;
  return _nomo_writing_write (self, table, old, detached, error);
}

static gboolean
refuse_gone (const NomoLink *gone, const NomoEntity *entity, gint64 id, GError **error)
{
  g_autofree char *gone_id = g_strdup_printf ("%" G_GINT64_FORMAT, gone->id);
  g_autofree char *other = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
               /* Translators: 1 and 3 are what the records are ("Contact"), 2 and 4 their numbers. */
               _ ("%1$s %2$s cannot be deleted as long as %3$s %4$s belongs to it."), _ (gone->entity->label), gone_id,
               _ (entity->label), other);
  return FALSE;
}

static gboolean
follow (NomoWriting *self, const NomoLink *gone, const NomoEntity *entity, guint field, gboolean restricts,
        GError **error)
{
  NomoOnDelete on_delete = entity->fields[field].on_delete;
  g_autoptr (GArray) ids = NULL;

  if (restricts != (on_delete == NOMO_ON_DELETE_RESTRICT))
    return TRUE;
  ids = _nomo_writing_read_ids (self, nomo_sql_referring (entity, field, TRUE), gone->id, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    if (restricts)
      return refuse_gone (gone, entity, id, error);
    if (on_delete == NOMO_ON_DELETE_CASCADE ? !_nomo_writing_delete (self, entity, id, error)
                                            : !detach (self, entity, field, id, error))
      return FALSE;
  }
  return ids != NULL;
}

static gboolean
follow_all (NomoWriting *self, NomoLink gone, gboolean restricts, GError **error)
{
  for (const NomoEntity *const *entity = self->store->entities; *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      if ((*entity)->fields[i].on_delete != NOMO_ON_DELETE_KEEP &&
          g_str_equal ((*entity)->fields[i].ref, gone.entity->name) &&
          !follow (self, &gone, *entity, i, restricts, error))
        return FALSE;
  return TRUE;
}

/* Nothing keeps a person from being erased. */
static gboolean
check_restricting (NomoWriting *self, NomoLink gone, GError **error)
{
  gboolean erased = FALSE;

  if (self->erases && !_nomo_writing_is_erased (self, gone.entity, gone.id, &erased, error))
    return FALSE;
  return erased || follow_all (self, gone, TRUE, error);
}

static gboolean
check_referring (NomoWriting *self, const NomoLink *link, GError **error)
{
  const NomoField *field = &link->entity->fields[link->field];
  const NomoEntity *named = nomo_store_find_entity (self->store, field->ref);
  const NomoTable *tables[2] = { _nomo_store_find_table (self->store, link->entity, error),
                                 named != NULL ? _nomo_store_find_table (self->store, named, error) : NULL };
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (NomoRecord) target = NULL;

  if (tables[0] == NULL || tables[1] == NULL || !nomo_table_get (tables[0], self->connection, link->id, &record, error))
    return FALSE;
  if (record == NULL || nomo_record_is_deleted (record) || nomo_record_is_null (record, link->field))
    return TRUE;
  if (!nomo_table_get (tables[1], self->connection, nomo_record_get_int (record, link->field), &target, error))
    return FALSE;
  if (target != NULL && !nomo_record_is_deleted (target))
    return TRUE;
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
               /* Translators: 1 is what the record is ("Task"), 2 the name of a field that names another record. */
               _ ("%1$s: what “%2$s” names does not exist any more."), _ (link->entity->label), _ (field->label));
  return FALSE;
}

static gboolean
is_restricting (const NomoField *field, const NomoEntity *entity)
{
  return field->on_delete == NOMO_ON_DELETE_RESTRICT && g_str_equal (field->ref, entity->name);
}

/*
 * _nomo_writing_is_needed:
 * @self: a commit on its way
 * @entity: an entity
 * @id: id of a record
 * @needed: (out): whether a record that lives refers to it in such a way that it must not be deleted
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_writing_is_needed (NomoWriting *self, const NomoEntity *entity, gint64 id, gboolean *needed, GError **error)
{
  *needed = FALSE;
  for (const NomoEntity *const *other = self->store->entities; *other != NULL; other++)
    for (guint i = 0; i < (*other)->n_fields && !*needed; i++) {
      g_autoptr (GArray) ids = NULL;

      if (!is_restricting (&(*other)->fields[i], entity))
        continue;
      ids = _nomo_writing_read_ids (self, nomo_sql_referring (*other, i, TRUE), id, error);
      if (ids == NULL)
        return FALSE;
      *needed = ids->len > 0;
    }
  return TRUE;
}

/*
 * _nomo_writing_check_links:
 * @self: a commit on its way whose changes are all written
 * @error: return location
 *
 * Follows the references to what was deleted: first everything that goes with it or lets go of it, then what forbids it, as
 * that may have gone as well. Then looks whether what was named anew lives.
 *
 * Returns: %FALSE when the commit must be refused
 */
gboolean
_nomo_writing_check_links (NomoWriting *self, GError **error)
{
  for (guint i = 0; i < self->gone->len; i++)
    if (!follow_all (self, g_array_index (self->gone, NomoLink, i), FALSE, error))
      return FALSE;
  for (guint i = 0; i < self->gone->len; i++)
    if (!check_restricting (self, g_array_index (self->gone, NomoLink, i), error))
      return FALSE;
  for (guint i = 0; i < self->referring->len; i++)
    if (!check_referring (self, &g_array_index (self->referring, NomoLink, i), error))
      return FALSE;
  return TRUE;
}
