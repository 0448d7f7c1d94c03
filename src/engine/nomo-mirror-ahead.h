#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-client.h"

G_BEGIN_DECLS

/* Pages that are on their way or have come before their turn. The background has one way less to Salla than that, so that all of
 * them are in use while a page is written: with answers that take a quarter of a second, twelve a second. */
#define NOMO_MIRROR_PAGES_AHEAD NOMO_BUDGET_MAX_IN_FLIGHT

/**
 * NomoMirrorAhead:
 *
 * The pages of a list, given out in their order, of which the next ones are on their way already. Main thread.
 */
#define NOMO_TYPE_MIRROR_AHEAD (nomo_mirror_ahead_get_type ())
G_DECLARE_FINAL_TYPE (NomoMirrorAhead, nomo_mirror_ahead, NOMO, MIRROR_AHEAD, GObject)

NomoMirrorAhead *nomo_mirror_ahead_new (const NomoMirrorKind *kind, NomoSallaClient *client, gconstpointer owner,
                                        gint64 first, GCancellable *cancellable);
void nomo_mirror_ahead_stop (NomoMirrorAhead **self);
void nomo_mirror_ahead_allow (NomoMirrorAhead *self, gint64 last);
guint nomo_mirror_ahead_get_length (NomoMirrorAhead *self);
void nomo_mirror_ahead_take_async (NomoMirrorAhead *self, GAsyncReadyCallback callback, gpointer data);
NomoSallaAnswer *nomo_mirror_ahead_take_finish (NomoMirrorAhead *self, GAsyncResult *result, GError **error);

G_END_DECLS
