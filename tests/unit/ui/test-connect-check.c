#include "config.h"

#include "nomo-connect-check.h"

#define UUID   "1a2b3c4d-5e6f-4a8b-9c0d-112233445566"
#define SECRET "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c"

static void
test_good (void)
{
  g_assert_null (nomo_connect_check_id (UUID));
  g_assert_null (nomo_connect_check_id ("1234567890"));
  g_assert_null (nomo_connect_check_secret (SECRET, UUID));
  g_assert_false (nomo_connect_check_swapped (UUID, SECRET, NULL));
  g_assert_false (nomo_connect_check_swapped ("demo-client", "demo-secret", NULL));
}

static void
test_id (void)
{
  g_assert_true (g_str_has_prefix (nomo_connect_check_id ("https://salla.partners/apps/1"), "This is an address"));
  g_assert_true (g_str_has_prefix (nomo_connect_check_id ("salla.partners/apps/1"), "This is an address"));
  g_assert_true (g_str_has_prefix (nomo_connect_check_id ("noura@example.com"), "This is an e-mail"));
  g_assert_true (g_str_has_prefix (nomo_connect_check_id ("Client ID " UUID), "A client ID has no spaces"));
  g_assert_true (g_str_has_prefix (nomo_connect_check_id ("1a2b\u00a03c4d"), "A client ID has no spaces"));
}

static void
test_secret (void)
{
  g_assert_true (
      g_str_has_prefix (nomo_connect_check_secret ("http://localhost:8721/callback", UUID), "This is an addr"));
  g_assert_true (g_str_has_prefix (nomo_connect_check_secret ("a b", UUID), "A client secret has no"));
  g_assert_true (g_str_has_prefix (nomo_connect_check_secret (UUID, UUID), "This is the client ID once more"));
}

/* Nobody is refused for how an id looks: what is known decides, and shape alone is only a reason to ask. */
static void
test_swapped (void)
{
  g_assert_true (nomo_connect_check_swapped (SECRET, UUID, NULL));
  g_assert_true (nomo_connect_check_swapped ("anything", "known", "known"));
  g_assert_false (nomo_connect_check_swapped (SECRET, UUID, "known"));
  g_assert_false (nomo_connect_check_swapped (UUID, UUID, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/connect-check/good", test_good);
  g_test_add_func ("/ui/connect-check/id", test_id);
  g_test_add_func ("/ui/connect-check/secret", test_secret);
  g_test_add_func ("/ui/connect-check/swapped", test_swapped);
  return g_test_run ();
}
