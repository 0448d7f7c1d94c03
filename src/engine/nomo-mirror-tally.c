#include "config.h"

#include "nomo-mirror-tally.h"

#define N_NUMBERS 5

/**
 * nomo_mirror_tally_read:
 * @self: (out): what was counted
 * @marks: the marks of a list
 *
 * Returns: whether it was counted
 */
gboolean
nomo_mirror_tally_read (NomoMirrorTally *self, const NomoMirrorMarks *marks)
{
  const char *text = nomo_mirror_marks_get (marks, NOMO_MIRROR_TALLY);
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  gint64 numbers[N_NUMBERS];

  *self = (NomoMirrorTally) { 0 };
  if (g_strv_length (words) != N_NUMBERS)
    return FALSE;
  for (guint i = 0; i < N_NUMBERS; i++)
    if (!g_ascii_string_to_signed (words[i], 10, 0, G_MAXINT64, &numbers[i], NULL))
      return FALSE;
  *self = (NomoMirrorTally) { numbers[0], numbers[1], numbers[2], (guint64) numbers[3], numbers[4] };
  return TRUE;
}

/**
 * nomo_mirror_tally_write:
 * @self: what was counted
 * @marks: the marks of a list
 * @commit: writes it to the store
 */
void
nomo_mirror_tally_write (const NomoMirrorTally *self, const NomoMirrorMarks *marks, NomoCommit *commit)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                                           " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT,
                                           self->total, self->count, self->unreadable, self->seq, self->at);

  nomo_mirror_marks_set (marks, commit, NOMO_MIRROR_TALLY, text);
}

/**
 * nomo_mirror_tally_agrees:
 * @self: what was counted
 * @count: how many records are here now
 * @changed: how many of them were written since
 * @deleted: how many were deleted since
 *
 * Records that came or went since explain a difference, and nothing else does.
 *
 * Returns: whether @count can have come of what was counted
 */
gboolean
nomo_mirror_tally_agrees (const NomoMirrorTally *self, gint64 count, gint64 changed, gint64 deleted)
{
  return count <= self->count + changed && count >= self->count - deleted;
}
