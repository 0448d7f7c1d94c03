#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoCountWords:
 * @counted: words how many records there are, like "%s orders"
 * @selected: words how many are selected, like "%s orders selected"
 * @added: words how many are new, like "%s new orders"
 *
 * What is said of a number of records, in its plural form; %s is the number.
 */
typedef struct {
  const char *counted;
  const char *selected;
  const char *added;
} NomoCountWords;

typedef NomoCountWords (*NomoCountWordsFunc) (gulong n);

char *nomo_count_words_dup_counted (NomoCountWordsFunc words, gint64 count);
char *nomo_count_words_dup_selected (NomoCountWordsFunc words, gint64 count);
char *nomo_count_words_dup_added (NomoCountWordsFunc words, gint64 count);

G_END_DECLS
