#include "config.h"

#include "nomo-calendar.h"
#include "nomo-coupon-code.h"
#include "nomo-coupon-form-private.h"
#include "nomo-money.h"
#include "nomo-percent.h"
#include "nomo-settings.h"

#include <glib/gi18n.h>

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define MOST_USES 1000000
#define LAST_MIN  1439

static const NomoSetting uses = { NULL, NOMO_SETTING_INT, N_ ("Uses in all"), NULL, 0, 0, MOST_USES };
static const NomoSetting uses_each = { NULL, NOMO_SETTING_INT, N_ ("Per customer"), NULL, 0, 0, MOST_USES };
static const NomoSetting group_count = { NULL, NOMO_SETTING_INT,      N_ ("Codes in the group"), NULL, 1,
                                         1,    NOMO_COUPON_MOST_CODES };
static const NomoSetting start_time = { NULL, NOMO_SETTING_MINUTE, N_ ("Starts at"), NULL, 0, 0, LAST_MIN };
static const NomoSetting end_time = { NULL, NOMO_SETTING_MINUTE, N_ ("Ends at"), NULL, 0, 0, LAST_MIN };

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);
  return FALSE;
}

/* Nothing typed is 0. */
gboolean
_nomo_coupon_form_read_percent (NomoCouponForm *self, NomoCouponInput input, gint64 *percent, GError **error)
{
  int hundredths = 0;

  if (!nomo_percent_parse (self->texts[input], &hundredths, error))
    return FALSE;
  *percent = MAX (hundredths, 0);
  return TRUE;
}

/* Nothing typed is 0. */
gboolean
_nomo_coupon_form_read_money (NomoCouponForm *self, NomoCouponInput input, gint64 *minor, GError **error)
{
  *minor = 0;
  if (_nomo_coupon_form_is_empty (self, input))
    return TRUE;
  if (!nomo_money_parse (self->texts[input], self->currency, minor, error))
    return FALSE;
  return *minor >= 0 || refuse (error, _ ("An amount cannot be below zero."));
}

static const NomoSetting *
get_count (NomoCouponInput input)
{
  if (input == NOMO_INPUT_GROUP_COUNT)
    return &group_count;
  return input == NOMO_INPUT_USES ? &uses : &uses_each;
}

/* Nothing typed is 0, which sets no limit. */
gboolean
_nomo_coupon_form_read_count (NomoCouponForm *self, NomoCouponInput input, gint64 *count, GError **error)
{
  *count = 0;
  return _nomo_coupon_form_is_empty (self, input) ||
         nomo_setting_parse (get_count (input), self->texts[input], self->currency, count, error);
}

/* Nothing typed is the first minute of the day that it begins, and the last of that it ends. */
gboolean
_nomo_coupon_form_read_minute (NomoCouponForm *self, NomoCouponInput time, gint64 *minute, GError **error)
{
  *minute = time == NOMO_INPUT_END_TIME ? LAST_MIN : 0;
  return _nomo_coupon_form_is_empty (self, time) ||
         nomo_setting_parse (time == NOMO_INPUT_START_TIME ? &start_time : &end_time, self->texts[time], self->currency,
                             minute, error);
}

/* The time of a day is the input behind it. */
gboolean
_nomo_coupon_form_read_moment (NomoCouponForm *self, NomoCouponInput day_input, gint64 *ms)
{
  gint64 minute;
  int day;

  if (!nomo_day_parse (self->texts[day_input], &day) ||
      !_nomo_coupon_form_read_minute (self, day_input + 1, &minute, NULL))
    return FALSE;
  *ms = nomo_day_start (day, self->zone) + minute * MINUTE_MS;
  return TRUE;
}

/* Salla takes no other names for a group that is there. */
gboolean
_nomo_coupon_form_is_new_group (NomoCouponForm *self)
{
  return self->base == NULL && nomo_coupon_form_is_group (self);
}

static gboolean
is_active (NomoCouponForm *self, NomoCouponInput input)
{
  switch (input) {
  case NOMO_INPUT_VALUE:
    return !nomo_coupon_form_is (self, NOMO_INPUT_KIND, "shipping");
  case NOMO_INPUT_MAXIMUM:
    return nomo_coupon_form_is (self, NOMO_INPUT_KIND, "percent");
  case NOMO_INPUT_CODE:
    return !nomo_coupon_form_is_group (self);
  case NOMO_INPUT_GROUP_NAME:
  case NOMO_INPUT_GROUP_SUFFIX:
  case NOMO_INPUT_GROUP_COUNT:
    return _nomo_coupon_form_is_new_group (self);
  case NOMO_INPUT_MARKETER:
  case NOMO_INPUT_PAY:
  case NOMO_INPUT_PAY_MAXIMUM:
    return nomo_coupon_form_is (self, NOMO_INPUT_MARKETING, "yes");
  default:
    return TRUE;
  }
}

static const char *
get_missing (NomoCouponInput input)
{
  switch (input) {
  case NOMO_INPUT_VALUE:
    return _ ("Type how much the coupon takes off.");
  case NOMO_INPUT_CODE:
    return _ ("Type the code, or let one be generated.");
  case NOMO_INPUT_GROUP_NAME:
    return _ ("Type a name for the group.");
  case NOMO_INPUT_GROUP_SUFFIX:
    return _ ("Type the letters that all codes of the group have.");
  case NOMO_INPUT_GROUP_COUNT:
    return _ ("Type how many codes the group has.");
  case NOMO_INPUT_END_DAY:
    return _ ("Type the day on which the coupon ends.");
  case NOMO_INPUT_MARKETER:
    return _ ("Type the name of the marketer.");
  case NOMO_INPUT_PAY:
    return _ ("Type what the marketer is paid.");
  default:
    return NULL;
  }
}

