#include "config.h"

#include "nomo-payments.h"

#include <glib/gi18n.h>

const NomoChoice nomo_payment_methods[] = {
  { "mada", NC_ ("payment method", "mada") },
  { "credit_card", NC_ ("payment method", "Credit card") },
  { "apple_pay", NC_ ("payment method", "Apple Pay") },
  { "stc_pay", NC_ ("payment method", "STC Pay") },
  { "bank", NC_ ("payment method", "Bank transfer") },
  { "cod", NC_ ("payment method", "Cash on delivery") },
  { "tamara_installment", NC_ ("payment method", "Tamara") },
  { "tabby_installment", NC_ ("payment method", "Tabby") },
  { "spotii_pay", NC_ ("payment method", "Spotii") },
  { "knet", NC_ ("payment method", "KNET") },
  { "paypal", NC_ ("payment method", "PayPal") },
  { "free", NC_ ("payment method", "Free") },
  { "waiting", NC_ ("payment method", "Not chosen yet") },
  { NULL, NULL },
};
