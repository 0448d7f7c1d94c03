#include "config.h"

#include "nomo-plan-words.h"

#include "nomo-text.h"

#include <glib/gi18n.h>

/**
 * nomo_plan_words_dup:
 * @plan: (nullable): a plan by Salla's word for it, "plus"
 *
 * Returns: (transfer full) (nullable): what it is called; %NULL when it is not known
 */
char *
nomo_plan_words_dup (const char *plan)
{
  if (g_strcmp0 (plan, "plus") == 0)
    return g_strdup (C_ ("plan", "Salla Plus"));
  if (g_strcmp0 (plan, "pro") == 0)
    return g_strdup (C_ ("plan", "Salla Pro"));
  if (g_strcmp0 (plan, "special") == 0)
    return g_strdup (C_ ("plan", "Salla Special"));
  return plan != NULL && *plan != '\0' ? nomo_text_isolate (plan) : NULL;
}
