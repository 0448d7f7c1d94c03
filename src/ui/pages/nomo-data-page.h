#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_DATA_PAGE (nomo_data_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoDataPage, nomo_data_page, NOMO, DATA_PAGE, AdwPreferencesPage)

NomoDataPage *nomo_data_page_new (NomoStores *stores);

G_END_DECLS
