#include "config.h"

#include "nomo-repair-words.h"

#include "nomo-format.h"
#include "nomo-repair.h"
#include "nomo-tongue.h"

/**
 * nomo_repair_word:
 * @what: what was put right, as in #NomoRepair
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
nomo_repair_word (const char *what)
{
  if (g_str_equal (what, NOMO_REPAIR_MISSED))
    return C_ ("repair", "Missed, now fetched");
  if (g_str_equal (what, NOMO_REPAIR_UNTOLD))
    return C_ ("repair", "Not told by Salla, now fetched");
  return g_str_equal (what, NOMO_REPAIR_GONE) ? C_ ("repair", "Gone at Salla, now removed")
                                              : C_ ("repair", "Changed unnoticed, now put right");
}

static void
append (GString *words, const char *what, gint64 n)
{
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *part = NULL;

  if (n == 0)
    return;
  /* Translators: 1 is what was put right (“Missed, now fetched”), 2 a number of records. */
  part = g_strdup_printf (C_ ("repair", "%1$s: %2$s"), nomo_repair_word (what), number);
  g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
}

/**
 * nomo_sync_repairs_dup_words:
 * @self: what was put right in a list
 *
 * Returns: (transfer full) (nullable): “Missed, now fetched: 3 · Gone at Salla, now removed: 1”; %NULL for nothing
 */
char *
nomo_sync_repairs_dup_words (const NomoSyncRepairs *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  append (words, NOMO_REPAIR_MISSED, self->missed);
  append (words, NOMO_REPAIR_UNTOLD, self->untold);
  append (words, NOMO_REPAIR_CHANGED, self->changed);
  append (words, NOMO_REPAIR_GONE, self->gone);
  return words->len > 0 ? g_strdup (words->str) : NULL;
}

/**
 * nomo_sync_summary_dup_repairs:
 * @self: how a sync ended
 *
 * Returns: (transfer full) (nullable): what was put right, a line for each list; %NULL for nothing
 */
char *
nomo_sync_summary_dup_repairs (const NomoSyncSummary *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < nomo_lists_count (); i++) {
    g_autofree char *words = nomo_sync_repairs_dup_words (&self->lists[i].repairs);

    if (words != NULL)
      g_string_append_printf (lines, "%s%s – %s", lines->len > 0 ? "\n" : "", _ (nomo_lists_get (i)->label), words);
  }
  return lines->len > 0 ? g_strdup (lines->str) : NULL;
}
