#include "config.h"

#include "nomo-search.h"
#include "nomo-table.h"

#define PAGE 2000 /* records whose words are written at a time */

/* Each merging of all segments adds a level to the index. At 2000 levels FTS5 takes the index for damaged. */
#define MAX_MERGES 50

static gboolean
add_table (NomoConnection *connection, const NomoEntity *entity, NomoUpgradeProgress *progress, GError **error)
{
  g_autoptr (NomoSearchBatch) batch = nomo_search_batch_new ();
  g_autoptr (NomoTable) table = nomo_table_new (entity);
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, table->select, error);
  NomoStep step = NOMO_STEP_ERROR;
  guint n = 0;

  while (statement != NULL && (step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    g_autoptr (NomoRecord) record = nomo_table_read_row (table, statement);

    nomo_search_batch_replace (batch, NULL, record);
    nomo_upgrade_progress_tick (progress);
    if (++n % PAGE == 0 && !nomo_search_batch_write (batch, connection, error))
      return FALSE;
  }
  return step == NOMO_STEP_DONE && nomo_search_batch_write (batch, connection, error);
}

/**
 * nomo_search_rebuild:
 * @connection: a connection in a transaction
 * @entities: (array zero-terminated=1): what the store keeps
 * @progress: (nullable): told of each record
 * @error: return location
 *
 * Makes search anew from the records.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_search_rebuild (NomoConnection *connection, const NomoEntity *const *entities, NomoUpgradeProgress *progress,
                     GError **error)
{
  if (!nomo_connection_exec (connection,
                             "DELETE FROM search; INSERT INTO search_index (search_index) VALUES ('delete-all');"
                             "UPDATE counters SET value = 0 WHERE name = 'merges'",
                             error))
    return FALSE;
  for (; *entities != NULL; entities++)
    if ((*entities)->kind != NOMO_KIND_FACT && !add_table (connection, *entities, progress, error))
      return FALSE;
  return TRUE;
}

/**
 * nomo_search_purge:
 * @connection: a connection in a transaction that overwrites what it deletes
 * @entities: (array zero-terminated=1): what the store keeps
 * @error: return location
 *
 * The index only notes that a word is gone and forgets it when it merges its segments some day. This writes the whole index
 * again, so that no byte of what is gone stays.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_search_purge (NomoConnection *connection, const NomoEntity *const *entities, GError **error)
{
  gint64 n_merges = 0;

  if (!nomo_connection_read_int (connection, "SELECT value FROM counters WHERE name = 'merges'", &n_merges, error))
    return FALSE;
  if (n_merges >= MAX_MERGES)
    return nomo_search_rebuild (connection, entities, NULL, error);
  return nomo_connection_exec (connection,
                               "INSERT INTO search_index (search_index) VALUES ('optimize');"
                               "UPDATE counters SET value = value + 1 WHERE name = 'merges'",
                               error);
}
