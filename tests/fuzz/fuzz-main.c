#include "fuzz-target.h"

#include <glib.h>

static gboolean
run_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error)) {
    g_printerr ("%s\n", error->message);
    return FALSE;
  }
  /* A copy of the exact size lets the address sanitizer see a read beyond the end. */
  g_autofree uint8_t *exact = g_memdup2 (data, size);
  LLVMFuzzerTestOneInput (exact, size);
  return TRUE;
}

static int
run_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  const char *name;
  int n_files = 0;

  if (folder == NULL) {
    g_printerr ("%s\n", error->message);
    return 0;
  }
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (!run_file (file))
      return 0;
    n_files++;
  }
  return n_files;
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++) {
    int n_files = run_folder (argv[i]);

    g_print ("%s: %d inputs\n", argv[i], n_files);
    if (n_files == 0)
      return 1;
  }
  return argc > 1 ? 0 : 1;
}
