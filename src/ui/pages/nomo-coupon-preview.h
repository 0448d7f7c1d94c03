#pragma once

#include <gtk/gtk.h>

#include "nomo-coupon-cards.h"
#include "nomo-coupon-form.h"
#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COUPON_PREVIEW (nomo_coupon_preview_get_type ())
G_DECLARE_FINAL_TYPE (NomoCouponPreview, nomo_coupon_preview, NOMO, COUPON_PREVIEW, GtkBox)

GtkWidget *nomo_coupon_preview_new (void);
void nomo_coupon_preview_set_form (NomoCouponPreview *self, NomoCouponForm *form, NomoCouponCards *cards,
                                   NomoSession *session);

G_END_DECLS
