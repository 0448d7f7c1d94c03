#pragma once

#include <adwaita.h>

#include "nomo-features.h"

G_BEGIN_DECLS

#define NOMO_TYPE_FEATURE_HISTORY (nomo_feature_history_get_type ())
G_DECLARE_FINAL_TYPE (NomoFeatureHistory, nomo_feature_history, NOMO, FEATURE_HISTORY, AdwPreferencesGroup)

GtkWidget *nomo_feature_history_new (NomoFeatures *features, NomoFeatureIndex feature);

G_END_DECLS
