#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoOutboxState:
 * @NOMO_OUTBOX_READY: nothing was tried yet, or it has been edited since
 * @NOMO_OUTBOX_SENT: it was sent, and whether Salla has done it is not known
 * @NOMO_OUTBOX_LATER: it could not be sent and is tried again
 * @NOMO_OUTBOX_REFUSED: Salla refuses it as it is
 *
 * How far an edit that Salla is to hear of has come.
 */
typedef enum {
  NOMO_OUTBOX_READY,
  NOMO_OUTBOX_SENT,
  NOMO_OUTBOX_LATER,
  NOMO_OUTBOX_REFUSED,
  NOMO_N_OUTBOX_STATES
} NomoOutboxState;

/**
 * NOMO_OUTBOX_GONE:
 *
 * Reason of a %NOMO_OUTBOX_REFUSED: Salla has deleted the record while it was edited here.
 */
#define NOMO_OUTBOX_GONE "gone"

/**
 * NomoOutboxNote:
 * @state: how far the edit has come
 * @reason: (nullable): a word for why it was refused or could not be sent
 * @detail: (nullable): what Salla said to it, for people; of one that was sent, when that was by Salla's clock, in UTC
 *   milliseconds
 * @tries: how often it was sent, or was to be sent
 * @at: when that was last, UTC milliseconds
 *
 * What came of the attempts to tell Salla of an edit.
 */
struct _NomoOutboxNote {
  NomoOutboxState state;
  char *reason;
  char *detail;
  guint tries;
  gint64 at;
};

/**
 * NomoWaiting:
 * @record: (transfer full): a record whose wanted image is not the one that Salla has confirmed
 * @note: what came of the attempts
 *
 * One entry of the outbox.
 */
typedef struct {
  NomoRecord *record;
  NomoOutboxNote note;
} NomoWaiting;

void nomo_waiting_free (NomoWaiting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoWaiting, nomo_waiting_free)

GPtrArray *nomo_store_read_waiting (NomoStore *self, guint states, guint offset, guint limit, GError **error);
void nomo_store_read_waiting_async (NomoStore *self, guint states, guint offset, guint limit, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nomo_store_read_waiting_finish (NomoStore *self, GAsyncResult *result, GError **error);
NomoWaiting *nomo_store_find_waiting (NomoStore *self, const NomoEntity *entity, gint64 id, GError **error);
void nomo_store_find_waiting_async (NomoStore *self, const NomoEntity *entity, gint64 id, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
NomoWaiting *nomo_store_find_waiting_finish (NomoStore *self, GAsyncResult *result, GError **error);
GHashTable *nomo_store_read_waiting_states (NomoStore *self, const NomoEntity *entity, GError **error);
gboolean nomo_store_count_waiting (NomoStore *self, gint64 *counts, GError **error);
void nomo_store_count_waiting_async (NomoStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean nomo_store_count_waiting_finish (NomoStore *self, GAsyncResult *result, gint64 *counts, GError **error);

G_END_DECLS
