#include "config.h"

#include "nomo-promotion-facts.h"

#include "nomo-calendar.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-promotion-words.h"

#include <glib/gi18n.h>

static const char *
get_label (NomoRecord *promotion, guint field)
{
  return _ (nomo_record_get_entity (promotion)->fields[field].label);
}

/**
 * nomo_promotion_facts_add_day:
 * @list: a list of facts
 * @promotion: a coupon or a special offer
 * @field: a field with a time
 * @zone: the shop's zone
 *
 * Adds the day in both calendars.
 */
void
nomo_promotion_facts_add_day (NomoFactList *list, NomoRecord *promotion, guint field, GTimeZone *zone)
{
  g_autofree char *both = NULL;

  if (nomo_record_is_null (promotion, field))
    return;
  both = nomo_format_both_dates (nomo_day_of (nomo_record_get_int (promotion, field), zone), NOMO_DAY_DATE);
  nomo_fact_list_add (list, get_label (promotion, field), both, NULL);
}

/**
 * nomo_promotion_facts_add_yes:
 * @list: a list of facts
 * @promotion: a coupon or a special offer
 * @field: a field that says yes or no
 *
 * Adds what holds; what does not is not worth a line.
 */
void
nomo_promotion_facts_add_yes (NomoFactList *list, NomoRecord *promotion, guint field)
{
  if (nomo_record_get_int (promotion, field) != 0)
    nomo_fact_list_add (list, get_label (promotion, field), C_ ("answer", "Yes"), NULL);
}

/**
 * nomo_promotion_facts_add_money:
 * @list: a list of facts
 * @promotion: a coupon or a special offer
 * @field: a field with an amount that was set
 */
void
nomo_promotion_facts_add_money (NomoFactList *list, NomoRecord *promotion, guint field)
{
  g_autofree char *money = nomo_promotion_words_money (promotion, nomo_record_get_int (promotion, field));

  if (!nomo_record_is_null (promotion, field))
    nomo_fact_list_add (list, get_label (promotion, field), money, NULL);
}

/**
 * nomo_promotion_facts_add_methods:
 * @list: a list of facts
 * @promotion: a coupon or a special offer
 * @part: the part with the payment methods that it is for
 */
void
nomo_promotion_facts_add_methods (NomoFactList *list, NomoRecord *promotion, guint part)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < nomo_record_count_part (promotion, part); i++) {
    g_autofree char *method = nomo_record_dup_part_words (promotion, part, i, 0);

    if (words->len > 0)
      g_string_append (words, C_ ("between conditions", ", "));
    g_string_append (words, method != NULL ? method : "");
  }
  nomo_fact_list_add (list, _ (nomo_record_get_entity (promotion)->parts[part].label), words->str, NULL);
}
