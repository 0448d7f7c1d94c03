#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoHooksKind:
 * @NOMO_HOOKS_NEVER: nobody has looked yet
 * @NOMO_HOOKS_SEEN: the store's list was read, so that the figures say what stands
 * @NOMO_HOOKS_BY_PORTAL: the relay is set to rely on the list in the partners' portal
 * @NOMO_HOOKS_NO_ADDRESS: the relay does not know where it is for those outside, or shares no secret with Salla
 * @NOMO_HOOKS_NO_SCOPE: the merchant has not granted `webhooks.read_write`, so the list in the portal is relied on
 * @NOMO_HOOKS_UNFINISHED: Salla could not be asked to the end; the figures say how far it came
 *
 * What is known of the webhook subscriptions of a store.
 */
typedef enum {
  NOMO_HOOKS_NEVER,
  NOMO_HOOKS_SEEN,
  NOMO_HOOKS_BY_PORTAL,
  NOMO_HOOKS_NO_ADDRESS,
  NOMO_HOOKS_NO_SCOPE,
  NOMO_HOOKS_UNFINISHED,
  NOMO_N_HOOKS_KINDS,
} NomoHooksKind;

/**
 * NomoHooksState:
 * @kind: what is known
 * @at: since when, UTC milliseconds; 0 when nobody has looked
 * @wanted: how many events the store is to tell of
 * @standing: how many of them it tells of, as it should
 * @registered: how many subscriptions the last round made
 * @corrected: how many it changed
 * @removed: how many it took away, which were there twice
 * @refused: (array zero-terminated=1): events whose subscription Salla refused
 * @refusal: (nullable): what Salla said of the first of them
 * @url: (nullable): where the subscriptions lead
 * @former: (element-type utf8): where some of them still lead although the relay has moved
 * @mark: (nullable): the secret that was set, see #NomoHooksAim
 * @secured: (element-type gint64): ids of the subscriptions that have it
 *
 * How the webhook subscriptions of a store stood after the last round.
 */
typedef struct {
  NomoHooksKind kind;
  gint64 at;
  guint wanted;
  guint standing;
  guint registered;
  guint corrected;
  guint removed;
  GStrv refused;
  char *refusal;
  char *url;
  GPtrArray *former;
  char *mark;
  GHashTable *secured;
} NomoHooksState;

NomoHooksState *nomo_hooks_state_parse (const char *text);
char *nomo_hooks_state_to_text (const NomoHooksState *self);
NomoHooksState *nomo_hooks_read_state (NomoStore *store);
void nomo_hooks_read_state_async (NomoStore *store, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer data);
NomoHooksState *nomo_hooks_read_state_finish (NomoStore *store, GAsyncResult *result, GError **error);
void nomo_hooks_write_state_async (NomoStore *store, const NomoHooksState *state, GAsyncReadyCallback callback,
                                   gpointer data);
gboolean nomo_hooks_write_state_finish (NomoStore *store, GAsyncResult *result, GError **error);
const char *nomo_hooks_kind_get_name (NomoHooksKind kind);
void nomo_hooks_state_free (NomoHooksState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoHooksState, nomo_hooks_state_free)

G_END_DECLS
