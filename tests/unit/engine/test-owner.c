#include "config.h"

#include "nomo-hooks-aim.h"
#include "nomo-owner.h"

#define MERCHANT G_GINT64_CONSTANT (1180227410)
#define ADDRESS  "https://relay.example.net/webhooks/salla/1180227410"

static void
assert_host (const char *name, const char *url, const char *expected)
{
  g_autofree char *host = nomo_owner_dup_host (name, url, MERCHANT);

  g_assert_cmpstr (host, ==, expected);
}

static void
test_a_relay (void)
{
  assert_host (NOMO_HOOKS_NAME, ADDRESS, "relay.example.net");
  assert_host (NOMO_HOOKS_NAME, "https://Relay.Example.NET:8443/webhooks/salla/1180227410", "relay.example.net");
  assert_host (NOMO_HOOKS_NAME, "https://example.net/shop/webhooks/salla/1180227410", "example.net");
  assert_host (NOMO_HOOKS_NAME, "http://[2001:db8::1]:80/webhooks/salla/1180227410", "2001:db8::1");
  assert_host (NOMO_HOOKS_NAME, ADDRESS "?a=b", "relay.example.net");
}

/* What has only the name, or only the address, is somebody else's. */
static void
test_others (void)
{
  assert_host ("Another app", ADDRESS, NULL);
  assert_host ("Nomo Flow relay 2", ADDRESS, NULL);
  assert_host ("nomo flow relay", ADDRESS, NULL);
  assert_host ("", ADDRESS, NULL);
  assert_host (NULL, ADDRESS, NULL);
  assert_host (NOMO_HOOKS_NAME, NULL, NULL);
  assert_host (NOMO_HOOKS_NAME, "", NULL);
  assert_host (NOMO_HOOKS_NAME, "no address", NULL);
  assert_host (NOMO_HOOKS_NAME, "https:///webhooks/salla/1180227410", NULL);
  assert_host (NOMO_HOOKS_NAME, "https://relay.example.net/webhooks/salla", NULL);
  assert_host (NOMO_HOOKS_NAME, "https://relay.example.net/webhooks/salla/11802274100", NULL);
  assert_host (NOMO_HOOKS_NAME, "https://relay.example.net/webhooks/salla/31180227410", NULL);
  assert_host (NOMO_HOOKS_NAME, "https://relay.example.net/?x=/webhooks/salla/1180227410", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/owner/a-relay", test_a_relay);
  g_test_add_func ("/owner/others", test_others);
  return g_test_run ();
}
