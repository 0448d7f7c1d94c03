#pragma once

#include "nomo-period.h"

G_BEGIN_DECLS

char *nomo_list_words_new (const char *subject, NomoStretch days);
char *nomo_list_words_new_named (const char *name, NomoStretch days);
char *nomo_list_words_new_payment (const char *method, NomoStretch days);
char *nomo_list_words_new_alone (const char *name);
char *nomo_list_words_say (const char *text);

G_END_DECLS
