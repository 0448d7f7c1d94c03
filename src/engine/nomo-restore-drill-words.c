#include "config.h"

#include "nomo-restore-drill-words.h"

#include "nomo-backup-words.h"
#include "nomo-entity.h"
#include "nomo-format.h"

#include <glib/gi18n.h>

#define SECOND_MS 1000

/**
 * nomo_restore_drill_get_verdict:
 * @drill: what came of a drill
 *
 * Returns: what it comes to, in a sentence or two
 */
const char *
nomo_restore_drill_get_verdict (const NomoRestoreDrill *drill)
{
  if (!drill->is_restored)
    return _ ("The backup is damaged and cannot be restored.");
  if (drill->problems->len > 0)
    return _ ("The backup could be restored, but what is in it is not sound. Make a new one.");
  if (!nomo_backup_report_is_whole (drill->report))
    return _ ("The backup is damaged, but all that it holds can be restored. Make a new one.");
  return _ ("The backup can be restored, and all that is in it is sound.");
}

static void
add_line (GString *text, char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

static void
add_effort (GString *text, const NomoRestoreDrill *drill)
{
  gint64 seconds = MAX ((drill->took_ms + SECOND_MS - 1) / SECOND_MS, 1);
  g_autofree char *size = nomo_format_size ((gint64) drill->report->size);
  g_autofree char *number = nomo_format_int (seconds);

  /* Translators: 1 is a size like "12 MB", 2 a number. */
  add_line (text,
            g_strdup_printf (ngettext ("Its %1$s were read and looked through within %2$s second.",
                                       "Its %1$s were read and looked through within %2$s seconds.", (gulong) seconds),
                             size, number));
}

static char *
word_count (const NomoRestoreDrill *drill, const NomoDrillCount *count)
{
  g_autofree char *found = nomo_format_int (count->found);
  g_autofree char *told = nomo_format_int (count->told);
  g_autofree char *changed = nomo_format_int (count->changed);

  if (count->found != count->told)
    /* Translators: 1 is what the records are ("Orders"), 2 and 3 are numbers. */
    return g_strdup_printf (_ ("%1$s: %2$s, but there were %3$s when it was made"), _ (count->entity->label_many),
                            found, told);
  if (drill->is_compared && count->changed > 0)
    /* Translators: 1 is what the records are ("Orders"), 2 how many the backup has, 3 how many came or changed in the store since. */
    return g_strdup_printf (_ ("%1$s: %2$s, and new or changed since: %3$s"), _ (count->entity->label_many), found,
                            changed);
  /* Translators: 1 is what the records are ("Orders"), 2 how many the backup has. */
  return g_strdup_printf (_ ("%1$s: %2$s"), _ (count->entity->label_many), found);
}

/**
 * nomo_restore_drill_dup_details:
 * @drill: what came of a drill
 *
 * Returns: (transfer full): what the backup is, what is wrong with it, and what is in it, a line each
 */
char *
nomo_restore_drill_dup_details (const NomoRestoreDrill *drill)
{
  GString *text = g_string_new (NULL);

  add_line (text, nomo_backup_dup_findings (drill->report));
  add_effort (text, drill);
  for (guint i = 0; i < drill->problems->len; i++)
    add_line (text, g_strdup (drill->problems->pdata[i]));
  for (guint i = 0; i < drill->counts->len; i++)
    add_line (text, word_count (drill, &g_array_index (drill->counts, NomoDrillCount, i)));
  add_line (text,
            g_strdup (_ ("It was looked at in a place of its own, which is gone again. Your store was not touched.")));
  return g_string_free (text, FALSE);
}

/**
 * nomo_restore_drill_dup_words:
 * @drill: what came of a drill
 *
 * Returns: (transfer full): all of it, a line each, what it comes to at the end
 */
char *
nomo_restore_drill_dup_words (const NomoRestoreDrill *drill)
{
  g_autofree char *details = nomo_restore_drill_dup_details (drill);

  return g_strconcat (details, "\n", nomo_restore_drill_get_verdict (drill), NULL);
}
