#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NomoSallaError:
 * @NOMO_SALLA_ERROR_CONSENT_DENIED: the merchant said no on the consent page
 * @NOMO_SALLA_ERROR_STATE: the redirect does not belong to this sign-in
 * @NOMO_SALLA_ERROR_CLIENT: the client id or secret is wrong
 * @NOMO_SALLA_ERROR_CODE: the authorization code was refused (used, expired or foreign)
 * @NOMO_SALLA_ERROR_REDIRECT_PORT: the port of the redirect address is taken
 * @NOMO_SALLA_ERROR_ADDRESS: an endpoint is neither https nor loopback
 * @NOMO_SALLA_ERROR_REDIRECT: a pasted address is not one that a sign-in ended at
 * @NOMO_SALLA_ERROR_SIGNED_OUT: the access token is no longer accepted
 * @NOMO_SALLA_ERROR_NO_SIGN_IN: this device has no sign-in of the store
 * @NOMO_SALLA_ERROR_REVOKED: the refresh token was refused: used before, expired, or the app was uninstalled
 * @NOMO_SALLA_ERROR_LOST_ANSWER: the answer to a renewal was lost, so the sign-in is used as long as it lasts
 * @NOMO_SALLA_ERROR_NOT_RENEWABLE: there is no refresh token, as offline access was not granted
 * @NOMO_SALLA_ERROR_OTHER_MACHINE: the sign-in was made on another machine
 * @NOMO_SALLA_ERROR_OTHER_COPY: the sign-in belongs to another data directory of this machine
 * @NOMO_SALLA_ERROR_RESTORED: the store was restored from a backup, which has no sign-in
 * @NOMO_SALLA_ERROR_OLDER_COPY: keyring and data directory are not of the same time, one was put back from an older copy
 * @NOMO_SALLA_ERROR_UNKEPT: a renewed sign-in could not be put into the keyring and lasts as long as this program
 * @NOMO_SALLA_ERROR_USER_GONE: the person who connected the store has no account there any more
 * @NOMO_SALLA_ERROR_INACTIVE: the account at Salla is not active
 * @NOMO_SALLA_ERROR_SCOPE: the token lacks a scope; the message names it
 * @NOMO_SALLA_ERROR_FORBIDDEN: blocked, or the address is not trusted
 * @NOMO_SALLA_ERROR_NOT_FOUND: what was asked for does not exist
 * @NOMO_SALLA_ERROR_REFUSED: the values were refused (422)
 * @NOMO_SALLA_ERROR_TOO_MANY: the request budget is used up even after waiting
 * @NOMO_SALLA_ERROR_SERVER: Salla answers with 5xx
 * @NOMO_SALLA_ERROR_UNREADABLE: the answer is not what it should be (HTML, truncated, too deep, too large)
 * @NOMO_SALLA_ERROR_UNCERTAIN: something was to be changed, and whether Salla has done it is not known
 *
 * What can go wrong in `salla/`.
 */
typedef enum {
  NOMO_SALLA_ERROR_CONSENT_DENIED,
  NOMO_SALLA_ERROR_STATE,
  NOMO_SALLA_ERROR_CLIENT,
  NOMO_SALLA_ERROR_CODE,
  NOMO_SALLA_ERROR_REDIRECT_PORT,
  NOMO_SALLA_ERROR_ADDRESS,
  NOMO_SALLA_ERROR_REDIRECT,
  NOMO_SALLA_ERROR_SIGNED_OUT,
  NOMO_SALLA_ERROR_NO_SIGN_IN,
  NOMO_SALLA_ERROR_REVOKED,
  NOMO_SALLA_ERROR_LOST_ANSWER,
  NOMO_SALLA_ERROR_NOT_RENEWABLE,
  NOMO_SALLA_ERROR_OTHER_MACHINE,
  NOMO_SALLA_ERROR_OTHER_COPY,
  NOMO_SALLA_ERROR_RESTORED,
  NOMO_SALLA_ERROR_OLDER_COPY,
  NOMO_SALLA_ERROR_UNKEPT,
  NOMO_SALLA_ERROR_USER_GONE,
  NOMO_SALLA_ERROR_INACTIVE,
  NOMO_SALLA_ERROR_SCOPE,
  NOMO_SALLA_ERROR_FORBIDDEN,
  NOMO_SALLA_ERROR_NOT_FOUND,
  NOMO_SALLA_ERROR_REFUSED,
  NOMO_SALLA_ERROR_TOO_MANY,
  NOMO_SALLA_ERROR_SERVER,
  NOMO_SALLA_ERROR_UNREADABLE,
  NOMO_SALLA_ERROR_UNCERTAIN,
} NomoSallaError;

#define NOMO_SALLA_ERROR (nomo_salla_error_quark ())
GQuark nomo_salla_error_quark (void);
void nomo_salla_error_take_fields (GError *self, GStrv fields);
const char *const *nomo_salla_error_get_fields (const GError *self);

G_END_DECLS
