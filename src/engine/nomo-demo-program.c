#include "config.h"

#include "nomo-demo-program.h"

static char *
take_if_program (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return path;
  g_free (path);
  return NULL;
}

/**
 * nomo_demo_program_find:
 * @name: a program of ours
 * @folder: the folder of `src/` that it is built in
 * @variable: of the environment: where it is instead
 *
 * Looks beside this program, as when installed, then in the neighbouring folder, as when built. Blocks.
 *
 * Returns: (transfer full) (nullable): the program
 */
char *
nomo_demo_program_find (const char *name, const char *folder, const char *variable)
{
  const char *given = g_getenv (variable);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = g_path_get_dirname (self != NULL ? self : NOMO_BINDIR "/nomo");
  char *path;

  if (given != NULL && *given != '\0')
    return take_if_program (g_strdup (given));
  path = take_if_program (g_build_filename (here, name, NULL));
  if (path == NULL)
    path = take_if_program (g_build_filename (here, "..", folder, name, NULL));
  if (path == NULL)
    path = take_if_program (g_build_filename (NOMO_BINDIR, name, NULL));
  return path;
}
