#include "config.h"

#include "nomo-sql.h"

/* All SQL that is composed is composed here and in nomo-sql-query.c, from constants of the descriptors. */

static void
append_columns (GString *sql, const NomoEntity *entity, gboolean keys)
{
  g_string_append (sql, "id, as_of, seq, deleted_at");
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
  for (guint i = 0; keys && i < entity->n_fields; i++)
    if (nomo_field_has_key (&entity->fields[i]))
      g_string_append_printf (sql, ", \"%s_key\"", entity->fields[i].name);
}

static void
append_parameters (GString *sql, guint n)
{
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (sql, "%s?%u", i == 1 ? "" : ", ", i);
}

static guint
count_keys (const NomoEntity *entity)
{
  guint n = 0;

  for (guint i = 0; i < entity->n_fields; i++)
    n += nomo_field_has_key (&entity->fields[i]) ? 1 : 0;
  return n;
}

static void
append_updates (GString *sql, const NomoEntity *entity)
{
  g_string_append (sql, "as_of = excluded.as_of, seq = excluded.seq, deleted_at = excluded.deleted_at");
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", \"%1$s\" = excluded.\"%1$s\"", entity->fields[i].name);
  for (guint i = 0; i < entity->n_fields; i++)
    if (nomo_field_has_key (&entity->fields[i]))
      g_string_append_printf (sql, ", \"%1$s_key\" = excluded.\"%1$s_key\"", entity->fields[i].name);
}

/**
 * nomo_sql_select:
 * @entity: an entity
 *
 * Returns: (transfer full): `SELECT … FROM` the entity's table
 */
char *
nomo_sql_select (const NomoEntity *entity)
{
  GString *sql = g_string_new ("SELECT ");

  append_columns (sql, entity, FALSE);
  g_string_append_printf (sql, " FROM record_%s", entity->name);
  return g_string_free (sql, FALSE);
}

/**
 * nomo_sql_put:
 * @entity: an entity
 *
 * Returns: (transfer full): the upsert of a record
 */
char *
nomo_sql_put (const NomoEntity *entity)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO record_%s (", entity->name);
  append_columns (sql, entity, TRUE);
  g_string_append (sql, ") VALUES (");
  append_parameters (sql, 4 + entity->n_fields + count_keys (entity));
  g_string_append (sql, ") ON CONFLICT (id) DO UPDATE SET ");
  append_updates (sql, entity);
  return g_string_free (sql, FALSE);
}

/**
 * nomo_sql_part_select:
 * @entity: an entity
 * @part: one of its parts
 *
 * Returns: (transfer full): the query for the part's rows of the record ?1
 */
char *
nomo_sql_part_select (const NomoEntity *entity, const NomoPart *part)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < part->n_fields; i++)
    g_string_append_printf (sql, "%s\"%s\"", i == 0 ? "" : ", ", part->fields[i].name);
  g_string_append_printf (sql, " FROM part_%s_%s WHERE owner = ?1 ORDER BY place", entity->name, part->name);
  return g_string_free (sql, FALSE);
}

/**
 * nomo_sql_part_insert:
 * @entity: an entity
 * @part: one of its parts
 *
 * Returns: (transfer full): the insertion of a row
 */
char *
nomo_sql_part_insert (const NomoEntity *entity, const NomoPart *part)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO part_%s_%s (owner, place", entity->name, part->name);
  for (guint i = 0; i < part->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", part->fields[i].name);
  g_string_append (sql, ") VALUES (");
  append_parameters (sql, 2 + part->n_fields);
  g_string_append (sql, ")");
  return g_string_free (sql, FALSE);
}

static void
append_column_ddl (GString *sql, const NomoField *field)
{
  g_string_append_printf (sql, ",\n  \"%s\" %s", field->name, nomo_type_is_text (field->type) ? "TEXT" : "INTEGER");
  if (field->type == NOMO_TYPE_BOOL)
    g_string_append_printf (sql, " CHECK (\"%s\" IN (0, 1))", field->name);
}

static void
append_index_ddl (GString *sql, const NomoEntity *entity, guint index)
{
  const NomoField *field = &entity->fields[index];
  g_autofree char *column = nomo_field_column (field);
  g_autofree char *natural = nomo_field_column (&entity->fields[entity->sort_field]);
  const char *direction = entity->sort_descending ? " DESC" : "";

  g_string_append_printf (sql, "CREATE INDEX record_%s_%s ON record_%s (%s", entity->name, field->name, entity->name,
                          column);
  if (field->type == NOMO_TYPE_CHOICE)
    g_string_append_printf (sql, ", %s%s, id%s", natural, direction, direction);
  g_string_append (sql, ") WHERE deleted_at IS NULL;\n");
}

static void
append_part_ddl (GString *sql, const NomoEntity *entity, const NomoPart *part)
{
  g_string_append_printf (sql, "CREATE TABLE part_%s_%s (\n  owner INTEGER NOT NULL,\n  place INTEGER NOT NULL",
                          entity->name, part->name);
  for (guint i = 0; i < part->n_fields; i++)
    append_column_ddl (sql, &part->fields[i]);
  g_string_append (sql, ",\n  PRIMARY KEY (owner, place)\n) STRICT, WITHOUT ROWID;\n");
}

/**
 * nomo_sql_ddl:
 * @entity: an entity
 *
 * Returns: (transfer full): the statements that create its tables and indexes
 */
char *
nomo_sql_ddl (const NomoEntity *entity)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "CREATE TABLE record_%s (\n  id INTEGER PRIMARY KEY,\n  as_of INTEGER NOT NULL,\n"
                          "  seq INTEGER NOT NULL,\n  deleted_at INTEGER",
                          entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    append_column_ddl (sql, &entity->fields[i]);
  for (guint i = 0; i < entity->n_fields; i++)
    if (nomo_field_has_key (&entity->fields[i]))
      g_string_append_printf (sql, ",\n  \"%s_key\" TEXT", entity->fields[i].name);
  g_string_append (sql, "\n) STRICT;\n");
  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & NOMO_FIELD_INDEXED) != 0)
      append_index_ddl (sql, entity, i);
  for (guint i = 0; i < entity->n_parts; i++)
    append_part_ddl (sql, entity, &entity->parts[i]);
  return g_string_free (sql, FALSE);
}

/**
 * nomo_field_column:
 * @field: a field
 *
 * Returns: (transfer full): the quoted column by which the field is sorted and compared
 */
char *
nomo_field_column (const NomoField *field)
{
  return g_strdup_printf ("\"%s%s\"", field->name, nomo_field_has_key (field) ? "_key" : "");
}
