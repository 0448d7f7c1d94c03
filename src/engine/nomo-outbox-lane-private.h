#pragma once

#include "nomo-outbox-kind.h"
#include "nomo-outbox-lane.h"

G_BEGIN_DECLS

/* Who notes how far an edit has come, and whose word it is what Salla has. */
#define NOMO_OUTBOX_ACTOR "outbox"
#define NOMO_OUTBOX_SALLA "salla"

/* One edit on its way. */
typedef struct {
  const NomoOutbox *outbox;
  GCancellable *cancellable;
  NomoWaiting *waiting;
  const NomoOutboxKind *kind;
  GPtrArray *writes; /* of NomoSallaWrite */
  guint next;        /* of them */
  gboolean said;     /* what is said once */
  NomoRecord *found; /* nullable: what Salla has */
  GError *failure;   /* of a write, while Salla is asked what it has of the others */
  GError *reason;    /* why it is put off */
  NomoOutboxLaneEnd end;
  gpointer data;
} NomoOutboxLane;

void nomo_outbox_lane_end (NomoOutboxLane *lane, NomoOutboxOutcome outcome, GError *error);
void nomo_outbox_lane_doubt (NomoOutboxLane *lane);

void nomo_outbox_lane_commit (NomoOutboxLane *lane, NomoCommit *commit, GAsyncReadyCallback callback);
gboolean nomo_outbox_lane_committed (NomoOutboxLane *lane, GAsyncResult *result);
void nomo_outbox_lane_add_note (const NomoOutboxLane *lane, NomoCommit *commit, NomoOutboxState state,
                                const char *reason, const char *detail);
void nomo_outbox_lane_note (NomoOutboxLane *lane, NomoOutboxState state, const char *reason, const char *detail,
                            GAsyncReadyCallback callback);

gint64 nomo_outbox_lane_get_salla_id (const NomoOutboxLane *lane);
NomoRecord *nomo_outbox_lane_map (const NomoOutboxLane *lane, JsonNode *row, gint64 as_of);
NomoRecord *nomo_outbox_lane_dup_found (const NomoOutboxLane *lane, const NomoRecord *record);

void nomo_outbox_lane_ask_async (NomoOutboxLane *lane, gint64 id, GAsyncReadyCallback callback);
void nomo_outbox_lane_read_async (NomoOutboxLane *lane, GAsyncReadyCallback callback);
gboolean nomo_outbox_lane_read_finish (NomoOutboxLane *lane, GAsyncResult *result);

G_END_DECLS
