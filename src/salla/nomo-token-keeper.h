#pragma once

#include <gio/gio.h>

#include "nomo-salla-endpoints.h"
#include "nomo-salla-tokens.h"

G_BEGIN_DECLS

typedef struct _NomoHttp NomoHttp;
typedef struct _NomoKeyring NomoKeyring;
typedef struct _NomoStore NomoStore;

/**
 * NomoTokenState:
 * @NOMO_TOKENS_NONE: there is no sign-in here, or the keyring does not give it out; [method@TokenKeeper.get_error] says why
 * @NOMO_TOKENS_GOOD: it works and is renewed by itself
 * @NOMO_TOKENS_LAST: it works until it ends and is not renewed before; [method@TokenKeeper.get_error] says why, and a
 *   reconnect is asked for meanwhile
 * @NOMO_TOKENS_ENDED: it works no more; [method@TokenKeeper.get_error] says why, and only a reconnect helps
 *
 * How the sign-in of a store stands.
 */
typedef enum {
  NOMO_TOKENS_NONE,
  NOMO_TOKENS_GOOD,
  NOMO_TOKENS_LAST,
  NOMO_TOKENS_ENDED,
} NomoTokenState;

/**
 * NomoTokenKeeper:
 *
 * The one place that knows a store's tokens on this device: reads them out of the keyring, gives out the access token, and
 * renews the pair without ever showing a refresh token twice. Main thread. Signal `changed`: any of the getters may answer
 * otherwise.
 */
#define NOMO_TYPE_TOKEN_KEEPER (nomo_token_keeper_get_type ())
G_DECLARE_FINAL_TYPE (NomoTokenKeeper, nomo_token_keeper, NOMO, TOKEN_KEEPER, GObject)

void nomo_token_keeper_take (NomoTokenKeeper *self, NomoSallaTokens *tokens, const GError *error);
NomoTokenState nomo_token_keeper_get_state (NomoTokenKeeper *self);
const GError *nomo_token_keeper_get_error (NomoTokenKeeper *self);
gint64 nomo_token_keeper_get_expires (NomoTokenKeeper *self);
gint64 nomo_token_keeper_get_renewed (NomoTokenKeeper *self);
gint64 nomo_token_keeper_get_due (NomoTokenKeeper *self);
guint nomo_token_keeper_get_generation (NomoTokenKeeper *self);
const char *nomo_token_keeper_get_scope (NomoTokenKeeper *self);
gboolean nomo_token_keeper_is_renewing (NomoTokenKeeper *self);
gboolean nomo_token_keeper_is_lasting (NomoTokenKeeper *self);

G_END_DECLS
