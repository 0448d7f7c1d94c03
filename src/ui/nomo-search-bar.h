#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SEARCH_BAR (nomo_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (NomoSearchBar, nomo_search_bar, NOMO, SEARCH_BAR, AdwBin)

void nomo_search_bar_set_stores (NomoSearchBar *self, NomoStores *stores);
void nomo_search_bar_focus (NomoSearchBar *self);
const char *nomo_search_bar_get_text (NomoSearchBar *self);
void nomo_search_bar_set_text (NomoSearchBar *self, const char *text);

G_END_DECLS
