#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoCoreError:
 * @NOMO_CORE_ERROR_INVALID: a value that was typed or received cannot be understood
 * @NOMO_CORE_ERROR_RANGE: a value is understood but does not fit
 * @NOMO_CORE_ERROR_JSON: a body is not JSON, or it ends too early
 * @NOMO_CORE_ERROR_JSON_DEPTH: JSON nested deeper than the gate lets through
 * @NOMO_CORE_ERROR_TOO_LARGE: a body larger than the caller accepts
 * @NOMO_CORE_ERROR_OFFLINE: the other side cannot be reached
 * @NOMO_CORE_ERROR_TIMEOUT: the other side did not answer in time
 * @NOMO_CORE_ERROR_TLS: the other side could not prove who it is
 * @NOMO_CORE_ERROR_REDIRECT: the other side redirected a request that must not be redirected
 * @NOMO_CORE_ERROR_NO_KEYRING: this session has no keyring
 * @NOMO_CORE_ERROR_KEYRING_LOCKED: the keyring is locked and was not unlocked
 * @NOMO_CORE_ERROR_EMPTY: a file that ought to be a sealed one has nothing in it
 * @NOMO_CORE_ERROR_NOT_SEALED: a file is no sealed file
 * @NOMO_CORE_ERROR_OTHER_VERSION: a sealed file of another version than ours
 * @NOMO_CORE_ERROR_COST: to try a passphrase of a sealed file would take more memory or time than it may
 * @NOMO_CORE_ERROR_PASSPHRASE: the passphrase is not that of the sealed file
 * @NOMO_CORE_ERROR_DAMAGED: a sealed file is damaged; the message says where
 * @NOMO_CORE_ERROR_FAILED: anything else; the message says what
 *
 * What can go wrong in `core/`.
 */
typedef enum {
  NOMO_CORE_ERROR_INVALID,
  NOMO_CORE_ERROR_RANGE,
  NOMO_CORE_ERROR_JSON,
  NOMO_CORE_ERROR_JSON_DEPTH,
  NOMO_CORE_ERROR_TOO_LARGE,
  NOMO_CORE_ERROR_OFFLINE,
  NOMO_CORE_ERROR_TIMEOUT,
  NOMO_CORE_ERROR_TLS,
  NOMO_CORE_ERROR_REDIRECT,
  NOMO_CORE_ERROR_NO_KEYRING,
  NOMO_CORE_ERROR_KEYRING_LOCKED,
  NOMO_CORE_ERROR_EMPTY,
  NOMO_CORE_ERROR_NOT_SEALED,
  NOMO_CORE_ERROR_OTHER_VERSION,
  NOMO_CORE_ERROR_COST,
  NOMO_CORE_ERROR_PASSPHRASE,
  NOMO_CORE_ERROR_DAMAGED,
  NOMO_CORE_ERROR_FAILED,
} NomoCoreError;

#define NOMO_CORE_ERROR (nomo_core_error_quark ())
GQuark nomo_core_error_quark (void);

G_END_DECLS
