#pragma once

#include "nomo-coupon-form.h"

G_BEGIN_DECLS

struct _NomoCouponForm {
  GObject parent_instance;

  char *currency;
  GTimeZone *zone;
  NomoRecord *base; /* NULL of a new coupon */
  char *texts[NOMO_N_INPUTS];
  GPtrArray *targets; /* of text, as COUPON_TARGET */
  GPtrArray *methods; /* of text, as COUPON_PAYMENT_METHOD */
  char *untouched;    /* what was there before anything was typed, as JSON */
  char *taken;        /* a code that another coupon has */
};

gboolean _nomo_coupon_form_read_percent (NomoCouponForm *self, NomoCouponInput input, gint64 *percent, GError **error);
gboolean _nomo_coupon_form_read_money (NomoCouponForm *self, NomoCouponInput input, gint64 *minor, GError **error);
gboolean _nomo_coupon_form_read_count (NomoCouponForm *self, NomoCouponInput input, gint64 *count, GError **error);
gboolean _nomo_coupon_form_read_moment (NomoCouponForm *self, NomoCouponInput day, gint64 *ms);
gboolean _nomo_coupon_form_read_minute (NomoCouponForm *self, NomoCouponInput time, gint64 *minute, GError **error);
gboolean _nomo_coupon_form_is_new_group (NomoCouponForm *self);
gboolean _nomo_coupon_form_is_empty (NomoCouponForm *self, NomoCouponInput input);
void _nomo_coupon_form_read_base (NomoCouponForm *self);
void _nomo_coupon_form_set_text (NomoCouponForm *self, NomoCouponInput input, const char *text);

G_END_DECLS
