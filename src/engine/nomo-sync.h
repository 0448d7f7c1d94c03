#pragma once

#include "nomo-job.h"
#include "nomo-salla-client.h"
#include "nomo-salla-map.h"
#include "nomo-store.h"

G_BEGIN_DECLS

#define NOMO_MARK_AS_OF      "sync.as-of"
#define NOMO_MARK_UNREADABLE "sync.unreadable"
#define NOMO_MARK_RETIRED    "sync.retired"

/**
 * NomoSyncSummary:
 * @orders: orders in the store
 * @orders_unreadable: rows of the list of orders that are kept raw
 * @customers: customers in the store
 * @customers_unreadable: rows of the list of customers that are kept raw
 * @as_of: when the run began, UTC milliseconds; what Salla knew then is here
 *
 * How a sync ended.
 */
typedef struct {
  gint64 orders;
  gint64 orders_unreadable;
  gint64 customers;
  gint64 customers_unreadable;
  gint64 as_of;
} NomoSyncSummary;

char *nomo_sync_summary_to_json (const NomoSyncSummary *self);

/**
 * NomoSync:
 *
 * One run that brings a store up to date: store info, orders, customers. Main thread.
 * Signals: `store-info (NomoStoreInfo *info)`: what Salla says about the store; `first-time`: the run has to read whole
 * lists, which takes a while.
 */
#define NOMO_TYPE_SYNC (nomo_sync_get_type ())
G_DECLARE_FINAL_TYPE (NomoSync, nomo_sync, NOMO, SYNC, GObject)

NomoSync *nomo_sync_new (NomoStore *store, NomoSallaClient *client, NomoJob *job);
void nomo_sync_run_async (NomoSync *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_sync_run_finish (NomoSync *self, GAsyncResult *result, NomoSyncSummary *summary, GError **error);

G_END_DECLS
