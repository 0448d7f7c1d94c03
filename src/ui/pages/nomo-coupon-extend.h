#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * NomoCouponExtended:
 * @data: what the caller gave
 * @days: how many days later coupons are to end; 0 for @until
 * @until: on which day they are to end, in days since 1970-01-01 in the shop's zone; 0 with @days, or for not at all
 *
 * Told once.
 */
typedef void (*NomoCouponExtended) (gpointer data, int days, int until);

void nomo_coupon_extend_ask (GtkWindow *window, GTimeZone *zone, gint64 count, NomoCouponExtended done, gpointer data);

G_END_DECLS
