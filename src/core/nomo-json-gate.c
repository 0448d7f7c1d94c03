#include "config.h"

#include "nomo-json-gate.h"

#include "nomo-error.h"

#include <string.h>

#define MAX_INT_DIGITS 18
#define REPLACEMENT    "\xef\xbf\xbd"

typedef enum {
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END,
  EXPECT_KEY,
  EXPECT_KEY_OR_END,
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
} Expect;

/* One pass over the text. What may stay is copied in long runs, only when something had to change before or after it. */
typedef struct {
  const char *start;
  const char *at;
  const char *end;
  const char *copied;
  GString *out;
  char open[NOMO_JSON_MAX_DEPTH];
  guint depth;
  Expect expect;
  NomoJsonReport report;
} Gate;

static gboolean
refuse (Gate *gate, GError **error, const char *reason)
{
  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_JSON, "%s at byte %" G_GSIZE_FORMAT, reason,
               (gsize) (gate->at - gate->start));
  return FALSE;
}

static guint
count_lines (const char *from, const char *to)
{
  guint lines = 1;

  while ((from = memchr (from, '\n', (gsize) (to - from))) != NULL) {
    lines++;
    from++;
  }
  return lines;
}

static void
replace (Gate *gate, const char *from, const char *to, const char *text)
{
  if (gate->out == NULL)
    gate->out = g_string_sized_new ((gsize) (gate->end - gate->start) + 64);
  g_string_append_len (gate->out, gate->copied, from - gate->copied);
  g_string_append (gate->out, text);
  gate->copied = to;
}

static void
replace_character (Gate *gate, const char *from, const char *to)
{
  replace (gate, from, to, REPLACEMENT);
  gate->report.repaired++;
}

