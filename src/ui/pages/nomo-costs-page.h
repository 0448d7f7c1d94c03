#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COSTS_PAGE (nomo_costs_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoCostsPage, nomo_costs_page, NOMO, COSTS_PAGE, AdwPreferencesPage)

NomoCostsPage *nomo_costs_page_new (NomoSession *session);
gboolean nomo_costs_page_keep (NomoCostsPage *self);
char *nomo_costs_page_dup_typed (NomoCostsPage *self);
void nomo_costs_page_type (NomoCostsPage *self, const char *text);

G_END_DECLS
