#include "config.h"

#include "nomo-sql.h"
#include "nomo-writing.h"

#include <glib/gi18n.h>

static gboolean
refuse_double (const NomoRecord *record, guint field, gint64 other, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, other);

  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID,
               /* Translators: 1 is the name of a field, 2 what the record is ("Contact"), 3 the record's number. */
               _ ("“%1$s” is taken: %2$s %3$s has the same."), _ (record->entity->fields[field].label),
               _ (record->entity->label), id);
  return FALSE;
}

static gboolean
check_unique (NomoWriting *self, const NomoRecord *record, guint i, GError **error)
{
  const NomoField *field = &record->entity->fields[i];
  g_autofree char *sql = nomo_sql_same (record->entity, i);
  g_autoptr (NomoStatement) statement = _nomo_writing_prepare (self, sql, error);
  g_autofree char *key =
      nomo_field_has_key (field) ? nomo_field_make_key (field, nomo_record_get_text (record, i)) : NULL;
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  if (key != NULL)
    nomo_statement_bind_text (statement, 1, key);
  else
    nomo_statement_bind_value (statement, 1, &record->values[i]);
  nomo_statement_bind_int (statement, 2, record->id);
  step = nomo_connection_step (self->connection, statement, error);
  if (step == NOMO_STEP_ROW)
    return refuse_double (record, i, nomo_statement_get_int (statement, 0), error);
  return step == NOMO_STEP_DONE;
}

/*
 * _nomo_writing_check_unique:
 * @self: a commit on its way
 * @record: what the store will hold
 * @error: return location
 *
 * What Salla says is so, even when it says two things at once.
 *
 * Returns: %FALSE with %NOMO_STORE_ERROR_INVALID when another record has a value that only one may have
 */
gboolean
_nomo_writing_check_unique (NomoWriting *self, const NomoRecord *record, GError **error)
{
  for (guint i = 0; self->commit->role != NOMO_ROLE_SALLA && i < record->entity->n_fields; i++)
    if ((record->entity->fields[i].flags & NOMO_FIELD_UNIQUE) != 0 && !nomo_record_is_null (record, i) &&
        !check_unique (self, record, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
deny_field (const NomoRecord *record, const char *label, GError **error)
{
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED,
               /* Translators: 1 is what the record is ("Order"), 2 the name of a field. */
               _ ("%1$s: you may not change “%2$s”."), _ (record->entity->label), _ (label));
  return FALSE;
}

/*
 * _nomo_writing_authorise_values:
 * @self: a commit on its way
 * @old: (nullable): the record as it was
 * @merged: what the store will hold
 * @error: return location
 *
 * Returns: %FALSE with %NOMO_STORE_ERROR_DENIED when the actor may not change what is other
 */
gboolean
_nomo_writing_authorise_values (NomoWriting *self, const NomoRecord *old, const NomoRecord *merged, GError **error)
{
  const NomoEntity *entity = merged->entity;
  static const NomoValue no_value = { NOMO_VALUE_NULL, { 0 } };

  for (guint i = 0; i < entity->n_fields; i++)
    if (!nomo_entity_allows_field (entity, self->commit->role, i) &&
        !nomo_value_equal (old != NULL ? &old->values[i] : &no_value, &merged->values[i]))
      return deny_field (merged, entity->fields[i].label, error);
  for (guint i = 0; i < entity->n_parts; i++)
    if (!nomo_entity_allows_part (entity, self->commit->role, i) &&
        (old != NULL ? !_nomo_record_part_equal (old, merged, i) : nomo_record_count_part (merged, i) > 0))
      return deny_field (merged, entity->parts[i].label, error);
  return TRUE;
}
