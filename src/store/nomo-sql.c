#include "config.h"

#include "nomo-sql.h"

#include "nomo-waiting.h"
#include "nomo-writing.h"

/* All SQL that is composed is composed here and in the other nomo-sql-*.c, from constants of the descriptors. */

static void
add_column (GPtrArray *columns, const char *name, const char *suffix)
{
  g_ptr_array_add (columns, g_strconcat (name, suffix, NULL));
}

/* The columns that nomo-table.c reads, in its order. */
static GPtrArray *
columns_new (const NomoEntity *entity)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (nomo_store_columns); i++)
    add_column (columns, nomo_store_columns[i], NULL);
  for (guint i = 0; i < entity->n_fields; i++)
    add_column (columns, entity->fields[i].name, NULL);
  for (guint i = 0; i < entity->n_fields; i++)
    if (nomo_entity_get_field_kind (entity, i) == NOMO_KIND_TWO_WAY)
      add_column (columns, entity->fields[i].name, "_confirmed");
  for (guint i = 0; i < entity->n_parts; i++)
    if (nomo_entity_get_part_kind (entity, i) == NOMO_KIND_TWO_WAY)
      add_column (columns, entity->parts[i].name, "_confirmed");
  if (nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY))
    add_column (columns, "waits", NULL);
  return columns;
}

/* What is only written, behind the others: what rows are sorted and found by. */
static void
add_written_columns (GPtrArray *columns, const NomoEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (nomo_field_has_key (&entity->fields[i]))
      add_column (columns, entity->fields[i].name, "_key");
}

static void
append_columns (GString *sql, const GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s\"%s\"", i == 0 ? "" : ", ", (char *) columns->pdata[i]);
}

static void
append_insert (GString *sql, const char *table, const GPtrArray *columns)
{
  g_string_append_printf (sql, "INSERT INTO %s (", table);
  append_columns (sql, columns);
  g_string_append (sql, ") VALUES (");
  for (guint i = 1; i <= columns->len; i++)
    g_string_append_printf (sql, "%s?%u", i == 1 ? "" : ", ", i);
  g_string_append_c (sql, ')');
}

/**
 * nomo_sql_columns:
 * @entity: an entity
 *
 * Returns: (transfer full): the columns that nomo_table_read() reads; of what Salla hears of, the last tells whether it refused
 */
char *
nomo_sql_columns (const NomoEntity *entity)
{
  g_autoptr (GPtrArray) columns = columns_new (entity);
  GString *sql = g_string_new (NULL);

  append_columns (sql, columns);
  /* Only a CASE leaves out what need not be looked up. */
  if (nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY))
    g_string_append_printf (sql,
                            ", CASE WHEN waits = 1 THEN EXISTS (SELECT 1 FROM outbox AS o WHERE o.entity = '%1$s'"
                            " AND o.id = record_%1$s.id AND o.state = '%2$s') END",
                            entity->name, _nomo_outbox_states[NOMO_OUTBOX_REFUSED]);
  return g_string_free (sql, FALSE);
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
  g_autofree char *columns = nomo_sql_columns (entity);

  return g_strdup_printf ("SELECT %s FROM record_%s", columns, entity->name);
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
  g_autoptr (GPtrArray) columns = columns_new (entity);
  g_autofree char *table = g_strconcat ("record_", entity->name, NULL);
  GString *sql = g_string_new (NULL);

  add_written_columns (columns, entity);
  append_insert (sql, table, columns);
  g_string_append (sql, " ON CONFLICT (id) DO UPDATE SET ");
  for (guint i = 1; i < columns->len; i++)
    g_string_append_printf (sql, "%1$s\"%2$s\" = excluded.\"%2$s\"", i == 1 ? "" : ", ", (char *) columns->pdata[i]);
  return g_string_free (sql, FALSE);
}

/**
 * nomo_sql_add:
 * @entity: an entity of facts
 *
 * Returns: (transfer full): the insertion of a fact, which gives its new id, or nothing when its key is there
 */
