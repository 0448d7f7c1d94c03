#include "config.h"

#include "nomo-inbox-private.h"

#include "nomo-store-error.h"
#include "nomo-upgrade.h"

#include <glib/gi18n.h>

/* No number is given a second time because the newest delivery is never purged; AUTOINCREMENT would write one page more with each. */
#define DELIVERIES                                                                                                    \
  "CREATE TABLE deliveries (number INTEGER PRIMARY KEY, merchant INTEGER NOT NULL, event TEXT NOT NULL,"              \
  " hash TEXT NOT NULL, received_at INTEGER NOT NULL, state INTEGER NOT NULL, reason TEXT, sealed TEXT,"              \
  " once INTEGER NOT NULL CHECK (once IN (0, 1)), fresh INTEGER NOT NULL DEFAULT 0, UNIQUE (merchant, hash)) STRICT;" \
  "CREATE INDEX deliveries_state ON deliveries (state, number);"

/* Apart from what is said about them, which is written again when a delivery is dealt with. */
#define BODIES "CREATE TABLE bodies (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;"

#define LAGS                                                                                                           \
  "CREATE TABLE lags (hour INTEGER NOT NULL, merchant INTEGER NOT NULL, lag INTEGER NOT NULL, bound INTEGER NOT NULL," \
  " n INTEGER NOT NULL, ms INTEGER NOT NULL, PRIMARY KEY (hour, merchant, lag, bound)) STRICT, WITHOUT ROWID;"

static const char ddl[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO meta (key, value) VALUES ('version', '" G_STRINGIFY (NOMO_INBOX_VERSION) "');" DELIVERIES BODIES LAGS;

/* When what is there already was dealt with is not known: none of it is fresh. */
static const char from_1[] = "ALTER TABLE deliveries ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0;"
                             "UPDATE meta SET value = '2' WHERE key = 'version';" LAGS;

static const char from_2[] =
    "DROP INDEX deliveries_state; ALTER TABLE deliveries RENAME TO whole;" DELIVERIES BODIES
    "INSERT INTO deliveries SELECT number, merchant, event, hash, received_at, state, reason, sealed, once, fresh FROM whole;"
    "INSERT INTO bodies SELECT number, body FROM whole WHERE body IS NOT NULL; DROP TABLE whole;"
    "UPDATE meta SET value = '3' WHERE key = 'version'";

static const char *const changes[] = { from_1, from_2 };
G_STATIC_ASSERT (G_N_ELEMENTS (changes) == NOMO_INBOX_VERSION - 1);

static gboolean
read_version (NomoConnection *connection, gint64 *version, GError **error)
{
  gint64 tables = 0;
  gint64 ours = 0;

  *version = 0;
  if (!nomo_connection_read_int (connection, "SELECT count (*) FROM sqlite_schema", &tables, error) ||
      !nomo_connection_read_int (connection, "SELECT count (*) FROM sqlite_schema WHERE name = 'meta'", &ours, error))
    return FALSE;
  if (tables == 0)
    return TRUE;
  if (ours == 0) {
    g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT, _ ("The file is no store of Nomo Flow."));
    return FALSE;
  }
  if (!nomo_connection_read_int (connection, "SELECT CAST (value AS INTEGER) FROM meta WHERE key = 'version'", version,
                                 error))
    return FALSE;
  *version = MAX (*version, 1);
  if (*version <= NOMO_INBOX_VERSION)
    return TRUE;
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER,
                       _ ("The inbox was written by a newer version of Nomo Flow. Update, then start again."));
  return FALSE;
}

static gboolean
peek (const char *path, gint64 *version, GError **error)
{
  g_autoptr (NomoConnection) reader = nomo_connection_open (path, FALSE, error);

  return reader != NULL && read_version (reader, version, error);
}

static gboolean
change (NomoConnection *copy, gconstpointer data, NomoUpgradeProgress *progress, GError **error)
{
  gint64 version = 0;

  if (!read_version (copy, &version, error))
    return FALSE;
  for (; version < NOMO_INBOX_VERSION; version++)
    if (!nomo_connection_exec (copy, changes[version - 1], error))
      return FALSE;
  return TRUE;
}

static gboolean
create_if_empty (NomoConnection *connection, GError **error)
{
  gint64 tables = 0;

  return nomo_connection_read_int (connection, "SELECT count (*) FROM sqlite_schema", &tables, error) &&
         (tables > 0 || nomo_connection_exec (connection, ddl, error));
}

static gboolean
prepare (NomoConnection *connection, GError **error)
{
  if (nomo_connection_exec (connection, "BEGIN IMMEDIATE", error) && create_if_empty (connection, error) &&
      nomo_connection_exec (connection, "COMMIT", error))
    return TRUE;
  nomo_connection_exec (connection, "ROLLBACK", NULL);
  return FALSE;
}

/*
 * _nomo_inbox_open_file:
 * @path: a file, which must exist; the caller holds the lock of its folder
 * @error: return location
 *
 * Makes the tables of an inbox, or brings those of an older version up to this one with nomo_upgrade(). Blocks.
 *
 * Returns: (transfer full) (nullable): a connection that writes; else %NOMO_STORE_ERROR_NEWER or an error of the file
 */
NomoConnection *
_nomo_inbox_open_file (const char *path, GError **error)
{
  g_autoptr (NomoConnection) connection = NULL;
  gint64 version = 0;

  if (!peek (path, &version, error) ||
      (version > 0 && version < NOMO_INBOX_VERSION && !nomo_upgrade (path, change, NULL, error)))
    return NULL;
  connection = nomo_connection_open (path, TRUE, error);
  return connection != NULL && prepare (connection, error) ? g_steal_pointer (&connection) : NULL;
}
