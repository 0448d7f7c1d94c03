#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define NOBODY 65534

static void
set_person (uid_t person)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (person), ==, 0);
}

/* Why the folder cannot be made is what is told, not that there is none. */
static void
test_no_folder (void)
{
  g_autofree char *place = g_dir_make_tmp ("nomo-lock-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (place, "stores", "1.engine", NULL);
  g_autoptr (GError) expected = nomo_engine_error_new_errno (EACCES);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (place, 0555), ==, 0);
  set_person (NOBODY);
  g_assert_null (nomo_engine_lock_take (path, &error));
  set_person (0);
  g_assert_error (error, expected->domain, expected->code);
  g_assert_cmpstr (error->message, ==, expected->message);
  g_assert_cmpint (g_rmdir (place), ==, 0);
}

/* Whoever holds it is named to others, and the next one has it when it is let go. */
static void
test_held (void)
{
  g_autofree char *place = g_dir_make_tmp ("nomo-lock-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (place, "stores", NULL);
  g_autofree char *path = g_build_filename (folder, "1.engine", NULL);
  g_autoptr (NomoEngineLock) lock = nomo_engine_lock_take (path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (lock);
  g_assert_null (nomo_engine_lock_take (path, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD);
  g_assert_true (g_str_has_prefix (error->message, g_get_prgname ()));
  g_clear_pointer (&lock, nomo_engine_lock_free);
  lock = nomo_engine_lock_take (path, NULL);
  g_assert_nonnull (lock);
  g_clear_pointer (&lock, nomo_engine_lock_free);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (place), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-lock/no-folder", test_no_folder);
  g_test_add_func ("/engine-lock/held", test_held);
  return g_test_run ();
}
