#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoFeedPage:
 * @records: (element-type NomoRecord): the present state of what changed, or its tombstone, in the order of the changes
 * @cursor: where to go on
 * @more: whether more is there already
 * @anew: the cursor is of another time of this store, or older than its oldest tombstone: the follower must forget what it has
 *   and begin with no cursor
 *
 * What a follower of a store reads at once.
 */
typedef struct {
  GPtrArray *records;
  char *cursor;
  gboolean more;
  gboolean anew;
} NomoFeedPage;

void nomo_feed_page_free (NomoFeedPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoFeedPage, nomo_feed_page_free)

NomoFeedPage *nomo_store_read_feed (NomoStore *self, const char *cursor, guint limit, GError **error);
gboolean nomo_store_begin_epoch (NomoStore *self, GError **error);

G_END_DECLS
