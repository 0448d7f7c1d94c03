#include "config.h"

#include "nomo-export-column.h"

#include "nomo-calendar.h"
#include "nomo-engine-error.h"
#include "nomo-field-words.h"
#include "nomo-moment.h"
#include "nomo-money.h"

#include <glib/gi18n.h>
#include <string.h>

#define ID_NAME "id"
#define BETWEEN " | " /* names of a part's rows */

typedef enum {
  COLUMN_ID,
  COLUMN_FIELD,
  COLUMN_COUNT, /* of a part's rows */
  COLUMN_NAMES, /* of a part's rows */
} Kind;

struct _NomoExportColumn {
  Kind kind;
  const NomoEntity *entity;
  guint index; /* of the field or the part */
  gboolean keys;
  int currency_field; /* of an amount; -1: none */
  int name_field;     /* of a part */
  GHashTable *words;  /* nullable; key of a choice → words */
  const char *answers[2];
  GString *cell;  /* the last cell */
  char *currency; /* of the last amount */
  int currency_digits;
};

static void
column_free (gpointer data)
{
  NomoExportColumn *self = data;

  g_clear_pointer (&self->words, g_hash_table_unref);
  g_string_free (self->cell, TRUE);
  g_free (self->currency);
  g_free (self);
}

/* Translated once, not once a row. */
static GHashTable *
make_words (const NomoField *field)
{
  GHashTable *words = g_hash_table_new (g_str_hash, g_str_equal);

  for (const NomoChoice *choice = field->choices; choice->key != NULL; choice++)
    g_hash_table_insert (words, (gpointer) choice->key, (gpointer) nomo_field_get_choice_words (field, choice->key));
  return words;
}

static NomoExportColumn *
add_column (GPtrArray *columns, Kind kind, const NomoEntity *entity, guint index, gboolean keys)
{
  NomoExportColumn *self = g_new0 (NomoExportColumn, 1);

  self->kind = kind;
  self->entity = entity;
  self->index = index;
  self->keys = keys;
  self->currency_field = -1;
  self->cell = g_string_new (NULL);
  if (kind == COLUMN_FIELD && entity->fields[index].type == NOMO_TYPE_MONEY && entity->fields[index].ref != NULL)
    self->currency_field = nomo_entity_find_field (entity, entity->fields[index].ref);
  self->answers[0] = C_ ("answer", "No");
  self->answers[1] = C_ ("answer", "Yes");
  if (kind == COLUMN_FIELD && !keys && entity->fields[index].choices != NULL)
    self->words = make_words (&entity->fields[index]);
  g_ptr_array_add (columns, self);
  return self;
}

static gboolean
has_field (const GPtrArray *columns, guint index)
{
  for (guint i = 0; i < columns->len; i++) {
    const NomoExportColumn *column = columns->pdata[i];

    if (column->kind == COLUMN_FIELD && column->index == index)
      return TRUE;
  }
  return FALSE;
}

static void
add_field (GPtrArray *columns, const NomoEntity *entity, guint index, gboolean keys)
{
  if (!has_field (columns, index))
    add_column (columns, COLUMN_FIELD, entity, index, keys);
}

/* An amount says nothing without its currency. */
static void
add_currencies (GPtrArray *columns, const NomoEntity *entity, gboolean keys)
{
  for (guint i = 0; i < columns->len; i++) {
    const NomoExportColumn *column = columns->pdata[i];

    if (column->currency_field >= 0)
      add_field (columns, entity, (guint) column->currency_field, keys);
  }
}

static int
find_name_field (const NomoPart *part)
{
  for (guint i = 0; i < part->n_fields; i++)
    if (nomo_type_is_text (part->fields[i].type))
      return (int) i;
  return -1;
}

static void
add_part (GPtrArray *columns, const NomoEntity *entity, guint index, gboolean keys)
{
  int name_field = find_name_field (&entity->parts[index]);

  add_column (columns, COLUMN_COUNT, entity, index, keys);
  if (name_field >= 0)
    add_column (columns, COLUMN_NAMES, entity, index, keys)->name_field = name_field;
}

