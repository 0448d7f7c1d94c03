#include "fuzz-target.h"

#include "nomo-redirect.h"

static void
check (NomoRedirect *redirect)
{
  if (redirect == NULL)
    return;
  g_assert_true ((redirect->code != NULL) != (redirect->error != NULL));
  g_assert_true (redirect->code == NULL || g_str_is_ascii (redirect->code));
  nomo_redirect_free (redirect);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);

  check (nomo_redirect_parse_address (text, NULL));
  check (nomo_redirect_parse_query (text, NULL));
  return 0;
}
