#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_plan_words_dup (const char *plan);

G_END_DECLS
