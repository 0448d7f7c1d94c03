#include "config.h"

#include "nomo-engine-error.h"

#include "nomo-store-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_QUARK (nomo - engine - error - quark, nomo_engine_error)

static gboolean
is_one_of (const GError *error, GQuark domain, const int *codes, guint n_codes)
{
  for (guint i = 0; i < n_codes; i++)
    if (g_error_matches (error, domain, codes[i]))
      return TRUE;
  return FALSE;
}

/* The library has no code for a quota that is used up, nor for a file that may become no larger: only their words. */
static gboolean
is_full (const GError *failed)
{
  return g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
         g_error_matches (failed, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ||
         strstr (failed->message, g_strerror (EDQUOT)) != NULL || strstr (failed->message, g_strerror (EFBIG)) != NULL;
}

/* The library has no Arabic for most of what it says of files. */
static const char *
reason_of (const GError *failed)
{
  static const int denied[] = { G_IO_ERROR_PERMISSION_DENIED, G_IO_ERROR_READ_ONLY };
  static const int denied_file[] = { G_FILE_ERROR_ACCES, G_FILE_ERROR_PERM, G_FILE_ERROR_ROFS };
  static const int missing[] = { G_IO_ERROR_NOT_FOUND, G_IO_ERROR_NOT_DIRECTORY };
  static const int missing_file[] = { G_FILE_ERROR_NOENT, G_FILE_ERROR_NOTDIR };

  if (is_full (failed))
    return _ ("the disk is full");
  if (is_one_of (failed, G_IO_ERROR, denied, G_N_ELEMENTS (denied)) ||
      is_one_of (failed, G_FILE_ERROR, denied_file, G_N_ELEMENTS (denied_file)))
    return _ ("that place may not be written to");
  if (is_one_of (failed, G_IO_ERROR, missing, G_N_ELEMENTS (missing)) ||
      is_one_of (failed, G_FILE_ERROR, missing_file, G_N_ELEMENTS (missing_file)))
    return _ ("there is no such folder");
  return failed->message;
}

/**
 * nomo_engine_error_new_output:
 * @failed: what the library said of a file that was to be written
 *
 * Returns: (transfer full): %NOMO_ENGINE_ERROR_OUTPUT that says so in the language of the interface, where it is a usual reason
 */
GError *
nomo_engine_error_new_output (const GError *failed)
{
  return g_error_new_literal (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT, reason_of (failed));
}

/**
 * nomo_engine_error_new_kept:
 * @failed: what the library said of a file beside the store that was to be written
 *
 * Returns: (transfer full): what the store says when it cannot be written: %NOMO_STORE_ERROR_FULL or %NOMO_STORE_ERROR_OPEN
 */
GError *
nomo_engine_error_new_kept (const GError *failed)
{
  return g_error_new_literal (NOMO_STORE_ERROR, is_full (failed) ? NOMO_STORE_ERROR_FULL : NOMO_STORE_ERROR_OPEN,
                              reason_of (failed));
}

/**
 * nomo_engine_error_new_errno:
 * @failure: an error of the system, about a file beside the store
 *
 * Returns: (transfer full): as nomo_engine_error_new_kept()
 */
GError *
nomo_engine_error_new_errno (int failure)
{
  g_autoptr (GError) failed =
      g_error_new_literal (G_FILE_ERROR, (int) g_file_error_from_errno (failure), g_strerror (failure));

  return nomo_engine_error_new_kept (failed);
}
