#include "config.h"

#include "nomo-demo-json.h"

#include "nomo-demo-json-twists.h"
#include "nomo-demo-random.h"

#include <string.h>

#define BIG_ODD  (G_GINT64_CONSTANT (1) << 53)
#define BIG_EVEN (G_GINT64_CONSTANT (1) << 60)

/* Salla's JSON comes out of PHP: "\/" for every slash, \uXXXX now and then, amounts as decimal numbers. A client must live
 * with exactly these bytes, and json-glib writes neither of them, and amounts only by way of a double. */
struct _NomoDemoJson {
  GString *text;
  NomoDemoJsonFlags flags;
  char last; /* what the bytes taken so far ended with */
  guint depth;
  guint row_depth; /* of the members of the record that is written, 0 for none */
  guint place;     /* of the row in its list */
  gboolean listed;
  guint64 record; /* differs from record to record, and stays the same for each */
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

gboolean
nomo_demo_json_has (const NomoDemoJson *self, NomoDemoJsonFlags flag)
{
  return (self->flags & flag) != 0;
}

/**
 * nomo_demo_json_begin_row:
 * @self: a writer
 * @place: place in the list
 *
 * Says that the object that comes next is a row of a list.
 */
void
nomo_demo_json_begin_row (NomoDemoJson *self, guint place)
{
  nomo_demo_json_begin_record (self);
  self->place = place;
  self->record = place;
  self->listed = TRUE;
}

/**
 * nomo_demo_json_begin_record:
 * @self: a writer
 *
 * Says that the object that comes next is a record.
 */
void
nomo_demo_json_begin_record (NomoDemoJson *self)
{
  self->row_depth = self->depth + 1;
  self->record = 0;
  self->listed = FALSE;
}

/**
 * nomo_demo_json_vary:
 * @self: a writer
 * @n: how many ways there are
 *
 * Returns: which of them the record that is written goes, 0 when none is written
 */
guint
nomo_demo_json_vary (const NomoDemoJson *self, guint n)
{
  return self->row_depth != 0 ? nomo_demo_random_mix (self->record, n, 0) % n : 0;
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

static void
end (NomoDemoJson *self, char opened, char closed)
{
  GString *text = self->text;

  self->depth--;
  if (nomo_demo_json_has (self, NOMO_DEMO_JSON_SWAPPED_EMPTY) && text->len > 0 && text->str[text->len - 1] == opened) {
    text->str[text->len - 1] = opened == '{' ? '[' : '{';
    closed = closed == '}' ? ']' : '}';
  }
  g_string_append_c (text, closed);
}

void
nomo_demo_json_begin_object (NomoDemoJson *self, const char *name)
{
  begin (self, name);
  g_string_append_c (self->text, '{');
  self->depth++;
}

void
nomo_demo_json_end_object (NomoDemoJson *self)
{
  end (self, '{', '}');
}

void
nomo_demo_json_begin_array (NomoDemoJson *self, const char *name)
{
  begin (self, name);
  g_string_append_c (self->text, '[');
  self->depth++;
}

void
nomo_demo_json_end_array (NomoDemoJson *self)
{
  end (self, '[', ']');
}

void
nomo_demo_json_empty_array (NomoDemoJson *self, const char *name)
{
  nomo_demo_json_begin_array (self, name);
  nomo_demo_json_end_array (self);
}

/**
 * nomo_demo_json_exact_string:
 * @self: a writer
 * @name: (nullable): the member's name, %NULL in an array
 * @value: UTF-8
 *
 * Writes a text that no flag changes.
 */
void
nomo_demo_json_exact_string (NomoDemoJson *self, const char *name, const char *value)
{
  begin (self, name);
  append_quoted (self, value);
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
  if (value == NULL)
    nomo_demo_json_null (self, name);
  else if (self->row_depth == 0 || !nomo_demo_json_twist (self, name, value))
    nomo_demo_json_exact_string (self, name, value);
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

static gint64
big_id (const NomoDemoJson *self, const char *name, gint64 id)
{
  if (!nomo_demo_json_has (self, NOMO_DEMO_JSON_BIG_IDS) || id <= 0 || g_strcmp0 (name, "reference_id") == 0)
    return id;
  return id + (id % 2 != 0 ? BIG_ODD : BIG_EVEN);
}

/**
 * nomo_demo_json_small_id:
 * @id: an id as a client knows it
 *
 * Returns: the id of the same record in the books, which have no big ones
 */
gint64
nomo_demo_json_small_id (gint64 id)
{
  if (id >= BIG_EVEN)
    return id - BIG_EVEN;
  return id >= BIG_ODD ? id - BIG_ODD : id;
}

static gboolean
lacks_id (const NomoDemoJson *self)
{
  return nomo_demo_json_has (self, NOMO_DEMO_JSON_NO_IDS) && self->listed && self->depth == self->row_depth &&
         self->place % 10 == 9;
}

void
nomo_demo_json_id (NomoDemoJson *self, const char *name, gint64 value)
{
  if (g_strcmp0 (name, "id") == 0 && self->depth == self->row_depth) {
    self->record = (guint64) value;
    if (lacks_id (self))
      return;
  }
  value = big_id (self, name, value);
  if (nomo_demo_json_has (self, NOMO_DEMO_JSON_STRING_IDS)) {
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

    nomo_demo_json_exact_string (self, name, text);
  } else
    nomo_demo_json_int (self, name, value);
}

/**
 * nomo_demo_json_text_id:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: an id
 *
 * Writes an id where Salla has a text in its place.
 */
void
nomo_demo_json_text_id (NomoDemoJson *self, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, big_id (self, name, value));

  if (nomo_demo_json_has (self, NOMO_DEMO_JSON_NUMBER_IDS))
    nomo_demo_json_int (self, name, big_id (self, name, value));
  else
    nomo_demo_json_exact_string (self, name, text);
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
