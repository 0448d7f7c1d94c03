#pragma once

#include "nomo-outbox.h"
#include "nomo-waiting.h"

G_BEGIN_DECLS

/**
 * NomoOutboxOutcome:
 * @NOMO_OUTBOX_DONE: Salla has it now
 * @NOMO_OUTBOX_NOT_TAKEN: Salla refuses it
 * @NOMO_OUTBOX_OPEN: it is not known yet, or is tried again
 *
 * What came of one edit.
 */
typedef enum { NOMO_OUTBOX_DONE, NOMO_OUTBOX_NOT_TAKEN, NOMO_OUTBOX_OPEN } NomoOutboxOutcome;

/**
 * NomoOutboxLaneEnd:
 * @outcome: what came of it
 * @error: (transfer full) (nullable): what keeps this edit from being sent, and so all others
 * @data: for the callback
 *
 * Told at the end of one edit's way.
 */
typedef void (*NomoOutboxLaneEnd) (NomoOutboxOutcome outcome, GError *error, gpointer data);

void nomo_outbox_lane_begin (const NomoOutbox *outbox, NomoWaiting *waiting, GCancellable *cancellable,
                             NomoOutboxLaneEnd end, gpointer data);

G_END_DECLS
