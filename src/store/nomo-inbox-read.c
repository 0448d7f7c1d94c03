#include "config.h"

#include "nomo-inbox-private.h"

/* What is in an inbox, and how far it is. */

#define PURGED_AT_ONCE 500

static NomoDelivery *
read_row (NomoStatement *statement)
{
  NomoDelivery *delivery = g_new0 (NomoDelivery, 1);

  delivery->number = nomo_statement_get_int (statement, 0);
  delivery->merchant = nomo_statement_get_int (statement, 1);
  delivery->event = g_strdup (nomo_statement_get_string (statement, 2));
  delivery->hash = g_strdup (nomo_statement_get_string (statement, 3));
  delivery->received_at = nomo_statement_get_int (statement, 4);
  delivery->state = (NomoDeliveryState) nomo_statement_get_int (statement, 5);
  delivery->reason = g_strdup (nomo_statement_get_text (statement, 6));
  delivery->body = nomo_statement_dup_bytes (statement, 7);
  delivery->sealed = g_strdup (nomo_statement_get_text (statement, 8));
  delivery->once = nomo_statement_get_int (statement, 9) != 0;
  delivery->fresh = nomo_statement_get_int (statement, 10) != 0;
  return delivery;
}

static GPtrArray *
list (NomoInbox *self, NomoDeliveryState state, gint64 after, guint most, GError **error)
{
  static const char sql[] =
      "SELECT number, merchant, event, hash, received_at, state, reason, body, sealed, once, fresh"
      " FROM deliveries LEFT JOIN bodies USING (number) WHERE state = ?1 AND number > ?2 ORDER BY number LIMIT ?3";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self->connection, sql, error);
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_delivery_free);
  NomoStep step;

  if (statement == NULL)
    return NULL;
  nomo_statement_bind_int (statement, 1, state);
  nomo_statement_bind_int (statement, 2, after);
  nomo_statement_bind_int (statement, 3, most);
  while ((step = nomo_connection_step (self->connection, statement, error)) == NOMO_STEP_ROW)
    g_ptr_array_add (deliveries, read_row (statement));
  return step == NOMO_STEP_DONE ? g_steal_pointer (&deliveries) : NULL;
}

/**
 * nomo_inbox_list:
 * @self: an inbox
 * @state: how far they are
 * @after: the number of the delivery before them, 0 for none
 * @most: how many at most
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (element-type NomoDelivery) (nullable): deliveries, in the order in which they came
 */
GPtrArray *
nomo_inbox_list (NomoInbox *self, NomoDeliveryState state, gint64 after, guint most, GError **error)
{
  GPtrArray *deliveries;

  g_return_val_if_fail (NOMO_IS_INBOX (self), NULL);
  g_mutex_lock (&self->mutex);
  deliveries = list (self, state, after, most, error);
  g_mutex_unlock (&self->mutex);
  return deliveries;
}

static gboolean
settle (NomoInbox *self, const NomoDelivery *delivery, GError **error)
{
  static const char sql[] = "UPDATE deliveries SET state = ?2, reason = ?3, sealed = CASE ?2 WHEN ?4 THEN sealed END,"
                            " fresh = CASE ?2 WHEN ?4 THEN fresh ELSE 0 END WHERE number = ?1";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, delivery->number);
  nomo_statement_bind_int (statement, 2, delivery->state);
  nomo_statement_bind_text (statement, 3, delivery->reason);
  nomo_statement_bind_int (statement, 4, NOMO_DELIVERY_WAITING);
  return nomo_connection_run (self->connection, statement, error);
}

