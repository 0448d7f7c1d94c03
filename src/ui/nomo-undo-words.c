#include "config.h"

#include "nomo-undo-words.h"

#include "nomo-format.h"
#include "nomo-history.h"

#include <glib/gi18n.h>

static gboolean
is_of_record (const NomoConflict *conflict)
{
  return g_str_equal (conflict->field, NOMO_HISTORY_CREATED) || g_str_equal (conflict->field, NOMO_HISTORY_DELETED);
}

/* Records that stay, and how many of them because Salla has them. One that stays because of others is as much as said with them. */
static guint
count_left (const NomoUndone *undone, guint *sent)
{
  guint n = 0;

  *sent = 0;
  for (guint i = 0; i < undone->conflicts->len; i++) {
    const NomoConflict *conflict = undone->conflicts->pdata[i];

    n += is_of_record (conflict) && !g_str_equal (conflict->reason, "needed");
    *sent += g_str_equal (conflict->reason, "sent");
  }
  return n;
}

static gboolean
has_values_left (const NomoUndone *undone)
{
  for (guint i = 0; i < undone->conflicts->len; i++)
    if (!is_of_record (undone->conflicts->pdata[i]))
      return TRUE;
  return FALSE;
}

static char *
word_left (const NomoUndone *undone)
{
  guint sent;
  guint n = count_left (undone, &sent);
  g_autofree char *number = nomo_format_int (n);
  gboolean nothing = undone->written + undone->deleted == 0;

  if (nothing && sent == n && n > 0)
    return g_strdup (_ ("Nothing was undone: Salla has it already."));
  if (nothing)
    return g_strdup (_ ("Nothing was undone: it has changed since."));
  if (n == 0 || has_values_left (undone))
    return g_strdup (_ ("Undone, but for what has changed since."));
  if (sent == n)
    return g_strdup_printf (
        ngettext ("Undone, but for %s that Salla has already.", "Undone, but for %s that Salla has already.", n),
        number);
  return g_strdup_printf (
      ngettext ("Undone, but for %s that has changed since.", "Undone, but for %s that have changed since.", n),
      number);
}

static char *
word_waiting (guint n)
{
  g_autofree char *number = nomo_format_int (n);

  return g_strdup_printf (ngettext ("Salla was told of %s before, and is told that it is undone.",
                                    "Salla was told of %s before, and is told that they are undone.", n),
                          number);
}

/**
 * nomo_undo_words:
 * @undone: what came of taking something back
 *
 * Returns: (transfer full): that in a sentence or two: what stays because it has changed since, and what Salla is yet to hear of
 */
char *
nomo_undo_words (const NomoUndone *undone)
{
  g_autofree char *left = undone->conflicts->len > 0 ? word_left (undone) : NULL;
  g_autofree char *waiting = undone->waiting > 0 ? word_waiting (undone->waiting) : NULL;
  const char *all = waiting != NULL ? _ ("Undone here.") : _ ("Undone: all is as it was before.");

  return g_strjoin (" ", left != NULL ? left : all, waiting, NULL);
}
