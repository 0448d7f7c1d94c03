#pragma once

#include <adwaita.h>

#include "nomo-breakdown.h"

G_BEGIN_DECLS

#define NOMO_TYPE_HOURS_CARD (nomo_hours_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoHoursCard, nomo_hours_card, NOMO, HOURS_CARD, AdwBin)

void nomo_hours_card_show (NomoHoursCard *self, const NomoBreakdown *breakdown);
void nomo_hours_card_show_error (NomoHoursCard *self, const GError *error);
void nomo_hours_card_set_stamp (NomoHoursCard *self, const char *stamp);

G_END_DECLS
