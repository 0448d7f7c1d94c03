#include "nomo-demo-tokens.h"

#define NOW  G_GINT64_CONSTANT (1795000000000)
#define DAY  G_GINT64_CONSTANT (86400000)
#define BACK "http://127.0.0.1:4000/cb"

static NomoDemoChain *
sign_in (NomoDemoTokens *tokens, const char *scope)
{
  const char *code = nomo_demo_tokens_issue_code (tokens, scope, BACK, NOW);
  NomoDemoChain *chain;

  g_assert_cmpint (nomo_demo_tokens_use_code (tokens, code, BACK, NOW, &chain), ==, NOMO_DEMO_GRANT_OK);
  g_assert_nonnull (chain);
  return chain;
}

static gboolean
opens (NomoDemoTokens *tokens, const char *access, gint64 now)
{
  gboolean valid;

  nomo_demo_tokens_find (tokens, access, now, &valid);
  return valid;
}

static void
test_code_once (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  g_autofree char *code = g_strdup (nomo_demo_tokens_issue_code (tokens, "orders.read", BACK, NOW));
  NomoDemoChain *chain;

  g_assert_cmpint (nomo_demo_tokens_use_code (tokens, code, BACK "x", NOW, &chain), ==, NOMO_DEMO_GRANT_MISMATCH);
  g_assert_cmpint (nomo_demo_tokens_use_code (tokens, code, BACK, NOW, &chain), ==, NOMO_DEMO_GRANT_OK);
  g_assert_null (chain->refresh);
  g_assert_true (opens (tokens, chain->access, NOW));
  g_assert_cmpint (nomo_demo_tokens_use_code (tokens, code, BACK, NOW, &chain), ==, NOMO_DEMO_GRANT_USED);
  g_assert_false (opens (tokens, chain->access, NOW));
  g_assert_cmpint (nomo_demo_tokens_use_code (tokens, "ory_ac_x", BACK, NOW, &chain), ==, NOMO_DEMO_GRANT_UNKNOWN);
}

static void
test_code_ten_minutes (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  const char *code = nomo_demo_tokens_issue_code (tokens, "orders.read", BACK, NOW);
  NomoDemoChain *chain;

  g_assert_cmpint (nomo_demo_tokens_use_code (tokens, code, BACK, NOW + 600000, &chain), ==, NOMO_DEMO_GRANT_EXPIRED);
  g_assert_cmpint (nomo_demo_tokens_use_code (tokens, code, BACK, NOW + 599999, &chain), ==, NOMO_DEMO_GRANT_OK);
}

static void
test_refresh_rotates (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  NomoDemoChain *chain = sign_in (tokens, "orders.read offline_access");
  g_autofree char *access = g_strdup (chain->access), *refresh = g_strdup (chain->refresh);

  g_assert_true (g_str_has_prefix (access, "ory_at_"));
  g_assert_true (g_str_has_prefix (refresh, "ory_rt_"));
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, refresh, NOW + 7 * DAY, &chain), ==, NOMO_DEMO_GRANT_OK);
  g_assert_cmpstr (chain->access, !=, access);
  g_assert_cmpstr (chain->refresh, !=, refresh);
  g_assert_cmpuint (chain->generation, ==, 2);
  g_assert_true (opens (tokens, access, NOW + 13 * DAY));
  g_assert_false (opens (tokens, access, NOW + 14 * DAY));
  g_assert_true (opens (tokens, chain->access, NOW + 20 * DAY));
  g_assert_false (opens (tokens, chain->access, NOW + 21 * DAY));
}

static void
test_reuse_kills_the_chain (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  NomoDemoChain *chain = sign_in (tokens, "orders.read offline_access"), *other = sign_in (tokens, "offline_access");
  g_autofree char *refresh = g_strdup (chain->refresh);

  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, refresh, NOW, &chain), ==, NOMO_DEMO_GRANT_OK);
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, refresh, NOW, &chain), ==, NOMO_DEMO_GRANT_USED);
  g_assert_false (opens (tokens, chain->access, NOW));
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, chain->refresh, NOW, &chain), ==, NOMO_DEMO_GRANT_REVOKED);
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, refresh, NOW, &chain), ==, NOMO_DEMO_GRANT_USED);
  g_assert_cmpuint (chain->reused, ==, 2);
  g_assert_cmpuint (chain->generation, ==, 2);
  g_assert_true (opens (tokens, other->access, NOW));
  g_assert_cmpuint (other->reused, ==, 0);
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, "ory_rt_x", NOW, &chain), ==, NOMO_DEMO_GRANT_UNKNOWN);
  g_assert_null (chain);
}

