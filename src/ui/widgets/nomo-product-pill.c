#include "config.h"

#include "nomo-product-pill.h"

#include "nomo-field-words.h"
#include "nomo-product.h"

/**
 * nomo_product_pill_show:
 * @pill: a pill
 * @product: a product
 *
 * Shows whether it can be bought.
 */
void
nomo_product_pill_show (NomoStatusPill *pill, const NomoRecord *product)
{
  const char *status = nomo_record_get_text (product, PRODUCT_STATUS);
  const NomoField *field = &nomo_product_entity ()->fields[PRODUCT_STATUS];
  const char *words = nomo_field_get_choice_words (field, status);
  gboolean sale = g_strcmp0 (status, "sale") == 0;
  gboolean out = g_strcmp0 (status, "out") == 0;

  nomo_status_pill_set (pill,
                        sale  ? NOMO_TONE_OK
                        : out ? NOMO_TONE_WARN
                              : NOMO_TONE_MUTE,
                        sale  ? "nomo-ok-symbolic"
                        : out ? "nomo-warn-symbolic"
                              : "nomo-end-symbolic",
                        words != NULL    ? words
                        : status != NULL ? status
                                         : "");
}
