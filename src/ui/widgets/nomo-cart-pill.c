#include "config.h"

#include "nomo-cart-pill.h"

#include "nomo-cart.h"
#include "nomo-field-words.h"

/**
 * nomo_cart_pill_show:
 * @pill: a pill
 * @cart: an abandoned cart
 *
 * Shows whether it was bought after all.
 */
void
nomo_cart_pill_show (NomoStatusPill *pill, const NomoRecord *cart)
{
  const char *status = nomo_record_get_text (cart, CART_STATUS);
  const NomoField *field = &nomo_cart_entity ()->fields[CART_STATUS];
  const char *words = nomo_field_get_choice_words (field, status);
  gboolean recovered = g_strcmp0 (status, "purchased") == 0;

  nomo_status_pill_set (pill, recovered ? NOMO_TONE_OK : NOMO_TONE_WARN,
                        recovered ? "nomo-ok-symbolic" : "nomo-cart-symbolic",
                        words != NULL    ? words
                        : status != NULL ? status
                                         : "");
}
