#include "config.h"

#include "nomo-statement.h"

/**
 * nomo_statement_reset:
 * @self: a statement
 *
 * Ends its run and forgets what was bound.
 */
void
nomo_statement_reset (NomoStatement *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

/**
 * nomo_statement_bind_int:
 * @self: a statement
 * @index: from 1
 * @value: a number
 */
void
nomo_statement_bind_int (NomoStatement *self, int index, gint64 value)
{
  sqlite3_bind_int64 (self, index, value);
}

/**
 * nomo_statement_bind_null:
 * @self: a statement
 * @index: from 1
 */
void
nomo_statement_bind_null (NomoStatement *self, int index)
{
  sqlite3_bind_null (self, index);
}

/**
 * nomo_statement_bind_text:
 * @self: a statement
 * @index: from 1
 * @value: (nullable): text; what is not UTF-8 in it is replaced
 */
void
nomo_statement_bind_text (NomoStatement *self, int index, const char *value)
{
  if (value == NULL || g_utf8_validate (value, -1, NULL))
    sqlite3_bind_text (self, index, value, -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_text (self, index, g_utf8_make_valid (value, -1), -1, g_free);
}

/**
 * nomo_statement_bind_bytes:
 * @self: a statement
 * @index: from 1
 * @value: bytes that outlive the run
 */
void
nomo_statement_bind_bytes (NomoStatement *self, int index, GBytes *value)
{
  gsize size;
  const void *data = g_bytes_get_data (value, &size);

  sqlite3_bind_blob64 (self, index, data != NULL ? data : "", size, SQLITE_STATIC);
}

/**
 * nomo_statement_bind_value:
 * @self: a statement
 * @index: from 1
 * @value: a value that outlives the run
 */
void
nomo_statement_bind_value (NomoStatement *self, int index, const NomoValue *value)
{
  if (value->tag == NOMO_VALUE_INT)
    sqlite3_bind_int64 (self, index, value->number);
  else if (value->tag == NOMO_VALUE_TEXT)
    sqlite3_bind_text (self, index, value->text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (self, index);
}

/**
 * nomo_statement_count_columns:
 * @self: a statement
 *
 * Returns: how many columns its rows have
 */
int
nomo_statement_count_columns (NomoStatement *self)
{
  return sqlite3_column_count (self);
}

/**
 * nomo_statement_get_int:
 * @self: a statement with a row
 * @column: from 0
 *
 * Returns: the number, 0 for null
 */
gint64
nomo_statement_get_int (NomoStatement *self, int column)
{
  return sqlite3_column_int64 (self, column);
}

/**
 * nomo_statement_get_text:
 * @self: a statement with a row
 * @column: from 0
 *
 * Returns: (nullable): the text, until the next step
 */
const char *
nomo_statement_get_text (NomoStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self, column);
}

/**
 * nomo_statement_get_string:
 * @self: a statement with a row
 * @column: from 0, a column that is never null
 *
 * Returns: the text, until the next step; "" where a damaged file holds none
 */
const char *
nomo_statement_get_string (NomoStatement *self, int column)
{
  const char *text = nomo_statement_get_text (self, column);

  return text != NULL ? text : "";
}

/**
 * nomo_statement_get_value:
 * @self: a statement with a row
 * @column: from 0
 * @value: where to put what is there
 */
void
nomo_statement_get_value (NomoStatement *self, int column, NomoValue *value)
{
  switch (sqlite3_column_type (self, column)) {
  case SQLITE_INTEGER:
    nomo_value_set_int (value, sqlite3_column_int64 (self, column));
    break;
  case SQLITE_TEXT:
    nomo_value_set_text (value, (const char *) sqlite3_column_text (self, column), sqlite3_column_bytes (self, column));
    break;
  default:
    nomo_value_set_null (value);
    break;
  }
}

/**
 * nomo_statement_dup_bytes:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): its bytes, %NULL where there is nothing
 */
GBytes *
nomo_statement_dup_bytes (NomoStatement *self, int column)
{
  const void *data = sqlite3_column_blob (self, column);

  if (sqlite3_column_type (self, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self, column));
}
