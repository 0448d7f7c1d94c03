#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_PREFERENCES (nomo_preferences_get_type ())
G_DECLARE_FINAL_TYPE (NomoPreferences, nomo_preferences, NOMO, PREFERENCES, AdwPreferencesWindow)

NomoPreferences *nomo_preferences_new (GtkWindow *parent, NomoStores *stores);
NomoPreferences *nomo_preferences_new_in_place (NomoPreferences *before, GtkWindow *parent, NomoStores *stores);
void nomo_preferences_go_to (NomoPreferences *self, const char *setting);

G_END_DECLS
