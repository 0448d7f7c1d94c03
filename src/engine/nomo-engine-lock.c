#include "config.h"

#include "nomo-engine-lock.h"

#include "nomo-engine-error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

struct _NomoEngineLock {
  int fd;
};

/* What the holder wrote, such as "nomo-flow (1234)". */
static char *
read_holder (int fd)
{
  char text[128];
  gssize length = pread (fd, text, sizeof text - 1, 0);
  g_autofree char *valid = NULL;

  if (length <= 0)
    return g_strdup ("?");
  valid = g_utf8_make_valid (text, length);
  return g_strdup (g_strstrip (valid));
}

/* On a disk without room for the name it is held all the same: who erases a store there makes room. */
static void
write_holder (int fd)
{
  const char *name = g_get_prgname ();
  g_autofree char *text = g_strdup_printf ("%s (%d)\n", name != NULL ? name : "nomo", (int) getpid ());

  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) != (gssize) strlen (text))
    g_debug ("the holder of a lock could not be noted: %s", g_strerror (errno));
}

static void
set_held (GError **error, int fd)
{
  g_autofree char *holder = read_holder (fd);

  g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD, "%s", holder);
}

/**
 * nomo_engine_lock_take:
 * @path: the lock file of a store, `<merchant>.engine`
 * @error: return location
 *
 * Does not wait. Touches files: not for the main loop.
 *
 * Returns: (transfer full): the lock, or %NULL; with %NOMO_ENGINE_ERROR_HELD the message names the holder
 */
NomoEngineLock *
nomo_engine_lock_take (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  NomoEngineLock *self;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_propagate_error (error, nomo_engine_error_new_errno (errno));
    return NULL;
  }
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0) {
    write_holder (fd);
    self = g_new0 (NomoEngineLock, 1);
    self->fd = fd;
    return self;
  }
  if (fd >= 0 && errno == EWOULDBLOCK)
    set_held (error, fd);
  else
    g_propagate_error (error, nomo_engine_error_new_errno (errno));
  if (fd >= 0)
    close (fd);
  return NULL;
}

static void
take_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  NomoEngineLock *self = nomo_engine_lock_take (data, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) nomo_engine_lock_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_engine_lock_take_async:
 * @path: as for nomo_engine_lock_take()
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_engine_lock_take_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_engine_lock_take_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, take_thread);
}

/**
 * nomo_engine_lock_take_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): as for nomo_engine_lock_take()
 */
NomoEngineLock *
nomo_engine_lock_take_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_engine_lock_dup_holder:
 * @path: as for nomo_engine_lock_take()
 *
 * Asks without writing anything. Those who ask share the lock for that instant, so they never meet each other; somebody who
 * takes it at the same instant is refused and tries again as usual. Touches a file: not for the main loop.
 *
 * Returns: (transfer full) (nullable): who runs the engine, such as `nomo-flow (1234)`; %NULL when nobody does
 */
char *
nomo_engine_lock_dup_holder (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  char *holder = NULL;

  if (fd < 0)
    return NULL;
  if (flock (fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    holder = read_holder (fd);
  close (fd);
  return holder;
}

/**
 * nomo_engine_lock_free:
 * @self: a lock
 *
 * Lets another process run the engine.
 */
void
nomo_engine_lock_free (NomoEngineLock *self)
{
  close (self->fd);
  g_free (self);
}
