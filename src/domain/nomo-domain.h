#pragma once

#include "nomo-entity.h"

G_BEGIN_DECLS

const NomoEntity *const *nomo_domain_entities (void);
const NomoEntity *nomo_domain_find (const char *name);

G_END_DECLS
