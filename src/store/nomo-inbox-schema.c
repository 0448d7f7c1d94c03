#include "config.h"

#include "nomo-inbox-private.h"

#include "nomo-store-error.h"

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
change (NomoConnection *connection, const char *sql, GError **error)
{
  if (nomo_connection_exec (connection, "BEGIN IMMEDIATE", error) && nomo_connection_exec (connection, sql, error) &&
      nomo_connection_exec (connection, "COMMIT", error))
    return TRUE;
  nomo_connection_exec (connection, "ROLLBACK", NULL);
  return FALSE;
}

/*
 * _nomo_inbox_prepare:
 * @connection: to the file of an inbox, to write to it
 * @error: return location
 *
 * Makes the tables of an inbox, or brings those of an older version up to this one.
 *
 * Returns: %TRUE when they are as this version has them; else %NOMO_STORE_ERROR_NEWER or an error of the file
 */
gboolean
_nomo_inbox_prepare (NomoConnection *connection, GError **error)
{
  gint64 tables = 0;
  gint64 version = 0;

  if (!nomo_connection_read_int (connection, "SELECT count (*) FROM sqlite_schema WHERE name = 'meta'", &tables, error))
    return FALSE;
  if (tables == 0)
    return change (connection, ddl, error);
  if (!nomo_connection_read_int (connection, "SELECT CAST (value AS INTEGER) FROM meta WHERE key = 'version'", &version,
                                 error))
    return FALSE;
  for (version = MAX (version, 1); version < NOMO_INBOX_VERSION; version++)
    if (!change (connection, changes[version - 1], error))
      return FALSE;
  if (version == NOMO_INBOX_VERSION)
    return TRUE;
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_NEWER,
                       _ ("The inbox was written by a newer version of Nomo Flow. Update, then start again."));
  return FALSE;
}
