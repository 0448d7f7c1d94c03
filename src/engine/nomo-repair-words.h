#pragma once

#include "nomo-sync.h"

G_BEGIN_DECLS

const char *nomo_repair_word (const char *what);
char *nomo_sync_repairs_dup_words (const NomoSyncRepairs *self);
char *nomo_sync_summary_dup_repairs (const NomoSyncSummary *self);

G_END_DECLS
