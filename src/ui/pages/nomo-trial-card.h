#pragma once

#include <adwaita.h>

#include "nomo-trial-reader.h"

G_BEGIN_DECLS

#define NOMO_TYPE_TRIAL_CARD (nomo_trial_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoTrialCard, nomo_trial_card, NOMO, TRIAL_CARD, GtkBox)

void nomo_trial_card_set_source (NomoTrialCard *self, NomoTrialReader *reader, NomoCouponForm *form);

G_END_DECLS
