#pragma once

#include "nomo-feature-look.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoFeatureState:
 * @NOMO_FEATURE_OFF: switched off
 * @NOMO_FEATURE_ON: at work
 * @NOMO_FEATURE_NEEDS_SCOPE: cannot work: the merchant has not given the permission that it needs
 *
 * How a feature stands.
 */
typedef enum {
  NOMO_FEATURE_OFF,
  NOMO_FEATURE_ON,
  NOMO_FEATURE_NEEDS_SCOPE,
} NomoFeatureState;

#define NOMO_FEATURE_DAYS 14

/**
 * NomoFeatures:
 *
 * The features of a shop: which are on, how they are set, what they told, and their work. Main thread.
 *
 * Signals: `changed`: a state, settings or a figure changed. `alert` (NomoAlert): a feature has something to tell; it is noted
 * and will not be told again. `failed` (GError): what was switched or set could not be kept and is as it was. `settled`: nothing
 * that was switched or set is on its way any more.
 */
#define NOMO_TYPE_FEATURES (nomo_features_get_type ())
G_DECLARE_FINAL_TYPE (NomoFeatures, nomo_features, NOMO, FEATURES, GObject)

NomoFeatures *nomo_features_new (NomoShop *shop);
NomoShop *nomo_features_get_shop (NomoFeatures *self);
void nomo_features_set_quiet (NomoFeatures *self, int from, int to);
gboolean nomo_features_is_known (NomoFeatures *self);
gboolean nomo_features_is_writing (NomoFeatures *self);
NomoFeatureState nomo_features_get_state (NomoFeatures *self, NomoFeatureIndex feature);
const gint64 *nomo_features_get_values (NomoFeatures *self, NomoFeatureIndex feature);
const gint64 *nomo_features_get_days (NomoFeatures *self, NomoFeatureIndex feature);
gint64 nomo_features_get_sales (NomoFeatures *self, NomoFeatureIndex feature);
gint64 nomo_features_get_id (NomoFeatures *self, NomoFeatureIndex feature);
void nomo_features_switch (NomoFeatures *self, NomoFeatureIndex feature, gboolean on);
void nomo_features_set_values (NomoFeatures *self, NomoFeatureIndex feature, const gint64 *values);

G_END_DECLS
