#include "config.h"

#include "nomo-calendar.h"
#include "nomo-coupon-code.h"
#include "nomo-coupon-draft.h"
#include "nomo-coupon-form-private.h"
#include "nomo-format.h"

#include <string.h>

#define HOUR 60

/* Only what has an id can be tried. */
#define ANY_ID 1

/* Salla's free shipping is a yes or no of any coupon, and every coupon takes off a percentage or an amount. One that does no
 * more than ship for free is to Salla an amount of 0: it refuses 0 %, of which it would also want a maximum. */
typedef struct {
  NomoCouponInput kind;
  NomoCouponInput value;
  guint type;
  guint percent;
  guint amount;
} Share;

static const Share discount = { NOMO_INPUT_KIND, NOMO_INPUT_VALUE, COUPON_TYPE, COUPON_PERCENT, COUPON_AMOUNT };
static const Share pay = { NOMO_INPUT_PAY_KIND, NOMO_INPUT_PAY, COUPON_MARKETING_TYPE, COUPON_MARKETING_PERCENT,
                           COUPON_MARKETING_AMOUNT };

typedef struct {
  NomoCouponInput input;
  guint field;
} Pair;

static const Pair answers[] = {
  { NOMO_INPUT_FREE_SHIPPING, COUPON_FREE_SHIPPING },
  { NOMO_INPUT_GROUP, COUPON_IS_GROUP },
  { NOMO_INPUT_EXCLUDE_SALE, COUPON_EXCLUDE_SALE },
  { NOMO_INPUT_MARKETING, COUPON_MARKETING },
  { NOMO_INPUT_PAY_SHOW_MAXIMUM, COUPON_MARKETING_SHOW_MAXIMUM },
  { NOMO_INPUT_HIDE_SALES, COUPON_MARKETING_HIDE_SALES },
};

static const Pair counts[] = {
  { NOMO_INPUT_USES, COUPON_USAGE_LIMIT },
  { NOMO_INPUT_USES_EACH, COUPON_USAGE_LIMIT_PER_USER },
};

static const Pair texts[] = {
  { NOMO_INPUT_CODE, COUPON_CODE },
  { NOMO_INPUT_GROUP_NAME, COUPON_GROUP_NAME },
  { NOMO_INPUT_GROUP_SUFFIX, COUPON_GROUP_SUFFIX },
  { NOMO_INPUT_MARKETER, COUPON_MARKETING_NAME },
  { NOMO_INPUT_INFO, COUPON_MARKETING_INFO },
};

static void
type_money (NomoCouponForm *self, NomoCouponInput input, guint field)
{
  gint64 minor = nomo_record_get_int (self->base, field);
  g_autofree char *text = minor > 0 ? nomo_format_amount (minor, self->currency, FALSE) : NULL;

  _nomo_coupon_form_set_text (self, input, text);
}

static void
type_share (NomoCouponForm *self, const Share *share)
{
  gboolean fixed = g_strcmp0 (nomo_record_get_text (self->base, share->type), "fixed") == 0;
  gint64 percent = nomo_record_get_int (self->base, share->percent);
  g_autofree char *whole = g_strdup_printf ("%d", (int) percent / 100);
  g_autofree char *decimal = g_strdup_printf ("%d.%02d", (int) percent / 100, (int) percent % 100);

  _nomo_coupon_form_set_text (self, share->kind, fixed ? "fixed" : "percent");
  if (fixed)
    type_money (self, share->value, share->amount);
  else if (percent > 0)
    _nomo_coupon_form_set_text (self, share->value, percent % 100 == 0 ? whole : decimal);
}

