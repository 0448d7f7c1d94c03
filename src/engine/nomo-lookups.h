#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-client.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoLack:
 * @ids: (element-type gint64): ids at Salla of what to look up, the most wanted first
 * @known: how many records need no looking up
 * @total: of how many
 *
 * What the store lacks.
 */
typedef struct {
  GArray *ids;
  gint64 known;
  gint64 total;
} NomoLack;

/**
 * NomoLookupsFind:
 * @store: a store
 * @limit: how many ids are enough
 * @data: what came with the function
 * @lack: to be filled; its array is there and empty
 * @error: return location
 *
 * Called in a thread. What is looked up is not found again, unless Salla's word changes nothing.
 *
 * Returns: %TRUE unless it failed
 */
typedef gboolean (*NomoLookupsFind) (NomoStore *store, guint limit, gconstpointer data, NomoLack *lack, GError **error);

/**
 * NomoLookupsClose:
 * @commit: is written with the last of them
 * @ids: (element-type gint64): what has been looked up
 * @data: what came with the function
 *
 * Called in the main thread, to remember in the store how far a run has come.
 */
typedef void (*NomoLookupsClose) (NomoCommit *commit, const GArray *ids, gpointer data);

/**
 * NomoLookups:
 *
 * One run that looks records up at Salla one by one, at the pace that the request budget leaves to the background. Main
 * thread. Signal `progress`: nomo_lookups_get_known() or nomo_lookups_get_total() changed.
 */
#define NOMO_TYPE_LOOKUPS (nomo_lookups_get_type ())
G_DECLARE_FINAL_TYPE (NomoLookups, nomo_lookups, NOMO, LOOKUPS, GObject)

NomoLookups *nomo_lookups_new (const NomoMirrorKind *kind, NomoStore *store, NomoSallaClient *client,
                               gconstpointer owner, const char *currency);
void nomo_lookups_set_find (NomoLookups *self, NomoLookupsFind find, NomoLookupsClose close, gpointer data,
                            GDestroyNotify free_data);
void nomo_lookups_set_limit (NomoLookups *self, guint limit);
void nomo_lookups_set_wary (NomoLookups *self);
void nomo_lookups_set_recheck (NomoLookups *self);
gboolean nomo_lookups_is_limited (NomoLookups *self);
void nomo_lookups_run_async (NomoLookups *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_lookups_run_finish (NomoLookups *self, GAsyncResult *result, GError **error);
gint64 nomo_lookups_get_known (NomoLookups *self);
gint64 nomo_lookups_get_total (NomoLookups *self);

G_END_DECLS
