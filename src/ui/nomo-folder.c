#include "config.h"

#include "nomo-folder.h"

/**
 * nomo_folder_open_async:
 * @path: a file
 * @callback: called when the folder is open or cannot be
 * @data: for @callback
 *
 * Opens the folder of a file in the program that opens folders here.
 */
void
nomo_folder_open_async (const char *path, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gdk_display_get_default ());

  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, callback, data);
}

/**
 * nomo_folder_open_finish:
 * @result: what the callback got
 *
 * Returns: whether a program opened it
 */
gboolean
nomo_folder_open_finish (GAsyncResult *result)
{
  return g_app_info_launch_default_for_uri_finish (result, NULL);
}
