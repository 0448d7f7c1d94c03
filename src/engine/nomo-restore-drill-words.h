#pragma once

#include "nomo-restore-drill.h"

G_BEGIN_DECLS

const char *nomo_restore_drill_get_verdict (const NomoRestoreDrill *drill);
char *nomo_restore_drill_dup_details (const NomoRestoreDrill *drill);
char *nomo_restore_drill_dup_words (const NomoRestoreDrill *drill);

G_END_DECLS
