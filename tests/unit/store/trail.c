#include "trail.h"

#include "fixture.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _Trail {
  char *directory;
  char *its;
  GByteArray *last;
  GByteArray *now;
  GHashTable *states; /* state → a folder with the files that were there */
  guint n_places;
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_names (const char *directory)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
add_file (GByteArray *all, const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  int file = open (path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  guint before = all->len;

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (fstat (file, &status), ==, 0);
  g_byte_array_append (all, (const guint8 *) &status.st_size, sizeof status.st_size);
  g_byte_array_set_size (all, all->len + (guint) status.st_size);
  g_assert_cmpint (read (file, all->data + before + sizeof status.st_size, (size_t) status.st_size), ==,
                   status.st_size);
  close (file);
}

/* All that whoever opens the file next gets to see: what is in the files whose names begin with @its. Of any other it counts alone
 * that it is there, see test_left_over(). */
static void
read_all (const char *directory, const char *its, GByteArray *all)
{
  g_autoptr (GPtrArray) names = list_names (directory);

  g_byte_array_set_size (all, 0);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    gboolean is_its = g_str_has_prefix (name, its);
    const char *known = is_its ? name : "other";

    g_byte_array_append (all, (const guint8 *) known, (guint) strlen (known) + 1);
    if (is_its)
      add_file (all, directory, name);
  }
}

/* What tells apart what may follow from the files in @directory. */
char *
trail_dup_state (const char *directory, const char *its)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  read_all (directory, its, all);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, all->data, all->len);
}

static void
remove_folder (gpointer path)
{
  fixture_remove (path);
  g_free (path);
}

/* Follows a run whose files are in @directory. */
Trail *
trail_new (const char *directory, const char *its)
{
  Trail *self = g_new0 (Trail, 1);

  self->directory = g_strdup (directory);
  self->its = g_strdup (its);
  self->last = g_byte_array_new ();
  self->now = g_byte_array_new ();
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, remove_folder);
  return self;
}

/* Copies all files of @directory into a folder of their own. */
char *
trail_copy (const char *directory)
{
  char *folder = g_dir_make_tmp ("nomo-trail-XXXXXX", NULL);
  g_autoptr (GPtrArray) names = list_names (directory);

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *from = g_build_filename (directory, names->pdata[i], NULL);
    g_autofree char *to = g_build_filename (folder, names->pdata[i], NULL);
    g_autofree char *content = NULL;
    gsize length = 0;

    g_assert_true (g_file_get_contents (from, &content, &length, NULL));
    g_assert_true (g_file_set_contents_full (to, content, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  }
  return folder;
}

/* A place on the way; most are like the one before, which need not be added up. */
void
trail_look (Trail *self)
{
  GByteArray *before = self->last;
  char *state = NULL;

  self->n_places++;
  self->last = self->now;
  self->now = before;
  read_all (self->directory, self->its, self->last);
  if (self->last->len == before->len && memcmp (self->last->data, before->data, before->len) == 0)
    return;
  state = g_compute_checksum_for_data (G_CHECKSUM_SHA256, self->last->data, self->last->len);
  if (g_hash_table_contains (self->states, state))
    g_free (state);
  else
    g_hash_table_insert (self->states, state, trail_copy (self->directory));
}

/* Whether that was seen on the way. */
gboolean
trail_has (Trail *self, const char *state)
{
  return g_hash_table_contains (self->states, state);
}

guint
trail_count_places (Trail *self)
{
  return self->n_places;
}

guint
trail_count_states (Trail *self)
{
  return g_hash_table_size (self->states);
}

/* Calls @func with each state and a folder in which the files are as they were; it may change them. */
void
trail_visit (Trail *self, TrailFunc func, gpointer data)
{
  GHashTableIter iter;
  gpointer state, folder;

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, &state, &folder))
    func (state, folder, data);
}

void
trail_free (Trail *self)
{
  g_free (self->directory);
  g_free (self->its);
  g_byte_array_unref (self->last);
  g_byte_array_unref (self->now);
  g_hash_table_unref (self->states);
  g_free (self);
}
