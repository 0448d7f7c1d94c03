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
  NOMO_CORE_ERROR_FAILED,
} NomoCoreError;

#define NOMO_CORE_ERROR (nomo_core_error_quark ())
GQuark nomo_core_error_quark (void);

G_END_DECLS
