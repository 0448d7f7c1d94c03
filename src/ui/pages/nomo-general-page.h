#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_GENERAL_PAGE (nomo_general_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoGeneralPage, nomo_general_page, NOMO, GENERAL_PAGE, AdwPreferencesPage)

NomoGeneralPage *nomo_general_page_new (NomoSession *session);
void nomo_general_page_focus_language (NomoGeneralPage *self);

G_END_DECLS