static void
test_refresh_thirty_days (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  NomoDemoChain *chain = sign_in (tokens, "offline_access");
  const char *refresh = chain->refresh;
  gint64 end = NOW + 30 * DAY;

  g_assert_cmpint (chain->refresh_ends, ==, end);
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, refresh, end, &chain), ==, NOMO_DEMO_GRANT_EXPIRED);
  g_assert_null (chain->died);
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, refresh, end - 1, &chain), ==, NOMO_DEMO_GRANT_OK);
}

static void
test_revoked (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  NomoDemoChain *chain = sign_in (tokens, "offline_access"), *other = sign_in (tokens, "offline_access");

  nomo_demo_tokens_revoke (tokens, "ory_rt_x", "revoked by Salla");
  g_assert_true (opens (tokens, chain->access, NOW));
  nomo_demo_tokens_revoke (tokens, chain->refresh, "revoked by Salla");
  g_assert_cmpstr (chain->died, ==, "revoked by Salla");
  g_assert_false (opens (tokens, chain->access, NOW));
  g_assert_true (opens (tokens, other->access, NOW));
}

static void
test_former_access_dies (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  NomoDemoChain *chain = sign_in (tokens, "offline_access");
  const char *first = chain->access;

  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, chain->refresh, NOW, &chain), ==, NOMO_DEMO_GRANT_OK);
  g_assert_true (opens (tokens, first, NOW));
  nomo_demo_chain_end_former_access (chain);
  g_assert_false (opens (tokens, first, NOW));
  g_assert_true (opens (tokens, chain->access, NOW));
  g_assert_cmpuint (chain->access_in_use, ==, 2);
  g_assert_false (opens (tokens, chain->access, NOW + 14 * DAY));
  g_assert_cmpuint (chain->access_in_use, ==, 3);
}

/* The first pair is known for what it is, however many came after it. */
static void
test_ten_thousand_refreshes (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  NomoDemoChain *chain = sign_in (tokens, "offline_access");
  const char *first = chain->access, *spent = chain->refresh;

  for (guint i = 0; i < 10000; i++)
    g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, chain->refresh, NOW, &chain), ==, NOMO_DEMO_GRANT_OK);
  g_assert_cmpuint (chain->generation, ==, 10001);
  g_assert_true (opens (tokens, first, NOW));
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, spent, NOW, &chain), ==, NOMO_DEMO_GRANT_USED);
  g_assert_false (opens (tokens, first, NOW));
}

static void
test_uninstall (void)
{
  g_autoptr (NomoDemoTokens) tokens = nomo_demo_tokens_new ();
  NomoDemoChain *chain = sign_in (tokens, "orders.read offline_access");

  nomo_demo_tokens_kill_all (tokens, "uninstalled");
  g_assert_false (opens (tokens, chain->access, NOW));
  g_assert_cmpstr (chain->died, ==, "uninstalled");
  g_assert_cmpint (nomo_demo_tokens_use_refresh (tokens, chain->refresh, NOW, &chain), ==, NOMO_DEMO_GRANT_REVOKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/code-once", test_code_once);
  g_test_add_func ("/tokens/code-ten-minutes", test_code_ten_minutes);
  g_test_add_func ("/tokens/refresh-rotates", test_refresh_rotates);
  g_test_add_func ("/tokens/reuse-kills-the-chain", test_reuse_kills_the_chain);
  g_test_add_func ("/tokens/refresh-thirty-days", test_refresh_thirty_days);
  g_test_add_func ("/tokens/revoked", test_revoked);
  g_test_add_func ("/tokens/former-access-dies", test_former_access_dies);
  g_test_add_func ("/tokens/ten-thousand-refreshes", test_ten_thousand_refreshes);
  g_test_add_func ("/tokens/uninstall", test_uninstall);
  return g_test_run ();
}
