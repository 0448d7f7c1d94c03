#include "fuzz-target.h"

#include "nomo-locale.h"
#include "nomo-text.h"

#include <string.h>

static void
check_fold (const char *text)
{
  g_autofree char *folded = nomo_text_fold (text);
  g_autofree char *again = nomo_text_fold (folded);
  g_autofree char *indexed = nomo_text_fold_index (text);
  g_autofree char *key = nomo_text_fold_sort (text);

  g_assert_cmpstr (again, ==, folded);
  g_assert_true (g_utf8_validate (indexed, -1, NULL));
  g_assert_true (g_str_has_prefix (indexed, folded));
  g_assert_null (strstr (indexed, "  "));
  g_assert_true (g_utf8_validate (key, -1, NULL));
}

static void
check_island (const char *text)
{
  g_autofree char *island = nomo_text_isolate (text);
  g_autofree char *nested = nomo_text_isolate (island);
  g_autofree char *bare = nomo_text_strip_isolates (text);
  g_autofree char *bare_island = nomo_text_strip_isolates (island);

  g_assert_true (g_utf8_validate (island, -1, NULL));
  g_assert_cmpstr (bare_island, ==, bare);
  g_assert_cmpuint (strlen (nested), ==, *island == '\0' ? 0 : strlen (island) + strlen ("\u2068\u2069"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *digits = nomo_text_ascii_digits (text);
  g_autofree char *lead = nomo_text_lead (text);

  g_assert_true (g_utf8_validate (digits, -1, NULL));
  g_assert_true (g_utf8_validate (lead, -1, NULL));
  check_fold (text);
  check_island (text);
  return 0;
}
