#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoDeliveryState:
 * @NOMO_DELIVERY_WAITING: it is on the disk and nothing has come of it yet
 * @NOMO_DELIVERY_DONE: its records are written
 * @NOMO_DELIVERY_KEPT: nothing can come of it by today's rules; it is kept with the reason
 *
 * How far a delivery is.
 */
typedef enum {
  NOMO_DELIVERY_WAITING,
  NOMO_DELIVERY_DONE,
  NOMO_DELIVERY_KEPT,
  NOMO_N_DELIVERY_STATES
} NomoDeliveryState;

/**
 * NomoDelivery:
 * @number: its number in the inbox, in the order in which deliveries came
 * @merchant: whose it is, 0 when it says no merchant
 * @event: what it tells of, as the sender calls it
 * @hash: SHA-256 of its bytes, 64 hexadecimal digits
 * @received_at: when it came, UTC milliseconds
 * @state: how far it is
 * @reason: (nullable): why nothing came of it
 * @body: (nullable): its bytes as they came, but for secrets; %NULL once they were purged
 * @sealed: (nullable): what is secret in it, sealed, as long as it waits
 * @once: whether it must not be taken a second time, whoever asks for it
 * @fresh: whether it was never dealt with, so that how long that takes is a figure
 * @said_at: when its sender says that it happened, UTC milliseconds; 0 where nobody has read that. Not kept
 * @settled_at: when it was dealt with, UTC milliseconds; 0 where nobody has said so. Not kept
 *
 * What somebody delivered.
 */
typedef struct {
  gint64 number;
  gint64 merchant;
  char *event;
  char *hash;
  gint64 received_at;
  NomoDeliveryState state;
  char *reason;
  GBytes *body;
  char *sealed;
  gboolean once;
  gboolean fresh;
  gint64 said_at;
  gint64 settled_at;
} NomoDelivery;

/**
 * NomoDeliveries:
 * @merchant: whose, 0 for all
 * @from: the number of the first, 0 for the first that there is
 * @to: the number of the last, 0 for the last that there is
 * @reason: (nullable): only those that were kept for this reason
 *
 * Some of the deliveries in an inbox.
 */
typedef struct {
  gint64 merchant;
  gint64 from;
  gint64 to;
  const char *reason;
} NomoDeliveries;

void nomo_delivery_free (NomoDelivery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDelivery, nomo_delivery_free)

void nomo_delivery_settle (NomoDelivery *self, NomoDeliveryState state, const char *reason);

/**
 * NomoInboxRead:
 * @delivery: a delivery with its hash and its body, and with the merchant to whose address it came; the function sets its event,
 *   and its merchant where the body tells it. What is secret in the body it puts sealed beside a body without it
 * @data: what nomo_inbox_open() was given
 * @error: return location
 *
 * Reads whose a delivery is. Called in the inbox's own thread.
 *
 * Returns: %FALSE when it is no delivery at all, so that it is refused
 */
typedef gboolean (*NomoInboxRead) (NomoDelivery *delivery, gpointer data, GError **error);

/**
 * NomoInboxFunc:
 * @is_new: whether it was not there yet
 * @error: (nullable): why it was not stored
 * @data: what nomo_inbox_put() was given
 *
 * Without @error the delivery is on the disk and synced.
 */
typedef void (*NomoInboxFunc) (gboolean is_new, const GError *error, gpointer data);

#define NOMO_TYPE_INBOX (nomo_inbox_get_type ())
G_DECLARE_FINAL_TYPE (NomoInbox, nomo_inbox, NOMO, INBOX, GObject)

NomoInbox *nomo_inbox_open (const char *path, NomoInboxRead read, gpointer data, GError **error);
void nomo_inbox_close (NomoInbox *self);
void nomo_inbox_put (NomoInbox *self, gint64 merchant, GBytes *body, NomoInboxFunc func, gpointer data);
void nomo_inbox_try (NomoInbox *self, NomoInboxFunc func, gpointer data);
GPtrArray *nomo_inbox_list (NomoInbox *self, NomoDeliveryState state, gint64 after, guint most, GError **error);
gboolean nomo_inbox_settle (NomoInbox *self, const GPtrArray *deliveries, GError **error);
gint64 nomo_inbox_purge (NomoInbox *self, gint64 before, GError **error);
gint64 nomo_inbox_replay (NomoInbox *self, const NomoDeliveries *which, GError **error);
gint64 nomo_inbox_count (NomoInbox *self, NomoDeliveryState state, GError **error);

G_END_DECLS
