#include "config.h"

#include "nomo-json.h"
#include "nomo-kept-sign-in.h"
#include "nomo-salla-endpoints.h"
#include "nomo-salla-error.h"
#include "nomo-salla-tokens.h"
#include "nomo-scopes.h"
#include "nomo-secret.h"
#include "nomo-signed-in.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1771312527000)
#define DAY G_GINT64_CONSTANT (86400000)

static JsonNode *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = nomo_json_parse (bytes, 0, NULL, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_lifetimes (void)
{
  static const struct {
    const char *lifetime;
    gint64 expires;
  } cases[] = {
    { "\"expires_in\":1209599", NOW + 1209599 * G_GINT64_CONSTANT (1000) },
    { "\"expires_in\":\"1209600\"", NOW + 14 * DAY },
    { "\"expires\":1209599", NOW + 1209599 * G_GINT64_CONSTANT (1000) },
    { "\"expires\":1771312527", NOW },
    { "\"expires_in\":1771312527", NOW },
    { "\"expires_in\":60,\"expires\":1771312527", NOW + 60000 },
    { "\"expires_in\":0", NOW + 13 * DAY },
    { "\"expires_in\":-5", NOW + 13 * DAY },
    { "\"expires_in\":null", NOW + 13 * DAY },
    { "\"token_type\":\"bearer\"", NOW + 13 * DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"access_token\":\"ory_at_x\",%s}", cases[i].lifetime);
    g_autoptr (JsonNode) node = parse (text);
    g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (node, NOW, NULL);

    g_assert_nonnull (tokens);
    g_assert_cmpint (nomo_salla_tokens_get_expires (tokens), ==, cases[i].expires);
    g_assert_null (nomo_salla_tokens_get_refresh (tokens));
  }
}

static void
test_no_access_token (void)
{
  static const char *const answers[] = {
    "{}",
    "[]",
    "null",
    "{\"access_token\":null}",
    "{\"access_token\":\"\"}",
    "{\"access_token\":\"a b\"}",
    "{\"access_token\":\"a\\nb\"}",
    "{\"access_token\":\"\\u0627\"}",
    "{\"access_token\":[\"x\"]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (JsonNode) node = parse (answers[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (nomo_salla_tokens_parse (node, NOW, &error));
    g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
  }
}

static void
test_renewal_is_due (void)
{
  static const struct {
    const char *lifetime;
    gint64 due;
  } cases[] = {
    { "\"expires_in\":1209600", NOW + 7 * DAY },
    { "\"expires_in\":86400", NOW + DAY / 2 },
    { "\"expires_in\":31536000", NOW + 7 * DAY },
    { "\"expires\":1771312527", NOW },
    { "\"expires\":1001312527", NOW },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"access_token\":\"ory_at_x\",%s}", cases[i].lifetime);
    g_autoptr (JsonNode) node = parse (text);
    g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (node, NOW, NULL);

    g_assert_cmpint (nomo_salla_tokens_get_issued (tokens), ==, NOW);
    g_assert_cmpint (nomo_salla_tokens_get_due (tokens), ==, cases[i].due);
  }
}

static void
test_keeping (void)
{
  g_autoptr (JsonNode) node = parse ("{\"access_token\":\"ory_at_x\",\"refresh_token\":\"ory_rt_y\",\"scope\":\"a b\","
                                     "\"expires_in\":60}");
  g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (node, NOW, NULL);
  const NomoSallaApp app = { "an app", "a \"secret\" سر", "https://accounts.example" };
  g_autoptr (NomoKeptSignIn) kept = nomo_kept_sign_in_new (tokens, &app, 7, "machine", "directory");
  g_autoptr (NomoSecret) sealed = NULL;
  g_autoptr (NomoKeptSignIn) again = NULL;

  kept->attempt = 8;
  kept->renewals = 3;
  sealed = nomo_kept_sign_in_seal (kept);
  again = nomo_kept_sign_in_unseal (sealed, NULL);
  g_assert_cmpstr (again->client_secret, ==, "a \"secret\" سر");
  g_assert_cmpstr (again->client_id, ==, "an app");
  g_assert_cmpstr (again->accounts_url, ==, "https://accounts.example");
  g_assert_cmpint (again->generation, ==, 7);
  g_assert_cmpint (again->attempt, ==, 8);
  g_assert_cmpint (again->renewals, ==, 3);
  g_assert_cmpstr (again->machine, ==, "machine");
  g_assert_cmpstr (again->directory, ==, "directory");
  g_assert_cmpstr (nomo_salla_tokens_get_access (again->tokens), ==, "ory_at_x");
  g_assert_cmpstr (nomo_salla_tokens_get_refresh (again->tokens), ==, "ory_rt_y");
  g_assert_cmpstr (nomo_salla_tokens_get_scope (again->tokens), ==, "a b");
  g_assert_cmpint (nomo_salla_tokens_get_issued (again->tokens), ==, NOW);
  g_assert_cmpint (nomo_salla_tokens_get_expires (again->tokens), ==, NOW + 60000);
}

