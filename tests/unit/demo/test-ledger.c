#include "nomo-demo-ledger.h"

static void
test_secrets_stay_out (void)
{
  g_autoptr (NomoDemoLedger) ledger = nomo_demo_ledger_new ();
  NomoDemoRequest request = {
    .method = "GET", .path = "/cb", .query = "code=abc&page=2&state=xyz&client_secret=s", .grant = "refresh_token: ok"
  };

  nomo_demo_ledger_add (ledger, &request);
  g_assert_cmpuint (nomo_demo_ledger_get_length (ledger), ==, 1);
  g_assert_cmpstr (nomo_demo_ledger_get (ledger, 0)->target, ==, "/cb?code=…&page=2&state=…&client_secret=…");
  g_assert_cmpstr (nomo_demo_ledger_get (ledger, 0)->grant, ==, "refresh_token: ok");
}

static void
test_ring (void)
{
  g_autoptr (NomoDemoLedger) ledger = nomo_demo_ledger_new ();
  NomoDemoRequest request = { .method = "GET", .path = "/" };

  for (; request.time < 200003; request.time++)
    nomo_demo_ledger_add (ledger, &request);
  g_assert_cmpuint (nomo_demo_ledger_get_length (ledger), ==, 200000);
  g_assert_cmpuint (nomo_demo_ledger_get_dropped (ledger), ==, 3);
  g_assert_cmpint (nomo_demo_ledger_get (ledger, 0)->time, ==, 3);
  g_assert_cmpint (nomo_demo_ledger_get (ledger, 199999)->time, ==, 200002);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/secrets-stay-out", test_secrets_stay_out);
  g_test_add_func ("/ledger/ring", test_ring);
  return g_test_run ();
}
