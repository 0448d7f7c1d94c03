#pragma once

#include "nomo-hooks-state.h"

G_BEGIN_DECLS

gboolean nomo_hooks_is_well (const NomoHooksState *state);
char *nomo_hooks_dup_words (const NomoHooksState *state);

G_END_DECLS
