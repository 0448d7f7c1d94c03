#include "config.h"

#include "nomo-settings-room.h"

#include "nomo-engine-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define PIECE 4096

/* Of a file for which there is some room, but not enough, a part is written, and no error is set. */
static gboolean
fill (int fd)
{
  static const char nothing[PIECE];
  gssize n = write (fd, nothing, sizeof nothing);

  if (n >= 0 && n < (gssize) sizeof nothing)
    errno = ENOSPC;
  return n == (gssize) sizeof nothing && fsync (fd) == 0;
}

/* Whatever keeps the settings keeps them below that folder, which is not there before the first one is kept. */
static gboolean
look (GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), ".nomo-flow-XXXXXX", NULL);
  int fd = g_mkdir_with_parents (g_get_user_config_dir (), 0700) == 0 ? g_mkstemp (path) : -1;
  gboolean written = fd >= 0 && fill (fd);
  int failure = errno;

  if (fd >= 0) {
    close (fd);
    g_unlink (path);
  }
  if (!written)
    g_propagate_error (error, nomo_engine_error_new_errno (failure));
  return written;
}

static void
look_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (look (&error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_settings_room_look_async:
 * @callback: called at the end
 * @data: for @callback
 *
 * Looks whether there is room for a setting where settings are kept: GSettings does not tell when one could not be.
 */
void
nomo_settings_room_look_async (GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, nomo_settings_room_look_async);
  g_task_run_in_thread (task, look_worker);
}

/**
 * nomo_settings_room_look_finish:
 * @result: what the callback got
 * @error: return location, for a #NomoStoreError
 *
 * Returns: whether there is
 */
gboolean
nomo_settings_room_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
