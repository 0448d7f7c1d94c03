#include "config.h"

#include "nomo-redirect.h"
#include "nomo-salla-error.h"

static void
test_code (void)
{
  g_autoptr (NomoRedirect) redirect =
      nomo_redirect_parse_address (" http://localhost:8721/callback?code=ory_ac_a%2Bb&scope=a+b&state=Abc123\n", NULL);

  g_assert_nonnull (redirect);
  g_assert_cmpstr (redirect->code, ==, "ory_ac_a+b");
  g_assert_cmpstr (redirect->state, ==, "Abc123");
  g_assert_null (redirect->error);
}

static void
test_refusal (void)
{
  g_autoptr (NomoRedirect) redirect = nomo_redirect_parse_query (
      "error=access_denied&error_description=%D8%B1%D9%81%D8%B6&state=Abc123&code=never", NULL);

  g_assert_nonnull (redirect);
  g_assert_cmpstr (redirect->error, ==, "access_denied");
  g_assert_cmpstr (redirect->description, ==, "رفض");
  g_assert_null (redirect->code);
}

static void
test_not_ours (void)
{
  g_autofree char *long_code = g_strnfill (10000, 'a');
  g_autofree char *long_address = g_strconcat ("http://localhost/callback?state=x&code=", long_code, NULL);
  const char *const addresses[] = {
    "",
    "hello",
    "code=x&state=y",
    "http://localhost:8721/",
    "http://localhost:8721/callback",
    "http://localhost:8721/callback?state=x",
    "http://localhost:8721/callback?code=&state=x",
    "http://localhost:8721/callback?code=%00&state=x",
    "http://localhost:8721/callback?code=%zz&state=x",
    "http://localhost:8721/callback?code=a%0Ab&state=x",
    "http://localhost:8721/elsewhere?code=a&state=x",
    "\xff\xfe",
    long_address,
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (GError) error = NULL;

    g_autofree char *shown = g_utf8_make_valid (addresses[i], -1);

    g_test_message ("%.80s", shown);
    g_assert_null (nomo_redirect_parse_address (addresses[i], &error));
    g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REDIRECT);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redirect/code", test_code);
  g_test_add_func ("/redirect/refusal", test_refusal);
  g_test_add_func ("/redirect/not-ours", test_not_ours);
  return g_test_run ();
}
