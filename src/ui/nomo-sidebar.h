#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SIDEBAR (nomo_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (NomoSidebar, nomo_sidebar, NOMO, SIDEBAR, AdwBin)

void nomo_sidebar_set_stores (NomoSidebar *self, NomoStores *stores);

G_END_DECLS
