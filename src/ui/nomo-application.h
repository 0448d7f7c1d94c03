#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_APPLICATION (nomo_application_get_type ())
G_DECLARE_FINAL_TYPE (NomoApplication, nomo_application, NOMO, APPLICATION, AdwApplication)

NomoApplication *nomo_application_new (void);
NomoSession *nomo_application_get_session (NomoApplication *self);
GtkWindow *nomo_application_get_main_window (NomoApplication *self);
NomoStores *nomo_application_get_stores (NomoApplication *self);

void nomo_application_stay (NomoApplication *self, gboolean stays);
void nomo_application_try_alert (NomoApplication *self);

const char *nomo_application_get_language (NomoApplication *self);
void nomo_application_set_language (NomoApplication *self, const char *language);
const char *nomo_application_get_theme (NomoApplication *self);
void nomo_application_set_theme (NomoApplication *self, const char *theme);

G_END_DECLS
