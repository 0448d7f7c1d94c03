#pragma once

#include <adwaita.h>

#include "nomo-features.h"

G_BEGIN_DECLS

#define NOMO_TYPE_FEATURE_SETTINGS (nomo_feature_settings_get_type ())
G_DECLARE_FINAL_TYPE (NomoFeatureSettings, nomo_feature_settings, NOMO, FEATURE_SETTINGS, AdwWindow)

GtkWidget *nomo_feature_settings_new (GtkWindow *parent, NomoFeatures *features, NomoFeatureIndex feature);

G_END_DECLS
