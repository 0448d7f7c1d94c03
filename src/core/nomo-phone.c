#include "config.h"

#include "nomo-phone.h"

#include "nomo-text.h"

#include <string.h>

#define MIN_DIGITS 8
#define MAX_DIGITS 15

/* What is known about the numbers of a country: its code, how many digits follow it (fewest, most), how they are grouped. */
typedef struct {
  const char *code;
  int fewest;
  int most;
  const char *groups;
} Plan;

static const Plan plans[] = {
  { "966", 9, 9, "234" }, { "971", 8, 9, "234" }, { "965", 8, 8, "44" },   { "973", 8, 8, "44" },
  { "968", 8, 8, "44" },  { "974", 8, 8, "44" },  { "967", 7, 9, "333" },  { "962", 8, 9, "144" },
  { "961", 7, 8, "233" }, { "963", 8, 9, "333" }, { "964", 8, 10, "334" }, { "970", 8, 9, "234" },
  { "249", 9, 9, "234" }, { "218", 8, 9, "234" }, { "216", 8, 8, "233" },  { "213", 8, 9, "333" },
  { "212", 9, 9, "333" }, { "20", 8, 10, "244" }, { "90", 10, 10, "334" }, { "92", 9, 10, "334" },
  { "91", 10, 10, "55" }, { "44", 9, 10, "46" },  { "33", 9, 9, "12222" }, { "1", 10, 10, "334" },
  { "7", 10, 10, "334" },
};

/* The codes of one and two digits; every other country code has three. */
static const char *const two_digit_codes =
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
    "81 82 84 86 90 91 92 93 94 95 98";

static const Plan *
plan_of (const char *digits)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_str_has_prefix (digits, plans[i].code))
      return &plans[i];
  return NULL;
}

static gsize
code_length (const char *digits)
{
  const char pair[3] = { digits[0], digits[0] != '\0' ? digits[1] : '\0', '\0' };

  if (*digits == '1' || *digits == '7')
    return 1;
  return strlen (pair) == 2 && strstr (two_digit_codes, pair) != NULL ? 2 : 3;
}

static gboolean
is_separator (gunichar c)
{
  return c == '-' || c == '(' || c == ')' || c == '.' || c == '/' || g_unichar_isspace (c) ||
         g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION;
}

/* The digits, with one "+" in front when the text had it; NULL when anything else stands there. */
static char *
bare_digits (const char *text)
{
  g_autofree char *ascii = nomo_text_ascii_digits (text);
  g_autofree char *visible = nomo_text_strip_isolates (ascii);
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *p = visible; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if ((c < 0x80 && g_ascii_isdigit ((char) c)) || ((c == '+' || c == 0xff0b) && bare->len == 0))
      g_string_append_c (bare, c == 0xff0b ? '+' : (char) c);
    else if (!is_separator (c))
      return NULL;
  }
  return g_string_free (g_steal_pointer (&bare), FALSE);
}

static gboolean
fits_plan (const Plan *plan, const char *national)
{
  int length = (int) strlen (national);

  return length >= plan->fewest && length <= plan->most;
}

static char *
finish (const char *international)
{
  const Plan *plan = plan_of (international);
  gsize length = strlen (international);
  const char *national;

  if (*international == '0' || length < MIN_DIGITS || length > MAX_DIGITS)
    return NULL;
  if (plan == NULL)
    return g_strconcat ("+", international, NULL);
  national = international + strlen (plan->code);
  /* People put the trunk zero behind the country code: +966 050 123 4567. */
  if (*national == '0')
    national++;
  return *national != '0' && fits_plan (plan, national) ? g_strconcat ("+", plan->code, national, NULL) : NULL;
}

static char *
finish_national (const char *national, const char *country_code)
{
  g_autofree char *code = country_code != NULL ? bare_digits (country_code) : NULL;
  g_autofree char *international = NULL;
  const char *code_digits = code;
  const Plan *plan;

  if (code == NULL)
    return NULL;
  code_digits += strspn (code, "+0");
  if (*code_digits == '\0')
    return NULL;
  plan = plan_of (code_digits);
  /* Carts and shipments carry 9665…, international without its plus. */
  if (g_str_has_prefix (national, code_digits) && (plan == NULL || !fits_plan (plan, national)) &&
      strlen (national) >= strlen (code_digits) + 7)
    return finish (national);
  if (*national == '0')
    national++;
  international = g_strconcat (code_digits, national, NULL);
  return finish (international);
}

/**
 * nomo_phone_normalize:
 * @text: (nullable): a phone number as people type it or as Salla sends it
 * @country_code: (nullable): the country of a number that names none, "+966"
 *
 * Reads `05…`, `5…`, `+966…`, `00966…`, `9665…` with blanks, dashes or brackets, in any digits.
 *
 * Returns: (transfer full) (nullable): the number in E.164, "+966501234567", or %NULL when @text is no phone number
 */
char *
nomo_phone_normalize (const char *text, const char *country_code)
{
  g_autofree char *bare = text != NULL ? bare_digits (text) : NULL;

  if (bare == NULL || *bare == '\0')
    return NULL;
  if (*bare == '+')
    return finish (bare + 1 + (g_str_has_prefix (bare, "+00") ? 2 : 0));
  if (g_str_has_prefix (bare, "00"))
    return finish (bare + 2);
  return finish_national (bare, country_code);
}

static void
append_groups (GString *out, const char *national, const char *groups)
{
  for (; *groups != '\0' && *national != '\0'; groups++) {
    gsize size = groups[1] == '\0' ? strlen (national) : MIN ((gsize) (*groups - '0'), strlen (national));

    g_string_append_c (out, ' ');
    g_string_append_len (out, national, (gssize) size);
    national += size;
  }
}

static const char *
groups_by_length (gsize length)
{
  static const char *const groups[] = { "34", "44", "333", "334", "344", "444" };

  return length < 7 ? "9" : groups[MIN (length - 7, G_N_ELEMENTS (groups) - 1)];
}

/**
 * nomo_phone_format:
 * @e164: (nullable): a number in E.164
 *
 * Groups a number for people: "+966 50 123 4567". It carries no isolates; see [func@format_phone] for a label of the
 * interface. What is not E.164 comes back as it is.
 *
 * Returns: (transfer full): the number
 */
char *
nomo_phone_format (const char *e164)
{
  GString *out;
  const Plan *plan;
  const char *national;
  gsize length;

  if (e164 == NULL || *e164 != '+' || strlen (e164) < MIN_DIGITS ||
      strspn (e164 + 1, "0123456789") != strlen (e164 + 1))
    return g_strdup (e164 != NULL ? e164 : "");
  plan = plan_of (e164 + 1);
  length = plan != NULL ? strlen (plan->code) : code_length (e164 + 1);
  national = e164 + 1 + length;
  out = g_string_new_len (e164, (gssize) length + 1);
  append_groups (out, national,
                 plan != NULL && (int) strlen (national) == plan->most ? plan->groups
                                                                       : groups_by_length (strlen (national)));
  return g_string_free (out, FALSE);
}
