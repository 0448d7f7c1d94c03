#include "fuzz-target.h"

#include "nomo-phone.h"

#include <string.h>

static void
check_number (const char *number)
{
  g_autofree char *again = nomo_phone_normalize (number, NULL);
  g_autofree char *shown = nomo_phone_format (number);
  g_autofree char *read_back = nomo_phone_normalize (shown, NULL);

  g_assert_true (number[0] == '+' && number[1] >= '1' && number[1] <= '9');
  g_assert_cmpuint (strspn (number + 1, "0123456789"), ==, strlen (number) - 1);
  g_assert_cmpuint (strlen (number), <=, 16);
  g_assert_cmpstr (again, ==, number);
  g_assert_cmpstr (read_back, ==, number);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const countries[] = { NULL, "+966", "00965", "20", "+1", "" };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *shown = nomo_phone_format (text);
  g_autofree char *country_is_text = nomo_phone_normalize ("0501234567", text);

  g_assert_nonnull (shown);
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++) {
    g_autofree char *number = nomo_phone_normalize (text, countries[i]);

    if (number != NULL)
      check_number (number);
  }
  if (country_is_text != NULL)
    check_number (country_is_text);
  return 0;
}
