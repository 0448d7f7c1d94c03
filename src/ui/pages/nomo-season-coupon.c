#include "config.h"

#include "nomo-season-coupon.h"

#include "nomo-calendar.h"
#include "nomo-coupon-form.h"
#include "nomo-format.h"

/* What customers type; letters and digits alone, in Latin as on most keyboards of a checkout. */
static const char *const codes[NOMO_N_OCCASIONS] = {
  [NOMO_SEASON_RAMADAN] = "RAMADAN",     [NOMO_SEASON_EID_AL_FITR] = "EID",
  [NOMO_SEASON_EID_AL_ADHA] = "ADHA",    [NOMO_SEASON_FOUNDING_DAY] = "FOUNDING",
  [NOMO_SEASON_FLAG_DAY] = "FLAG",       [NOMO_SEASON_NATIONAL_DAY] = "NATIONAL",
  [NOMO_SEASON_WHITE_FRIDAY] = "WHITE",  [NOMO_OCCASION_BACK_TO_SCHOOL] = "SCHOOL",
  [NOMO_OCCASION_SALARY_DAY] = "SALARY",
};

#define CENTURY 100

/* The year makes it another code each time it comes round; of what comes every month the month does. */
static char *
dup_code (const NomoOccasion *occasion)
{
  int year, month, day;

  nomo_day_to_ymd (occasion->from, &year, &month, &day);
  if (occasion->kind == NOMO_OCCASION_SALARY_DAY)
    return g_strdup_printf ("%s%02d%02d", codes[occasion->kind], month, year % CENTURY);
  return g_strdup_printf ("%s%02d", codes[occasion->kind], year % CENTURY);
}

static void
set (NomoCouponForm *form, NomoCouponInput input, char *text)
{
  g_autofree char *owned = text;

  nomo_coupon_form_set (form, input, owned);
}

/**
 * nomo_season_coupon_dup_typed:
 * @occasion: when the coupon is for
 * @today: today, in days since 1970-01-01
 * @currency: the shop's currency
 *
 * Returns: (transfer full): a coupon to begin with, as nomo_coupon_form_take_json() takes it: its code, its rule and its days
 */
char *
nomo_season_coupon_dup_typed (const NomoOccasion *occasion, int today, const char *currency)
{
  GTimeZone *zone = nomo_calendar_riyadh ();
  g_autoptr (NomoCouponForm) form = nomo_coupon_form_new (currency, zone);

  nomo_coupon_form_load (form, NULL, nomo_day_start (today, zone));
  set (form, NOMO_INPUT_VALUE, g_strdup_printf ("%d", nomo_occasion_get_percent (occasion->kind) / 100));
  set (form, NOMO_INPUT_MINIMUM,
       nomo_format_amount (nomo_occasion_get_minimum (occasion->kind, currency), currency, FALSE));
  set (form, NOMO_INPUT_CODE, dup_code (occasion));
  if (occasion->sale_from > today)
    set (form, NOMO_INPUT_START_DAY, nomo_day_to_text (occasion->sale_from));
  set (form, NOMO_INPUT_END_DAY, nomo_day_to_text (occasion->to));
  return nomo_coupon_form_to_json (form);
}
