#include "bench-templates.h"

#include <string.h>

/* So many records of each kind there are at most; each is told of again and again. */
#define RECORDS 20000

/* What happened to a record is told so many of its kind later, so that it cannot overtake the record. */
#define LATER 200

#define FIRST_ID 3000000000

struct _Templates {
  GPtrArray *lines;
  gint64 when; /* seconds since 1970, of the first delivery */
};

/* @when: the moment of which the first delivery tells, in seconds since 1970; each of the others tells of a second later */
Templates *
templates_load (const char *path, gint64 when, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Templates *self;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  self = g_new (Templates, 1);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->when = when;
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (self->lines, g_strdup (lines[i]));
  return self;
}

void
templates_free (Templates *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static void
append_id (GString *body, guint turn)
{
  g_string_append_printf (body, "%" G_GINT64_FORMAT, FIRST_ID + turn % RECORDS);
}

/* As Salla's PHP writes it. */
static void
append_moment (GString *body, gint64 seconds)
{
  static GTimeZone *riyadh;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) there = NULL;
  g_autofree char *text = NULL;

  if (riyadh == NULL)
    riyadh = g_time_zone_new_offset (3 * 3600);
  there = g_date_time_to_timezone (utc, riyadh);
  text = g_date_time_format (there, "%a %b %d %Y %H:%M:%S GMT+0300");
  g_string_append (body, text);
}

static void
append_number (GString *body, guint number)
{
  g_string_append_printf (body, "%u", 100 + number % 900);
}

static void
fill (const Templates *self, GString *body, const char *place, guint number)
{
  guint turn = number / self->lines->len;

  if (g_str_has_prefix (place, "{{ID}}"))
    append_id (body, turn);
  else if (g_str_has_prefix (place, "{{LATER}}"))
    append_id (body, turn >= LATER ? turn - LATER : turn);
  else if (g_str_has_prefix (place, "{{WHEN}}"))
    append_moment (body, self->when + number);
  else if (g_str_has_prefix (place, "{{NUMBER}}"))
    append_number (body, number);
  else
    g_assert_not_reached ();
}

/* The delivery of that number; each is of another kind than the one before, and no two are the same. */
char *
templates_make (Templates *self, guint number)
{
  const char *rest = self->lines->pdata[number % self->lines->len];
  GString *body = g_string_new (NULL);
  const char *place;

  while ((place = strstr (rest, "{{")) != NULL) {
    g_string_append_len (body, rest, place - rest);
    fill (self, body, place, number);
    rest = strstr (place, "}}") + 2;
  }
  g_string_append (body, rest);
  return g_string_free (body, FALSE);
}
