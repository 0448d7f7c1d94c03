#include "config.h"

#include "nomo-inbox-open.h"

#include "nomo-connection.h"

static GArray *
list (NomoConnection *connection, const char *event, const char *reason, const char *end, GError **error)
{
  static const char sql[] =
      "SELECT begun.merchant, min (begun.received_at) AS since FROM deliveries AS begun WHERE begun.state = ?1"
      " AND begun.event = ?2 AND begun.reason = ?3 AND begun.merchant <> 0 AND NOT EXISTS"
      " (SELECT 1 FROM deliveries AS ended WHERE ended.merchant = begun.merchant AND ended.event = ?4"
      " AND ended.number > begun.number) GROUP BY begun.merchant ORDER BY since, begun.merchant";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, sql, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (NomoInboxOpen));
  NomoStep step;

  if (statement == NULL)
    return NULL;
  nomo_statement_bind_int (statement, 1, NOMO_DELIVERY_KEPT);
  nomo_statement_bind_text (statement, 2, event);
  nomo_statement_bind_text (statement, 3, reason);
  nomo_statement_bind_text (statement, 4, end);
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    const NomoInboxOpen one = { nomo_statement_get_int (statement, 0), nomo_statement_get_int (statement, 1) };

    g_array_append_val (found, one);
  }
  return step == NOMO_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

/**
 * nomo_inbox_list_open:
 * @path: the file of an inbox
 * @event: what begins something
 * @reason: why nothing came of it
 * @end: an event that ends it
 * @error: return location
 *
 * Reads beside whoever writes the inbox. What was purged is not known any more. Blocks.
 *
 * Returns: (transfer full) (element-type NomoInboxOpen) (nullable): the stores in which that has begun and not ended, who waits longest
 *   first; %NULL with a #NomoStoreError
 */
GArray *
nomo_inbox_list_open (const char *path, const char *event, const char *reason, const char *end, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);

  return connection != NULL ? list (connection, event, reason, end, error) : NULL;
}
