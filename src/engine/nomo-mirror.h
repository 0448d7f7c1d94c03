#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-client.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoMirrorEffort:
 * @NOMO_MIRROR_ROUTINE: look for changes where it is time to; compare a few pages with the store where a comparison is due
 * @NOMO_MIRROR_ASKED: look for changes now, because a person asked
 * @NOMO_MIRROR_FULL: and compare the whole list
 *
 * How much one run does.
 */
typedef enum {
  NOMO_MIRROR_ROUTINE,
  NOMO_MIRROR_ASKED,
  NOMO_MIRROR_FULL,
} NomoMirrorEffort;

/**
 * NomoMirror:
 *
 * One run that brings a mirrored list up to date. Main thread. Signal `progress`: nomo_mirror_get_done() or
 * nomo_mirror_get_total() changed.
 */
#define NOMO_TYPE_MIRROR (nomo_mirror_get_type ())
G_DECLARE_FINAL_TYPE (NomoMirror, nomo_mirror, NOMO, MIRROR, GObject)

gboolean nomo_mirror_is_whole (const NomoMirrorKind *kind, GHashTable *marks);
gboolean nomo_mirror_is_denied (const NomoMirrorKind *kind, GHashTable *marks);
NomoMirror *nomo_mirror_new (const NomoMirrorKind *kind, NomoStore *store, NomoSallaClient *client, gconstpointer owner,
                             const char *currency, GHashTable *marks);
void nomo_mirror_set_effort (NomoMirror *self, NomoMirrorEffort effort);
void nomo_mirror_run_async (NomoMirror *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_mirror_run_finish (NomoMirror *self, GAsyncResult *result, GError **error);
gint64 nomo_mirror_get_done (NomoMirror *self);
gint64 nomo_mirror_get_total (NomoMirror *self);
gint64 nomo_mirror_get_least_seconds_left (NomoMirror *self);
gint64 nomo_mirror_get_count (NomoMirror *self);
gint64 nomo_mirror_get_unreadable (NomoMirror *self);

G_END_DECLS