static gboolean
add_named (GPtrArray *columns, const NomoEntity *entity, const char *name, gboolean keys, GError **error)
{
  int field = nomo_entity_find_field (entity, name);
  int part = nomo_entity_find_part (entity, name);

  if (g_str_equal (name, ID_NAME))
    add_column (columns, COLUMN_ID, entity, 0, keys);
  else if (field >= 0)
    add_field (columns, entity, (guint) field, keys);
  else if (part >= 0)
    add_part (columns, entity, (guint) part, keys);
  else
    g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE,
                 /* Translators: 1 is what was typed, 2 what the records are ("Orders"). */
                 _ ("“%1$s” is no field of “%2$s”"), name, _ (entity->label_many));
  return g_str_equal (name, ID_NAME) || field >= 0 || part >= 0;
}

static void
add_all (GPtrArray *columns, const NomoEntity *entity, gboolean keys)
{
  add_column (columns, COLUMN_ID, entity, 0, keys);
  for (guint i = 0; i < entity->n_fields; i++)
    add_field (columns, entity, i, keys);
  for (guint i = 0; i < entity->n_parts; i++)
    add_part (columns, entity, i, keys);
}

/**
 * nomo_export_columns_new:
 * @entity: what the records are
 * @names: (nullable): names of fields and parts, with commas between them; %NULL for all
 * @keys: whether to write names and keys in place of words
 * @error: return location
 *
 * The columns of a CSV; those of the currencies of amounts come along.
 *
 * Returns: (transfer full) (element-type NomoExportColumn) (nullable): the columns
 */
GPtrArray *
nomo_export_columns_new (const NomoEntity *entity, const char *names, gboolean keys, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  g_auto (GStrv) split = names != NULL ? g_strsplit (names, ",", -1) : NULL;

  for (guint i = 0; split != NULL && split[i] != NULL; i++)
    if (!add_named (columns, entity, g_strstrip (split[i]), keys, error))
      return NULL;
  if (split == NULL)
    add_all (columns, entity, keys);
  add_currencies (columns, entity, keys);
  return g_steal_pointer (&columns);
}

static char *
dup_name (const NomoExportColumn *self)
{
  switch (self->kind) {
  case COLUMN_ID:
    return g_strdup (ID_NAME);
  case COLUMN_FIELD:
    return g_strdup (self->entity->fields[self->index].name);
  case COLUMN_COUNT:
    return g_strdup_printf ("%s.count", self->entity->parts[self->index].name);
  case COLUMN_NAMES:
  default:
    return g_strdup_printf ("%s.names", self->entity->parts[self->index].name);
  }
}

/**
 * nomo_export_column_dup_header:
 * @self: a column
 *
 * Returns: (transfer full): what stands above the column
 */
char *
nomo_export_column_dup_header (const NomoExportColumn *self)
{
  if (self->keys)
    return dup_name (self);
  switch (self->kind) {
  case COLUMN_ID:
    return g_strdup (C_ ("column", "Number"));
  case COLUMN_FIELD:
    return g_strdup (_ (self->entity->fields[self->index].label));
  case COLUMN_COUNT:
    /* Translators: the heading of a column; %s is what is counted ("Items"). */
    return g_strdup_printf (C_ ("column", "%s: how many"), _ (self->entity->parts[self->index].label));
  case COLUMN_NAMES:
  default:
    /* Translators: the heading of a column; %s is what is named ("Items"). */
    return g_strdup_printf (C_ ("column", "%s: which"), _ (self->entity->parts[self->index].label));
  }
}

/**
 * nomo_export_column_is_part:
 * @self: a column
 *
 * Returns: %TRUE when it tells of a part
 */
gboolean
nomo_export_column_is_part (const NomoExportColumn *self)
{
  return self->kind == COLUMN_COUNT || self->kind == COLUMN_NAMES;
}

