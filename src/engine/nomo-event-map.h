#pragma once

#include "nomo-commit.h"
#include "nomo-salla-event.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoEventMeaning:
 * @NOMO_EVENT_WRITTEN: what it says is in the commit
 * @NOMO_EVENT_OF_APP: it is about the app in the store, not about the store's records
 * @NOMO_EVENT_NOT_OURS: it is known, and nothing is kept here of what it tells
 * @NOMO_EVENT_UNREADABLE: it is known, and what it says is not understood
 * @NOMO_EVENT_UNKNOWN: nobody here knows such an event
 * @NOMO_EVENT_AFTER: what it means depends on what is on its way to the store, and shows once that is there
 *
 * What an event means for the records.
 */
typedef enum {
  NOMO_EVENT_WRITTEN,
  NOMO_EVENT_OF_APP,
  NOMO_EVENT_NOT_OURS,
  NOMO_EVENT_UNREADABLE,
  NOMO_EVENT_UNKNOWN,
  NOMO_EVENT_AFTER,
} NomoEventMeaning;

/**
 * NomoEventPlace:
 * @store: a store
 * @currency: the shop's currency
 * @under_way: (element-type NomoCommit): what is on its way to the store, and not there yet
 *
 * Where the records of an event go.
 */
typedef struct {
  NomoStore *store;
  const char *currency;
  const GPtrArray *under_way;
} NomoEventPlace;

gboolean nomo_event_map (const NomoSallaEvent *event, const NomoEventPlace *place, gint64 received_at,
                         NomoCommit *commit, NomoEventMeaning *meaning, GError **error);
guint nomo_event_map_count (void);
const char *nomo_event_map_get_name (guint index);
gboolean nomo_event_map_is_wanted (guint index);

G_END_DECLS
