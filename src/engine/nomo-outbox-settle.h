#pragma once

#include "nomo-outbox-lane-private.h"

G_BEGIN_DECLS

/* What came of an edit: the store notes it, and its way ends. */

gboolean nomo_outbox_is_missing (const GError *error);

void nomo_outbox_settle_done (NomoOutboxLane *lane, NomoRecord *answer);
void nomo_outbox_settle_gone (NomoOutboxLane *lane);
void nomo_outbox_settle_forbidden (NomoOutboxLane *lane);
void nomo_outbox_settle_failed (NomoOutboxLane *lane, GError *error);
void nomo_outbox_settle_unread (NomoOutboxLane *lane, GError *error);

G_END_DECLS
