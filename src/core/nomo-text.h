#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_text_fold (const char *text);
char *nomo_text_fold_index (const char *text);
const char *nomo_text_skip_article (const char *word);
gboolean nomo_text_match (const char *index, const char *folded);
char *nomo_text_fold_sort (const char *text);
char *nomo_text_ascii_digits (const char *text);

char *nomo_text_isolate (const char *text);
char *nomo_text_isolate_ltr (const char *text);
char *nomo_text_strip_isolates (const char *text);
char *nomo_text_lead (const char *user_text);

G_END_DECLS
