#pragma once

#include <gtk/gtk.h>

#include "nomo-coupon-form.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_PHONE_PREVIEW (nomo_phone_preview_get_type ())
G_DECLARE_FINAL_TYPE (NomoPhonePreview, nomo_phone_preview, NOMO, PHONE_PREVIEW, GtkBox)

void nomo_phone_preview_set_form (NomoPhonePreview *self, NomoCouponForm *form, NomoShop *shop);

G_END_DECLS
