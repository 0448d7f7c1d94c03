#include "config.h"

#include "nomo-inbox-summary.h"

#include "nomo-inbox-private.h"

#include <glib/gi18n.h>

/* A reason may quote what it is about, so that there can be as many as deliveries. */
#define MOST_REASONS 20

#define MOST_PROBLEMS 20

static void
reason_free (gpointer data)
{
  NomoInboxReason *reason = data;

  g_free (reason->reason);
  g_free (reason);
}

/*
 * _nomo_inbox_reasons_new:
 *
 * Returns: (transfer full): no reasons yet
 */
GPtrArray *
_nomo_inbox_reasons_new (void)
{
  return g_ptr_array_new_with_free_func (reason_free);
}

/*
 * _nomo_inbox_reasons_add:
 * @reasons: (element-type NomoInboxReason): the more frequent ones
 * @reason: why deliveries are kept
 * @count: how many
 * @last: the number of the last of them
 */
void
_nomo_inbox_reasons_add (GPtrArray *reasons, const char *reason, gint64 count, gint64 last)
{
  NomoInboxReason *one;

  if (reasons->len == MOST_REASONS)
    return;
  one = g_new (NomoInboxReason, 1);
  *one = (NomoInboxReason) { g_strdup (reason), count, last };
  g_ptr_array_add (reasons, one);
}

/**
 * nomo_inbox_summary_free:
 * @self: (transfer full): a summary
 */
void
nomo_inbox_summary_free (NomoInboxSummary *self)
{
  g_ptr_array_unref (self->reasons);
  for (guint i = 0; i < NOMO_N_LAGS; i++)
    g_array_unref (self->lags[i]);
  g_free (self);
}

static gboolean
read_counts (NomoInboxSummary *self, NomoConnection *connection, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT state, count (*) FROM deliveries GROUP BY state", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 state = nomo_statement_get_int (statement, 0);

    if (state >= 0 && state < NOMO_N_DELIVERY_STATES)
      self->counts[state] = nomo_statement_get_int (statement, 1);
  }
  return step == NOMO_STEP_DONE;
}

static gboolean
read_reasons (NomoInboxSummary *self, NomoConnection *connection, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (
      connection,
      "SELECT reason, count (*) AS n, max (number) FROM deliveries WHERE state = ?1 AND reason IS NOT NULL GROUP BY reason"
      " ORDER BY n DESC, reason LIMIT " G_STRINGIFY (MOST_REASONS),
      error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, NOMO_DELIVERY_KEPT);
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW)
    _nomo_inbox_reasons_add (self->reasons, nomo_statement_get_string (statement, 0),
                             nomo_statement_get_int (statement, 1), nomo_statement_get_int (statement, 2));
  return step == NOMO_STEP_DONE;
}

static void
add_lag (gint64 merchant, NomoLag lag, const NomoLagShare *share, gpointer data)
{
  NomoInboxSummary *self = data;

  g_array_append_val (self->lags[lag], *share);
}

/**
 * nomo_inbox_summary_read:
 * @path: the file of an inbox
 * @error: return location
 *
 * Reads beside whoever writes the inbox. Blocks.
 *
 * Returns: (transfer full): how the inbox stands, or %NULL with a #NomoStoreError
 */
NomoInboxSummary *
nomo_inbox_summary_read (const char *path, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);
  g_autoptr (NomoInboxSummary) self = NULL;

  if (connection == NULL)
    return NULL;
  self = g_new0 (NomoInboxSummary, 1);
  self->reasons = _nomo_inbox_reasons_new ();
  for (guint i = 0; i < NOMO_N_LAGS; i++)
    self->lags[i] = g_array_new (FALSE, FALSE, sizeof (NomoLagShare));
  if (read_counts (self, connection, error) && read_reasons (self, connection, error) &&
      _nomo_inbox_read_lags (connection, 0, 0, add_lag, self, error) &&
      nomo_connection_read_int (connection, "SELECT received_at FROM deliveries ORDER BY number DESC LIMIT 1",
                                &self->last_at, error))
    return g_steal_pointer (&self);
  return NULL;
}

/**
 * nomo_inbox_check:
 * @path: the file of an inbox
 * @problems: (element-type utf8): where to add what is wrong, in words
 * @error: return location
 *
 * Looks through the whole file, beside whoever writes it. Blocks.
 *
 * Returns: whether it could be read to the end
 */
gboolean
nomo_inbox_check (const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (path, FALSE, error);
  g_autoptr (NomoStatement) statement =
      connection != NULL
          ? nomo_connection_prepare (connection, "PRAGMA integrity_check (" G_STRINGIFY (MOST_PROBLEMS) ")", error)
          : NULL;
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW)
    if (!g_str_equal (nomo_statement_get_string (statement, 0), "ok"))
      /* Translators: %s is what the database says, in English. */
      g_ptr_array_add (problems,
                       g_strdup_printf (_ ("The file is damaged: %s."), nomo_statement_get_string (statement, 0)));
  return step == NOMO_STEP_DONE;
}
