#include "config.h"

#include "nomo-season-coupon.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-coupon-form.h"
#include "nomo-coupon.h"
#include "nomo-draft.h"
#include "nomo-edit.h"
#include "nomo-format.h"
#include "nomo-store.h"
#include "nomo-words.h"

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

/* The builder opens a draft by its number below nothing. */
static void
open_draft (NomoSession *session, gint64 draft)
{
  nomo_session_set_open (session, "coupon-builder", -draft);
  nomo_session_set_page (session, "coupon-builder");
}

typedef struct {
  NomoSession *session;
  NomoRecord *draft;
} Beginning;

static void
beginning_free (gpointer data)
{
  Beginning *self = data;

  g_object_unref (self->session);
  nomo_record_unref (self->draft);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Beginning, beginning_free)

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Beginning) self = data;
  g_autoptr (GError) error = NULL;
  gint64 draft = 0;
  g_autofree char *commit = nomo_edit_finish (result, &draft, &error);
  g_autofree char *sentence = error != NULL ? nomo_words_sentence (error, TRUE) : NULL;

  if (commit != NULL)
    open_draft (self->session, draft);
  else
    nomo_session_say (self->session, sentence, NULL, NULL, NULL);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Beginning) self = data;
  g_autoptr (GPtrArray) drafts = nomo_store_list_finish (NOMO_STORE (source), result, NULL, NULL);

  if (drafts != NULL && drafts->len > 0) {
    open_draft (self->session, nomo_record_get_id (drafts->pdata[0]));
    return;
  }
  nomo_edit_async (nomo_session_get_shop (self->session), self->draft, NULL, 0, begun_cb, self);
  g_steal_pointer (&self);
}

/**
 * nomo_season_coupon_begin:
 * @session: whose shop
 * @occasion: when the coupon is for
 * @today: today, in days since 1970-01-01
 * @currency: the shop's currency
 *
 * Begins a draft of its own with a coupon for the occasion, and opens it; or goes on with the one that was begun for it before.
 * Other drafts stay as they are.
 */
void
nomo_season_coupon_begin (NomoSession *session, const NomoOccasion *occasion, int today, const char *currency)
{
  const char *entity = nomo_coupon_entity ()->name;
  g_autofree char *code = dup_code (occasion);
  g_autofree char *typed = nomo_season_coupon_dup_typed (occasion, today, currency);
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_draft_entity ());
  Beginning *self = g_new (Beginning, 1);

  *self = (Beginning) { g_object_ref (session), nomo_draft_new (0, entity, 0, code, typed, nomo_clock_now ()) };
  nomo_query_where (query, DRAFT_ENTITY, NOMO_OP_EQ, entity, NULL);
  nomo_query_where (query, DRAFT_RECORD, NOMO_OP_EMPTY, NULL, NULL);
  nomo_query_where (query, DRAFT_TITLE, NOMO_OP_EQ, code, NULL);
  nomo_query_sort (query, DRAFT_SAVED_AT, TRUE);
  nomo_store_list_async (nomo_shop_get_store (nomo_session_get_shop (session)), query, 0, 1, NULL, looked_cb, self);
}
