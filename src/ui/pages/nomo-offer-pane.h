#pragma once

#include "nomo-record-pane.h"

G_BEGIN_DECLS

#define NOMO_TYPE_OFFER_PANE (nomo_offer_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoOfferPane, nomo_offer_pane, NOMO, OFFER_PANE, NomoRecordPane)

NomoRecordPane *nomo_offer_pane_new (void);

G_END_DECLS