char *
nomo_sql_add (const NomoEntity *entity)
{
  g_autoptr (GPtrArray) columns = columns_new (entity);
  g_autofree char *table = g_strconcat ("record_", entity->name, NULL);
  GString *sql = g_string_new (NULL);

  add_written_columns (columns, entity);
  append_insert (sql, table, columns);
  g_string_append (sql, " ON CONFLICT DO NOTHING RETURNING id");
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

static void
append_picked (GString *sql, const NomoField *fields, guint n_fields, guint64 wanted)
{
  for (guint i = 0; i < n_fields; i++)
    if ((wanted >> i & 1) != 0)
      g_string_append_printf (sql, ", \"%s\"", fields[i].name);
}

/**
 * nomo_sql_picked_columns:
 * @entity: an entity
 * @wanted: the bits of some of its fields
 *
 * Returns: (transfer full): the id and the columns of these fields
 */
char *
nomo_sql_picked_columns (const NomoEntity *entity, guint64 wanted)
{
  GString *sql = g_string_new ("id");

  append_picked (sql, entity->fields, entity->n_fields, wanted);
  return g_string_free (sql, FALSE);
}

/**
 * nomo_sql_picked_part:
 * @entity: an entity
 * @part: one of its parts
 * @wanted: the bits of some of its fields
 * @n_owners: of how many records
 *
 * Returns: (transfer full): the query for the owner and these fields of the part's rows of the records ?1, ?2 …, record by record
 */
char *
nomo_sql_picked_part (const NomoEntity *entity, const NomoPart *part, guint64 wanted, guint n_owners)
{
  GString *sql = g_string_new ("SELECT owner");

  append_picked (sql, part->fields, part->n_fields, wanted);
  g_string_append_printf (sql, " FROM part_%s_%s WHERE owner IN (", entity->name, part->name);
  for (guint i = 1; i <= n_owners; i++)
    g_string_append_printf (sql, "%s?%u", i == 1 ? "" : ", ", i);
  g_string_append (sql, ") ORDER BY owner, place");
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
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = g_strdup_printf ("part_%s_%s", entity->name, part->name);
  GString *sql = g_string_new (NULL);

  add_column (columns, "owner", NULL);
  add_column (columns, "place", NULL);
  for (guint i = 0; i < part->n_fields; i++)
    add_column (columns, part->fields[i].name, NULL);
  for (guint i = 0; i < part->n_fields; i++)
    if (nomo_field_has_key (&part->fields[i]))
      add_column (columns, part->fields[i].name, "_key");
  if (nomo_part_is_grouped (part))
    add_column (columns, "sort", NULL);
  append_insert (sql, table, columns);
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
append_confirmed_ddl (GString *sql, const NomoEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (nomo_entity_get_field_kind (entity, i) == NOMO_KIND_TWO_WAY)
      g_string_append_printf (sql, ",\n  \"%s_confirmed\" %s", entity->fields[i].name,
                              nomo_type_is_text (entity->fields[i].type) ? "TEXT" : "INTEGER");
  for (guint i = 0; i < entity->n_parts; i++)
    if (nomo_entity_get_part_kind (entity, i) == NOMO_KIND_TWO_WAY)
      g_string_append_printf (sql, ",\n  \"%s_confirmed\" TEXT", entity->parts[i].name);
}

static void
append_keys_ddl (GString *sql, const NomoField *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    if (nomo_field_has_key (&fields[i]))
      g_string_append_printf (sql, ",\n  \"%s_key\" TEXT", fields[i].name);
}

static void
append_table_ddl (GString *sql, const NomoEntity *entity)
{
  g_string_append_printf (sql,
                          "CREATE TABLE record_%s (\n  id INTEGER PRIMARY KEY,\n  as_of INTEGER NOT NULL,\n"
                          "  seq INTEGER NOT NULL,\n  deleted_at INTEGER,\n  salla_id INTEGER",
                          entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    append_column_ddl (sql, &entity->fields[i]);
  append_confirmed_ddl (sql, entity);
  append_keys_ddl (sql, entity->fields, entity->n_fields);
  if (nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY))
    g_string_append (sql, ",\n  waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1))");
  g_string_append (sql, "\n) STRICT;\n");
}

/* Salla may send two records with the same value for a moment: only what is born here can be kept unique by the file. */
static void
append_index_ddl (GString *sql, const NomoEntity *entity, guint index)
{
  const NomoField *field = &entity->fields[index];
  gboolean ours = entity->kind == NOMO_KIND_OWN || entity->kind == NOMO_KIND_FACT;
  gboolean unique = ours && (field->flags & NOMO_FIELD_UNIQUE) != 0;
  g_autofree char *column = nomo_field_column (field);
  g_autofree char *natural = nomo_field_column (&entity->fields[entity->sort_field]);
  const char *direction = entity->sort_descending ? " DESC" : "";

  g_string_append_printf (sql, "CREATE %sINDEX record_%s_%s ON record_%s (%s", unique ? "UNIQUE " : "", entity->name,
                          field->name, entity->name, column);
  if (!unique && nomo_field_is_grouped (field))
    g_string_append_printf (sql, ", %s%s, id%s", natural, direction, direction);
  g_string_append (sql, ") WHERE deleted_at IS NULL;\n");
}

static void
append_indexes_ddl (GString *sql, const NomoEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (nomo_field_has_index (&entity->fields[i]))
      append_index_ddl (sql, entity, i);
  if (nomo_entity_has_kind (entity, NOMO_KIND_TWO_WAY))
    g_string_append_printf (sql, "CREATE INDEX record_%1$s_waits ON record_%1$s (seq) WHERE waits = 1;\n",
                            entity->name);
  if (entity->kind == NOMO_KIND_TWO_WAY)
    g_string_append_printf (sql,
                            "CREATE UNIQUE INDEX record_%1$s_salla_id ON record_%1$s (salla_id)"
                            " WHERE salla_id IS NOT NULL;\n",
                            entity->name);
  g_string_append_printf (sql,
                          "CREATE INDEX record_%1$s_deleted_at ON record_%1$s (deleted_at)"
                          " WHERE deleted_at IS NOT NULL;\n",
                          entity->name);
}

static void
append_part_ddl (GString *sql, const NomoEntity *entity, const NomoPart *part)
{
  const char *direction = entity->sort_descending ? " DESC" : "";

  g_string_append_printf (sql, "CREATE TABLE part_%s_%s (\n  owner INTEGER NOT NULL,\n  place INTEGER NOT NULL",
                          entity->name, part->name);
  for (guint i = 0; i < part->n_fields; i++)
    append_column_ddl (sql, &part->fields[i]);
  append_keys_ddl (sql, part->fields, part->n_fields);
  if (nomo_part_is_grouped (part))
    g_string_append (sql, ",\n  sort ANY");
  g_string_append (sql, ",\n  PRIMARY KEY (owner, place)\n) STRICT, WITHOUT ROWID;\n");
  for (guint i = 0; i < part->n_fields; i++) {
    g_autofree char *column = nomo_field_column (&part->fields[i]);

    if (nomo_field_is_grouped (&part->fields[i]))
      g_string_append_printf (sql, "CREATE INDEX part_%1$s_%2$s_%3$s ON part_%1$s_%2$s (%4$s, sort%5$s, owner%5$s);\n",
                              entity->name, part->name, part->fields[i].name, column, direction);
  }
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

  append_table_ddl (sql, entity);
  append_indexes_ddl (sql, entity);
  for (guint i = 0; i < entity->n_parts; i++)
    append_part_ddl (sql, entity, &entity->parts[i]);
  return g_string_free (sql, FALSE);
}

/**
 * nomo_sql_same:
 * @entity: an entity
 * @field: index of a field
 *
 * Returns: (transfer full): the query for a living record other than ?2 whose field compares equal to ?1
 */
char *
nomo_sql_same (const NomoEntity *entity, guint field)
{
  g_autofree char *column = nomo_field_column (&entity->fields[field]);

  return g_strdup_printf ("SELECT id FROM record_%s WHERE deleted_at IS NULL AND %s = ?1 AND id <> ?2 LIMIT 1",
                          entity->name, column);
}

/**
 * nomo_sql_referring:
 * @entity: an entity
 * @field: index of a reference
 * @living: whether living or deleted records are meant
 *
 * Returns: (transfer full): the query for the records whose reference names ?1
 */
char *
nomo_sql_referring (const NomoEntity *entity, guint field, gboolean living)
{
  return g_strdup_printf ("SELECT id FROM record_%s WHERE deleted_at IS %sNULL AND \"%s\" = ?1", entity->name,
                          living ? "" : "NOT ", entity->fields[field].name);
}

/**
 * nomo_sql_deleted_before:
 * @entity: an entity
 *
 * Returns: (transfer full): the query for the records that were deleted before ?1
 */
char *
nomo_sql_deleted_before (const NomoEntity *entity)
{
  return g_strdup_printf ("SELECT id FROM record_%s WHERE deleted_at IS NOT NULL AND deleted_at < ?1", entity->name);
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
