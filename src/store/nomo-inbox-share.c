#include "config.h"

#include "nomo-inbox-share.h"

#include "nomo-connection.h"
#include "nomo-inbox.h"

/**
 * nomo_inbox_share_free:
 * @self: (transfer full): a share
 */
void
nomo_inbox_share_free (NomoInboxShare *self)
{
  g_free (self->event);
  g_free (self);
}

static gboolean
read_last (NomoInboxShare *self, NomoConnection *connection, gint64 merchant, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (
      connection, "SELECT event, received_at FROM deliveries WHERE merchant = ?1 ORDER BY number DESC LIMIT 1", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, merchant);
  step = nomo_connection_step (connection, statement, error);
  if (step == NOMO_STEP_ROW) {
    self->event = g_strdup (nomo_statement_get_string (statement, 0));
    self->event_at = nomo_statement_get_int (statement, 1);
  }
  return step != NOMO_STEP_ERROR;
}

static gboolean
read_counts (NomoInboxShare *self, NomoConnection *connection, gint64 merchant, gint64 since, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection,
                               "SELECT coalesce (sum (CASE WHEN received_at >= ?2 THEN 1 ELSE 0 END), 0),"
                               " coalesce (sum (CASE WHEN state = ?3 THEN 1 ELSE 0 END), 0)"
                               " FROM deliveries WHERE merchant = ?1",
                               error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, merchant);
  nomo_statement_bind_int (statement, 2, since);
  nomo_statement_bind_int (statement, 3, NOMO_DELIVERY_WAITING);
  if (nomo_connection_step (connection, statement, error) != NOMO_STEP_ROW)
    return FALSE;
  self->since = nomo_statement_get_int (statement, 0);
  self->waiting = nomo_statement_get_int (statement, 1);
  return TRUE;
}

/**
 * nomo_inbox_share_read:
 * @path: the file of an inbox
 * @merchant: whose share
 * @since: a moment, UTC milliseconds
 * @error: return location
 *
 * Reads beside whoever writes the inbox. Blocks.
 *
 * Returns: (transfer full) (nullable): what the inbox holds of the merchant, or %NULL with a #NomoStoreError
 */
NomoInboxShare *
nomo_inbox_share_read (const char *path, gint64 merchant, gint64 since, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);
  g_autoptr (NomoInboxShare) self = NULL;

  if (connection == NULL)
    return NULL;
  self = g_new0 (NomoInboxShare, 1);
  if (!read_last (self, connection, merchant, error) || !read_counts (self, connection, merchant, since, error))
    return NULL;
  return g_steal_pointer (&self);
}
