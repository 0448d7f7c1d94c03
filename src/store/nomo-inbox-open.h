#pragma once

#include "nomo-inbox.h"

G_BEGIN_DECLS

/**
 * NomoInboxOpen:
 * @merchant: a store's number at Salla
 * @since: when the first of what is open came, UTC milliseconds
 *
 * Something that a store has begun and that did not go on.
 */
typedef struct {
  gint64 merchant;
  gint64 since;
} NomoInboxOpen;

GArray *nomo_inbox_list_open (const char *path, const char *event, const char *reason, const char *end, GError **error);

G_END_DECLS
