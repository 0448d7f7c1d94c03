#include "config.h"

#include "nomo-inbox-private.h"

#define HOUR_MS    (3600 * G_GINT64_CONSTANT (1000))
#define KEPT_HOURS (8 * 24)

/* Times that people say, none more than a third longer than the one before; what takes longer than all counts as the last. The
 * files hold the bounds themselves, so that others may be put between. */
static const gint64 bounds[] = {
  0,        1,        2,         3,         4,         5,         6,        8,        10,       12,       15,
  20,       25,       30,        40,        50,        60,        75,       100,      125,      150,      200,
  250,      300,      400,       500,       600,       750,       1000,     1250,     1500,     2000,     2500,
  3000,     4000,     5000,      6000,      7500,      10000,     12000,    15000,    20000,    25000,    30000,
  40000,    50000,    60000,     75000,     100000,    120000,    150000,   180000,   240000,   300000,   360000,
  480000,   600000,   750000,    900000,    1200000,   1500000,   1800000,  2400000,  3000000,  3600000,  4500000,
  5400000,  7200000,  9000000,   10800000,  14400000,  18000000,  21600000, 28800000, 36000000, 43200000, 57600000,
  72000000, 86400000, 129600000, 172800000, 259200000, 604800000,
};

/* How many deliveries of a store took as long. */
typedef struct {
  gint64 hour;
  gint64 merchant;
  NomoLag lag;
  NomoLagShare share;
} Tally;

/**
 * nomo_lag_get_bound:
 * @ms: how long something took, milliseconds
 *
 * Returns: the bound that it counts with
 */
gint64
nomo_lag_get_bound (gint64 ms)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (bounds) - 1 && ms > bounds[i])
    i++;
  return bounds[i];
}

static gint64
get_percentile (const GArray *shares, gint64 count, guint percent)
{
  gint64 rank = (count * percent + 99) / 100;
  gint64 seen = 0;
  guint i = 0;

  while (i < shares->len - 1 && (seen += g_array_index (shares, NomoLagShare, i).count) < rank)
    i++;
  return g_array_index (shares, NomoLagShare, i).bound;
}

/**
 * nomo_lag_get_figures:
 * @shares: (element-type NomoLagShare): shares, the smallest bound first
 *
 * Returns: by the nearest rank; all 0 where there are none
 */
NomoLagFigures
nomo_lag_get_figures (const GArray *shares)
{
  NomoLagFigures figures = { 0 };

  for (guint i = 0; i < shares->len; i++)
    figures.count += g_array_index (shares, NomoLagShare, i).count;
  if (figures.count == 0)
    return figures;
  figures.p50 = get_percentile (shares, figures.count, 50);
  figures.p99 = get_percentile (shares, figures.count, 99);
  return figures;
}

static void
add (GArray *tallies, gint64 hour, gint64 merchant, NomoLag lag, gint64 ms)
{
  Tally new = { hour, merchant, lag, { nomo_lag_get_bound (ms), 1, ms } };

  for (guint i = 0; i < tallies->len; i++) {
    Tally *tally = &g_array_index (tallies, Tally, i);

    if (tally->hour != hour || tally->merchant != merchant || tally->lag != lag ||
        tally->share.bound != new.share.bound)
      continue;
    tally->share.count++;
    tally->share.ms += ms;
    return;
  }
  g_array_append_val (tallies, new);
}

/* Of the store in this hour, and of all since there is the inbox. Two clocks may disagree: nothing comes before it happens. */
static void
add_both (GArray *tallies, const NomoDelivery *delivery, NomoLag lag, gint64 from, gint64 to)
{
  add (tallies, delivery->settled_at / HOUR_MS, delivery->merchant, lag, MAX (to - from, 0));
  add (tallies, 0, 0, lag, MAX (to - from, 0));
}

/*
 * _nomo_inbox_tally:
 * @deliveries: (element-type NomoDelivery): deliveries that are about to be settled
 *
 * A delivery that is taken once more counts for nothing: its time was that of whoever asked for it.
 *
 * Returns: (transfer full): how long they took
 */
