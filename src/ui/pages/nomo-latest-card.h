#pragma once

#include <adwaita.h>

#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_LATEST_CARD (nomo_latest_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoLatestCard, nomo_latest_card, NOMO, LATEST_CARD, AdwBin)

void nomo_latest_card_set_shop (NomoLatestCard *self, NomoShop *shop);
void nomo_latest_card_refresh (NomoLatestCard *self);
void nomo_latest_card_set_clock_times (NomoLatestCard *self, gboolean clock_times);

G_END_DECLS
