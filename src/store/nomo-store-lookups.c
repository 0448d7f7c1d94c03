#include "config.h"

#include "nomo-store-private.h"

/* What is to be asked for at Salla once more. */

static const char *
get_salla_id (const NomoEntity *entity)
{
  return entity->kind == NOMO_KIND_TWO_WAY ? "salla_id" : "id";
}

/**
 * nomo_store_list_doubts:
 * @self: a store
 * @entity: an entity
 * @limit: how many at most
 * @error: return location
 *
 * Lists the records of which Salla said two things within a second of its clock, and those of nomo_commit_doubt(), the longest
 * known first: they are to be fetched again. A later word of Salla's ends the doubt. Blocks.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids at Salla
 */
GArray *
nomo_store_list_doubts (NomoStore *self, const NomoEntity *entity, guint limit, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT coalesce ((SELECT ");

  if (read == NULL)
    return NULL;
  g_string_append_printf (sql->text, "%s FROM record_%s AS r WHERE r.id = doubts.id), id) FROM doubts WHERE entity = ",
                          get_salla_id (entity), entity->name);
  nomo_sql_bind_text (sql, entity->name);
  g_string_append (sql->text, " ORDER BY at, id");
  nomo_sql_append_page (sql, 0, limit);
  return _nomo_read_numbers (read, sql, error);
}

/**
 * nomo_store_list_unseen:
 * @self: a store
 * @entity: an entity that Salla keeps too
 * @since: a moment of Salla's clock, UTC milliseconds
 * @limit: how many at most
 * @error: return location
 *
 * Lists the living records of which Salla has said nothing since a moment. Whoever has read the whole list from then on knows
 * that they are not in it. Blocks.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids at Salla
 */
GArray *
nomo_store_list_unseen (NomoStore *self, const NomoEntity *entity, gint64 since, guint limit, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  const char *id = get_salla_id (entity);
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT ");

  if (read == NULL)
    return NULL;
  g_string_append_printf (sql->text, "%s FROM record_%s WHERE deleted_at IS NULL AND %s IS NOT NULL AND as_of < ", id,
                          entity->name, id);
  nomo_sql_bind_int (sql, since);
  g_string_append (sql->text, " ORDER BY id");
  nomo_sql_append_page (sql, 0, limit);
  return _nomo_read_numbers (read, sql, error);
}

/**
 * nomo_store_list_below:
 * @self: a store
 * @entity: an entity that Salla keeps too
 * @below: an id at Salla
 * @limit: how many at most
 * @left: (out): how many there are without @limit
 * @error: return location
 *
 * Lists living records by falling ids, so that whoever goes through all of them needs to remember no more than the last. Blocks.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids at Salla
 */
GArray *
nomo_store_list_below (NomoStore *self, const NomoEntity *entity, gint64 below, guint limit, gint64 *left,
                       GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  const char *id = get_salla_id (entity);
  g_autoptr (NomoSql) count = nomo_sql_new ("SELECT count(*) FROM record_");
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT ");
  g_autoptr (GArray) counted = NULL;

  if (read == NULL)
    return NULL;
  g_string_append_printf (count->text, "%s WHERE deleted_at IS NULL AND %s < ", entity->name, id);
  nomo_sql_bind_int (count, below);
  counted = _nomo_read_numbers (read, count, error);
  if (counted == NULL)
    return NULL;
  *left = g_array_index (counted, gint64, 0);
  g_string_append_printf (sql->text, "%s FROM record_%s WHERE deleted_at IS NULL AND %s < ", id, entity->name, id);
  nomo_sql_bind_int (sql, below);
  g_string_append_printf (sql->text, " ORDER BY %s DESC", id);
  nomo_sql_append_page (sql, 0, limit);
  return _nomo_read_numbers (read, sql, error);
}

/**
 * nomo_store_list_told:
 * @self: a store
 * @entity: an entity that Salla keeps too
 * @since: a sequence number of the store
 * @error: return location
 *
 * Lists the living records that have been changed after @since, and last by what Salla told by itself. Blocks.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids at Salla
 */
GArray *
nomo_store_list_told (NomoStore *self, const NomoEntity *entity, guint64 since, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT r.");

  if (read == NULL)
    return NULL;
  g_string_append_printf (sql->text,
                          "%s FROM feed AS f JOIN commits AS c ON c.number = f.commit_number JOIN record_%s AS r ON"
                          " r.id = f.id WHERE r.deleted_at IS NULL AND f.entity = ",
                          get_salla_id (entity), entity->name);
  nomo_sql_bind_text (sql, entity->name);
  g_string_append (sql->text, " AND f.seq > ");
  nomo_sql_bind_int (sql, (gint64) since);
  g_string_append (sql->text, " AND c.actor = ");
  nomo_sql_bind_text (sql, NOMO_ACTOR_WEBHOOK);
  return _nomo_read_numbers (read, sql, error);
}