GArray *
_nomo_inbox_tally (const GPtrArray *deliveries)
{
  GArray *tallies = g_array_new (FALSE, FALSE, sizeof (Tally));

  for (guint i = 0; i < deliveries->len; i++) {
    const NomoDelivery *delivery = deliveries->pdata[i];

    if (!delivery->fresh || delivery->settled_at == 0 || delivery->state == NOMO_DELIVERY_WAITING)
      continue;
    if (delivery->said_at > 0)
      add_both (tallies, delivery, NOMO_LAG_COMING, delivery->said_at, delivery->received_at);
    if (delivery->state == NOMO_DELIVERY_DONE)
      add_both (tallies, delivery, NOMO_LAG_WRITING, delivery->received_at, delivery->settled_at);
  }
  return tallies;
}

static gboolean
write_tally (NomoConnection *connection, const Tally *tally, GError **error)
{
  static const char sql[] = "INSERT INTO lags (hour, merchant, lag, bound, n, ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                            " ON CONFLICT (hour, merchant, lag, bound)"
                            " DO UPDATE SET n = lags.n + excluded.n, ms = lags.ms + excluded.ms";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, tally->hour);
  nomo_statement_bind_int (statement, 2, tally->merchant);
  nomo_statement_bind_int (statement, 3, tally->lag);
  nomo_statement_bind_int (statement, 4, tally->share.bound);
  nomo_statement_bind_int (statement, 5, tally->share.count);
  nomo_statement_bind_int (statement, 6, tally->share.ms);
  return nomo_connection_run (connection, statement, error);
}

static gboolean
forget_old (NomoConnection *connection, gint64 hour, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "DELETE FROM lags WHERE hour > 0 AND hour < ?1", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, hour - KEPT_HOURS);
  return nomo_connection_run (connection, statement, error);
}

/*
 * _nomo_inbox_write_lags:
 * @connection: to the inbox, in a transaction
 * @tallies: what _nomo_inbox_tally() gave
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_inbox_write_lags (NomoConnection *connection, const GArray *tallies, GError **error)
{
  gint64 newest = 0;

  for (guint i = 0; i < tallies->len; i++) {
    const Tally *tally = &g_array_index (tallies, Tally, i);

    newest = MAX (newest, tally->hour);
    if (!write_tally (connection, tally, error))
      return FALSE;
  }
  return newest == 0 || forget_old (connection, newest, error);
}

static gboolean
read_shares (NomoConnection *connection, gint64 from, gint64 to, NomoInboxLagFunc func, gpointer data, GError **error)
{
  static const char sql[] = "SELECT merchant, lag, bound, sum (n), sum (ms) FROM lags WHERE hour BETWEEN ?1 AND ?2"
                            " GROUP BY merchant, lag, bound ORDER BY merchant, lag, bound";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, sql, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, from);
  nomo_statement_bind_int (statement, 2, to);
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 lag = nomo_statement_get_int (statement, 1);
    const NomoLagShare share = { nomo_statement_get_int (statement, 2), nomo_statement_get_int (statement, 3),
                                 nomo_statement_get_int (statement, 4) };

    if (lag >= 0 && lag < NOMO_N_LAGS)
      func (nomo_statement_get_int (statement, 0), (NomoLag) lag, &share, data);
  }
  return step == NOMO_STEP_DONE;
}

/*
 * _nomo_inbox_read_lags:
 * @connection: to the inbox, perhaps one that no relay of this version has opened yet
 * @from: since when, UTC milliseconds; 0 with 0 for all stores together since there is the inbox
 * @to: until when
 * @func: called with each share
 * @data: for @func
 * @error: return location
 *
 * Hours count whole.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_inbox_read_lags (NomoConnection *connection, gint64 from, gint64 to, NomoInboxLagFunc func, gpointer data,
                       GError **error)
{
  gint64 tables = 0;

  if (!nomo_connection_read_int (connection, "SELECT count (*) FROM sqlite_schema WHERE name = 'lags'", &tables, error))
    return FALSE;
  return tables == 0 || read_shares (connection, from / HOUR_MS, to / HOUR_MS, func, data, error);
}
