#include "config.h"

#include "nomo-error.h"
#include "nomo-seal.h"

#include <glib/gstdio.h>
#include <string.h>

static char *directory;

static char *
new_path (void)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("key-%u", n++);

  return g_build_filename (directory, name, NULL);
}

static GBytes *
new_key (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (GError) error = NULL;
  GBytes *key = nomo_seal_create_key (path, &error);

  g_assert_no_error (error);
  return key;
}

static void
assert_opens (GBytes *key, const char *purpose, const char *sealed, const char *secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) opened = nomo_seal_open (key, purpose, sealed, &error);

  g_assert_cmpstr (opened, ==, secret);
  if (secret == NULL)
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
}

static void
test_sealed (void)
{
  g_autoptr (GBytes) key = new_key ();
  g_autoptr (GBytes) other = new_key ();
  g_autofree char *sealed = nomo_seal (key, "webhook", "سرّ");
  g_autofree char *again = nomo_seal (key, "webhook", "سرّ");
  g_autofree char *empty = nomo_seal (key, "webhook", "");

  g_assert_cmpstr (sealed, !=, again);
  g_assert_null (strstr (sealed, "سرّ"));
  assert_opens (key, "webhook", sealed, "سرّ");
  assert_opens (key, "webhook", empty, "");
  assert_opens (other, "webhook", sealed, NULL);
  assert_opens (key, "token", sealed, NULL);
}

/* Not a byte can be changed, taken away or added. */
static void
test_changed (void)
{
  g_autoptr (GBytes) key = new_key ();
  g_autofree char *sealed = nomo_seal (key, "webhook", "secret");
  gsize length = strlen (sealed);

  for (gsize i = 0; i < length; i++) {
    g_autofree char *changed = g_strdup (sealed);

    changed[i] = changed[i] == 'B' ? 'C' : 'B';
    assert_opens (key, "webhook", changed, NULL);
    changed[i] = '\0';
    assert_opens (key, "webhook", changed, NULL);
  }
}

static void
test_key_file (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = nomo_seal_create_key (path, &error);
  g_autoptr (GBytes) read = nomo_seal_read_key (path, &error);
  g_autoptr (GBytes) again = NULL;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (key, read));
  g_assert_cmpuint (g_bytes_get_size (key), ==, 32);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  again = nomo_seal_create_key (path, &error);
  g_assert_null (again);
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED);
  g_clear_pointer (&read, g_bytes_unref);
  read = nomo_seal_read_key (path, NULL);
  g_assert_true (g_bytes_equal (key, read));
}

static void
assert_no_key (const char *path, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = nomo_seal_read_key (path, &error);

  g_assert_null (key);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_nonnull (strstr (error->message, path));
}

/* A key that others may read guards nothing. */
static void
test_bad_key_files (void)
{
  g_autofree char *open_to_all = new_path ();
  g_autofree char *short_one = new_path ();
  g_autofree char *missing = new_path ();
  g_autoptr (GBytes) key = nomo_seal_create_key (open_to_all, NULL);

  g_chmod (open_to_all, 0640);
  assert_no_key (open_to_all, "chmod 600");
  g_assert_true (g_file_set_contents_full (short_one, "short", 5, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  assert_no_key (short_one, "32 bytes");
  assert_no_key (missing, "cannot be read");
}

static void
remove_directory (void)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    g_unlink (path);
  }
  g_rmdir (directory);
  g_free (directory);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("nomo-seal-XXXXXX", NULL);
  g_test_add_func ("/seal/sealed", test_sealed);
  g_test_add_func ("/seal/changed", test_changed);
  g_test_add_func ("/seal/key-file", test_key_file);
  g_test_add_func ("/seal/bad-key-files", test_bad_key_files);
  result = g_test_run ();
  remove_directory ();
  return result;
}
