#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-client.h"

G_BEGIN_DECLS

#define NOMO_MIRROR_PER_PAGE 60

/**
 * NomoMirrorPage:
 * @number: which, the first is 1
 * @rows: rows on it
 * @ids: the rows' ids, with spaces between
 * @total: rows in all as Salla says, -1 when it does not
 * @pages: pages in all as Salla says, -1 when it does not
 * @as_of: when Salla said it, by its clock, UTC milliseconds
 *
 * A page of a list.
 */
typedef struct {
  gint64 number;
  guint rows;
  char *ids;
  gint64 total;
  gint64 pages;
  gint64 as_of;
} NomoMirrorPage;

void nomo_mirror_page_clear (NomoMirrorPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NomoMirrorPage, nomo_mirror_page_clear)

void nomo_mirror_page_ask_async (const NomoMirrorKind *kind, NomoSallaClient *client, gconstpointer owner,
                                 const char *sort, gint64 number, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer data);
gboolean nomo_mirror_page_read (NomoMirrorPage *self, const NomoMirrorKind *kind, const NomoSallaAnswer *answer,
                                gint64 number, GError **error);
void nomo_mirror_page_put (const NomoMirrorPage *self, const NomoMirrorKind *kind, const NomoSallaAnswer *answer,
                           const char *currency, NomoCommit *commit);
gint64 nomo_mirror_page_get_end (const NomoMirrorPage *self, gint64 expected);
gboolean nomo_mirror_page_is_last (const NomoMirrorPage *self, const NomoMirrorPage *before, gint64 expected);

G_END_DECLS
