#pragma once

#include <adwaita.h>

#include "nomo-breakdown.h"

G_BEGIN_DECLS

/**
 * NomoShareKind:
 * @NOMO_SHARE_PRODUCTS: best sellers
 * @NOMO_SHARE_CATEGORIES: sales by category
 * @NOMO_SHARE_CITIES: sales by city
 * @NOMO_SHARE_PAYMENTS: sales by payment method
 *
 * By what the sales of a period are told apart.
 */
typedef enum {
  NOMO_SHARE_PRODUCTS,
  NOMO_SHARE_CATEGORIES,
  NOMO_SHARE_CITIES,
  NOMO_SHARE_PAYMENTS,
} NomoShareKind;

#define NOMO_TYPE_SHARE_CARD (nomo_share_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoShareCard, nomo_share_card, NOMO, SHARE_CARD, AdwBin)

void nomo_share_card_set_kind (NomoShareCard *self, NomoShareKind kind);
void nomo_share_card_show (NomoShareCard *self, NomoBreakdown *breakdown, gboolean coming);
void nomo_share_card_show_error (NomoShareCard *self, const GError *error);
void nomo_share_card_set_stamp (NomoShareCard *self, const char *stamp);

G_END_DECLS
