#pragma once

#include "nomo-record.h"
#include "nomo-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoRecentItem:
 * @place: the name of a page
 * @record: (nullable): the record that was open there; %NULL for the page itself
 *
 * Something that was opened.
 */
typedef struct {
  const char *place;
  NomoRecord *record;
} NomoRecentItem;

#define NOMO_TYPE_RECENT (nomo_recent_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecent, nomo_recent, NOMO, RECENT, GObject)

NomoRecent *nomo_recent_new (NomoSession *session);
void nomo_recent_add (NomoRecent *self, const char *place, gint64 record, gint64 now);
void nomo_recent_clear (NomoRecent *self);
char *nomo_recent_to_text (NomoRecent *self);
void nomo_recent_read_async (NomoRecent *self, guint most, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer data);
GPtrArray *nomo_recent_read_finish (NomoRecent *self, GAsyncResult *result, GError **error);

G_END_DECLS
