#include "config.h"

#include "nomo-period-words.h"

#include "nomo-format.h"

#include <glib/gi18n.h>

static const struct {
  NomoSpanKind kind;
  const char *name;
} names[] = {
  { NOMO_SPAN_TODAY, N_ ("Today") },
  { NOMO_SPAN_YESTERDAY, N_ ("Yesterday") },
  { NOMO_SPAN_THIS_WEEK, N_ ("This week") },
  { NOMO_SPAN_LAST_WEEK, N_ ("Last week") },
  { NOMO_SPAN_THIS_MONTH, N_ ("This month") },
  { NOMO_SPAN_LAST_MONTH, N_ ("Last month") },
  { NOMO_SPAN_THIS_YEAR, N_ ("This year") },
  { NOMO_SPAN_LAST_YEAR, N_ ("Last year") },
  { NOMO_SPAN_THIS_HIJRI_MONTH, N_ ("This Hijri month") },
  { NOMO_SPAN_LAST_HIJRI_MONTH, N_ ("Last Hijri month") },
  { NOMO_SPAN_THIS_HIJRI_YEAR, N_ ("This Hijri year") },
  { NOMO_SPAN_LAST_HIJRI_YEAR, N_ ("Last Hijri year") },
};

static char *
name_last_days (int days)
{
  g_autofree char *number = nomo_format_int (days);

  /* Translators: a period that ends today */
  return g_strdup_printf (ngettext ("Last %s day", "Last %s days", (gulong) days), number);
}

/**
 * nomo_period_words_name:
 * @period: a period
 * @today: today, in days since 1970-01-01 in the shop's zone
 *
 * Returns: (transfer full): what the period is called, «الشهر الماضي»; of own dates, the dates
 */
char *
nomo_period_words_name (const NomoPeriod *period, int today)
{
  NomoSpanKind kind = period->first.kind;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].kind == kind)
      return g_strdup (_ (names[i].name));
  if (kind == NOMO_SPAN_LAST_DAYS)
    return name_last_days (period->first.year);
  if (kind == NOMO_SPAN_RAMADAN || kind == NOMO_SPAN_RAMADAN_OF)
    return nomo_format_hijri_month (nomo_period_get_days (period, today).from);
  return nomo_period_words_days (period, today);
}

/**
 * nomo_period_words_days:
 * @period: a period
 * @today: today, in days since 1970-01-01 in the shop's zone
 *
 * Returns: (transfer full): its days, «الاثنين 23 – الأحد 29 نوفمبر»; by the Hijri calendar where it is named by it
 */
char *
nomo_period_words_days (const NomoPeriod *period, int today)
{
  NomoStretch days = nomo_period_get_days (period, today);

  if (nomo_period_is_hijri (period))
    return nomo_format_hijri_range (days.from, days.to);
  return nomo_format_range (days.from, days.to);
}

/**
 * nomo_period_words_choice:
 * @against: what is compared with
 *
 * Returns: the choice as a menu words it, «مقارنةً بما قبلها»
 */
const char *
nomo_period_words_choice (NomoAgainst against)
{
  switch (against) {
  case NOMO_AGAINST_YEAR:
    return _ ("Compared with last year");
  case NOMO_AGAINST_HIJRI_YEAR:
    return _ ("Compared with the same Hijri days");
  default:
    return _ ("Compared with the period before");
  }
}

/**
 * nomo_period_words_against:
 * @against: what is compared with
 *
 * Returns: what is compared with, as the legend of a chart names it
 */
const char *
nomo_period_words_against (NomoAgainst against)
{
  switch (against) {
  case NOMO_AGAINST_YEAR:
    return _ ("Last year");
  case NOMO_AGAINST_HIJRI_YEAR:
    return _ ("Same Hijri days last year");
  default:
    return _ ("Period before");
  }
}

/**
 * nomo_period_words_before:
 * @against: what is compared with
 *
 * Returns: what is compared with, in the few words that a tile has room for
 */
const char *
nomo_period_words_before (NomoAgainst against)
{
  return against == NOMO_AGAINST_HIJRI_YEAR ? C_ ("comparison", "Same Hijri days")
                                            : nomo_period_words_against (against);
}

/**
 * nomo_period_words_button:
 * @against: what is compared with
 *
 * Returns: the choice in the few words that a button has room for
 */
const char *
nomo_period_words_button (NomoAgainst against)
{
  switch (against) {
  case NOMO_AGAINST_YEAR:
    return C_ ("comparison", "vs. last year");
  case NOMO_AGAINST_HIJRI_YEAR:
    return C_ ("comparison", "vs. Hijri year");
  default:
    return C_ ("comparison", "vs. before");
  }
}
