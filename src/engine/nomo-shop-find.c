#include "config.h"

#include "nomo-shop-private.h"

static gboolean
is_store_file (const char *name)
{
  gsize digits = strspn (name, "0123456789");

  return digits > 0 && g_str_equal (name + digits, ".db");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/**
 * nomo_shops_find:
 * @data_dir: a data directory, which need not exist
 *
 * As nomo_shops_find_async(). Blocks.
 *
 * Returns: (transfer full) (array zero-terminated=1): the merchants whose stores are there
 */
char **
nomo_shops_find (const char *data_dir)
{
  g_autofree char *folder = g_build_filename (data_dir, "stores", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (is_store_file (name))
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (".db")));
  }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, nomo_shops_find (data), (GDestroyNotify) g_strfreev);
}

/**
 * nomo_shops_find_async:
 * @data_dir: a data directory, which need not exist
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_shops_find_async (const char *data_dir, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_shops_find_async);
  g_task_set_task_data (task, g_strdup (data_dir), g_free);
  g_task_run_in_thread (task, find_thread);
}

/**
 * nomo_shops_find_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (array zero-terminated=1): the merchants whose stores are there; none is an empty array
 */
char **
nomo_shops_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
