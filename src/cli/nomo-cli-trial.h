#pragma once

#include "nomo-cli.h"
#include "nomo-coupon-trial-run.h"

G_BEGIN_DECLS

void nomo_cli_trial_print_order (const NomoRecord *order, NomoTrialVerdict verdict, const NomoTrialEffect *effect,
                                 gpointer data);
void nomo_cli_trial_print (NomoCli *cli, const NomoTrialReport *report);

G_END_DECLS
