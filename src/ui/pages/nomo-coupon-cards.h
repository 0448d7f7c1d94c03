#pragma once

#include <gtk/gtk.h>

#include "nomo-coupon-form.h"
#include "nomo-promotion-words.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COUPON_CARDS (nomo_coupon_cards_get_type ())
G_DECLARE_FINAL_TYPE (NomoCouponCards, nomo_coupon_cards, NOMO, COUPON_CARDS, GtkBox)

void nomo_coupon_cards_set_form (NomoCouponCards *self, NomoCouponForm *form, NomoShop *shop);
void nomo_coupon_cards_fill_scope (NomoCouponCards *self, NomoPromotionScope *scope);

G_END_DECLS
