#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CONNECTION_PAGE (nomo_connection_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoConnectionPage, nomo_connection_page, NOMO, CONNECTION_PAGE, AdwPreferencesPage)

NomoConnectionPage *nomo_connection_page_new (NomoSession *session);

G_END_DECLS
