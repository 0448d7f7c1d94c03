#pragma once

#include <gio/gio.h>

#include "nomo-coupon.h"

G_BEGIN_DECLS

/**
 * NomoCouponInput:
 *
 * What is typed or chosen for a coupon, in the order in which it is asked. Each is text, as it was typed: also what is
 * no number and no date stays. What is yes or no is "yes" or "".
 */
typedef enum {
  NOMO_INPUT_KIND, /* "percent", "fixed" or "shipping" */
  NOMO_INPUT_VALUE,
  NOMO_INPUT_MAXIMUM,
  NOMO_INPUT_FREE_SHIPPING,
  NOMO_INPUT_GROUP, /* many codes of one rule; of a coupon that is changed it stays what it was */
  NOMO_INPUT_CODE,
  NOMO_INPUT_GROUP_NAME,
  NOMO_INPUT_GROUP_SUFFIX,
  NOMO_INPUT_GROUP_COUNT,
  NOMO_INPUT_MINIMUM,
  NOMO_INPUT_PLACE, /* as COUPON_APPLIED_IN */
  NOMO_INPUT_EXCLUDE_SALE,
  NOMO_INPUT_WITH_OFFERS, /* "yes", "no", or "" where Salla decides */
  NOMO_INPUT_START_DAY,
  NOMO_INPUT_START_TIME,
  NOMO_INPUT_END_DAY,
  NOMO_INPUT_END_TIME,
  NOMO_INPUT_USES,
  NOMO_INPUT_USES_EACH,
  NOMO_INPUT_MARKETING,
  NOMO_INPUT_MARKETER,
  NOMO_INPUT_PAY_KIND, /* "percent" or "fixed" */
  NOMO_INPUT_PAY,
  NOMO_INPUT_PAY_MAXIMUM,
  NOMO_INPUT_PAY_SHOW_MAXIMUM,
  NOMO_INPUT_HIDE_SALES,
  NOMO_INPUT_INFO,
  NOMO_N_INPUTS
} NomoCouponInput;

/**
 * NomoInputFault:
 * @NOMO_INPUT_GOOD: nothing
 * @NOMO_INPUT_MISSING: nothing was typed, and something has to be
 * @NOMO_INPUT_WRONG: what was typed cannot be
 *
 * What is wrong with an input.
 */
typedef enum {
  NOMO_INPUT_GOOD,
  NOMO_INPUT_MISSING,
  NOMO_INPUT_WRONG,
} NomoInputFault;

#define NOMO_TYPE_COUPON_FORM (nomo_coupon_form_get_type ())
G_DECLARE_FINAL_TYPE (NomoCouponForm, nomo_coupon_form, NOMO, COUPON_FORM, GObject)

NomoCouponForm *nomo_coupon_form_new (const char *currency, GTimeZone *zone);
const char *nomo_coupon_form_get_currency (NomoCouponForm *self);

const char *nomo_coupon_form_get (NomoCouponForm *self, NomoCouponInput input);
gboolean nomo_coupon_form_is (NomoCouponForm *self, NomoCouponInput input, const char *text);
void nomo_coupon_form_set (NomoCouponForm *self, NomoCouponInput input, const char *text);
GArray *nomo_coupon_form_get_targets (NomoCouponForm *self, NomoCouponTarget target);
void nomo_coupon_form_set_target (NomoCouponForm *self, NomoCouponTarget target, gint64 id, gboolean on);
gboolean nomo_coupon_form_has_method (NomoCouponForm *self, const char *method);
void nomo_coupon_form_set_method (NomoCouponForm *self, const char *method, gboolean on);
void nomo_coupon_form_set_taken (NomoCouponForm *self, const char *code);

void nomo_coupon_form_load (NomoCouponForm *self, NomoRecord *coupon, gint64 now);
NomoRecord *nomo_coupon_form_get_base (NomoCouponForm *self);
gboolean nomo_coupon_form_is_group (NomoCouponForm *self);
gboolean nomo_coupon_form_is_changed (NomoCouponForm *self);
char *nomo_coupon_form_to_json (NomoCouponForm *self);
void nomo_coupon_form_take_json (NomoCouponForm *self, const char *json);

NomoInputFault nomo_coupon_form_check (NomoCouponForm *self, NomoCouponInput input, gint64 now, char **sentence);
char *nomo_coupon_form_dup_fault (NomoCouponForm *self, gint64 now);
NomoRecord *nomo_coupon_form_create_record (NomoCouponForm *self);
NomoRecord *nomo_coupon_form_create_draft (NomoCouponForm *self);

G_END_DECLS
