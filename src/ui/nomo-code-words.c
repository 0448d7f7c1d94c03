#include "config.h"

#include "nomo-code-words.h"

#include "nomo-batch.h"
#include "nomo-clock.h"
#include "nomo-format.h"
#include "nomo-plan-words.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define MINUTE_S 60
#define HOUR_S   3600

static const struct {
  NomoTone tone;
  const char *icon;
} looks[NOMO_CODE_N_STATES] = {
  [NOMO_CODE_NOT_SENT] = { NOMO_TONE_MUTE, "nomo-send-symbolic" },
  [NOMO_CODE_WAITING] = { NOMO_TONE_INFO, "nomo-clock-symbolic" },
  [NOMO_CODE_REFUSED] = { NOMO_TONE_ERR, "nomo-fail-symbolic" },
  [NOMO_CODE_ACTIVE] = { NOMO_TONE_OK, "nomo-ok-symbolic" },
  [NOMO_CODE_PAUSED] = { NOMO_TONE_WARN, "nomo-pause-symbolic" },
  [NOMO_CODE_ENDED] = { NOMO_TONE_MUTE, "nomo-end-symbolic" },
  [NOMO_CODE_USED] = { NOMO_TONE_MUTE, "nomo-bag-symbolic" },
};

static void
add_count (GString *words, const char *what, gint64 count)
{
  g_autofree char *number = nomo_format_int (count);

  if (count == 0)
    return;
  if (words->len > 0)
    g_string_append (words, " · ");
  /* Translators: how many codes stand so: 1 is such as “Active”, 2 a number. */
  g_string_append_printf (words, C_ ("codes", "%1$s: %2$s"), what, number);
}

/**
 * nomo_code_words_counts:
 * @tally: codes, counted
 *
 * Returns: (transfer full): how many stand how, "Active: 180 · Used: 20 · Given: 60"
 */
char *
nomo_code_words_counts (const NomoCodeTally *tally)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < NOMO_CODE_N_STATES; i++)
    add_count (words, nomo_code_state_get_words ((NomoCodeState) i), tally->states[i]);
  add_count (words, C_ ("codes", "Given"), tally->given);
  add_count (words, C_ ("codes", "Used by somebody else"), tally->leaked);
  if (words->len == 0)
    g_string_append (words, _ ("None of its codes is known yet."));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * nomo_code_words_batch:
 * @batch: a batch of codes
 * @zone: the shop's zone
 *
 * Returns: (transfer full): how many codes it is to have, of which kind and since when
 */
char *
nomo_code_words_batch (const NomoRecord *batch, GTimeZone *zone)
{
  gint64 wanted = nomo_record_get_int (batch, BATCH_WANTED);
  g_autofree char *number = nomo_format_int (wanted);
  g_autofree char *made = nomo_format_recent (nomo_record_get_int (batch, BATCH_CREATED_AT), nomo_clock_now (), zone);
  const char *format = nomo_code_batch_is_group (batch)
                           ? ngettext ("%s code that Salla makes, in one group",
                                       "%s codes that Salla makes, in one group", (gulong) wanted)
                           : ngettext ("%s code of your own", "%s codes of your own", (gulong) wanted);
  g_autofree char *kind = g_strdup_printf (format, number);

  return g_strdup_printf ("%s · %s", kind, made);
}

static const char *
name_of (const NomoCodeSheet *sheet, gint64 customer)
{
  const char *name = g_hash_table_lookup (sheet->names, &customer);

  return name != NULL && *name != '\0' ? name : C_ ("codes", "an unknown customer");
}

static void
add_sentence (GString *words, char *sentence)
{
  g_autofree char *owned = sentence;

  g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", owned);
}

static char *
word_use (const NomoCodeSheet *sheet, const NomoCodeUse *use, const char *format, GTimeZone *zone)
{
  g_autofree char *name = nomo_text_isolate (name_of (sheet, use->customer));
  g_autofree char *order = nomo_text_isolate_ltr (use->reference != NULL ? use->reference : "");
  g_autofree char *when = nomo_format_moment (use->at, zone);

  return g_strdup_printf (format, name, order, when);
}

