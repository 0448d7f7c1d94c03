#pragma once

#include <gtk/gtk.h>

#include "nomo-coupon-form.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_TARGET_CHIPS (nomo_target_chips_get_type ())
G_DECLARE_FINAL_TYPE (NomoTargetChips, nomo_target_chips, NOMO, TARGET_CHIPS, GtkBox)

GtkWidget *nomo_target_chips_new (NomoCouponTarget target, NomoCouponForm *form, NomoShop *shop);
char *nomo_target_chips_dup_names (NomoTargetChips *self);

G_END_DECLS