/* Salla takes neither 0 % nor an amount of nothing. */
static gboolean
check_share (NomoCouponForm *self, NomoCouponInput kind, NomoCouponInput input, GError **error)
{
  gint64 value = 0;
  gboolean percent = nomo_coupon_form_is (self, kind, "percent");

  if (percent ? !_nomo_coupon_form_read_percent (self, input, &value, error)
              : !_nomo_coupon_form_read_money (self, input, &value, error))
    return FALSE;
  return value > 0 || refuse (error, _ ("Type more than zero."));
}

static gboolean
check_code (NomoCouponForm *self, GError **error)
{
  g_autofree char *code = nomo_coupon_code_normalise (self->texts[NOMO_INPUT_CODE]);

  if (!nomo_coupon_code_is_right (code))
    return refuse (error, _ ("A code has nothing but letters and digits: no spaces, signs or pictures."));
  return g_strcmp0 (code, self->taken) != 0 || refuse (error, _ ("Another coupon has this code. Choose another one."));
}

static gboolean
check_suffix (NomoCouponForm *self, GError **error)
{
  g_autofree char *suffix = nomo_coupon_code_normalise (self->texts[NOMO_INPUT_GROUP_SUFFIX]);

  return nomo_coupon_suffix_check (suffix, error);
}

static gboolean
check_day (NomoCouponForm *self, NomoCouponInput input, int *day, GError **error)
{
  return nomo_day_parse (self->texts[input], day) ||
         refuse (error, _ ("This is not a date. Write year, month and day, like 2026-01-31."));
}

static gboolean
check_start (NomoCouponForm *self, GError **error)
{
  int day;

  return _nomo_coupon_form_is_empty (self, NOMO_INPUT_START_DAY) || check_day (self, NOMO_INPUT_START_DAY, &day, error);
}

static gboolean
check_end (NomoCouponForm *self, gint64 now, GError **error)
{
  gint64 start, end;
  int day;

  if (!check_day (self, NOMO_INPUT_END_DAY, &day, error))
    return FALSE;
  if (day <= nomo_day_of (now, self->zone))
    return refuse (error, _ ("Salla takes coupons that end tomorrow or later."));
  if (_nomo_coupon_form_read_moment (self, NOMO_INPUT_START_DAY, &start) &&
      _nomo_coupon_form_read_moment (self, NOMO_INPUT_END_DAY, &end) && end <= start)
    return refuse (error, _ ("The coupon would end before it begins."));
  return TRUE;
}

static gboolean
check (NomoCouponForm *self, NomoCouponInput input, gint64 now, GError **error)
{
  gint64 value;

  switch (input) {
  case NOMO_INPUT_VALUE:
    return check_share (self, NOMO_INPUT_KIND, input, error);
  case NOMO_INPUT_PAY:
    return check_share (self, NOMO_INPUT_PAY_KIND, input, error);
  case NOMO_INPUT_MAXIMUM:
  case NOMO_INPUT_MINIMUM:
  case NOMO_INPUT_PAY_MAXIMUM:
    return _nomo_coupon_form_read_money (self, input, &value, error);
  case NOMO_INPUT_CODE:
    return check_code (self, error);
  case NOMO_INPUT_GROUP_SUFFIX:
    return check_suffix (self, error);
  case NOMO_INPUT_START_DAY:
    return check_start (self, error);
  case NOMO_INPUT_END_DAY:
    return check_end (self, now, error);
  case NOMO_INPUT_START_TIME:
  case NOMO_INPUT_END_TIME:
    return _nomo_coupon_form_read_minute (self, input, &value, error);
  case NOMO_INPUT_GROUP_COUNT:
  case NOMO_INPUT_USES:
  case NOMO_INPUT_USES_EACH:
    return _nomo_coupon_form_read_count (self, input, &value, error);
  default:
    return TRUE;
  }
}

/**
 * nomo_coupon_form_check:
 * @self: a form
 * @input: what is asked
 * @now: UTC milliseconds
 * @sentence: (out) (optional) (nullable): what is wrong with it, for people
 *
 * Returns: whether what was typed can be published
 */
NomoInputFault
nomo_coupon_form_check (NomoCouponForm *self, NomoCouponInput input, gint64 now, char **sentence)
{
  g_autoptr (GError) error = NULL;
  NomoInputFault fault = NOMO_INPUT_GOOD;
  const char *words = NULL;

  g_return_val_if_fail (NOMO_IS_COUPON_FORM (self), NOMO_INPUT_GOOD);
  if (is_active (self, input) && _nomo_coupon_form_is_empty (self, input) && get_missing (input) != NULL) {
    fault = NOMO_INPUT_MISSING;
    words = get_missing (input);
  } else if (is_active (self, input) && !check (self, input, now, &error)) {
    fault = NOMO_INPUT_WRONG;
    words = error->message;
  }
  if (sentence != NULL)
    *sentence = g_strdup (words);
  return fault;
}

/**
 * nomo_coupon_form_dup_fault:
 * @self: a form
 * @now: UTC milliseconds
 *
 * Returns: (transfer full) (nullable): the first thing for which the coupon cannot be published; %NULL when it can
 */
char *
nomo_coupon_form_dup_fault (NomoCouponForm *self, gint64 now)
{
  char *sentence = NULL;

  for (guint i = 0; i < NOMO_N_INPUTS; i++)
    if (nomo_coupon_form_check (self, i, now, &sentence) != NOMO_INPUT_GOOD)
      return sentence;
  return NULL;
}
