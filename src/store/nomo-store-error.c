#include "config.h"

#include "nomo-store-error.h"

G_DEFINE_QUARK (nomo - store - error - quark, nomo_store_error)

/**
 * nomo_store_error_is_about_writing:
 * @error: (nullable): what kept a store from being opened
 *
 * Returns: %TRUE when the file may be readable all the same: it must not be written, or the disk is full
 */
gboolean
nomo_store_error_is_about_writing (const GError *error)
{
  return g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_OPEN) ||
         g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL);
}
