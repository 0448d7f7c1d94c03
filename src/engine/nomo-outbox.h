#pragma once

#include "nomo-salla-client.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NOMO_OUTBOX_NO_SCOPE:
 *
 * Reason of a %NOMO_OUTBOX_LATER: the merchant has not allowed Nomo Flow to change such records.
 */
#define NOMO_OUTBOX_NO_SCOPE "scope"

/**
 * NOMO_OUTBOX_NO_NUMBER:
 *
 * Reason of a %NOMO_OUTBOX_REFUSED: a tag is to be taken off an order, and Salla tells nowhere the number by which it is; the
 * detail is what the tag is called.
 */
#define NOMO_OUTBOX_NO_NUMBER "tag-number"

/**
 * NOMO_OUTBOX_RESTORED:
 *
 * Reason of a %NOMO_OUTBOX_REFUSED: it waited when the backup was made that the store was restored from, and may have been sent
 * since.
 */
#define NOMO_OUTBOX_RESTORED "restored"

/**
 * NomoOutbox:
 * @store: whose edits
 * @client: Salla
 * @currency: the shop's currency
 * @scope: (nullable): what the merchant has allowed; %NULL when it is not known
 * @only: (nullable): of which kind of records alone; %NULL for all
 *
 * Tells Salla of the edits that wait in a store.
 */
typedef struct {
  NomoStore *store;
  NomoSallaClient *client;
  const char *currency;
  const char *scope;
  const NomoEntity *only;
} NomoOutbox;

/**
 * NomoOutboxSummary:
 * @done: edits that Salla has now
 * @refused: edits that Salla refuses
 * @open: edits of which it is not known yet, or that are tried again
 *
 * What came of a push.
 */
typedef struct {
  guint done;
  guint refused;
  guint open;
} NomoOutboxSummary;

void nomo_outbox_push_async (const NomoOutbox *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer data);
gboolean nomo_outbox_push_finish (NomoStore *store, GAsyncResult *result, NomoOutboxSummary *summary, GError **error);

G_END_DECLS
