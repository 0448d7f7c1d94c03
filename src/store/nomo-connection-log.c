#include "config.h"

#include "nomo-connection-private.h"

#define LOG_TIMEOUT_MS 200

static int
committed (void *data, sqlite3 *db, const char *name, int pages)
{
  NomoConnection *self = data;

  self->log_func (pages, self->log_data);
  return SQLITE_OK;
}

/**
 * nomo_connection_set_log_func:
 * @self: a connection that writes
 * @func: (nullable): learns how long the write-ahead log is; that the log is moved into the file is up to it from then on
 * @data: for @func
 */
void
nomo_connection_set_log_func (NomoConnection *self, NomoConnectionLogFunc func, gpointer data)
{
  self->log_func = func;
  self->log_data = data;
  sqlite3_wal_hook (self->db, func != NULL ? committed : NULL, self);
}

/**
 * nomo_connection_move_log:
 * @self: a connection that writes, outside of a transaction
 *
 * Moves what is in the write-ahead log into the file, as far as nobody reads or writes it at this moment; others go on meanwhile.
 */
void
nomo_connection_move_log (NomoConnection *self)
{
  sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

/**
 * nomo_connection_empty_log:
 * @self: a connection that writes, outside of a transaction
 *
 * Moves everything from the write-ahead log into the file and makes the log empty.
 *
 * Returns: %FALSE when a reader in the middle of its work kept it from that
 */
gboolean
nomo_connection_empty_log (NomoConnection *self)
{
  int code;

  sqlite3_busy_timeout (self->db, LOG_TIMEOUT_MS);
  code = sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->db, NOMO_CONNECTION_BUSY_MS);
  return code == SQLITE_OK;
}
