#pragma once

#include "nomo-hooks-state.h"
#include "nomo-inbox-lag.h"
#include "nomo-relay-home.h"
#include "nomo-relay-shops.h"
#include "nomo-sync.h"

G_BEGIN_DECLS

/**
 * NomoRelayLink:
 * @NOMO_RELAY_LINK_UNKNOWN: nothing of the store has ever come here
 * @NOMO_RELAY_LINK_NOT_GRANTED: Salla tells of the store, but nobody has granted access to it
 * @NOMO_RELAY_LINK_REMOVED: its merchant has removed the app
 * @NOMO_RELAY_LINK_SIGNED_OUT: Salla does not accept its sign-in any more
 * @NOMO_RELAY_LINK_LATE: the last sync failed; it is tried again by itself
 * @NOMO_RELAY_LINK_FIRST: its first records are on their way
 * @NOMO_RELAY_LINK_GOOD: it is connected and in sync
 *
 * How a relay is connected to a store.
 */
typedef enum {
  NOMO_RELAY_LINK_UNKNOWN,
  NOMO_RELAY_LINK_NOT_GRANTED,
  NOMO_RELAY_LINK_REMOVED,
  NOMO_RELAY_LINK_SIGNED_OUT,
  NOMO_RELAY_LINK_LATE,
  NOMO_RELAY_LINK_FIRST,
  NOMO_RELAY_LINK_GOOD,
  NOMO_RELAY_N_LINKS,
} NomoRelayLink;

/* Of so many days it is told what was put right, and of the newest so many one by one. */
#define NOMO_RELAY_REPAIR_DAYS  30
#define NOMO_RELAY_MOST_REPAIRS 5

/**
 * NomoRelayStanding:
 * @link: how the relay is connected to it
 * @name: (nullable): what it is called
 * @zone: its zone
 * @now: when this was read, UTC milliseconds, as all that follow
 * @as_of: up to when its records are here, 0 when none are
 * @event: (nullable): what Salla told last, as Salla calls it
 * @event_at: when that came
 * @events_today: how much Salla has told today
 * @events_waiting: how much of what Salla told is not written yet
 * @lag: how long what Salla told today was on its way
 * @hooks: (nullable): how its webhook subscriptions stand
 * @lists: of each of nomo_lists_get(), what comparisons with Salla have put right
 * @repairs: (element-type NomoRepair): the newest of that, the newest first
 *
 * How a store stands at a relay.
 */
typedef struct {
  NomoRelayLink link;
  char *name;
  GTimeZone *zone;
  gint64 now;
  gint64 as_of;
  char *event;
  gint64 event_at;
  gint64 events_today;
  gint64 events_waiting;
  NomoLagFigures lag;
  NomoHooksState *hooks;
  NomoSyncRepairs lists[NOMO_LISTS_MAX];
  GArray *repairs;
} NomoRelayStanding;

NomoRelayStanding *nomo_relay_standing_new (GTimeZone *zone, gint64 now);
void nomo_relay_standing_free (NomoRelayStanding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRelayStanding, nomo_relay_standing_free)

void nomo_relay_standing_read_async (NomoRelayHome *home, NomoRelayShops *shops, gint64 merchant,
                                     GAsyncReadyCallback callback, gpointer data);
NomoRelayStanding *nomo_relay_standing_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
