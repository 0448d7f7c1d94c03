#pragma once

#include "nomo-undo.h"

G_BEGIN_DECLS

char *nomo_undo_words (const NomoUndone *undone);

G_END_DECLS