static void
test_foreign_keyring_items (void)
{
  static const char *const items[] = {
    "",
    "password",
    "{}",
    "{\"version\":3}",
    "[1,2]",
    "{\"version\":1,\"access_token\":\"x\",\"client_id\":\"z\",\"client_secret\":\"y\",\"accounts_url\":\"u\"}",
    "{\"version\":3,\"access_token\":\"x\",\"client_id\":\"z\",\"client_secret\":\"y\",\"accounts_url\":\"u\",\"generation\":0,\"renewals\":0,\"attempt\":0,"
    "\"machine\":\"m\",\"directory\":\"d\"}",
    "{\"version\":3,\"client_id\":\"z\",\"client_secret\":\"y\",\"accounts_url\":\"u\",\"generation\":1,\"renewals\":0,\"attempt\":0,\"machine\":\"m\",\"directory\":\"d\"}",
    "{\"version\":3,\"access_token\":\"x\",\"client_id\":\"z\",\"client_secret\":\"y\",\"accounts_url\":\"u\",\"generation\":1,\"machine\":\"m\","
    "\"directory\":\"d\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (nomo_kept_sign_in_unseal (items[i], &error));
    g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NO_SIGN_IN);
  }
}

static void
test_scopes (void)
{
  g_autofree char *request = nomo_scopes_dup_request ();
  guint n;
  const NomoScope *scopes = nomo_scopes (&n);

  for (guint i = 0; i < n; i++)
    g_assert_true (nomo_scope_is_granted (request, scopes[i].name));
  g_assert_true (nomo_scope_is_granted ("a orders.read_write b", "orders.read"));
  g_assert_false (nomo_scope_is_granted ("orders.read", "orders.read_write"));
  g_assert_false (nomo_scope_is_granted ("orders.reader", "orders.read"));
  g_assert_false (nomo_scope_is_granted (NULL, "orders.read"));
  g_assert_false (nomo_scope_is_granted ("", "offline_access"));
}

static void
test_user_info (void)
{
  static const char inner[] = "{\"id\":5,\"name\":\"نورة\",\"merchant\":{\"id\":\"19378402502\",\"name\":\"ورد\","
                              "\"plan\":\"pro\"}}";
  g_autofree char *wrapped = g_strdup_printf ("{\"status\":200,\"data\":%s}", inner);
  const char *const answers[] = { inner, wrapped };
  g_autoptr (JsonNode) token_node = parse ("{\"access_token\":\"x\"}");
  g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (token_node, NOW, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (JsonNode) node = parse (answers[i]);
    g_autoptr (NomoSignedIn) signed_in = nomo_signed_in_new (tokens, node, NULL);

    g_assert_cmpint (nomo_signed_in_get_merchant (signed_in), ==, G_GINT64_CONSTANT (19378402502));
    g_assert_cmpstr (nomo_signed_in_get_name (signed_in), ==, "ورد");
    g_assert_cmpstr (nomo_signed_in_get_owner_name (signed_in), ==, "نورة");
    g_assert_cmpstr (nomo_signed_in_get_plan (signed_in), ==, "pro");
    g_assert_null (nomo_signed_in_get_domain (signed_in));
  }
}

static void
test_user_info_without_store (void)
{
  static const char *const answers[] = { "{}", "{\"data\":{}}", "{\"data\":{\"merchant\":{\"id\":0}}}", "[]",
                                         "{\"merchant\":{\"id\":\"x\"}}" };
  g_autoptr (JsonNode) token_node = parse ("{\"access_token\":\"x\"}");
  g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (token_node, NOW, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (JsonNode) node = parse (answers[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (nomo_signed_in_new (tokens, node, &error));
    g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
  }
}

static void
test_endpoints (void)
{
  static const char *const unsafe[] = {
    "http://salla.sa", "https://salla.sa?x=1", "https://a@salla.sa", "salla.sa", "", "http://127.0.0.1.example.com",
    "file:///etc"
  };
  g_autoptr (NomoSallaEndpoints) ours = nomo_salla_endpoints_new (NULL, NULL, NULL);
  g_autoptr (NomoSallaEndpoints) local = nomo_salla_endpoints_new ("http://127.0.0.1:80/a//", "http://[::1]:1/b", NULL);

  g_assert_cmpstr (nomo_salla_endpoints_get_api_url (ours), ==, "https://api.salla.dev/admin/v2");
  g_assert_false (nomo_salla_endpoints_is_loopback (ours));
  g_assert_cmpstr (nomo_salla_endpoints_get_accounts_url (local), ==, "http://127.0.0.1:80/a");
  g_assert_true (nomo_salla_endpoints_is_loopback (local));
  for (guint i = 0; i < G_N_ELEMENTS (unsafe); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (nomo_salla_endpoints_new (NULL, unsafe[i], &error));
    g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_ADDRESS);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/lifetimes", test_lifetimes);
  g_test_add_func ("/tokens/no-access-token", test_no_access_token);
  g_test_add_func ("/tokens/renewal-is-due", test_renewal_is_due);
  g_test_add_func ("/tokens/keeping", test_keeping);
  g_test_add_func ("/tokens/scopes", test_scopes);
  g_test_add_func ("/tokens/foreign-keyring-items", test_foreign_keyring_items);
  g_test_add_func ("/signed-in/user-info", test_user_info);
  g_test_add_func ("/signed-in/without-store", test_user_info_without_store);
  g_test_add_func ("/endpoints/safe-or-refused", test_endpoints);
  return g_test_run ();
}
