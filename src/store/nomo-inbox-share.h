#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoInboxShare:
 * @event: (nullable): what the last delivery tells of, as the sender calls it; %NULL when none has come
 * @event_at: when it came, UTC milliseconds
 * @since: how many came since the moment that was asked about
 * @waiting: how many wait
 *
 * What an inbox holds of one merchant.
 */
typedef struct {
  char *event;
  gint64 event_at;
  gint64 since;
  gint64 waiting;
} NomoInboxShare;

NomoInboxShare *nomo_inbox_share_read (const char *path, gint64 merchant, gint64 since, GError **error);
void nomo_inbox_share_free (NomoInboxShare *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoInboxShare, nomo_inbox_share_free)

G_END_DECLS