static void
type_moment (NomoCouponForm *self, NomoCouponInput day_input, guint field)
{
  gint64 ms = nomo_record_get_int (self->base, field);
  int day = nomo_day_of (ms, self->zone);
  int minute = (int) ((ms - nomo_day_start (day, self->zone)) / 60000);
  g_autofree char *date = nomo_day_to_text (day);
  g_autofree char *time = g_strdup_printf ("%02d:%02d", minute / HOUR, minute % HOUR);

  if (nomo_record_is_null (self->base, field))
    return;
  _nomo_coupon_form_set_text (self, day_input, date);
  _nomo_coupon_form_set_text (self, day_input + 1, time);
}

static void
type_offers (NomoCouponForm *self)
{
  const char *answer = nomo_record_get_int (self->base, COUPON_WITH_OFFERS) != 0 ? "yes" : "no";

  _nomo_coupon_form_set_text (self, NOMO_INPUT_WITH_OFFERS,
                              nomo_record_is_null (self->base, COUPON_WITH_OFFERS) ? "" : answer);
}

static void
type_parts (NomoCouponForm *self)
{
  for (guint i = 0; i < nomo_record_count_part (self->base, COUPON_PART_TARGETS); i++)
    g_ptr_array_add (self->targets,
                     g_strdup (nomo_record_part_text (self->base, COUPON_PART_TARGETS, i, COUPON_TARGET)));
  for (guint i = 0; i < nomo_record_count_part (self->base, COUPON_PART_PAYMENT_METHODS); i++)
    g_ptr_array_add (self->methods, g_strdup (nomo_record_part_text (self->base, COUPON_PART_PAYMENT_METHODS, i,
                                                                     COUPON_PAYMENT_METHOD)));
}

static void
type_fields (NomoCouponForm *self)
{
  const char *place = nomo_record_get_text (self->base, COUPON_APPLIED_IN);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    _nomo_coupon_form_set_text (self, answers[i].input,
                                nomo_record_get_int (self->base, answers[i].field) != 0 ? "yes" : "");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    _nomo_coupon_form_set_text (self, texts[i].input, nomo_record_get_text (self->base, texts[i].field));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    gint64 count = nomo_record_get_int (self->base, counts[i].field);
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

    _nomo_coupon_form_set_text (self, counts[i].input, count > 0 ? text : NULL);
  }
  _nomo_coupon_form_set_text (self, NOMO_INPUT_PLACE, place != NULL ? place : "all");
}

void
_nomo_coupon_form_read_base (NomoCouponForm *self)
{
  type_fields (self);
  type_share (self, &discount);
  type_share (self, &pay);
  type_money (self, NOMO_INPUT_MAXIMUM, COUPON_MAXIMUM);
  type_money (self, NOMO_INPUT_MINIMUM, COUPON_MINIMUM);
  type_money (self, NOMO_INPUT_PAY_MAXIMUM, COUPON_MARKETING_MAXIMUM);
  type_moment (self, NOMO_INPUT_START_DAY, COUPON_START);
  type_moment (self, NOMO_INPUT_END_DAY, COUPON_EXPIRY);
  type_offers (self);
  type_parts (self);
  if (nomo_coupon_form_is (self, NOMO_INPUT_FREE_SHIPPING, "yes") &&
      _nomo_coupon_form_is_empty (self, NOMO_INPUT_VALUE))
    _nomo_coupon_form_set_text (self, NOMO_INPUT_KIND, "shipping");
}

static void
set_or_null (NomoRecordBuilder *builder, guint field, gboolean known, gint64 value)
{
  if (known)
    nomo_builder_set_int (builder, field, value);
  else
    nomo_builder_set_null (builder, field);
}

static void
set_share (NomoCouponForm *self, NomoRecordBuilder *builder, const Share *share)
{
  gboolean percent = nomo_coupon_form_is (self, share->kind, "percent");
  gboolean nothing = nomo_coupon_form_is (self, share->kind, "shipping");
  gint64 value = 0;
  gboolean good = nothing || (!_nomo_coupon_form_is_empty (self, share->value) &&
                              (percent ? _nomo_coupon_form_read_percent (self, share->value, &value, NULL)
                                       : _nomo_coupon_form_read_money (self, share->value, &value, NULL)));

  nomo_builder_set_text (builder, share->type, percent ? "percentage" : "fixed");
  set_or_null (builder, share->percent, percent && good, value);
  set_or_null (builder, share->amount, !percent && good, value);
}

