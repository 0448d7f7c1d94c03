#pragma once

#include <adwaita.h>

#include "nomo-features.h"

G_BEGIN_DECLS

#define NOMO_TYPE_FEATURE_CARD (nomo_feature_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoFeatureCard, nomo_feature_card, NOMO, FEATURE_CARD, AdwBin)

GtkWidget *nomo_feature_card_new (NomoFeatureIndex feature);
void nomo_feature_card_show (NomoFeatureCard *self, NomoFeatures *features);

G_END_DECLS
