#pragma once

#include "nomo-kept-sign-in.h"
#include "nomo-token-notes.h"

G_BEGIN_DECLS

/**
 * NomoTokenState:
 * @NOMO_TOKENS_NONE: there is no sign-in here, or the keyring does not give it out
 * @NOMO_TOKENS_GOOD: it works and is renewed by itself
 * @NOMO_TOKENS_LAST: it works until it ends and is not renewed before; a reconnect is asked for meanwhile
 * @NOMO_TOKENS_ENDED: it works no more; only a reconnect helps
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
 * NomoTokenVerdict:
 * @state: how the sign-in stands
 * @code: a #NomoSallaError that says why, when @state is not %NOMO_TOKENS_GOOD
 * @settled: the generation to note as the one in use, when a change had been completed and only the note of it is missing;
 *   else 0
 *
 * What may be done with what was found.
 */
typedef struct {
  NomoTokenState state;
  int code;
  gint64 settled;
} NomoTokenVerdict;

NomoTokenVerdict nomo_token_judge (const NomoTokenNotes *notes, const NomoKeptSignIn *kept, const char *machine,
                                   const char *file);
const char *nomo_token_word_of (int code);

G_END_DECLS