/* Four hex digits after \u, or -1. */
static int
hex_unit (const Gate *gate, const char *at)
{
  int unit = 0;

  if (gate->end - at < 4)
    return -1;
  for (int i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (at[i]);

    if (digit < 0)
      return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

static gboolean
is_low_surrogate_escape (const Gate *gate, const char *at)
{
  if (gate->end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return FALSE;
  int unit = hex_unit (gate, at + 2);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

static gboolean
scan_escape (Gate *gate, GError **error)
{
  const char *from = gate->at;

  if (gate->end - from < 2)
    return refuse (gate, error, "The text ends inside a string");
  if (from[1] != 'u') {
    if (from[1] == '\0' || strchr ("\"\\/bfnrt", from[1]) == NULL)
      return refuse (gate, error, "A string has an unknown escape");
    gate->at += 2;
    return TRUE;
  }

  int unit = hex_unit (gate, from + 2);
  if (unit < 0)
    return refuse (gate, error, "A \\u escape is not followed by four hexadecimal digits");
  gate->at += 6;
  if (unit >= 0xd800 && unit <= 0xdbff && is_low_surrogate_escape (gate, gate->at))
    gate->at += 6;
  else if (unit == 0 || (unit >= 0xd800 && unit <= 0xdfff))
    replace_character (gate, from, gate->at);
  return TRUE;
}

/* A half of a surrogate pair that was written as UTF-8, ED A0 80 to ED BF BF. */
static gboolean
is_encoded_surrogate (const Gate *gate)
{
  const guint8 *at = (const guint8 *) gate->at;

  return gate->end - gate->at >= 3 && at[0] == 0xed && at[1] >= 0xa0 && at[1] <= 0xbf && (at[2] & 0xc0) == 0x80;
}

static gboolean
scan_wide (Gate *gate, GError **error)
{
  gunichar character = g_utf8_get_char_validated (gate->at, gate->end - gate->at);

  if (character < 0x110000) {
    gate->at = g_utf8_next_char (gate->at);
  } else if (is_encoded_surrogate (gate)) {
    replace_character (gate, gate->at, gate->at + 3);
    gate->at += 3;
  } else {
    return refuse (gate, error, "A string is not UTF-8");
  }
  return TRUE;
}

static gboolean
scan_string (Gate *gate, GError **error)
{
  gate->at++;
  while (gate->at < gate->end) {
    guint8 byte = (guint8) *gate->at;

    if (byte == '"') {
      gate->at++;
      return TRUE;
    }
    if (byte < 0x20)
      return refuse (gate, error, "A string has a control character");
    if (byte == '\\') {
      if (!scan_escape (gate, error))
        return FALSE;
    } else if (byte >= 0x80) {
      if (!scan_wide (gate, error))
        return FALSE;
    } else {
      gate->at++;
    }
  }
  return refuse (gate, error, "The text ends inside a string");
}

static gsize
scan_digits (Gate *gate)
{
  const char *from = gate->at;

  while (gate->at < gate->end && g_ascii_isdigit (*gate->at))
    gate->at++;
  return (gsize) (gate->at - from);
}

static gboolean
skip_one_of (Gate *gate, const char *bytes)
{
  if (gate->at == gate->end || *gate->at == '\0' || strchr (bytes, *gate->at) == NULL)
    return FALSE;
  gate->at++;
  return TRUE;
}

static gboolean
scan_number (Gate *gate, GError **error)
{
  const char *from = gate->at;

  skip_one_of (gate, "-");
  gboolean leading_zero = gate->at < gate->end && *gate->at == '0';
  gsize digits = scan_digits (gate);
  if (digits == 0 || (leading_zero && digits > 1))
    return refuse (gate, error, "A number is malformed");
  gboolean exact = digits <= MAX_INT_DIGITS;
  if (skip_one_of (gate, ".")) {
    exact = FALSE;
    if (scan_digits (gate) == 0)
      return refuse (gate, error, "A number has no digits after its point");
  }
  if (skip_one_of (gate, "eE")) {
    exact = FALSE;
    skip_one_of (gate, "+-");
    if (scan_digits (gate) == 0)
      return refuse (gate, error, "A number has no digits in its exponent");
  }
  if (!exact) {
    replace (gate, from, from, "\"");
    replace (gate, gate->at, gate->at, "\"");
    gate->report.requoted++;
  }
  return TRUE;
}

static gboolean
scan_word (Gate *gate, GError **error)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    gsize length = strlen (words[i]);

    if ((gsize) (gate->end - gate->at) >= length && memcmp (gate->at, words[i], length) == 0) {
      gate->at += length;
      return TRUE;
    }
  }
  return refuse (gate, error, "A value is expected");
}

static void
value_ended (Gate *gate)
{
  gate->expect = gate->depth == 0 ? EXPECT_NOTHING : EXPECT_COMMA_OR_END;
}

static gboolean
scan_open (Gate *gate, GError **error)
{
  if (gate->depth == NOMO_JSON_MAX_DEPTH) {
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_JSON_DEPTH, "Nested deeper than %d at byte %" G_GSIZE_FORMAT,
                 NOMO_JSON_MAX_DEPTH, (gsize) (gate->at - gate->start));
    return FALSE;
  }
  gate->open[gate->depth++] = *gate->at;
  gate->expect = *gate->at == '{' ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
  gate->at++;
  return TRUE;
}

static gboolean
scan_close (Gate *gate, GError **error)
{
  char open = *gate->at == '}' ? '{' : '[';

  if (gate->depth == 0 || gate->open[gate->depth - 1] != open)
    return refuse (gate, error, "A closing bracket does not match");
  gate->depth--;
  gate->at++;
  value_ended (gate);
  return TRUE;
}

static gboolean
scan_value (Gate *gate, GError **error)
{
  char byte = *gate->at;

  if (byte == '{' || byte == '[')
    return scan_open (gate, error);
  gboolean ok = byte == '"'                             ? scan_string (gate, error)
                : byte == '-' || g_ascii_isdigit (byte) ? scan_number (gate, error)
                                                        : scan_word (gate, error);
  value_ended (gate);
  return ok;
}

static gboolean
scan_key (Gate *gate, GError **error)
{
  if (*gate->at != '"')
    return refuse (gate, error, "A member's name is expected");
  gate->expect = EXPECT_COLON;
  return scan_string (gate, error);
}

static gboolean
scan_comma (Gate *gate, GError **error)
{
  if (*gate->at != ',')
    return refuse (gate, error, "A comma or a closing bracket is expected");
  gate->expect = gate->open[gate->depth - 1] == '{' ? EXPECT_KEY : EXPECT_VALUE;
  gate->at++;
  return TRUE;
}

static gboolean
scan_step (Gate *gate, GError **error)
{
  gboolean closing = *gate->at == '}' || *gate->at == ']';

  switch (gate->expect) {
  case EXPECT_VALUE_OR_END:
    return closing ? scan_close (gate, error) : scan_value (gate, error);
  case EXPECT_VALUE:
    return scan_value (gate, error);
  case EXPECT_KEY_OR_END:
    return closing ? scan_close (gate, error) : scan_key (gate, error);
  case EXPECT_KEY:
    return scan_key (gate, error);
  case EXPECT_COLON:
    if (*gate->at != ':')
      return refuse (gate, error, "A colon is expected");
    gate->expect = EXPECT_VALUE;
    gate->at++;
    return TRUE;
  case EXPECT_COMMA_OR_END:
    return closing ? scan_close (gate, error) : scan_comma (gate, error);
  case EXPECT_NOTHING:
  default:
    return refuse (gate, error, "Something follows the end of the value");
  }
}

static void
skip_space (Gate *gate)
{
  while (gate->at < gate->end && (*gate->at == ' ' || *gate->at == '\t' || *gate->at == '\n' || *gate->at == '\r'))
    gate->at++;
}

static gboolean
scan (Gate *gate, GError **error)
{
  for (skip_space (gate); gate->at < gate->end; skip_space (gate))
    if (!scan_step (gate, error))
      return FALSE;
  if (gate->expect != EXPECT_NOTHING)
    return refuse (gate, error, "The text ends too early");
  return TRUE;
}

static GBytes *
gate_take_text (Gate *gate, GBytes *body)
{
  if (gate->out == NULL)
    return g_bytes_new_from_bytes (body, (gsize) (gate->copied - gate->start), (gsize) (gate->end - gate->copied));
  replace (gate, gate->end, gate->end, "");
  return g_string_free_to_bytes (g_steal_pointer (&gate->out));
}

/**
 * nomo_json_gate:
 * @body: what came from outside
 * @max_size: the largest body that is looked at, in bytes; 0 for %NOMO_JSON_MAX_SIZE
 * @report: (nullable) (out caller-allocates): what was changed
 * @error: return location
 *
 * Lets through what json-glib can read without harm: one pass without recursion checks the size, the depth
 * (%NOMO_JSON_MAX_DEPTH), the grammar of RFC 8259 to the letter and UTF-8. A byte order mark in front is dropped. Halves of
 * surrogate pairs and NUL become U+FFFD; numbers with a fraction, an exponent or more than 18 digits become strings with the
 * same text.
 *
 * Errors: %NOMO_CORE_ERROR_TOO_LARGE, %NOMO_CORE_ERROR_JSON_DEPTH, %NOMO_CORE_ERROR_JSON. The message holds no byte of @body.
 *
 * Returns: (transfer full): the text to parse, which is @body itself when nothing had to change; %NULL on error
 */
GBytes *
nomo_json_gate (GBytes *body, gsize max_size, NomoJsonReport *report, GError **error)
{
  gsize limit = max_size == 0 ? NOMO_JSON_MAX_SIZE : max_size;
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  /* An empty body has no address. */
  if (data == NULL)
    data = "";
  Gate gate = { .start = data, .at = data, .copied = data, .end = data + size, .expect = EXPECT_VALUE };

  if (report != NULL)
    *report = gate.report;
  if (size > limit) {
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TOO_LARGE,
                 "%" G_GSIZE_FORMAT " bytes are more than the %" G_GSIZE_FORMAT " that are read", size, limit);
    return NULL;
  }
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    gate.copied = gate.at = data + 3;

  gboolean ok = scan (&gate, error);
  g_autoptr (GBytes) text = ok ? gate_take_text (&gate, body) : NULL;
  if (gate.out != NULL)
    g_string_free (gate.out, TRUE);
  if (ok && report != NULL)
    *report = gate.report;
  if (report != NULL)
    report->line = count_lines (data, gate.at);
  return g_steal_pointer (&text);
}
