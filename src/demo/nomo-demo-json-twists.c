#include "config.h"

#include "nomo-demo-json-twists.h"

#define UNKNOWN "on the moon"

static gboolean
is_word (const char *name)
{
  static const char *const words[] = { "status",        "type",   "slug",   "payment_method", "source",
                                       "source_device", "device", "gender", "applied_in",     NULL };

  return name != NULL && g_strv_contains (words, name);
}

static gboolean
is_name (const char *name)
{
  static const char *const names[] = { "name", "first_name", "last_name", NULL };

  return name != NULL && g_strv_contains (names, name);
}

/* U+202E turns round what follows, U+200F is a mark of the right-to-left. */
static char *
dup_long_name (const char *value)
{
  GString *text = g_string_new ("🌹👩🏽‍🌾 \u202e");

  g_string_append (text, value);
  g_string_append (text, "\u202c\u200f");
  for (guint i = 0; i < 400; i++)
    g_string_append (text, " عبدالرحمن");
  return g_string_free (text, FALSE);
}

static void
write_object (NomoDemoJson *self, const char *name, const char *value)
{
  nomo_demo_json_begin_object (self, name);
  nomo_demo_json_exact_string (self, "ar", value);
  nomo_demo_json_end_object (self);
}

/**
 * nomo_demo_json_twist:
 * @self: a writer, inside of a record
 * @name: (nullable): the member's name
 * @value: what it should be
 *
 * Writes something else in the place of a text when the flags ask for that.
 *
 * Returns: whether they do
 */
gboolean
nomo_demo_json_twist (NomoDemoJson *self, const char *name, const char *value)
{
  gboolean third = nomo_demo_json_vary (self, 3) == 1;

  if (nomo_demo_json_has (self, NOMO_DEMO_JSON_WRONG_TYPES) && name != NULL && nomo_demo_json_vary (self, 10) == 1) {
    write_object (self, name, value);
  } else if (nomo_demo_json_has (self, NOMO_DEMO_JSON_NULLS) && third && name != NULL) {
    nomo_demo_json_null (self, name);
  } else if (nomo_demo_json_has (self, NOMO_DEMO_JSON_UNKNOWN_WORDS) && third && is_word (name)) {
    nomo_demo_json_exact_string (self, name, UNKNOWN);
  } else if (nomo_demo_json_has (self, NOMO_DEMO_JSON_LONG_NAMES) && third && is_name (name)) {
    g_autofree char *endless = dup_long_name (value);

    nomo_demo_json_exact_string (self, name, endless);
  } else
    return FALSE;
  return TRUE;
}
