#include "nomo-error.h"
#include "nomo-keyring.h"
#include "nomo-secret.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

static void
on_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  /* Nothing answers within the call itself. */
  g_assert_null (*result);
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
store (NomoKeyring *keyring, const char *key, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_keyring_store_async (keyring, key, "Nomo Flow", secret, NULL, on_answered_cb, &result);
  return nomo_keyring_store_finish (keyring, wait_for (&result), error);
}

static char *
lookup (NomoKeyring *keyring, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_keyring_lookup_async (keyring, key, NULL, on_answered_cb, &result);
  return nomo_keyring_lookup_finish (keyring, wait_for (&result), error);
}

static gboolean
erase (NomoKeyring *keyring, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_keyring_erase_async (keyring, key, NULL, on_answered_cb, &result);
  return nomo_keyring_erase_finish (keyring, wait_for (&result), error);
}

static void
assert_holds (NomoKeyring *keyring, const char *key, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSecret) secret = lookup (keyring, key, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static void
assert_stores (NomoKeyring *keyring)
{
  g_autoptr (GError) error = NULL;

  assert_holds (keyring, "1/tokens", NULL);
  g_assert_true (store (keyring, "1/tokens", "first", &error));
  g_assert_true (store (keyring, "2/tokens", "رمز سرّي", &error));
  assert_holds (keyring, "1/tokens", "first");
  g_assert_true (store (keyring, "1/tokens", "second", &error));
  assert_holds (keyring, "1/tokens", "second");
  assert_holds (keyring, "2/tokens", "رمز سرّي");
  g_assert_true (erase (keyring, "1/tokens", &error));
  assert_holds (keyring, "1/tokens", NULL);
  g_assert_true (erase (keyring, "1/tokens", &error));
  assert_holds (keyring, "2/tokens", "رمز سرّي");
  g_assert_no_error (error);
}

static void
test_session (void)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new_session ();
  g_autoptr (NomoKeyring) other = nomo_keyring_new_session ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (nomo_keyring_is_lasting (keyring));
  assert_stores (keyring);
  assert_holds (other, "2/tokens", NULL);

  g_cancellable_cancel (cancellable);
  nomo_keyring_store_async (keyring, "3", "x", "y", cancellable, on_answered_cb, &result);
  g_assert_false (nomo_keyring_store_finish (keyring, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_holds (keyring, "3", NULL);
}

static void
assert_lasts (const char *expected)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();

  g_assert_true (nomo_keyring_is_lasting (keyring));
  if (expected == NULL)
    assert_stores (keyring);
  else
    assert_holds (keyring, "2/tokens", expected);
}

static void
test_fails_without_keyring (void)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (store (keyring, "1", "x", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING);
  g_clear_error (&error);
  g_assert_null (lookup (keyring, "1", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING);
  g_clear_error (&error);
  g_assert_false (erase (keyring, "1", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING);
}

/* The rest of these run in a process of their own, because libsecret looks at its environment once. */
static void
run_with (const char *bus, const char *file, const char *path)
{
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)) {
    g_test_skip ("In a sandbox libsecret looks for a portal before anything else");
    return;
  }
  if (bus != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", bus, TRUE);
  else
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
  if (file != NULL) {
    /* libsecret 0.20 loses the etag of every file it writes. */
    g_setenv ("ASAN_OPTIONS", "detect_leaks=0", TRUE);
    g_setenv ("SECRET_BACKEND", "file", TRUE);
    g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
    g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  } else {
    g_unsetenv ("ASAN_OPTIONS");
    g_unsetenv ("SECRET_BACKEND");
  }
  g_test_trap_subprocess (path, 20 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_lasting (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nomo-keyring-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "test.keyring", NULL);

  run_with (NULL, file, "/keyring/lasting/subprocess/first");
  run_with (NULL, file, "/keyring/lasting/subprocess/second");
  g_unlink (file);
  g_rmdir (folder);
}

static void
test_lasting_first (void)
{
  assert_lasts (NULL);
}

static void
test_lasting_second (void)
{
  assert_lasts ("رمز سرّي");
}

/* The next one may share the connection that the first one gave up, and must not look like cancelled by the person. */
static void
test_fails_in_time (void)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (GError) error = NULL;

  nomo_keyring_set_timeout (keyring, 200);
  g_assert_null (lookup (keyring, "1", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  g_assert_false (store (keyring, "1", "x", &error));
  g_assert_true (error->domain == NOMO_CORE_ERROR);
}

/* Somebody locked the keyring, and nobody is there to unlock it. */
static void
test_fails_locked (void)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (GError) error = NULL;

  nomo_keyring_set_timeout (keyring, 10000);
  g_assert_null (lookup (keyring, "2/tokens", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  g_assert_false (erase (keyring, "2/tokens", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  g_assert_false (store (keyring, "2/tokens", "x", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED);
}

static void
test_no_bus (void)
{
  run_with (NULL, NULL, "/keyring/no-bus/subprocess/fails");
  run_with ("unix:path=/nonexistent/bus", NULL, "/keyring/no-bus/subprocess/fails");
}

/* A bus that takes the connection and never says a word. */
static void
test_silent_bus (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nomo-bus-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bus", NULL);
  g_autofree char *address = g_strconcat ("unix:path=", path, NULL);
  g_autoptr (GSocketAddress) socket_address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  g_assert_true (g_socket_bind (socket, socket_address, FALSE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  run_with (address, NULL, "/keyring/silent-bus/subprocess/fails");
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/session", test_session);
  g_test_add_func ("/keyring/lasting", test_lasting);
  g_test_add_func ("/keyring/lasting/subprocess/first", test_lasting_first);
  g_test_add_func ("/keyring/lasting/subprocess/second", test_lasting_second);
  g_test_add_func ("/keyring/locked/subprocess/fails", test_fails_locked);
  g_test_add_func ("/keyring/no-bus", test_no_bus);
  g_test_add_func ("/keyring/no-bus/subprocess/fails", test_fails_without_keyring);
  g_test_add_func ("/keyring/silent-bus", test_silent_bus);
  g_test_add_func ("/keyring/silent-bus/subprocess/fails", test_fails_in_time);
  return g_test_run ();
}
