#pragma once

#include "nomo-job.h"
#include "nomo-lists.h"
#include "nomo-mirror.h"
#include "nomo-repair.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define NOMO_MARK_AS_OF      "sync.as-of"
#define NOMO_MARK_UNREADABLE "sync.unreadable"
#define NOMO_MARK_RETIRED    "sync.retired"

/**
 * NomoSyncRepairs:
 * @missed: records that Salla had and the store did not
 * @changed: records that had changed and nothing had told so
 * @gone: records that Salla has no more
 * @untold: records that were found by asking although Salla tells of such by itself
 *
 * What was put right.
 */
typedef struct {
  gint64 missed;
  gint64 changed;
  gint64 gone;
  gint64 untold;
} NomoSyncRepairs;

void nomo_sync_repairs_add (NomoSyncRepairs *self, const NomoRepair *repair);
JsonObject *nomo_sync_repairs_to_json (const NomoSyncRepairs *repairs);

/**
 * NomoSyncList:
 * @total: records in the store; -1 of a list that was not read
 * @unreadable: rows that are kept raw
 * @repairs: what was put right
 *
 * How a sync ended for one list.
 */
typedef struct {
  gint64 total;
  gint64 unreadable;
  NomoSyncRepairs repairs;
} NomoSyncList;

/**
 * NomoSyncSummary:
 * @lists: of each of nomo_lists_get()
 * @as_of: when the run began, UTC milliseconds; what Salla knew then is here
 *
 * How a sync ended.
 */
typedef struct {
  NomoSyncList lists[NOMO_LISTS_MAX];
  gint64 as_of;
} NomoSyncSummary;

gint64 nomo_sync_summary_get_unreadable (const NomoSyncSummary *self);
char *nomo_sync_summary_to_json (const NomoSyncSummary *self);

/**
 * NomoSync:
 *
 * One run that brings a store up to date: store info, the tags that orders can have, then the lists that are mirrored. Main
 * thread.
 * Signals: `store-info (NomoStoreInfo *info)`: what Salla says about the store; `first-time`: the run has to read whole
 * lists, which takes a while.
 */
#define NOMO_TYPE_SYNC (nomo_sync_get_type ())
G_DECLARE_FINAL_TYPE (NomoSync, nomo_sync, NOMO, SYNC, GObject)

NomoSync *nomo_sync_new (NomoStore *store, NomoSallaClient *client, NomoJob *job, const char *granted);
void nomo_sync_set_effort (NomoSync *self, NomoMirrorEffort effort);
void nomo_sync_set_only (NomoSync *self, const char *const *only);
void nomo_sync_run_async (NomoSync *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_sync_run_finish (NomoSync *self, GAsyncResult *result, NomoSyncSummary *summary, GError **error);
GHashTable *nomo_sync_get_marks (NomoSync *self);

G_END_DECLS
