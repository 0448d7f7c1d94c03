#pragma once

#include <adwaita.h>

#include "nomo-record.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COST_ENTRY (nomo_cost_entry_get_type ())
G_DECLARE_FINAL_TYPE (NomoCostEntry, nomo_cost_entry, NOMO, COST_ENTRY, AdwPreferencesGroup)

void nomo_cost_entry_show (NomoCostEntry *self, NomoShop *shop, NomoRecord *product);
char *nomo_cost_entry_dup_typed (NomoCostEntry *self);
void nomo_cost_entry_type (NomoCostEntry *self, const char *text);

G_END_DECLS