static char *
word_leaks (const NomoCodeUse *leaks)
{
  g_autofree char *number = nomo_format_int (leaks->count);

  return g_strdup_printf (
      ngettext ("Used by somebody else %s time", "Used by somebody else %s times", (gulong) leaks->count), number);
}

/**
 * nomo_code_words_code:
 * @sheet: codes
 * @code: one of them
 * @zone: the shop's zone
 *
 * Returns: (transfer full): to whom it was given and who used it, a line each; "" when nobody
 */
char *
nomo_code_words_code (const NomoCodeSheet *sheet, const NomoCode *code, GTimeZone *zone)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *given = nomo_text_isolate (name_of (sheet, code->given_to));

  if (code->given_to != 0)
    /* Translators: %s is a person. */
    add_sentence (words, g_strdup_printf (_ ("Given to %s"), given));
  if (code->leaks.count > 0) {
    add_sentence (words, word_leaks (&code->leaks));
    /* Translators: of those who used a code: 1 is a person, 2 the number of an order, 3 a time. */
    add_sentence (words, word_use (sheet, &code->leaks, _ ("First by %1$s, order %2$s, %3$s"), zone));
  } else if (code->uses.count > 0) {
    /* Translators: 1 is a person, 2 the number of an order, 3 a time. */
    add_sentence (words, word_use (sheet, &code->uses, _ ("Used by %1$s, order %2$s, %3$s"), zone));
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
word_requests (gint64 requests)
{
  g_autofree char *number = nomo_format_int (requests);

  if (requests == 1)
    return g_strdup (_ ("One request to Salla."));
  return g_strdup_printf (ngettext ("%s request to Salla.", "%s requests to Salla.", (gulong) requests), number);
}

/**
 * nomo_code_words_cost:
 * @requests: how many requests it takes
 * @seconds: how long Salla's limit holds them up
 * @plan: (nullable): the shop's plan at Salla
 *
 * Returns: (transfer full): both, "20,000 requests to Salla. At Salla’s pace all are there after about 6 hours. Your plan: Salla Plus."
 */
char *
nomo_code_words_cost (gint64 requests, gint64 seconds, const char *plan)
{
  gboolean long_time = seconds >= 2 * HOUR_S;
  gint64 n = long_time ? (seconds + HOUR_S - 1) / HOUR_S : (seconds + MINUTE_S - 1) / MINUTE_S;
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *asked = word_requests (requests);
  g_autofree char *waited = NULL;
  g_autofree char *name = nomo_plan_words_dup (plan);
  g_autofree char *by_plan = NULL;

  if (seconds < MINUTE_S)
    waited = g_strdup (_ ("Salla’s limit lets them be sent at once."));
  else if (long_time)
    waited = g_strdup_printf (ngettext ("At Salla’s pace all are there after about %s hour.",
                                        "At Salla’s pace all are there after about %s hours.", (gulong) n),
                              number);
  else
    waited = g_strdup_printf (ngettext ("At Salla’s pace all are there after about %s minute.",
                                        "At Salla’s pace all are there after about %s minutes.", (gulong) n),
                              number);
  if (seconds < MINUTE_S || name == NULL)
    return g_strdup_printf ("%s %s", asked, waited);
  /* Translators: %s is the name of a plan at Salla, “Salla Plus”. */
  by_plan = g_strdup_printf (_ ("Your plan: %s."), name);
  return g_strdup_printf ("%s %s %s", asked, waited, by_plan);
}

/**
 * nomo_code_words_show_state:
 * @pill: a pill
 * @code: a code
 */
void
nomo_code_words_show_state (NomoStatusPill *pill, const NomoCode *code)
{
  if (code->leaks.count > 0)
    nomo_status_pill_set (pill, NOMO_TONE_ERR, "nomo-warn-symbolic", C_ ("codes", "Used by somebody else"));
  else if (code->state == NOMO_CODE_ACTIVE && code->given_to != 0)
    nomo_status_pill_set (pill, NOMO_TONE_OK, "nomo-ok-symbolic", C_ ("codes", "Given"));
  else
    nomo_status_pill_set (pill, looks[code->state].tone, looks[code->state].icon,
                          nomo_code_state_get_words (code->state));
}
