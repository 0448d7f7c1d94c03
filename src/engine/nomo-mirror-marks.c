#include "config.h"

#include "nomo-mirror-marks.h"

static char *
make_name (const NomoMirrorMarks *self, const char *what)
{
  return g_strdup_printf ("%s.%s", self->list, what);
}

/**
 * nomo_mirror_marks_get:
 * @self: marks
 * @what: which
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
nomo_mirror_marks_get (const NomoMirrorMarks *self, const char *what)
{
  g_autofree char *name = make_name (self, what);

  return g_hash_table_lookup (self->all, name);
}

/**
 * nomo_mirror_marks_get_number:
 * @self: marks
 * @what: which
 * @fallback: what to return where there is none, or no number
 *
 * Returns: its value
 */
gint64
nomo_mirror_marks_get_number (const NomoMirrorMarks *self, const char *what, gint64 fallback)
{
  const char *text = nomo_mirror_marks_get (self, what);
  gint64 value;

  return text != NULL && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL) ? value : fallback;
}

/**
 * nomo_mirror_marks_set:
 * @self: marks
 * @commit: writes it to the store
 * @what: which
 * @value: (nullable): its value, %NULL to remove it
 *
 * Keeps the marks in memory equal to what @commit writes: when that fails, the run that they belong to ends.
 */
void
nomo_mirror_marks_set (const NomoMirrorMarks *self, NomoCommit *commit, const char *what, const char *value)
{
  g_autofree char *name = make_name (self, what);

  nomo_commit_set_mark (commit, name, value);
  if (value != NULL)
    g_hash_table_insert (self->all, g_steal_pointer (&name), g_strdup (value));
  else
    g_hash_table_remove (self->all, name);
}

/**
 * nomo_mirror_marks_set_number:
 * @self: marks
 * @commit: writes it to the store
 * @what: which
 * @value: its value
 */
void
nomo_mirror_marks_set_number (const NomoMirrorMarks *self, NomoCommit *commit, const char *what, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  nomo_mirror_marks_set (self, commit, what, text);
}

/**
 * nomo_mirror_marks_is_whole:
 * @self: marks
 *
 * Returns: whether the whole list has been read once, so that only changes are left to fetch
 */
gboolean
nomo_mirror_marks_is_whole (const NomoMirrorMarks *self)
{
  return g_strcmp0 (nomo_mirror_marks_get (self, NOMO_MIRROR_WALK), NOMO_MIRROR_DONE) == 0;
}
