#pragma once

#include "nomo-empty.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

gboolean nomo_permission_is_missing (NomoShop *shop, const NomoEntity *entity);
void nomo_permission_tell (NomoEmpty *empty, const char *name, gboolean claimed);
gboolean nomo_permission_tell_missing (NomoEmpty *empty, NomoShop *shop, const NomoEntity *entity);

G_END_DECLS
