#include "config.h"

#include "nomo-error.h"
#include "nomo-seal.h"
#include "nomo-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NAME "salla/1180227410"

/* What stands between GLib and the disk: each call that changes something is counted, and one of them fails. */
static struct {
  gboolean armed;
  guint at; /* at which of these calls, from 1 */
  int error;
  guint seen;
  gboolean hit;
  GString *calls; /* a letter for each: o w s r d m u */
} disk;

static gboolean
fails (char call)
{
  if (!disk.armed)
    return FALSE;
  g_string_append_c (disk.calls, call);
  if (++disk.seen != disk.at)
    return FALSE;
  disk.hit = TRUE;
  errno = disk.error;
  return TRUE;
}

static gboolean
is_folder (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 && S_ISDIR (status.st_mode);
}

int
open (const char *path, int flags, ...)
{
  va_list rest;
  unsigned mode;

  va_start (rest, flags);
  mode = (flags & O_CREAT) != 0 ? va_arg (rest, unsigned) : 0;
  va_end (rest);
  return (flags & O_CREAT) != 0 && fails ('o') ? -1 : (int) syscall (SYS_openat, AT_FDCWD, path, flags, mode);
}

/* Half of what cannot be written whole has reached the disk. */
ssize_t
write (int fd, const void *data, size_t size)
{
  gboolean failing = fails ('w');

  if (failing)
    syscall (SYS_write, fd, data, size / 2);
  if (failing)
    errno = disk.error;
  return failing ? -1 : (ssize_t) syscall (SYS_write, fd, data, size);
}

int
fsync (int fd)
{
  return fails (is_folder (fd) ? 'd' : 's') ? -1 : (int) syscall (SYS_fsync, fd);
}

int
rename (const char *from, const char *to)
{
  return fails ('r') ? -1 : (int) syscall (SYS_rename, from, to);
}

int
mkdir (const char *path, mode_t mode)
{
  return fails ('m') ? -1 : (int) syscall (SYS_mkdir, path, mode);
}

int
unlink (const char *path)
{
  return fails ('u') ? -1 : (int) syscall (SYS_unlink, path);
}

static void
arm (guint at, int error)
{
  disk.at = at;
  disk.error = error;
  disk.seen = 0;
  disk.hit = FALSE;
  g_string_truncate (disk.calls, 0);
  disk.armed = TRUE;
}

static gboolean
disarm (void)
{
  disk.armed = FALSE;
  return disk.hit;
}

typedef struct {
  char *directory;
  char *folder;
  GBytes *key;
} Place;

static Place *
place_new (void)
{
  Place *self = g_new0 (Place, 1);
  g_autofree char *key = NULL;

  self->directory = g_dir_make_tmp ("nomo-vault-XXXXXX", NULL);
  self->folder = g_build_filename (self->directory, "secrets", NULL);
  key = g_build_filename (self->directory, "key", NULL);
  self->key = nomo_seal_create_key (key, NULL);
  g_assert_nonnull (self->key);
  return self;
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_remove (path) != 0)
      remove_all (path);
  }
  g_rmdir (folder);
}

static void
place_free (Place *self)
{
  remove_all (self->directory);
  g_bytes_unref (self->key);
  g_free (self->directory);
  g_free (self->folder);
  g_free (self);
}

/* As a program that was started anew finds it. */
static char *
look_up (Place *place)
{
  g_autoptr (NomoVault) vault = nomo_vault_new (place->key, place->folder);
  g_autoptr (GError) error = NULL;
  char *secret = nomo_vault_lookup (vault, NAME, &error);

  g_assert_no_error (error);
  return secret;
}

typedef gboolean (*Change) (NomoVault *vault, GError **error);

static gboolean
store_two (NomoVault *vault, GError **error)
{
  return nomo_vault_store (vault, NAME, "two", error);
}

static gboolean
erase (NomoVault *vault, GError **error)
{
  return nomo_vault_erase (vault, NAME, error);
}

typedef struct {
  const char *before; /* nullable */
  Change change;
  const char *after; /* nullable */
} Loop;

static const Loop loops[] = { { NULL, store_two, "two" }, { "one", store_two, "two" }, { "one", erase, NULL } };

/* After the file got its name or lost it, and other than by the call that failed. */
static gboolean
is_folder_synced (guint failed)
{
  const char *named = strpbrk (disk.calls->str, "ru");

  for (const char *call = named; call != NULL && *call != '\0'; call++)
    if (*call == 'd' && call - disk.calls->str != (gssize) failed - 1)
      return TRUE;
  return FALSE;
}

/* Whatever fails, the secret of before or the new one is there, whole; the new one when that was said. */
static gboolean
change_with_fault (const Loop *loop, guint at, int code)
{
  Place *place = place_new ();
  g_autoptr (NomoVault) vault = nomo_vault_new (place->key, place->folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gboolean ok;
  gboolean hit;

  g_assert_true (loop->before == NULL || nomo_vault_store (vault, NAME, loop->before, NULL));
  arm (at, code);
  ok = loop->change (vault, &error);
  hit = disarm ();
  found = look_up (place);
  if (!ok)
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING);
  else
    g_assert_true (is_folder_synced (at));
  /* Only the sync of the folder comes when the new one is there already. */
  if (ok || (hit && disk.calls->str[at - 1] == 'd'))
    g_assert_cmpstr (found, ==, loop->after);
  else
    g_assert_cmpstr (found, ==, loop->before);
  place_free (place);
  return hit;
}

static void
test_faults (gconstpointer data)
{
  static const int codes[] = { ENOSPC, EIO, EROFS };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    guint at = 1;

    while (change_with_fault (data, at, codes[i]))
      at++;
    g_test_message ("%s: %u points hit, the calls were %s", g_strerror (codes[i]), at - 1, disk.calls->str);
    g_assert_cmpuint (at, >, ((const Loop *) data)->after != NULL ? 5 : 2);
  }
}

/* After a power cut the new secret is there or the one of before: its bytes are synced before it gets its name, and its name before
 * it is said to be stored. */
static void
test_order (void)
{
  Place *place = place_new ();
  g_autoptr (NomoVault) vault = nomo_vault_new (place->key, place->folder);
  const char *named = NULL;

  g_assert_true (nomo_vault_store (vault, NAME, "one", NULL));
  arm (0, 0);
  g_assert_true (store_two (vault, NULL));
  disarm ();
  named = strchr (disk.calls->str, 'r');
  g_assert_nonnull (named);
  g_assert_cmpint (named[-1], ==, 's');
  g_assert_nonnull (strchr (named, 'd'));
  g_assert_null (strpbrk (named, "ow"));
  arm (0, 0);
  g_assert_true (erase (vault, NULL));
  disarm ();
  g_assert_cmpstr (disk.calls->str, ==, "ud");
  place_free (place);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  disk.calls = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (loops); i++) {
    g_autofree char *name = g_strdup_printf ("/vault/faults/%u", i);

    g_test_add_data_func (name, &loops[i], test_faults);
  }
  g_test_add_func ("/vault/order", test_order);
  result = g_test_run ();
  g_string_free (disk.calls, TRUE);
  return result;
}