/**
 * nomo_export_column_get_index:
 * @self: a column
 *
 * Returns: the place of what it tells among the fields, then the parts of the entity; %G_MAXUINT for the id
 */
guint
nomo_export_column_get_index (const NomoExportColumn *self)
{
  if (self->kind == COLUMN_ID)
    return G_MAXUINT;
  return self->kind == COLUMN_FIELD ? self->index : self->entity->n_fields + self->index;
}

static void
append_int (GString *out, gint64 number, int digits)
{
  char text[24];
  char *end = text + sizeof text;
  char *start = end;
  guint64 magnitude = number < 0 ? -(guint64) number : (guint64) number;

  for (int i = 0; magnitude > 0 || i <= digits; i++) {
    if (i == digits && digits > 0)
      *--start = '.';
    *--start = (char) ('0' + magnitude % 10);
    magnitude /= 10;
  }
  if (number < 0)
    *--start = '-';
  g_string_append_len (out, start, end - start);
}

static void
append_money (NomoExportColumn *self, const NomoRecord *record, gint64 minor)
{
  const char *known = self->currency_field >= 0 ? nomo_record_get_text (record, (guint) self->currency_field) : NULL;
  const char *currency = known != NULL ? known : NOMO_USUAL_CURRENCY;

  /* How many digits a currency has is asked for once, not once a row. */
  if (self->currency == NULL || strcmp (self->currency, currency) != 0) {
    g_free (self->currency);
    self->currency = g_strdup (currency);
    self->currency_digits = nomo_money_exponent (currency);
  }
  append_int (self->cell, minor, self->currency_digits);
}

static const char *
number_cell (NomoExportColumn *self, const NomoRecord *record)
{
  NomoType type = self->entity->fields[self->index].type;
  gint64 number = nomo_record_get_int (record, self->index);

  if (type == NOMO_TYPE_BOOL && !self->keys)
    return self->answers[number != 0];
  if (type == NOMO_TYPE_TIME)
    nomo_moment_append (self->cell, number, nomo_calendar_riyadh ());
  else if (type == NOMO_TYPE_MONEY)
    append_money (self, record, number);
  else
    append_int (self->cell, number, 0);
  return self->cell->str;
}

static const char *
field_cell (NomoExportColumn *self, const NomoRecord *record)
{
  const char *text;
  const char *words = NULL;

  if (!nomo_type_is_text (self->entity->fields[self->index].type))
    return nomo_record_is_null (record, self->index) ? "" : number_cell (self, record);
  text = nomo_record_get_text (record, self->index);
  if (self->words != NULL && text != NULL)
    words = g_hash_table_lookup (self->words, text);
  return words != NULL ? words : text;
}

static const char *
names_cell (NomoExportColumn *self, const NomoRecord *record)
{
  for (guint row = 0; row < nomo_record_count_part (record, self->index); row++) {
    const char *name = nomo_record_part_text (record, self->index, row, (guint) self->name_field);

    if (self->cell->len > 0)
      g_string_append (self->cell, BETWEEN);
    g_string_append (self->cell, name != NULL ? name : "");
  }
  return self->cell->str;
}

/**
 * nomo_export_column_get_cell:
 * @self: a column
 * @record: a record
 *
 * Returns: (nullable): the cell, until the next is asked for or @record goes
 */
const char *
nomo_export_column_get_cell (NomoExportColumn *self, const NomoRecord *record)
{
  g_string_truncate (self->cell, 0);
  switch (self->kind) {
  case COLUMN_ID:
    append_int (self->cell, nomo_record_get_id (record), 0);
    return self->cell->str;
  case COLUMN_FIELD:
    return field_cell (self, record);
  case COLUMN_COUNT:
    append_int (self->cell, nomo_record_count_part (record, self->index), 0);
    return self->cell->str;
  case COLUMN_NAMES:
  default:
    return names_cell (self, record);
  }
}
