#pragma once

#include "nomo-inbox-lag.h"
#include "nomo-inbox.h"

G_BEGIN_DECLS

/**
 * NomoInboxReason:
 * @reason: why nothing came of deliveries, as nomo_inbox_settle() was told
 * @count: of how many
 * @last: the number of the last of them
 */
typedef struct {
  char *reason;
  gint64 count;
  gint64 last;
} NomoInboxReason;

/**
 * NomoInboxSummary:
 * @counts: how many deliveries are how far
 * @last_at: when the last one came, UTC milliseconds; 0 when none has
 * @reasons: (element-type NomoInboxReason): why deliveries are kept, the most frequent reasons, most frequent first
 * @lags: (element-type NomoLagShare): how long deliveries took since there is the inbox, the smallest bound first
 *
 * How an inbox stands.
 */
typedef struct {
  gint64 counts[NOMO_N_DELIVERY_STATES];
  gint64 last_at;
  GPtrArray *reasons;
  GArray *lags[NOMO_N_LAGS];
} NomoInboxSummary;

NomoInboxSummary *nomo_inbox_summary_read (const char *path, GError **error);
void nomo_inbox_summary_free (NomoInboxSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoInboxSummary, nomo_inbox_summary_free)

gboolean nomo_inbox_check (const char *path, GPtrArray *problems, GError **error);

G_END_DECLS
