#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoEngineError:
 * @NOMO_ENGINE_ERROR_HELD: another process runs the engine of this store; the message says which
 * @NOMO_ENGINE_ERROR_NO_STORE: no store is connected
 * @NOMO_ENGINE_ERROR_OTHER_STORE: the sign-in is for another store than the one to reconnect
 * @NOMO_ENGINE_ERROR_DEMO: the demo store did not start
 * @NOMO_ENGINE_ERROR_FILE: a file to import, or what was said of it, cannot be understood; the message says why
 * @NOMO_ENGINE_ERROR_OUTPUT: a file cannot be written; the message says why
 * @NOMO_ENGINE_ERROR_EXISTS: a store is there already and was not to be replaced; the message is its file
 * @NOMO_ENGINE_ERROR_RELAY: a relay looks after the store; the message is its host
 * @NOMO_ENGINE_ERROR_PLAN: the plan for backups is there and cannot be read; the message says where it is and why
 * @NOMO_ENGINE_ERROR_FAILED: anything else
 *
 * What can go wrong in `engine/`.
 */
typedef enum {
  NOMO_ENGINE_ERROR_HELD,
  NOMO_ENGINE_ERROR_NO_STORE,
  NOMO_ENGINE_ERROR_OTHER_STORE,
  NOMO_ENGINE_ERROR_DEMO,
  NOMO_ENGINE_ERROR_FILE,
  NOMO_ENGINE_ERROR_OUTPUT,
  NOMO_ENGINE_ERROR_EXISTS,
  NOMO_ENGINE_ERROR_RELAY,
  NOMO_ENGINE_ERROR_PLAN,
  NOMO_ENGINE_ERROR_FAILED,
} NomoEngineError;

#define NOMO_ENGINE_ERROR (nomo_engine_error_quark ())
GQuark nomo_engine_error_quark (void);
GError *nomo_engine_error_new_output (const GError *failed);
GError *nomo_engine_error_new_kept (const GError *failed);
GError *nomo_engine_error_new_errno (int failure);

G_END_DECLS
