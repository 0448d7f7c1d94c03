#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_NOTIFICATIONS_PAGE (nomo_notifications_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoNotificationsPage, nomo_notifications_page, NOMO, NOTIFICATIONS_PAGE, AdwPreferencesPage)

NomoNotificationsPage *nomo_notifications_page_new (void);

G_END_DECLS
