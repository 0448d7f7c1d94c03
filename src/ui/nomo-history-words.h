#pragma once

#include "nomo-history.h"

G_BEGIN_DECLS

char *nomo_history_words_what (NomoRecord *record, NomoHistoryEntry *const *entries, guint n_entries, GTimeZone *zone);
void nomo_history_words_drop_told (GPtrArray *changes, const GPtrArray *events);
char *nomo_history_words_when (const NomoHistoryEntry *entry, GTimeZone *zone);

G_END_DECLS
