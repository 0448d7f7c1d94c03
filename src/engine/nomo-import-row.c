#include "config.h"

#include "nomo-import-row.h"

#include "nomo-field-read.h"
#include "nomo-field-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* No record has this number, and a new one must have some to be looked at. */
#define NEW_ID G_MAXINT64

static const NomoImportColumn *
get_column (const NomoImportRow *self, guint index)
{
  return index < self->map->columns->len ? self->map->columns->pdata[index] : NULL;
}

/**
 * nomo_import_row_refuse:
 * @self: a row
 * @field: index of the field that is to blame, %NOMO_IMPORT_ID or %NOMO_IMPORT_NOTHING
 * @reason: a sentence; the first that is given stays
 */
void
nomo_import_row_refuse (NomoImportRow *self, int field, const char *reason)
{
  int column = field != NOMO_IMPORT_NOTHING ? nomo_import_map_find_column (self->map, field) : -1;

  if (self->outcome == NOMO_IMPORT_REFUSED)
    return;
  self->outcome = NOMO_IMPORT_REFUSED;
  self->column = column >= 0 ? get_column (self, (guint) column) : NULL;
  self->reason = g_strdup (reason);
}

static void
read_cell (NomoImportRow *self, const NomoImportColumn *column, const char *text, const char *currency)
{
  static const NomoField id_field = { "id", NOMO_TYPE_REF, NULL };
  const NomoField *field = column->field == NOMO_IMPORT_ID ? &id_field : &self->map->entity->fields[column->field];
  g_autoptr (GError) error = NULL;
  NomoValue value = { 0 };

  if (!nomo_field_read (field, text, currency, column->choices, &value, &error)) {
    nomo_import_row_refuse (self, column->field, error->message);
    return;
  }
  if (column->field == NOMO_IMPORT_ID)
    self->id = value.tag == NOMO_VALUE_INT ? value.number : 0;
  else if (value.tag != NOMO_VALUE_NULL || column->clears)
    nomo_value_copy (&self->values[column->field], &value);
  nomo_value_clear (&value);
}

static gboolean
is_money (const NomoImportRow *self, const NomoImportColumn *column)
{
  return column->field >= 0 && self->map->entity->fields[column->field].type == NOMO_TYPE_MONEY;
}

/* What an amount is in is known when the record is. */
static void
read_cells (NomoImportRow *self)
{
  for (guint i = 0; i < self->cells->len; i++) {
    const NomoImportColumn *column = get_column (self, i);

    if (column != NULL && column->field != NOMO_IMPORT_NOTHING && !is_money (self, column))
      read_cell (self, column, self->cells->pdata[i], NULL);
  }
}

static void
refuse_surplus (NomoImportRow *self)
{
  for (guint i = self->map->columns->len; i < self->cells->len; i++) {
    const char *cell = self->cells->pdata[i];

    if (*cell != '\0') {
      nomo_import_row_refuse (self, NOMO_IMPORT_NOTHING, _ ("The row has more cells than there are columns."));
      return;
    }
  }
}

/**
 * nomo_import_row_new:
 * @map: what the columns are, which outlives the row
 * @reader: a reader with a row
 *
 * Reads what the row says; what cannot be understood refuses it.
 *
 * Returns: (transfer full): the row
 */
NomoImportRow *
nomo_import_row_new (const NomoImportMap *map, const NomoCsvReader *reader)
{
  NomoImportRow *self = g_new0 (NomoImportRow, 1);

  self->map = map;
  self->line = nomo_csv_reader_get_line (reader);
  self->values = g_new0 (NomoValue, map->entity->n_fields);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < nomo_csv_reader_count (reader); i++)
    g_ptr_array_add (self->cells, g_strdup (nomo_csv_reader_get (reader, i)));
  read_cells (self);
  refuse_surplus (self);
  return self;
}

/**
 * nomo_import_row_is_empty:
 * @self: a row
 *
 * Returns: %TRUE when no cell holds anything, as spreadsheets write below the last row
 */
gboolean
nomo_import_row_is_empty (const NomoImportRow *self)
{
  for (guint i = 0; i < self->cells->len; i++) {
    const char *cell = self->cells->pdata[i];

    if (*cell != '\0')
      return FALSE;
  }
  return TRUE;
}

static const char *
text_of (const NomoValue *value)
{
  return value->tag == NOMO_VALUE_TEXT ? value->text : NULL;
}

