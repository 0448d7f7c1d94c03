#include "nomo-demo-ledger.h"

static void
test_secrets_stay_out (void)
{
  g_autoptr (NomoDemoLedger) ledger = nomo_demo_ledger_new ();

  nomo_demo_ledger_add (ledger, 5, "GET", "/cb", "code=abc&page=2&state=xyz&client_secret=s", 200, 1, NULL);
  g_assert_cmpuint (nomo_demo_ledger_get_length (ledger), ==, 1);
  g_assert_cmpstr (nomo_demo_ledger_get (ledger, 0)->target, ==, "/cb?code=…&page=2&state=…&client_secret=…");
}

static void
test_ring (void)
{
  g_autoptr (NomoDemoLedger) ledger = nomo_demo_ledger_new ();

  for (guint i = 0; i < 200003; i++)
    nomo_demo_ledger_add (ledger, i, "GET", "/", NULL, 200, 0, NULL);
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
