#include "config.h"

#include "nomo-count-words.h"

#include "nomo-format.h"

static char *
put_number (const char *words, gint64 count)
{
  g_autofree char *number = nomo_format_int (count);

  return g_strdup_printf (words, number);
}

/**
 * nomo_count_words_dup_counted:
 * @words: the words for records of a kind
 * @count: how many there are
 *
 * Returns: (transfer full): words that say so, like "12 orders"
 */
char *
nomo_count_words_dup_counted (NomoCountWordsFunc words, gint64 count)
{
  return put_number (words ((gulong) count).counted, count);
}

/**
 * nomo_count_words_dup_selected:
 * @words: the words for records of a kind
 * @count: how many are selected
 *
 * Returns: (transfer full): words that say so, like "12 orders selected"
 */
char *
nomo_count_words_dup_selected (NomoCountWordsFunc words, gint64 count)
{
  return put_number (words ((gulong) count).selected, count);
}

/**
 * nomo_count_words_dup_added:
 * @words: the words for records of a kind
 * @count: how many are new
 *
 * Returns: (transfer full): words that say so, like "3 new orders"
 */
char *
nomo_count_words_dup_added (NomoCountWordsFunc words, gint64 count)
{
  return put_number (words ((gulong) count).added, count);
}
