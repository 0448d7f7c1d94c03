#pragma once

#include "nomo-salla-tokens.h"

G_BEGIN_DECLS

/**
 * NomoSallaApp:
 * @client_id: the id of the Salla app
 * @client_secret: its secret
 * @accounts_url: the sign-in server that knows it
 *
 * Through which app a store is connected. Plain values, borrowed.
 */
typedef struct {
  const char *client_id;
  const char *client_secret;
  const char *accounts_url;
} NomoSallaApp;

/**
 * NomoKeptSignIn:
 * @tokens: the pair
 * @client_id: the id of the Salla app that the pair was given to
 * @client_secret: its secret
 * @accounts_url: where it was given, and is renewed
 * @generation: how many pairs this store has had on this device, this one included; 1 or more
 * @renewals: how often the consent that it came of has been renewed, 0 for its first pair
 * @attempt: the generation that a renewal was on its way to when this was written; 0 for none
 * @machine: which machine may use the pair
 * @directory: which data directory on it
 *
 * What the keyring holds of one store, as one item, so that nothing in it can be older than the rest. It is used only by the
 * data directory whose own notes agree with it, see [class@TokenKeeper].
 */
typedef struct {
  NomoSallaTokens *tokens;
  char *client_id;
  char *client_secret;
  char *accounts_url;
  gint64 generation;
  gint64 renewals;
  gint64 attempt;
  char *machine;
  char *directory;
} NomoKeptSignIn;

NomoKeptSignIn *nomo_kept_sign_in_new (NomoSallaTokens *tokens, const NomoSallaApp *app, gint64 generation,
                                       const char *machine, const char *directory);
NomoKeptSignIn *nomo_kept_sign_in_next (const NomoKeptSignIn *self, NomoSallaTokens *tokens, gint64 generation);
void nomo_kept_sign_in_free (NomoKeptSignIn *self);
char *nomo_kept_sign_in_seal (const NomoKeptSignIn *self);
NomoKeptSignIn *nomo_kept_sign_in_unseal (const char *sealed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoKeptSignIn, nomo_kept_sign_in_free)

G_END_DECLS
