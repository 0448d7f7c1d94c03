#include "config.h"

#include "nomo-id.h"

/* Bit 62, then 41 bits of milliseconds since 2026-01-01 UTC, 10 bits of the node, 11 bits that count within a millisecond. */
#define BORN_HERE  (G_GINT64_CONSTANT (1) << 62)
#define EPOCH_MS   G_GINT64_CONSTANT (1767225600000)
#define MAX_MS     ((G_GINT64_CONSTANT (1) << 41) - 1)
#define MAX_COUNT  2047
#define NODE_SHIFT 11
#define TIME_SHIFT 21

static gint64
make (gint64 ms, guint node, guint count)
{
  return BORN_HERE | (ms << TIME_SHIFT) | ((gint64) node << NODE_SHIFT) | count;
}

static gint64
ms_of (gint64 id)
{
  return (id & ~BORN_HERE) >> TIME_SHIFT;
}

static guint
node_of (gint64 id)
{
  return (guint) (id >> NODE_SHIFT) & NOMO_ID_MAX_NODE;
}

static guint
count_of (gint64 id)
{
  return (guint) id & MAX_COUNT;
}

/**
 * nomo_id_next:
 * @last: the id that was given last, 0 when there is none
 * @now_ms: UTC milliseconds
 * @node: who gives it, at most %NOMO_ID_MAX_NODE
 *
 * The id of a record that is born here. It is larger than @last whatever the clock does: when it stands or goes back, the
 * count goes on and runs over into the next millisecond.
 *
 * Returns: the id
 */
gint64
nomo_id_next (gint64 last, gint64 now_ms, guint node)
{
  gint64 ms = CLAMP (now_ms - EPOCH_MS, 0, MAX_MS);

  g_return_val_if_fail (node <= NOMO_ID_MAX_NODE, 0);

  if (last == 0 || ms > ms_of (last))
    return make (ms, node, 0);
  if (node_of (last) == node && count_of (last) < MAX_COUNT)
    return last + 1;
  return make (ms_of (last) + 1, node, 0);
}

/**
 * nomo_id_nth:
 * @first: the first id of a commit
 * @n: how many come before
 *
 * Returns: the id that the commit gave to its record @n
 */
gint64
nomo_id_nth (gint64 first, guint n)
{
  guint64 count = (guint64) count_of (first) + n;

  return make (ms_of (first) + (gint64) (count / (MAX_COUNT + 1)), node_of (first), (guint) (count % (MAX_COUNT + 1)));
}

/**
 * nomo_id_is_born_here:
 * @id: an id
 *
 * Returns: %TRUE when the record was made by this program and not by Salla
 */
gboolean
nomo_id_is_born_here (gint64 id)
{
  return id > 0 && (id & BORN_HERE) != 0;
}

/**
 * nomo_id_get_time:
 * @id: an id of a record that was born here
 *
 * Returns: when it was given, UTC milliseconds; ahead of the clock when many were given at once
 */
gint64
nomo_id_get_time (gint64 id)
{
  return ms_of (id) + EPOCH_MS;
}
