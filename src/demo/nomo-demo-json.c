#include "config.h"

#include "nomo-demo-json.h"

#include <string.h>

/* Salla's JSON comes out of PHP: "\/" for every slash, \uXXXX now and then, amounts as decimal numbers. A client must live
 * with exactly these bytes, and json-glib writes neither of them, and amounts only by way of a double. */
struct _NomoDemoJson {
  GString *text;
  NomoDemoJsonFlags flags;
  char last; /* what the bytes taken so far ended with */
};

/**
 * nomo_demo_json_new:
 * @flags: how to write
 *
 * Returns: (transfer full): a writer with nothing written
 */
NomoDemoJson *
nomo_demo_json_new (NomoDemoJsonFlags flags)
{
  NomoDemoJson *self = g_new0 (NomoDemoJson, 1);

  self->text = g_string_sized_new (4096);
  self->flags = flags;
  return self;
}

void
nomo_demo_json_free (NomoDemoJson *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

gboolean
nomo_demo_json_is_odd (const NomoDemoJson *self)
{
  return (self->flags & NOMO_DEMO_JSON_ODD) != 0;
}

static void
append_escaped (GString *text, gunichar c)
{
  if (c >= 0x10000)
    g_string_append_printf (text, "\\u%04x\\u%04x", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
  else
    g_string_append_printf (text, "\\u%04x", c);
}

static void
append_ascii (GString *text, char c)
{
  switch (c) {
  case '"':
    g_string_append (text, "\\\"");
    break;
  case '\\':
    g_string_append (text, "\\\\");
    break;
  case '/':
    g_string_append (text, "\\/");
    break;
  case '\n':
    g_string_append (text, "\\n");
    break;
  default:
    if ((guchar) c < 0x20)
      append_escaped (text, (guchar) c);
    else
      g_string_append_c (text, c);
  }
}

static void
append_quoted (NomoDemoJson *self, const char *value)
{
  g_string_append_c (self->text, '"');
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p)) {
    if ((guchar) *p < 0x80)
      append_ascii (self->text, *p);
    else if ((self->flags & NOMO_DEMO_JSON_ESCAPED) != 0)
      append_escaped (self->text, g_utf8_get_char (p));
    else
      g_string_append_len (self->text, p, g_utf8_next_char (p) - p);
  }
  g_string_append_c (self->text, '"');
}

static void
begin (NomoDemoJson *self, const char *name)
{
  gsize length = self->text->len;
  char last = length > 0 ? self->text->str[length - 1] : self->last;

  if (last != '\0' && last != '{' && last != '[')
    g_string_append_c (self->text, ',');
  if (name != NULL) {
    append_quoted (self, name);
    g_string_append_c (self->text, ':');
  }
}

void
nomo_demo_json_begin_object (NomoDemoJson *self, const char *name)
{
  begin (self, name);
  g_string_append_c (self->text, '{');
}

void
nomo_demo_json_end_object (NomoDemoJson *self)
{
  g_string_append_c (self->text, '}');
}

void
nomo_demo_json_begin_array (NomoDemoJson *self, const char *name)
{
  begin (self, name);
  g_string_append_c (self->text, '[');
}

void
nomo_demo_json_end_array (NomoDemoJson *self)
{
  g_string_append_c (self->text, ']');
}

void
nomo_demo_json_empty_array (NomoDemoJson *self, const char *name)
{
  begin (self, name);
  g_string_append (self->text, "[]");
}

/**
 * nomo_demo_json_string:
 * @self: a writer
 * @name: (nullable): the member's name, %NULL in an array
 * @value: (nullable): UTF-8, %NULL for null
 */
void
nomo_demo_json_string (NomoDemoJson *self, const char *name, const char *value)
{
  if (value == NULL) {
    nomo_demo_json_null (self, name);
    return;
  }
  begin (self, name);
  append_quoted (self, value);
}

void
nomo_demo_json_printf (NomoDemoJson *self, const char *name, const char *format, ...)
{
  g_autofree char *value = NULL;
  va_list args;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  nomo_demo_json_string (self, name, value);
}

