#pragma once

#include <adwaita.h>

#include "nomo-overview-reader.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SALES_CARD (nomo_sales_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoSalesCard, nomo_sales_card, NOMO, SALES_CARD, AdwBin)

void nomo_sales_card_set_source (NomoSalesCard *self, NomoSession *session, NomoOverviewReader *reader);
void nomo_sales_card_show (NomoSalesCard *self);

G_END_DECLS
