#include "config.h"

#include "nomo-text.h"

#include "nomo-locale.h"

#include <string.h>
#include <unicode/uchar.h>

#define FSI "\u2068"
#define LRI "\u2066"
#define PDI "\u2069"
#define RLM "\u200f"

static char *
make_valid (const char *text)
{
  return g_utf8_make_valid (text != NULL ? text : "", -1);
}

/**
 * nomo_text_ascii_digits:
 * @text: (nullable): any text
 *
 * What a keyboard in Arabic digits typed, as a parser expects it: Arabic-Indic and Persian digits become ASCII, `٫` becomes
 * `.` and `٬` becomes `,`. Everything else stays; invalid UTF-8 is made valid.
 *
 * Returns: (transfer full): the text
 */
char *
nomo_text_ascii_digits (const char *text)
{
  g_autofree char *valid = make_valid (text);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c >= 0x660 && c <= 0x669)
      c = '0' + (c - 0x660);
    else if (c >= 0x6f0 && c <= 0x6f9)
      c = '0' + (c - 0x6f0);
    else if (c == 0x66b)
      c = '.';
    else if (c == 0x66c)
      c = ',';
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

static gboolean
is_isolate (gunichar c)
{
  return c >= 0x2066 && c <= 0x2069;
}

static gboolean
is_bidi_control (gunichar c)
{
  return is_isolate (c) || (c >= 0x202a && c <= 0x202e) || c == 0x200e || c == 0x200f || c == 0x61c;
}

static char *
without (const char *text, gboolean (*unwanted) (gunichar))
{
  g_autofree char *valid = make_valid (text);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (!unwanted (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

/**
 * nomo_text_strip_isolates:
 * @text: (nullable): any text
 *
 * Removes what only steers the direction of text (isolates, embeddings, overrides, LRM, RLM, ALM): for the clipboard, for
 * exports, for comparing.
 *
 * Returns: (transfer full): the text
 */
char *
nomo_text_strip_isolates (const char *text)
{
  return without (text, is_bidi_control);
}

static gboolean
isolates_balance (const char *text)
{
  int depth = 0;

  for (const char *p = text; *p != '\0' && depth >= 0; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (is_isolate (c))
      depth += c == 0x2069 ? -1 : 1;
  }
  return depth == 0;
}

static gboolean
has_letter (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* Text of other people may close our isolate early or leave one of its own open; then it loses all of them. */
static char *
isolate (const char *text, const char *opener)
{
  g_autofree char *valid = make_valid (text);
  g_autofree char *content = isolates_balance (valid) ? g_strdup (valid) : without (valid, is_isolate);

  if (*content == '\0')
    return g_strdup ("");
  return g_strconcat (opener != NULL ? opener : has_letter (content) ? FSI : LRI, content, PDI, NULL);
}

/**
 * nomo_text_isolate:
 * @text: (nullable): a name, a code, a number, to be set into a sentence of either direction
 *
 * Makes @text an island (FSI…PDI; LRI…PDI when it has no letter, since FSI would take the direction of the sentence). For
 * sentences that are shown, never for what is stored.
 *
 * Returns: (transfer full): the island, empty for an empty text
 */
char *
nomo_text_isolate (const char *text)
{
  return isolate (text, NULL);
}

/**
 * nomo_text_isolate_ltr:
 * @text: (nullable): a phone number, an address, a size, a signed number
 *
 * Makes @text an island that always runs left to right (LRI…PDI).
 *
 * Returns: (transfer full): the island, empty for an empty text
 */
char *
nomo_text_isolate_ltr (const char *text)
{
  return isolate (text, LRI);
}

static gboolean
starts_left_to_right (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    UCharDirection direction = u_charDirection ((UChar32) g_utf8_get_char (p));

    if (direction == U_LEFT_TO_RIGHT)
      return TRUE;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
      return FALSE;
  }
  return FALSE;
}

/**
 * nomo_text_lead:
 * @user_text: (nullable): text that people entered and that begins a label
 *
 * A label takes its direction from its first letter. In a right-to-left interface, text that starts in Latin gets an RLM in
 * front, so that the label still runs with the interface.
 *
 * Returns: (transfer full): the text to show
 */
char *
nomo_text_lead (const char *user_text)
{
  g_autofree char *valid = make_valid (user_text);

  if (nomo_locale_is_rtl () && starts_left_to_right (valid))
    return g_strconcat (RLM, valid, NULL);
  return g_steal_pointer (&valid);
}
