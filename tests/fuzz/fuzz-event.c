#include "fuzz-target.h"

#include "nomo-domain.h"
#include "nomo-event-map.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define RECEIVED 1770144015000

static char *folder;
static NomoStore *store;

static void
end (void)
{
  const char *name;
  GDir *dir = NULL;

  nomo_store_close (store);
  g_object_unref (store);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_remove (path);
  }
  g_dir_close (dir);
  g_rmdir (folder);
  g_free (folder);
}

static void
begin (void)
{
  g_autofree char *path = NULL;

  folder = g_dir_make_tmp ("nomo-fuzz-XXXXXX", NULL);
  path = g_build_filename (folder, "1.db", NULL);
  store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_assert_nonnull (store);
  atexit (end);
}

/* Whatever an event says, its records can be written: one that could not would keep up all behind it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (NomoSallaEvent) event = nomo_salla_event_read (body, NULL);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  NomoEventPlace place = { NULL, "SAR", none };
  NomoEventMeaning meaning;

  if (event == NULL)
    return 0;
  if (store == NULL)
    begin ();
  place.store = store;
  g_assert_true (nomo_event_map (event, &place, RECEIVED, commit, &meaning, &error));
  g_assert_no_error (error);
  nomo_store_commit (store, commit, NULL, &error);
  g_assert_no_error (error);
  return 0;
}
