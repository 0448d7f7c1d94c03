#pragma once

#include <adwaita.h>

#include "nomo-commands.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SEARCH_RESULTS (nomo_search_results_get_type ())
G_DECLARE_FINAL_TYPE (NomoSearchResults, nomo_search_results, NOMO, SEARCH_RESULTS, AdwBin)

void nomo_search_results_show_note (NomoSearchResults *self, const char *note);
void nomo_search_results_show_found (NomoSearchResults *self, GPtrArray *commands, GPtrArray *records, NomoShop *shop);
void nomo_search_results_show_recent (NomoSearchResults *self, GPtrArray *items, GPtrArray *commands, NomoShop *shop);
void nomo_search_results_move (NomoSearchResults *self, int step);
gboolean nomo_search_results_activate (NomoSearchResults *self);

G_END_DECLS
