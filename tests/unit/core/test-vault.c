#include "config.h"

#include "nomo-error.h"
#include "nomo-keyring.h"
#include "nomo-seal.h"

#include <glib/gstdio.h>
#include <string.h>

#define NAME "salla/1180227410"

typedef struct {
  char *directory;
  char *folder;
  GBytes *key;
  NomoVault *vault;
} Fixture;

static GBytes *
new_key (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

  return nomo_seal_create_key (path, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("nomo-vault-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->directory, "secrets", NULL);
  fixture->key = new_key (fixture, "key");
  fixture->vault = nomo_vault_new (fixture->key, fixture->folder);
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
tear_down (Fixture *fixture, gconstpointer data)
{
  nomo_vault_free (fixture->vault);
  g_bytes_unref (fixture->key);
  remove_all (fixture->directory);
  g_free (fixture->folder);
  g_free (fixture->directory);
}

static void
assert_holds (NomoVault *vault, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) secret = nomo_vault_lookup (vault, name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static char *
find_file (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  return g_build_filename (fixture->folder, g_dir_read_name (dir), NULL);
}

static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoVault) later = nomo_vault_new (fixture->key, fixture->folder);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  GStatBuf status;

  assert_holds (fixture->vault, NAME, NULL);
  g_assert_true (nomo_vault_store (fixture->vault, NAME, "one", NULL));
  g_assert_true (nomo_vault_store (fixture->vault, NAME, "a secret", NULL));
  assert_holds (later, NAME, "a secret");
  assert_holds (later, "salla/2", NULL);
  path = find_file (fixture);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "secret"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (nomo_vault_erase (fixture->vault, NAME, NULL));
  g_assert_true (nomo_vault_erase (fixture->vault, NAME, NULL));
  assert_holds (later, NAME, NULL);
}

static void
expect_damage (NomoVault *vault, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nomo_vault_lookup (vault, name, &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING);
}

/* What does not open is not the same as nothing: a token that is there must not be taken for a lost one. */
static void
test_does_not_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) other_key = new_key (fixture, "other");
  g_autoptr (NomoVault) other = nomo_vault_new (other_key, fixture->folder);
  g_autofree char *path = NULL;
  g_autofree char *moved = g_build_filename (fixture->folder, "other", NULL);

  g_assert_true (nomo_vault_store (fixture->vault, NAME, "a secret", NULL));
  expect_damage (other, NAME);
  path = find_file (fixture);
  g_assert_cmpint (g_rename (path, moved), ==, 0);
  expect_damage (fixture->vault, "other");
}

/* A folder in the place of the file is what even root cannot write over. */
static void
test_does_not_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  g_assert_true (nomo_vault_store (fixture->vault, NAME, "a secret", NULL));
  path = find_file (fixture);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (nomo_vault_store (fixture->vault, NAME, "another", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING);
  expect_damage (fixture->vault, NAME);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
test_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new_sealed (nomo_vault_new (fixture->key, fixture->folder));
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) erased = NULL;
  g_autoptr (NomoSecret) secret = NULL;

  g_assert_true (nomo_keyring_is_lasting (keyring));
  nomo_keyring_store_async (keyring, NAME, "Nomo Flow", "a secret", NULL, keep_cb, &stored);
  g_assert_true (nomo_keyring_store_finish (keyring, wait_for (&stored), NULL));
  nomo_keyring_lookup_async (keyring, NAME, NULL, keep_cb, &found);
  secret = nomo_keyring_lookup_finish (keyring, wait_for (&found), NULL);
  g_assert_cmpstr (secret, ==, "a secret");
  nomo_keyring_erase_async (keyring, NAME, NULL, keep_cb, &erased);
  g_assert_true (nomo_keyring_erase_finish (keyring, wait_for (&erased), NULL));
  assert_holds (fixture->vault, NAME, NULL);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/vault/keeps", test_keeps);
  ADD ("/vault/does-not-open", test_does_not_open);
  ADD ("/vault/does-not-store", test_does_not_store);
  ADD ("/vault/keyring", test_keyring);
  return g_test_run ();
}
