#pragma once

#include "nomo-inbox-summary.h"

G_BEGIN_DECLS

/**
 * NomoInboxHealth:
 * @merchant: a store
 * @last_event: (nullable): what its last delivery tells of
 * @last_at: when that came, UTC milliseconds
 * @last: its number
 * @recent: how many came since the moment that was asked for
 * @waiting: how many wait
 * @kept: how many are kept, as nothing can come of them
 * @has_event: whether the event that was asked for is among those that are kept
 * @reasons: (element-type NomoInboxReason): why they are kept, the most frequent reasons, most frequent first
 * @lags: (element-type NomoLagShare): how long those took that were dealt with since then, the smallest bound first
 *
 * How the deliveries of a store stand.
 */
typedef struct {
  gint64 merchant;
  char *last_event;
  gint64 last_at;
  gint64 last;
  gint64 recent;
  gint64 waiting;
  gint64 kept;
  gboolean has_event;
  GPtrArray *reasons;
  GArray *lags[NOMO_N_LAGS];
} NomoInboxHealth;

GPtrArray *nomo_inbox_read_health (const char *path, gint64 since, const char *event, GError **error);

G_END_DECLS
