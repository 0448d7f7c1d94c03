#include "config.h"

#include "nomo-salla-webhook.h"

#include "nomo-json-gate.h"
#include "nomo-json-peek.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define DIGEST_SIZE 32

#define LONGEST_EVENT 100

/* Fewer than overflow 63 bits. */
#define MOST_DIGITS 18

/* Hexadecimal of either case; the time says nothing about where it is wrong. */
static gboolean
read_hex (const char *text, guint8 *bytes)
{
  if (strlen (text) != 2 * DIGEST_SIZE)
    return FALSE;
  for (guint i = 0; i < DIGEST_SIZE; i++) {
    int high = g_ascii_xdigit_value (text[2 * i]);
    int low = g_ascii_xdigit_value (text[2 * i + 1]);

    if (high < 0 || low < 0)
      return FALSE;
    bytes[i] = (guint8) (high * 16 + low);
  }
  return TRUE;
}

/**
 * nomo_salla_webhook_is_signed:
 * @body: the bytes as they came
 * @signature: (nullable): the value of the header %NOMO_SALLA_SIGNATURE_HEADER
 * @secret: (nullable): the secret that the app shares with Salla
 *
 * Salla signs the bytes that it sends, HMAC-SHA256 in hexadecimal: what is written anew from parsed JSON has another signature.
 *
 * Returns: whether whoever sent @body knows @secret
 */
gboolean
nomo_salla_webhook_is_signed (GBytes *body, const char *signature, const char *secret)
{
  guint8 given[DIGEST_SIZE];
  guint8 known[EVP_MAX_MD_SIZE];
  unsigned int n = 0;
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);

  if (signature == NULL || secret == NULL || *secret == '\0' || !read_hex (signature, given))
    return FALSE;
  if (HMAC (EVP_sha256 (), secret, (int) strlen (secret), data != NULL ? data : (const guint8 *) "", size, known, &n) ==
          NULL ||
      n != DIGEST_SIZE)
    return FALSE;
  return CRYPTO_memcmp (given, known, DIGEST_SIZE) == 0;
}

/**
 * nomo_salla_webhook_has_token:
 * @given: (nullable): the value of the header `Authorization`: the secret itself, which some senders put behind `Bearer`
 * @secret: (nullable): the secret that the app shares with Salla
 *
 * Returns: whether whoever sent it knows @secret
 */
gboolean
nomo_salla_webhook_has_token (const char *given, const char *secret)
{
  if (given != NULL && g_ascii_strncasecmp (given, "Bearer ", 7) == 0)
    given += 7;
  return nomo_secret_equal (secret, given);
}

static char *
dup_text (GBytes *text, const char *name)
{
  g_autoptr (JsonNode) member = nomo_json_peek (text, name);

  return member != NULL ? nomo_json_dup_text (member, "") : NULL;
}

static gboolean
has (GBytes *text, const char *name)
{
  g_autoptr (JsonNode) member = nomo_json_peek (text, name);

  return member != NULL;
}

/* Salla's own sample of this one event stands without its envelope. */
static char *
dup_event (GBytes *text)
{
  char *event = dup_text (text, "event");

  if (event == NULL && has (text, "invoice_number") && has (text, "order_id"))
    return g_strdup ("invoice.created");
  return event;
}

static gint64
read_merchant (GBytes *text)
{
  g_autoptr (JsonNode) member = nomo_json_peek (text, "merchant");
  gint64 number = 0;

  return member != NULL && nomo_json_get_int (member, "", &number) && number > 0 ? number : 0;
}

/* What comes next, which moves on behind @expected when it is that. */
static gboolean
skip (const char **at, const char *end, const char *expected)
{
  gsize length = strlen (expected);

  if ((gsize) (end - *at) < length || memcmp (*at, expected, length) != 0)
    return FALSE;
  *at += length;
  return TRUE;
}

/* An envelope that stands where Salla writes it, in front of all else, is read without what it envelops. */
static gboolean
read_front (GBytes *body, gint64 *merchant, char **event)
{
  gsize size;
  const char *at = g_bytes_get_data (body, &size);
  const char *end = at != NULL ? at + size : NULL;
  const char *name = NULL;
  gsize length = 0;
  gint64 number = 0;
  guint digits = 0;

  if (at == NULL || !skip (&at, end, "{\"event\":\""))
    return FALSE;
  for (name = at; at < end && (g_ascii_isalnum (*at) || *at == '.' || *at == '_'); at++)
    length++;
  if (length == 0 || length > LONGEST_EVENT || !skip (&at, end, "\",\"merchant\":"))
    return FALSE;
  for (; at < end && g_ascii_isdigit (*at) && digits < MOST_DIGITS; at++, digits++)
    number = number * 10 + g_ascii_digit_value (*at);
  if (number == 0 || !skip (&at, end, ",\"created_at\":"))
    return FALSE;
  *merchant = number;
  *event = g_strndup (name, length);
  return TRUE;
}

/**
 * nomo_salla_webhook_read:
 * @body: the bytes as they came
 * @merchant: (out): the store's number at Salla, 0 where there is none
 * @event: (out): what happened, such as "order.created"
 * @error: return location
 *
 * Reads the envelope of a delivery. What it tells of is read later, and then whether that is JSON at all, when the envelope
 * stands in front.
 *
 * Returns: whether it is a delivery; else the error is of the JSON gate, or %NOMO_SALLA_ERROR_UNREADABLE
 */
gboolean
nomo_salla_webhook_read (GBytes *body, gint64 *merchant, char **event, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  g_autofree char *name = NULL;

  if (read_front (body, merchant, event))
    return TRUE;
  text = nomo_json_gate (body, 0, NULL, error);
  if (text == NULL)
    return FALSE;
  name = dup_event (text);
  if (name == NULL || *name == '\0' || strlen (name) > LONGEST_EVENT) {
    g_set_error_literal (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "A delivery names no event");
    return FALSE;
  }
  *merchant = read_merchant (text);
  *event = g_steal_pointer (&name);
  return TRUE;
}
