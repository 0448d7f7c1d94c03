#pragma once

#include "nomo-waiting.h"

G_BEGIN_DECLS

char *nomo_outbox_words_dup_what (const NomoRecord *record);
char *nomo_outbox_words_dup_state (const NomoOutboxNote *note);

G_END_DECLS
