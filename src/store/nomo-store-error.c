#include "config.h"

#include "nomo-store-error.h"

G_DEFINE_QUARK (nomo - store - error - quark, nomo_store_error)

/**
 * nomo_store_error_is_about_writing:
 * @error: (nullable): what kept a store from being opened
 *
 * Returns: %TRUE when the file may be readable all the same: it must not be written, the disk is full, or it could not be
 *   brought up to this version
 */
gboolean
nomo_store_error_is_about_writing (const GError *error)
{
  static const NomoStoreError codes[] = {
    NOMO_STORE_ERROR_OPEN,
    NOMO_STORE_ERROR_FULL,
    NOMO_STORE_ERROR_NO_ROOM,
    NOMO_STORE_ERROR_OPEN_ELSEWHERE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, NOMO_STORE_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}
