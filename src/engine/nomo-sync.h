#pragma once

#include "nomo-job.h"
#include "nomo-salla-client.h"
#include "nomo-salla-map.h"
#include "nomo-store.h"

G_BEGIN_DECLS

#define NOMO_MARK_AS_OF      "sync.as-of"
#define NOMO_MARK_UNREADABLE "sync.unreadable"
#define NOMO_MARK_RETIRED    "sync.retired"

#define NOMO_SYNC_MAX_LISTS 8

/**
 * NomoSyncSummary:
 * @totals: records in the store, of each of nomo_sync_list_name(); -1 of a list that there is no permission for
 * @unreadable: rows of each list that are kept raw
 * @as_of: when the run began, UTC milliseconds; what Salla knew then is here
 *
 * How a sync ended.
 */
typedef struct {
  gint64 totals[NOMO_SYNC_MAX_LISTS];
  gint64 unreadable[NOMO_SYNC_MAX_LISTS];
  gint64 as_of;
} NomoSyncSummary;

guint nomo_sync_count_lists (void);
const char *nomo_sync_list_name (guint list);
const char *nomo_sync_list_label (guint list);
gint64 nomo_sync_summary_get_unreadable (const NomoSyncSummary *self);
char *nomo_sync_summary_to_json (const NomoSyncSummary *self);

/**
 * NomoSync:
 *
 * One run that brings a store up to date: store info, then the lists that are mirrored. Main thread.
 * Signals: `store-info (NomoStoreInfo *info)`: what Salla says about the store; `first-time`: the run has to read whole
 * lists, which takes a while.
 */
#define NOMO_TYPE_SYNC (nomo_sync_get_type ())
G_DECLARE_FINAL_TYPE (NomoSync, nomo_sync, NOMO, SYNC, GObject)

NomoSync *nomo_sync_new (NomoStore *store, NomoSallaClient *client, NomoJob *job, const char *granted);
void nomo_sync_run_async (NomoSync *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_sync_run_finish (NomoSync *self, GAsyncResult *result, NomoSyncSummary *summary, GError **error);

G_END_DECLS
