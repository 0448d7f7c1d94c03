#include "config.h"

#include "nomo-error.h"
#include "nomo-salla-error.h"
#include "nomo-salla-webhook.h"

#include <string.h>

#define SECRET "a shared secret"

/* As PHP writes it; the signature was made with openssl(1). */
static const char body_text[] =
    "{\"event\":\"order.created\",\"merchant\":1180227410,\"created_at\":\"Tue Feb 03 2026 21:40:10 "
    "GMT+0300\",\"data\":{\"url\":\"https:\\/\\/salla.sa\",\"name\":\"\\u0647\\u0646\\u062f\"}}";
static const char signature[] = "ff36189546dc6dba0d9b7108501e1ccb43c5fcdcedc02e9369177d31b4a22979";

static GBytes *
new_body (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

static gboolean
is_signed (const char *text, const char *given, const char *secret)
{
  g_autoptr (GBytes) body = new_body (text);

  return nomo_salla_webhook_is_signed (body, given, secret);
}

static void
test_signed (void)
{
  g_autofree char *upper = g_ascii_strup (signature, -1);

  g_assert_true (is_signed (body_text, signature, SECRET));
  g_assert_true (is_signed (body_text, upper, SECRET));
}

static void
test_not_signed (void)
{
  g_autofree char *shorter = g_strndup (signature, strlen (signature) - 1);
  g_autofree char *longer = g_strconcat (signature, "0", NULL);
  g_autofree char *prefixed = g_strconcat ("sha256=", signature, NULL);

  g_assert_false (is_signed (body_text, NULL, SECRET));
  g_assert_false (is_signed (body_text, "", SECRET));
  g_assert_false (is_signed (body_text, shorter, SECRET));
  g_assert_false (is_signed (body_text, longer, SECRET));
  g_assert_false (is_signed (body_text, prefixed, SECRET));
  g_assert_false (is_signed (body_text, signature, SECRET "\n"));
  g_assert_false (is_signed (body_text, signature, ""));
  g_assert_false (is_signed (body_text, signature, NULL));
  g_assert_false (is_signed ("", signature, SECRET));
  for (gsize i = 0; i < strlen (signature); i++) {
    g_autofree char *changed = g_strdup (signature);

    changed[i] = changed[i] == '0' ? '1' : '0';
    g_assert_false (is_signed (body_text, changed, SECRET));
    changed[i] = 'g';
    g_assert_false (is_signed (body_text, changed, SECRET));
  }
}

/* The same data written another way is not what was signed. */
static void
test_written_anew (void)
{
  g_autoptr (GString) anew = g_string_new (body_text);

  g_string_replace (anew, "\\/", "/", 0);
  g_assert_false (is_signed (anew->str, signature, SECRET));
}

/* Without a secret nobody is let in, not even who sends none. */
static void
test_token (void)
{
  g_assert_true (nomo_salla_webhook_has_token (SECRET, SECRET));
  g_assert_true (nomo_salla_webhook_has_token ("Bearer " SECRET, SECRET));
  g_assert_true (nomo_salla_webhook_has_token ("bearer " SECRET, SECRET));
  g_assert_false (nomo_salla_webhook_has_token ("Bearer", SECRET));
  g_assert_false (nomo_salla_webhook_has_token (NULL, SECRET));
  g_assert_false (nomo_salla_webhook_has_token (NULL, NULL));
  g_assert_false (nomo_salla_webhook_has_token ("", ""));
  g_assert_false (nomo_salla_webhook_has_token ("Bearer ", ""));
}

static void
assert_read (const char *text, gint64 merchant, const char *event)
{
  g_autoptr (GBytes) body = new_body (text);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  gint64 number = -1;

  g_assert_true (nomo_salla_webhook_read (body, &number, &name, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number, ==, merchant);
  g_assert_cmpstr (name, ==, event);
}

static void
test_read (void)
{
  assert_read (body_text, 1180227410, "order.created");
  assert_read ("{\"event\":\"store.branch.created\",\"merchant\":\"77\"}", 77, "store.branch.created");
  assert_read ("{\"event\":\"app.installed\",\"merchant\":-3}", 0, "app.installed");
  assert_read ("{\"event\":\"new.event\",\"merchant\":null}", 0, "new.event");
  assert_read ("{\"id\":1,\"invoice_number\":\"7\",\"order_id\":3}", 0, "invoice.created");
}

/* In front of all else stands what Salla writes there; whether the rest is sound is seen when it is read. */
static void
test_front (void)
{
  g_autofree char *large =
      g_strconcat ("{\"event\":\"order.created\",\"merchant\":999999999999999999,\"created_at\":1}", NULL);

  assert_read ("{\"event\":\"order.created\",\"merchant\":118,\"created_at\":\"x\",\"data\":{\"id\":", 118,
               "order.created");
  assert_read (large, 999999999999999999, "order.created");
  /* What is written otherwise is read whole. */
  assert_read ("{\"event\":\"order\\u002ecreated\",\"merchant\":118,\"created_at\":1}", 118, "order.created");
  assert_read ("{\"event\":\"order.created\",\"merchant\":\"118\",\"created_at\":1}", 118, "order.created");
  assert_read ("{ \"event\":\"order.created\",\"merchant\":118,\"created_at\":1}", 118, "order.created");
  assert_read ("{\"merchant\":118,\"event\":\"order.created\",\"created_at\":1}", 118, "order.created");
  assert_read ("{\"event\":\"order.created\",\"merchant\":0,\"created_at\":1}", 0, "order.created");
}

static void
assert_refused (const char *text, GQuark domain, int code)
{
  g_autoptr (GBytes) body = new_body (text);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  gint64 number;

  g_assert_false (nomo_salla_webhook_read (body, &number, &name, &error));
  g_assert_error (error, domain, code);
  g_assert_null (name);
}

static void
test_refused (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *long_name = g_strnfill (101, 'e');
  g_autofree char *long_event = g_strdup_printf ("{\"event\":\"%s\",\"merchant\":1}", long_name);

  assert_refused ("", NOMO_CORE_ERROR, NOMO_CORE_ERROR_JSON);
  assert_refused ("{\"event\":\"a\"", NOMO_CORE_ERROR, NOMO_CORE_ERROR_JSON);
  assert_refused (deep, NOMO_CORE_ERROR, NOMO_CORE_ERROR_JSON_DEPTH);
  assert_refused ("[]", NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
  assert_refused ("{}", NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
  assert_refused ("{\"event\":\"\"}", NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
  assert_refused ("{\"event\":{}}", NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
  assert_refused (long_event, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook/signed", test_signed);
  g_test_add_func ("/webhook/not-signed", test_not_signed);
  g_test_add_func ("/webhook/written-anew", test_written_anew);
  g_test_add_func ("/webhook/token", test_token);
  g_test_add_func ("/webhook/read", test_read);
  g_test_add_func ("/webhook/front", test_front);
  g_test_add_func ("/webhook/refused", test_refused);
  return g_test_run ();
}
