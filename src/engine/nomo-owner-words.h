#pragma once

#include "nomo-shop.h"

G_BEGIN_DECLS

char *nomo_owner_words_dup (NomoShop *shop);

G_END_DECLS
