#pragma once

#include "nomo-salla-client.h"
#include "nomo-salla-map.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoMirrorKind:
 * @name: what marks and the summary call it, such as `orders`
 * @path: the list below the root of the API
 * @walk_sort: (nullable): `sort_by` that brings the newest first
 * @fresh_sort: (nullable): `sort_by` that brings the last changed first
 * @rewalk_ms: after how long the whole list is read again, because its changes cannot be asked for; 0 for never
 * @entity: what its rows become
 * @map: how
 * @with: (nullable): what is asked for with the rows, the value of `with[]`
 * @map_all: (nullable): in place of @map for rows that hold others
 *
 * A list of Salla's that is mirrored here.
 */
typedef struct {
  const char *name;
  const char *path;
  const char *walk_sort;
  const char *fresh_sort;
  gint64 rewalk_ms;
  const NomoEntity *(*entity) (void);
  NomoRecord *(*map) (JsonNode *row, const char *currency, gint64 as_of, GError **error);
  const char *with;
  void (*map_all) (JsonNode *row, gint64 as_of, NomoSallaEach each, gpointer data);
} NomoMirrorKind;

/**
 * NomoMirror:
 *
 * One run that brings a mirrored list up to date. Main thread. Signal `progress`: nomo_mirror_get_done() or
 * nomo_mirror_get_total() changed.
 */
#define NOMO_TYPE_MIRROR (nomo_mirror_get_type ())
G_DECLARE_FINAL_TYPE (NomoMirror, nomo_mirror, NOMO, MIRROR, GObject)

gboolean nomo_mirror_is_whole (const NomoMirrorKind *kind, GHashTable *marks);
NomoMirror *nomo_mirror_new (const NomoMirrorKind *kind, NomoStore *store, NomoSallaClient *client, gconstpointer owner,
                             const char *currency, GHashTable *marks);
void nomo_mirror_run_async (NomoMirror *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_mirror_run_finish (NomoMirror *self, GAsyncResult *result, GError **error);
gint64 nomo_mirror_get_done (NomoMirror *self);
gint64 nomo_mirror_get_total (NomoMirror *self);
gint64 nomo_mirror_get_least_seconds_left (NomoMirror *self);
gint64 nomo_mirror_get_count (NomoMirror *self);
gint64 nomo_mirror_get_unreadable (NomoMirror *self);

G_END_DECLS
