#pragma once

#include "nomo-kept-sign-in.h"

G_BEGIN_DECLS

typedef struct _NomoHttp NomoHttp;

/**
 * NomoRenewalFate:
 * @NOMO_RENEWAL_DONE: the new pair is here
 * @NOMO_RENEWAL_NOT_DONE: it never took effect, so the refresh token is as good as before
 * @NOMO_RENEWAL_REFUSED: the refresh token is of no use any more
 * @NOMO_RENEWAL_UNKNOWN: it may have taken effect, so the refresh token must not be shown again while anything else works
 *
 * What became of a renewal.
 */
typedef enum {
  NOMO_RENEWAL_DONE,
  NOMO_RENEWAL_NOT_DONE,
  NOMO_RENEWAL_REFUSED,
  NOMO_RENEWAL_UNKNOWN,
} NomoRenewalFate;

void nomo_salla_renew_async (NomoHttp *http, const NomoKeptSignIn *kept, GAsyncReadyCallback callback, gpointer data);
NomoSallaTokens *nomo_salla_renew_finish (NomoHttp *http, GAsyncResult *result, gint64 skew_ms, NomoRenewalFate *fate,
                                          GError **error);

G_END_DECLS
