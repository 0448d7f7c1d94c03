#pragma once

#include <adwaita.h>

#include "nomo-shop.h"

G_BEGIN_DECLS

void nomo_cost_import_ask (AdwPreferencesWindow *parent, NomoShop *shop);

G_END_DECLS