static gboolean
settle_all (NomoInbox *self, const GPtrArray *deliveries, const GArray *tallies, GError **error)
{
  gboolean ok = nomo_connection_exec (self->connection, "BEGIN IMMEDIATE", error);

  if (!ok)
    return FALSE;
  for (guint i = 0; ok && i < deliveries->len; i++)
    ok = settle (self, deliveries->pdata[i], error);
  if (ok && _nomo_inbox_write_lags (self->connection, tallies, error) &&
      nomo_connection_exec (self->connection, "COMMIT", error))
    return TRUE;
  nomo_connection_exec (self->connection, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * nomo_inbox_settle:
 * @self: an inbox
 * @deliveries: (element-type NomoDelivery): deliveries, with the state and the reason that they are to have
 * @error: return location
 *
 * Keeps how far deliveries are, and how long those took that are dealt with for the first time. What is secret in those that do
 * not wait any more is gone with it. Blocks.
 *
 * Returns: whether all of that is kept; else none of it is
 */
gboolean
nomo_inbox_settle (NomoInbox *self, const GPtrArray *deliveries, GError **error)
{
  g_autoptr (GArray) tallies = NULL;
  gboolean ok;

  g_return_val_if_fail (NOMO_IS_INBOX (self), FALSE);
  tallies = _nomo_inbox_tally (deliveries);
  g_mutex_lock (&self->mutex);
  ok = settle_all (self, deliveries, tallies, error);
  g_mutex_unlock (&self->mutex);
  _nomo_inbox_move_log (self);
  return ok;
}

/* Returns how many rows @sql changed, −1 when it failed. */
static gint64
purge_some (NomoInbox *self, const char *sql, gint64 before, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self->connection, sql, error);
  gint64 n = 0;
  NomoStep step;

  if (statement == NULL)
    return -1;
  nomo_statement_bind_int (statement, 1, before);
  nomo_statement_bind_int (statement, 2, NOMO_DELIVERY_WAITING);
  nomo_statement_bind_int (statement, 3, PURGED_AT_ONCE);
  while ((step = nomo_connection_step (self->connection, statement, error)) == NOMO_STEP_ROW)
    n++;
  return step == NOMO_STEP_DONE ? n : -1;
}

/* Deliveries that come meanwhile are not held up. */
static gint64
purge (NomoInbox *self, const char *sql, gint64 before, GError **error)
{
  gint64 all = 0;
  gint64 n;

  do {
    g_mutex_lock (&self->mutex);
    n = purge_some (self, sql, before, error);
    g_mutex_unlock (&self->mutex);
    _nomo_inbox_move_log (self);
    all += n;
  } while (n == PURGED_AT_ONCE);
  return n < 0 ? -1 : all;
}

/**
 * nomo_inbox_purge:
 * @self: an inbox
 * @before: a moment, UTC milliseconds
 * @error: return location
 *
 * Forgets what came before a moment and does not wait any more. Of what may be taken only once the hash stays for ever, so that
 * it is known again. Deliveries that come meanwhile are not held up. Blocks.
 *
 * Returns: how many were forgotten, −1 when it failed
 */
gint64
nomo_inbox_purge (NomoInbox *self, gint64 before, GError **error)
{
  static const char bodies[] =
      "DELETE FROM bodies WHERE number IN (SELECT number FROM bodies JOIN deliveries USING (number)"
      " WHERE received_at < ?1 AND state <> ?2 ORDER BY number LIMIT ?3) RETURNING number";
  static const char deliveries[] = "DELETE FROM deliveries WHERE number IN (SELECT number FROM deliveries"
                                   " WHERE received_at < ?1 AND state <> ?2 AND once = 0"
                                   " AND number < (SELECT max (number) FROM deliveries) ORDER BY number LIMIT ?3)"
                                   " RETURNING number";
  gint64 n;

  g_return_val_if_fail (NOMO_IS_INBOX (self), -1);
  n = purge (self, bodies, before, error);
  return n < 0 || purge (self, deliveries, before, error) < 0 ? -1 : n;
}

static gint64
replay (NomoInbox *self, const NomoDeliveries *which, GError **error)
{
  static const char sql[] = "UPDATE deliveries SET state = ?1, reason = NULL WHERE state <> ?1 AND once = 0"
                            " AND number IN (SELECT number FROM bodies) AND (?2 = 0 OR merchant = ?2) AND number >= ?3"
                            " AND (?4 = 0 OR number <= ?4) AND (?5 IS NULL OR reason = ?5) RETURNING number";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self->connection, sql, error);
  gint64 n = 0;
  NomoStep step;

  if (statement == NULL)
    return -1;
  nomo_statement_bind_int (statement, 1, NOMO_DELIVERY_WAITING);
  nomo_statement_bind_int (statement, 2, which->merchant);
  nomo_statement_bind_int (statement, 3, which->from);
  nomo_statement_bind_int (statement, 4, which->to);
  nomo_statement_bind_text (statement, 5, which->reason);
  while ((step = nomo_connection_step (self->connection, statement, error)) == NOMO_STEP_ROW)
    n++;
  return step == NOMO_STEP_DONE ? n : -1;
}

/**
 * nomo_inbox_replay:
 * @self: an inbox
 * @which: deliveries
 * @error: return location
 *
 * Lets deliveries wait again. Those that may be taken only once, and those whose bytes were purged, stay as they are. Blocks.
 *
 * Returns: how many wait again, −1 when it failed
 */
gint64
nomo_inbox_replay (NomoInbox *self, const NomoDeliveries *which, GError **error)
{
  gint64 n;

  g_return_val_if_fail (NOMO_IS_INBOX (self), -1);
  g_mutex_lock (&self->mutex);
  n = replay (self, which, error);
  g_mutex_unlock (&self->mutex);
  _nomo_inbox_move_log (self);
  return n;
}

static gboolean
count (NomoInbox *self, NomoDeliveryState state, gint64 *n, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (self->connection, "SELECT count (*) FROM deliveries WHERE state = ?1", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, state);
  if (nomo_connection_step (self->connection, statement, error) != NOMO_STEP_ROW)
    return FALSE;
  *n = nomo_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * nomo_inbox_count:
 * @self: an inbox
 * @state: how far they are
 * @error: return location
 *
 * Blocks.
 *
 * Returns: how many deliveries are so far, −1 when it failed
 */
gint64
nomo_inbox_count (NomoInbox *self, NomoDeliveryState state, GError **error)
{
  gint64 n = -1;

  g_return_val_if_fail (NOMO_IS_INBOX (self), -1);
  g_mutex_lock (&self->mutex);
  count (self, state, &n, error);
  g_mutex_unlock (&self->mutex);
  return n;
}
