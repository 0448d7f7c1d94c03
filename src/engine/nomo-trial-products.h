#pragma once

#include "nomo-coupon-trial.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoTrialProducts:
 *
 * What a coupon looks at in the products of a shop, each looked up once.
 */
typedef struct _NomoTrialProducts NomoTrialProducts;

NomoTrialProducts *nomo_trial_products_new (NomoStore *store);
const NomoTrialProduct *nomo_trial_products_find (NomoTrialProducts *self, gint64 id);
gboolean nomo_trial_products_check (NomoTrialProducts *self, GError **error);
void nomo_trial_products_free (NomoTrialProducts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoTrialProducts, nomo_trial_products_free)

G_END_DECLS
