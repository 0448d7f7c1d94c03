#pragma once

#include "nomo-history.h"

G_BEGIN_DECLS

char *nomo_history_words_what (NomoRecord *record, NomoHistoryEntry *const *entries, guint n_entries, GTimeZone *zone);
char *nomo_history_words_when (const NomoHistoryEntry *entry, GTimeZone *zone);

G_END_DECLS
