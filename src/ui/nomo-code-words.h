#pragma once

#include "nomo-code-sheet.h"
#include "nomo-status-pill.h"

G_BEGIN_DECLS

char *nomo_code_words_counts (const NomoCodeTally *tally);
char *nomo_code_words_batch (const NomoRecord *batch, GTimeZone *zone);
char *nomo_code_words_code (const NomoCodeSheet *sheet, const NomoCode *code, GTimeZone *zone);
char *nomo_code_words_cost (gint64 requests, gint64 seconds, const char *plan);
void nomo_code_words_show_state (NomoStatusPill *pill, const NomoCode *code);

G_END_DECLS
