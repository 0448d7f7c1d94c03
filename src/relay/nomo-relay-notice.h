#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoRelayNotice:
 * @address: where the relay listens
 * @watch: where monitors ask
 * @since: since when, UTC milliseconds
 *
 * What a relay that serves tells of itself in its folder, as its command line may say otherwise than relay.conf.
 */
typedef struct {
  char *address;
  char *watch;
  gint64 since;
} NomoRelayNotice;

gboolean nomo_relay_notice_write (const NomoRelayNotice *self, const char *path, GError **error);
NomoRelayNotice *nomo_relay_notice_read (const char *path);
void nomo_relay_notice_free (NomoRelayNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRelayNotice, nomo_relay_notice_free)

G_END_DECLS
