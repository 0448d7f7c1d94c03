#pragma once

#include <adwaita.h>

#include "nomo-record.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CUSTOMER_CARD (nomo_customer_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoCustomerCard, nomo_customer_card, NOMO, CUSTOMER_CARD, AdwBin)

void nomo_customer_card_show (NomoCustomerCard *self, NomoRecord *customer, GTimeZone *zone);

G_END_DECLS