static const char *
find_currency (const NomoImportRow *self, int field)
{
  const char *name = self->map->entity->fields[field].ref;
  int index = name != NULL ? nomo_entity_find_field (self->map->entity, name) : -1;

  if (index < 0)
    return NOMO_USUAL_CURRENCY;
  if (text_of (&self->values[index]) != NULL)
    return text_of (&self->values[index]);
  if (self->old != NULL)
    return nomo_record_get_currency (self->old, (guint) field);
  return text_of (&self->map->defaults[index]) != NULL ? text_of (&self->map->defaults[index]) : NOMO_USUAL_CURRENCY;
}

static void
read_amounts (NomoImportRow *self)
{
  for (guint i = 0; i < self->cells->len; i++) {
    const NomoImportColumn *column = get_column (self, i);

    if (column != NULL && is_money (self, column))
      read_cell (self, column, self->cells->pdata[i], find_currency (self, column->field));
  }
}

static void
set_value (NomoRecordBuilder *builder, guint field, const NomoValue *value)
{
  if (value->tag == NOMO_VALUE_INT)
    nomo_builder_set_int (builder, field, value->number);
  else if (value->tag == NOMO_VALUE_TEXT)
    nomo_builder_set_text (builder, field, value->text);
  else if (value->tag == NOMO_VALUE_NULL)
    nomo_builder_set_null (builder, field);
}

static NomoRecord *
make_record (const NomoImportRow *self, gint64 id)
{
  NomoRecordBuilder *builder =
      self->old != NULL ? nomo_record_build_from (self->old) : nomo_record_build (self->map->entity, id);

  for (guint i = 0; i < self->map->entity->n_fields; i++) {
    if (self->old == NULL && self->values[i].tag <= NOMO_VALUE_NULL)
      set_value (builder, i, &self->map->defaults[i]);
    set_value (builder, i, &self->values[i]);
  }
  return nomo_builder_end (builder);
}

static void
check_required (NomoImportRow *self)
{
  for (guint i = 0; i < self->map->entity->n_fields; i++)
    if ((self->map->entity->fields[i].flags & NOMO_FIELD_REQUIRED) != 0 && nomo_record_is_null (self->record, i)) {
      /* Translators: %s is the name of a field. */
      g_autofree char *reason = g_strdup_printf (_ ("“%s” is missing."), _ (self->map->entity->fields[i].label));

      nomo_import_row_refuse (self, (int) i, reason);
      return;
    }
}

/* "Contact 17: “Phone” is …": the row has its line, and a new record has no number yet. */
static const char *
without_name (const NomoRecord *record, const char *sentence)
{
  g_autofree char *name = g_strdup_printf ("%s %" G_GINT64_FORMAT ": ", _ (nomo_record_get_entity (record)->label),
                                           nomo_record_get_id (record));

  return g_str_has_prefix (sentence, name) ? sentence + strlen (name) : sentence;
}

/* The rules of the store that speak of the record alone. */
static void
check_rules (NomoImportRow *self)
{
  const NomoEntity *entity = self->map->entity;
  g_autoptr (NomoRecord) numbered = make_record (self, NEW_ID);
  g_autoptr (GError) error = NULL;

  check_required (self);
  if (self->outcome != NOMO_IMPORT_REFUSED && entity->validate != NULL && !entity->validate (numbered, &error))
    nomo_import_row_refuse (self, NOMO_IMPORT_NOTHING, without_name (numbered, error->message));
}

/**
 * nomo_import_row_build:
 * @self: a row whose old record is known
 *
 * Makes the record and checks it by the rules of its entity.
 */
void
nomo_import_row_build (NomoImportRow *self)
{
  if (self->outcome == NOMO_IMPORT_REFUSED)
    return;
  read_amounts (self);
  if (self->outcome == NOMO_IMPORT_REFUSED)
    return;
  self->record = make_record (self, 0);
  if (self->old == NULL)
    self->outcome = NOMO_IMPORT_CREATED;
  else
    self->outcome = nomo_record_equal (self->old, self->record) ? NOMO_IMPORT_UNCHANGED : NOMO_IMPORT_CHANGED;
  if (self->outcome != NOMO_IMPORT_UNCHANGED)
    check_rules (self);
}

/**
 * nomo_import_row_free:
 * @self: (transfer full): a row
 */
void
nomo_import_row_free (NomoImportRow *self)
{
  for (guint i = 0; i < self->map->entity->n_fields; i++)
    nomo_value_clear (&self->values[i]);
  g_free (self->values);
  g_ptr_array_unref (self->cells);
  g_clear_pointer (&self->old, nomo_record_unref);
  g_clear_pointer (&self->record, nomo_record_unref);
  g_free (self->reason);
  g_free (self);
}
