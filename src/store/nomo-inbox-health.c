#include "config.h"

#include "nomo-inbox-health.h"

#include "nomo-inbox-private.h"

/* One moment of the inbox. */
typedef struct {
  NomoConnection *connection;
  GPtrArray *stores; /* NomoInboxHealth, by merchant */
  GError **error;
} Reading;

/* Takes a row of a store. */
typedef void (*RowFunc) (NomoInboxHealth *store, NomoStatement *row);

static void
health_free (gpointer data)
{
  NomoInboxHealth *self = data;

  g_free (self->last_event);
  g_ptr_array_unref (self->reasons);
  for (guint i = 0; i < NOMO_N_LAGS; i++)
    g_array_unref (self->lags[i]);
  g_free (self);
}

static NomoInboxHealth *
health_new (gint64 merchant)
{
  NomoInboxHealth *self = g_new0 (NomoInboxHealth, 1);

  self->merchant = merchant;
  self->reasons = _nomo_inbox_reasons_new ();
  for (guint i = 0; i < NOMO_N_LAGS; i++)
    self->lags[i] = g_array_new (FALSE, FALSE, sizeof (NomoLagShare));
  return self;
}

static NomoInboxHealth *
find (GPtrArray *stores, gint64 merchant)
{
  for (guint i = 0; i < stores->len; i++) {
    NomoInboxHealth *store = stores->pdata[i];

    if (store->merchant == merchant)
      return store;
  }
  return NULL;
}

static void
take_recent (NomoInboxHealth *store, NomoStatement *row)
{
  store->recent = nomo_statement_get_int (row, 1);
}

static void
take_waiting (NomoInboxHealth *store, NomoStatement *row)
{
  store->waiting = nomo_statement_get_int (row, 1);
}

static void
take_kept (NomoInboxHealth *store, NomoStatement *row)
{
  gint64 count = nomo_statement_get_int (row, 1);

  store->kept += count;
  store->has_event = store->has_event || nomo_statement_get_int (row, 3) != 0;
  _nomo_inbox_reasons_add (store->reasons, nomo_statement_get_string (row, 2), count, nomo_statement_get_int (row, 4));
}

/* The first column says whose a row is. */
static gboolean
take_rows (Reading *self, NomoStatement *statement, RowFunc func)
{
  NomoStep step;

  while ((step = nomo_connection_step (self->connection, statement, self->error)) == NOMO_STEP_ROW) {
    NomoInboxHealth *store = find (self->stores, nomo_statement_get_int (statement, 0));

    if (store != NULL)
      func (store, statement);
  }
  return step == NOMO_STEP_DONE;
}

static gboolean
read_number (Reading *self, const char *sql, gint64 number, RowFunc func)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self->connection, sql, self->error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, number);
  return take_rows (self, statement, func);
}

/* The index on hashes knows the newest number of each store, so that no delivery is read for it but that one. */
static gboolean
read_stores (Reading *self)
{
  static const char sql[] =
      "SELECT last.merchant, deliveries.event, deliveries.received_at, last.number FROM (SELECT merchant, max (number) AS number"
      " FROM deliveries WHERE merchant <> 0 GROUP BY merchant) AS last"
      " JOIN deliveries ON deliveries.number = last.number ORDER BY last.merchant";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self->connection, sql, self->error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (self->connection, statement, self->error)) == NOMO_STEP_ROW) {
    NomoInboxHealth *store = health_new (nomo_statement_get_int (statement, 0));

    store->last_event = g_strdup (nomo_statement_get_string (statement, 1));
    store->last_at = nomo_statement_get_int (statement, 2);
    store->last = nomo_statement_get_int (statement, 3);
    g_ptr_array_add (self->stores, store);
  }
  return step == NOMO_STEP_DONE;
}

/* Deliveries are numbered in the order in which they came: those before are not looked at. */
static gboolean
read_recent (Reading *self, gint64 since)
{
  return read_number (
      self,
      "SELECT merchant, count (*) FROM deliveries WHERE number > coalesce ((SELECT number FROM deliveries"
      " WHERE received_at < ?1 ORDER BY number DESC LIMIT 1), 0) GROUP BY merchant",
      since, take_recent);
}

static gboolean
read_kept (Reading *self, const char *event)
{
  static const char sql[] = "SELECT merchant, count (*) AS n, coalesce (reason, ''),"
                            " sum (CASE event WHEN ?2 THEN 1 ELSE 0 END), max (number) FROM deliveries WHERE state = ?1"
                            " GROUP BY merchant, reason ORDER BY n DESC, reason";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self->connection, sql, self->error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, NOMO_DELIVERY_KEPT);
  nomo_statement_bind_text (statement, 2, event);
  return take_rows (self, statement, take_kept);
}

static void
take_lag (gint64 merchant, NomoLag lag, const NomoLagShare *share, gpointer data)
{
  NomoInboxHealth *store = find (data, merchant);

  if (store != NULL)
    g_array_append_val (store->lags[lag], *share);
}

static gboolean
read_all (Reading *self, gint64 since, const char *event)
{
  return nomo_connection_exec (self->connection, "BEGIN", self->error) && read_stores (self) &&
         read_recent (self, since) &&
         read_number (self, "SELECT merchant, count (*) FROM deliveries WHERE state = ?1 GROUP BY merchant",
                      NOMO_DELIVERY_WAITING, take_waiting) &&
         read_kept (self, event) &&
         _nomo_inbox_read_lags (self->connection, since, G_MAXINT64, take_lag, self->stores, self->error);
}

/**
 * nomo_inbox_read_health:
 * @path: the file of an inbox
 * @since: a moment, UTC milliseconds, later than the first hour of 1970
 * @event: an event that is looked for among the deliveries that are kept
 * @error: return location
 *
 * Reads beside whoever writes the inbox, all of one moment. Deliveries that do not say whose they are are left out. Blocks.
 *
 * Returns: (transfer full) (element-type NomoInboxHealth) (nullable): each store of which there are deliveries, by its number;
 *   %NULL with a #NomoStoreError
 */
GPtrArray *
nomo_inbox_read_health (const char *path, gint64 since, const char *event, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);
  g_autoptr (GPtrArray) stores = g_ptr_array_new_with_free_func (health_free);
  Reading reading = { connection, stores, error };

  return connection != NULL && read_all (&reading, since, event) ? g_steal_pointer (&stores) : NULL;
}
