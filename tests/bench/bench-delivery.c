#include "bench-delivery.h"

#include "nomo-salla-webhook.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define BODY 4096

static char *
sign (const char *body, const char *secret)
{
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned int n = 0;
  GString *hex = g_string_new (NULL);

  HMAC (EVP_sha256 (), secret, (int) strlen (secret), (const guint8 *) body, strlen (body), digest, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  return g_string_free (hex, FALSE);
}

/* Of four kilobytes. */
char *
bench_order_body (guint number)
{
  g_autofree char *note = g_strnfill (BODY - 900, 'x');

  return g_strdup_printf (
      "{\"event\":\"order.created\",\"merchant\":" G_STRINGIFY (
          BENCH_MERCHANT) ","
                          "\"created_at\":\"Tue Feb 03 2026 21:40:10 GMT+0300\",\"data\":"
                          "{\"id\":%u,\"reference_id\":%u,\"date\":{\"date\":\"2026-02-03 21:40:08.000000\",\"timezone_type\":3,\"timezone\":"
                          "\"Asia\\/Riyadh\"},\"status\":{\"id\":566146469,\"name\":\"بإنتظار المراجعة\",\"slug\":\"under_review\"},"
                          "\"payment_method\":\"mada\",\"currency\":\"SAR\",\"amounts\":{\"sub_total\":{\"amount\":240,\"currency\":\"SAR\"},"
                          "\"discounts\":[],\"total\":{\"amount\":276.87,\"currency\":\"SAR\"}},\"customer\":{\"id\":225100417,\"first_name\":"
                          "\"هند\",\"last_name\":\"السالم\",\"mobile\":500000777,\"mobile_code\":\"+966\"},\"items\":[{\"id\":70811,\"name\":"
                          "\"باقة جوري\",\"sku\":\"WRD-1\",\"quantity\":2,\"amounts\":{\"total\":{\"amount\":248.4,\"currency\":\"SAR\"}},"
                          "\"product\":{\"id\":720881,\"name\":\"باقة جوري\"}}],\"tags\":[],\"note\":\"%s\"}}",
      number, number, note);
}

BenchRequest
bench_request_new (const char *body, const char *secret)
{
  g_autofree char *signature = sign (body, secret);
  char *text = g_strdup_printf ("POST /webhooks/salla HTTP/1.1\r\nHost: relay\r\nContent-Type: application/json\r\n"
                                "X-Salla-Security-Strategy: Signature\r\n" NOMO_SALLA_SIGNATURE_HEADER
                                ": %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                signature, strlen (body), body);

  return (BenchRequest) { text, strlen (text) };
}