static void
set_money (NomoCouponForm *self, NomoRecordBuilder *builder, NomoCouponInput input, guint field)
{
  gint64 minor = 0;
  gboolean good = _nomo_coupon_form_read_money (self, input, &minor, NULL);

  set_or_null (builder, field, good && minor > 0, minor);
}

/* A percentage without a bound has one of 0, which Salla demands. */
static void
set_maximum (NomoCouponForm *self, NomoRecordBuilder *builder)
{
  gint64 minor = 0;

  if (!_nomo_coupon_form_read_money (self, NOMO_INPUT_MAXIMUM, &minor, NULL))
    minor = 0;
  set_or_null (builder, COUPON_MAXIMUM, nomo_coupon_form_is (self, NOMO_INPUT_KIND, "percent"), minor);
}

static void
set_moment (NomoCouponForm *self, NomoRecordBuilder *builder, NomoCouponInput day, guint field)
{
  gint64 ms = 0;
  gboolean good = _nomo_coupon_form_read_moment (self, day, &ms);

  set_or_null (builder, field, good, ms);
}

static void
set_counts (NomoCouponForm *self, NomoRecordBuilder *builder)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    gint64 count = 0;
    gboolean good = _nomo_coupon_form_read_count (self, counts[i].input, &count, NULL);

    set_or_null (builder, counts[i].field, good && count > 0, count);
  }
}

static void
set_text_or_null (NomoRecordBuilder *builder, guint field, const char *text)
{
  if (*text != '\0')
    nomo_builder_set_text (builder, field, text);
  else
    nomo_builder_set_null (builder, field);
}

static void
set_code (NomoCouponForm *self, NomoRecordBuilder *builder)
{
  g_autofree char *code = nomo_coupon_code_normalise (self->texts[NOMO_INPUT_CODE]);

  if (!nomo_coupon_form_is_group (self))
    set_text_or_null (builder, COUPON_CODE, nomo_coupon_code_is_right (code) ? code : "");
}

static void
set_group (NomoCouponForm *self, NomoRecordBuilder *builder)
{
  g_autofree char *suffix = nomo_coupon_code_normalise (self->texts[NOMO_INPUT_GROUP_SUFFIX]);
  gint64 count = 0;
  gboolean good = _nomo_coupon_form_read_count (self, NOMO_INPUT_GROUP_COUNT, &count, NULL);

  if (!_nomo_coupon_form_is_new_group (self))
    return;
  set_text_or_null (builder, COUPON_GROUP_NAME, self->texts[NOMO_INPUT_GROUP_NAME]);
  set_text_or_null (builder, COUPON_GROUP_SUFFIX, suffix);
  set_or_null (builder, COUPON_GROUP_COUNT, good && count > 0, count);
}

static void
set_answers (NomoCouponForm *self, NomoRecordBuilder *builder)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    nomo_builder_set_int (builder, answers[i].field, nomo_coupon_form_is (self, answers[i].input, "yes"));
  if (nomo_coupon_form_is (self, NOMO_INPUT_KIND, "shipping"))
    nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  set_or_null (builder, COUPON_WITH_OFFERS, !_nomo_coupon_form_is_empty (self, NOMO_INPUT_WITH_OFFERS),
               nomo_coupon_form_is (self, NOMO_INPUT_WITH_OFFERS, "yes"));
  nomo_builder_set_text (builder, COUPON_APPLIED_IN, self->texts[NOMO_INPUT_PLACE]);
}

