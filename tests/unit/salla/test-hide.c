#include "config.h"

#include "nomo-salla-hide.h"

#include <string.h>

static char *
hide (const char *event, const char *text, NomoSallaSecrecy expected)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) shown = NULL;
  gsize size;
  const char *bytes;

  g_assert_cmpint (nomo_salla_hide (event, body, &shown), ==, expected);
  if (shown == NULL)
    return NULL;
  bytes = g_bytes_get_data (shown, &size);
  return g_strndup (bytes, size);
}

/* However they are written, escaped or not, no token is left; whose it is and when is. */
static void
test_tokens (void)
{
  g_autofree char *shown =
      hide ("app.store.authorize",
            "{\"event\":\"app.store.authorize\",\"merchant\":118,\"created_at\":\"2026-02-03 09:15:27\","
            "\"data\":{\"access_token\":\"ory_at_9kP\",\"expires\":1771312527,\"refresh_token\":"
            "\"\\u006fry_rt_LmW\",\"scope\":\"settings.read offline_access\",\"token_type\":\"bearer\"}}",
            NOMO_SALLA_SECRET);

  g_assert_null (strstr (shown, "9kP"));
  g_assert_null (strstr (shown, "LmW"));
  g_assert_nonnull (strstr (shown, "\"merchant\":118"));
  g_assert_nonnull (strstr (shown, "2026-02-03 09:15:27"));
  g_assert_nonnull (strstr (shown, "offline_access"));
  g_assert_nonnull (strstr (shown, "sha256:"));
}

static void
test_passwords (void)
{
  g_autofree char *request =
      hide ("customer.otp.request",
            "{\"event\":\"customer.otp.request\",\"merchant\":118,\"data\":{\"code\":\"4711\"}}", NOMO_SALLA_UNWANTED);
  g_autofree char *message = hide ("communication.sms.send",
                                   "{\"event\":\"communication.sms.send\",\"data\":{\"content\":\"رمزك 4711\","
                                   "\"meta\":{\"code\":\"4711\"}}}",
                                   NOMO_SALLA_UNWANTED);

  g_assert_null (strstr (request, "4711"));
  g_assert_null (strstr (message, "4711"));
  g_assert_nonnull (strstr (request, "\"merchant\":118"));
}

static void
test_odd (void)
{
  g_autofree char *list = hide ("app.store.authorize", "[\"ory_at_9kP\"]", NOMO_SALLA_SECRET);
  g_autofree char *number = hide ("app.store.authorize", "{\"data\":{\"access_token\":4711}}", NOMO_SALLA_SECRET);
  g_autofree char *deep =
      hide ("app.store.authorize", "{\"data\":{\"access_token\":{\"a\":\"4711\"}}}", NOMO_SALLA_SECRET);

  g_assert_cmpstr (list, ==, "{}");
  g_assert_null (strstr (number, "4711"));
  g_assert_null (strstr (deep, "4711"));
}

static void
test_open (void)
{
  g_autofree char *order = hide ("order.created", "{\"data\":{\"access_token\":\"x\"}}", NOMO_SALLA_OPEN);

  g_assert_null (order);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hide/tokens", test_tokens);
  g_test_add_func ("/hide/passwords", test_passwords);
  g_test_add_func ("/hide/odd", test_odd);
  g_test_add_func ("/hide/open", test_open);
  return g_test_run ();
}
