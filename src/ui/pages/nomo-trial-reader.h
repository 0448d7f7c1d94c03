#pragma once

#include "nomo-coupon-form.h"
#include "nomo-coupon-trial-run.h"
#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_TRIAL_READER (nomo_trial_reader_get_type ())
G_DECLARE_FINAL_TYPE (NomoTrialReader, nomo_trial_reader, NOMO, TRIAL_READER, GObject)

NomoTrialReader *nomo_trial_reader_new (NomoCouponForm *form, NomoSession *session);
void nomo_trial_reader_set_period (NomoTrialReader *self, const char *period);
int nomo_trial_reader_get_today (NomoTrialReader *self);
const NomoTrialReport *nomo_trial_reader_get_report (NomoTrialReader *self);
gboolean nomo_trial_reader_is_busy (NomoTrialReader *self);
const GError *nomo_trial_reader_get_error (NomoTrialReader *self);

G_END_DECLS