static void
set_marketer (NomoCouponForm *self, NomoRecordBuilder *builder)
{
  if (!nomo_coupon_form_is (self, NOMO_INPUT_MARKETING, "yes"))
    return;
  set_share (self, builder, &pay);
  set_money (self, builder, NOMO_INPUT_PAY_MAXIMUM, COUPON_MARKETING_MAXIMUM);
  set_text_or_null (builder, COUPON_MARKETING_NAME, self->texts[NOMO_INPUT_MARKETER]);
  set_text_or_null (builder, COUPON_MARKETING_INFO, self->texts[NOMO_INPUT_INFO]);
}

static void
set_rows (NomoRecordBuilder *builder, guint part, guint field, GPtrArray *rows)
{
  nomo_builder_clear_part (builder, part);
  for (guint i = 0; i < rows->len; i++) {
    nomo_builder_add_part (builder, part);
    nomo_builder_part_text (builder, part, field, rows->pdata[i]);
  }
}

/* What no form asks: of a coupon that is changed it stays as it is. */
static void
set_unasked (NomoCouponForm *self, NomoRecordBuilder *builder)
{
  nomo_builder_set_text (builder, COUPON_CURRENCY, self->currency);
  if (self->base != NULL)
    return;
  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_int (builder, COUPON_SHOW_MAXIMUM, 1);
}

static NomoRecordBuilder *
build (NomoCouponForm *self, gint64 id)
{
  NomoRecordBuilder *builder =
      self->base != NULL ? nomo_record_build_from (self->base) : nomo_record_build (nomo_coupon_entity (), id);

  set_unasked (self, builder);
  set_share (self, builder, &discount);
  set_maximum (self, builder);
  set_money (self, builder, NOMO_INPUT_MINIMUM, COUPON_MINIMUM);
  set_code (self, builder);
  set_group (self, builder);
  set_moment (self, builder, NOMO_INPUT_START_DAY, COUPON_START);
  set_moment (self, builder, NOMO_INPUT_END_DAY, COUPON_EXPIRY);
  set_counts (self, builder);
  set_answers (self, builder);
  set_marketer (self, builder);
  set_rows (builder, COUPON_PART_TARGETS, COUPON_TARGET, self->targets);
  set_rows (builder, COUPON_PART_PAYMENT_METHODS, COUPON_PAYMENT_METHOD, self->methods);
  return builder;
}

/**
 * nomo_coupon_form_create_record:
 * @self: a form
 *
 * Returns: (transfer full): the coupon that was typed, without what is missing or wrong; active, unless one that was stopped is
 *   changed
 */
NomoRecord *
nomo_coupon_form_create_record (NomoCouponForm *self)
{
  g_return_val_if_fail (NOMO_IS_COUPON_FORM (self), NULL);
  return nomo_builder_end (build (self, 0));
}

/* Its names do not matter, and may not be there yet. */
static void
forget_group (NomoRecordBuilder *builder)
{
  nomo_builder_set_int (builder, COUPON_IS_GROUP, 0);
  nomo_builder_set_null (builder, COUPON_GROUP_NAME);
  nomo_builder_set_null (builder, COUPON_GROUP_SUFFIX);
  nomo_builder_set_null (builder, COUPON_GROUP_COUNT);
}

/**
 * nomo_coupon_form_create_draft:
 * @self: a form
 *
 * Two drafts are equal when a trial cannot tell them apart.
 *
 * Returns: (transfer full) (nullable): the coupon as it can be tried on past orders; %NULL as long as it takes nothing off
 */
NomoRecord *
nomo_coupon_form_create_draft (NomoCouponForm *self)
{
  NomoRecordBuilder *builder;

  g_return_val_if_fail (NOMO_IS_COUPON_FORM (self), NULL);
  builder = build (self, ANY_ID);
  if (_nomo_coupon_form_is_new_group (self))
    forget_group (builder);
  nomo_builder_set_null (builder, COUPON_CODE);
  nomo_builder_set_null (builder, COUPON_START);
  nomo_builder_set_int (builder, COUPON_MARKETING, 0);
  return nomo_coupon_draft_end (builder, self->currency, NULL);
}
