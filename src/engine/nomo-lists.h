#pragma once

#include "nomo-mirror-kind.h"

G_BEGIN_DECLS

#define NOMO_LISTS_MAX 16

guint nomo_lists_count (void);
const NomoMirrorKind *nomo_lists_get (guint index);
const NomoMirrorKind *nomo_lists_find (const char *name);

G_END_DECLS
