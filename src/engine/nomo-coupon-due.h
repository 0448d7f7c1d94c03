#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoCouponDue:
 * @ending: (element-type NomoRecord): coupons whose last day is near, the first to end first
 * @running_out: (element-type NomoRecord): other coupons of whose uses few are left
 *
 * Coupons that run and will soon not.
 */
typedef struct {
  GPtrArray *ending;
  GPtrArray *running_out;
} NomoCouponDue;

gboolean nomo_coupon_due_read (NomoStore *store, gint64 days, gint64 percent, gint64 now, NomoCouponDue *due,
                               GError **error);
gboolean nomo_coupon_due_read_wanted (NomoStore *store, gint64 now, NomoCouponDue *due, GError **error);
void nomo_coupon_due_clear (NomoCouponDue *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NomoCouponDue, nomo_coupon_due_clear)
const char *nomo_coupon_due_get_name (const NomoRecord *coupon);
char *nomo_coupon_due_dup_filter (GPtrArray *first, GPtrArray *second);

G_END_DECLS
