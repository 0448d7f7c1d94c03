#include "config.h"

#include "nomo-record-private.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_TEXT (1024 * 1024)

static gboolean
refuse (GError **error, const char *format, const NomoRecord *self, const NomoField *field)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);

  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, format, _ (self->entity->label), id,
               _ (field->label));
  return FALSE;
}

static gboolean
check_value (const NomoRecord *self, const NomoField *field, const NomoValue *value, GError **error)
{
  if (value->tag == NOMO_VALUE_TEXT && strlen (value->text) > MAX_TEXT)
    /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
    return refuse (error, _ ("%1$s %2$s: “%3$s” is longer than a megabyte."), self, field);
  if (field->type == NOMO_TYPE_BOOL && value->tag == NOMO_VALUE_INT && value->number != 0 && value->number != 1)
    /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
    return refuse (error, _ ("%1$s %2$s: “%3$s” is neither yes nor no."), self, field);
  return TRUE;
}

static gboolean
check_part (const NomoRecord *self, guint index, GError **error)
{
  const NomoPart *part = &self->entity->parts[index];

  for (guint row = 0; row < nomo_record_count_part (self, index); row++)
    for (guint i = 0; i < part->n_fields; i++)
      if (!check_value (self, &part->fields[i], _nomo_record_cell (self, index, row, i), error))
        return FALSE;
  return TRUE;
}

/**
 * nomo_record_validate:
 * @self: a record
 * @error: return location
 *
 * Checks the rules of the record's entity, as a commit does.
 *
 * Returns: %TRUE when the record may be written, else %FALSE with %NOMO_STORE_ERROR_INVALID
 */
gboolean
nomo_record_validate (const NomoRecord *self, GError **error)
{
  const NomoEntity *entity = self->entity;

  if (self->id <= 0 && entity->kind != NOMO_KIND_FACT) {
    /* Translators: %s is what the record is ("Order"). */
    g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, _ ("%s: the record has no number."),
                 _ (entity->label));
    return FALSE;
  }
  for (guint i = 0; i < entity->n_fields; i++) {
    if ((entity->fields[i].flags & NOMO_FIELD_REQUIRED) != 0 && nomo_record_is_null (self, i))
      /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
      return refuse (error, _ ("%1$s %2$s: “%3$s” is missing."), self, &entity->fields[i]);
    if (!check_value (self, &entity->fields[i], &self->values[i], error))
      return FALSE;
  }
  for (guint i = 0; i < entity->n_parts; i++)
    if (!check_part (self, i, error))
      return FALSE;
  return entity->validate == NULL || entity->validate (self, error);
}
