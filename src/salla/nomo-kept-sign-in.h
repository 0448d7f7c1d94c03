#pragma once

#include "nomo-salla-tokens.h"

G_BEGIN_DECLS

/**
 * NomoKeptSignIn:
 * @tokens: the pair
 * @client_secret: the secret of the Salla app
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
  char *client_secret;
  gint64 generation;
  gint64 renewals;
  gint64 attempt;
  char *machine;
  char *directory;
} NomoKeptSignIn;

NomoKeptSignIn *nomo_kept_sign_in_new (NomoSallaTokens *tokens, const char *client_secret, gint64 generation,
                                       const char *machine, const char *directory);
void nomo_kept_sign_in_free (NomoKeptSignIn *self);
char *nomo_kept_sign_in_seal (const NomoKeptSignIn *self);
NomoKeptSignIn *nomo_kept_sign_in_unseal (const char *sealed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoKeptSignIn, nomo_kept_sign_in_free)

G_END_DECLS