void
nomo_demo_json_int (NomoDemoJson *self, const char *name, gint64 value)
{
  begin (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
nomo_demo_json_id (NomoDemoJson *self, const char *name, gint64 value)
{
  if ((self->flags & NOMO_DEMO_JSON_STRING_IDS) != 0)
    nomo_demo_json_printf (self, name, "%" G_GINT64_FORMAT, value);
  else
    nomo_demo_json_int (self, name, value);
}

void
nomo_demo_json_bool (NomoDemoJson *self, const char *name, gboolean value)
{
  begin (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

void
nomo_demo_json_null (NomoDemoJson *self, const char *name)
{
  begin (self, name);
  g_string_append (self->text, "null");
}

static int
exponent_of (const char *currency)
{
  return g_str_equal (currency, "KWD") ? 3 : 2;
}

/**
 * nomo_demo_json_dup_decimal:
 * @minor: minor units
 * @currency: "SAR", "AED" or "KWD"
 *
 * Returns: (transfer full): the amount as PHP prints a number: "240", "49.5", "276.87"
 */
char *
nomo_demo_json_dup_decimal (gint64 minor, const char *currency)
{
  int exponent = exponent_of (currency);
  gint64 unit = exponent == 3 ? 1000 : 100;
  gint64 size = ABS (minor);
  char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, minor < 0 ? "-" : "", size / unit,
                                exponent, size % unit);
  gsize end = strlen (text);

  while (text[end - 1] == '0')
    end--;
  text[text[end - 1] == '.' ? end - 1 : end] = '\0';
  return text;
}

void
nomo_demo_json_decimal (NomoDemoJson *self, const char *name, gint64 minor, const char *currency)
{
  g_autofree char *text = nomo_demo_json_dup_decimal (minor, currency);

  begin (self, name);
  g_string_append (self->text, text);
}

/**
 * nomo_demo_json_money:
 * @self: a writer
 * @name: (nullable): the member's name
 * @minor: minor units
 * @currency: ISO code
 *
 * Writes `{"amount":…,"currency":…}`.
 */
void
nomo_demo_json_money (NomoDemoJson *self, const char *name, gint64 minor, const char *currency)
{
  nomo_demo_json_begin_object (self, name);
  nomo_demo_json_decimal (self, "amount", minor, currency);
  nomo_demo_json_string (self, "currency", currency);
  nomo_demo_json_end_object (self);
}

/**
 * nomo_demo_json_dup_local:
 * @ms: UTC milliseconds
 *
 * Returns: (transfer full): "2026-02-03 21:40:08" as the clocks of Riyadh show it (UTC+3, no summer time)
 */
char *
nomo_demo_json_dup_local (gint64 ms)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (ms / 1000 + 3 * 3600);

  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

/**
 * nomo_demo_json_local:
 * @self: a writer
 * @name: (nullable): the member's name
 * @ms: UTC milliseconds, 0 for null
 *
 * Writes the moment as plain text, as some of Salla's fields have it.
 */
void
nomo_demo_json_local (NomoDemoJson *self, const char *name, gint64 ms)
{
  g_autofree char *local = ms != 0 ? nomo_demo_json_dup_local (ms) : NULL;

  nomo_demo_json_string (self, name, local);
}

void
nomo_demo_json_date (NomoDemoJson *self, const char *name, gint64 ms)
{
  g_autofree char *local = nomo_demo_json_dup_local (ms);

  nomo_demo_json_begin_object (self, name);
  nomo_demo_json_printf (self, "date", "%s.000000", local);
  nomo_demo_json_int (self, "timezone_type", 3);
  nomo_demo_json_string (self, "timezone", "Asia/Riyadh");
  nomo_demo_json_end_object (self);
}

gsize
nomo_demo_json_get_length (const NomoDemoJson *self)
{
  return self->text->len;
}

/**
 * nomo_demo_json_take_bytes:
 * @self: a writer
 *
 * Returns: (transfer full): what was written so far; the writer goes on behind it
 */
GBytes *
nomo_demo_json_take_bytes (NomoDemoJson *self)
{
  GString *text = self->text;

  if (text->len > 0)
    self->last = text->str[text->len - 1];
  self->text = g_string_sized_new (4096);
  return g_string_free_to_bytes (text);
}
