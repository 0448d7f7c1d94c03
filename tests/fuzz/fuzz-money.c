#include "fuzz-target.h"

#include "nomo-error.h"
#include "nomo-money.h"

static void
check_amount (gint64 minor, const char *currency, const char *rate)
{
  g_autofree char *decimal = nomo_money_to_decimal (minor, currency);
  gint64 again, same, converted, net, vat;

  g_assert_true (nomo_money_parse (decimal, currency, &again, NULL));
  g_assert_cmpint (again, ==, minor);
  g_assert_true (nomo_money_convert (minor, currency, "1", currency, &same, NULL));
  g_assert_cmpint (same, ==, minor);
  nomo_money_convert (minor, currency, rate, "SAR", &converted, NULL);
  nomo_money_split_vat (minor, 1500, &net, &vat);
  g_assert_cmpint (net + vat, ==, minor);
  g_assert_true (minor < 0 ? vat <= 0 : vat >= 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const currencies[] = { "SAR", "KWD", "JPY", NULL };
  g_autofree char *text = g_strndup ((const char *) data, size);

  nomo_money_exponent (text);
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++) {
    g_autoptr (GError) error = NULL;
    gint64 minor;

    if (nomo_money_parse (text, currencies[i], &minor, &error))
      check_amount (minor, currencies[i], text);
    else
      g_assert_true (error->domain == NOMO_CORE_ERROR);
  }
  return 0;
}
