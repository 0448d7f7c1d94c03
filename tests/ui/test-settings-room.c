#include "config.h"

#include "nomo-settings-room.h"

#include <glib/gstdio.h>

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **out = data;

  *out = g_object_ref (result);
}

static gboolean
look (GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_settings_room_look_async (looked_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return nomo_settings_room_look_finish (result, error);
}

/* Whoever has kept no setting yet, of this program or another, has no folder for them. */
static void
test_fresh_account (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;

  g_assert_false (g_file_test (g_get_user_config_dir (), G_FILE_TEST_EXISTS));
  g_assert_true (look (&error));
  g_assert_no_error (error);
  folder = g_dir_open (g_get_user_config_dir (), 0, &error);
  g_assert_no_error (error);
  g_assert_null (g_dir_read_name (folder));
}

/* Something else has the name of the folder. */
static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rmdir (g_get_user_config_dir ()), ==, 0);
  g_assert_true (g_file_set_contents (g_get_user_config_dir (), "", 0, NULL));
  g_assert_false (look (&error));
  g_assert_nonnull (error);
  g_unlink (g_get_user_config_dir ());
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("nomo-settings-XXXXXX", NULL);
  g_autofree char *config = g_build_filename (folder, "config", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/settings-room/fresh-account", test_fresh_account);
  g_test_add_func ("/ui/settings-room/no-folder", test_no_folder);
  status = g_test_run ();
  g_rmdir (folder);
  return status;
}
