#include "config.h"

#include "rows.h"

#include "nomo-domain.h"
#include "nomo-json.h"

#include <glib/gstdio.h>
#include <string.h>

#define MEGABYTE (1024 * 1024)

JsonNode *
rows_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = nomo_json_parse (bytes, 0, NULL, &error);

  g_assert_no_error (error);
  return node;
}

NomoRecord *
rows_map (RowsMap map, const char *text)
{
  g_autoptr (JsonNode) node = rows_parse (text);
  g_autoptr (GError) error = NULL;
  NomoRecord *record = map (node, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  g_assert_cmpint (nomo_record_get_as_of (record), ==, ROWS_AS_OF);
  return record;
}

void
rows_refuse (RowsMap map, const char *text)
{
  g_autoptr (JsonNode) node = rows_parse (text);
  g_autoptr (GError) error = NULL;

  g_test_message ("%.200s", text);
  g_assert_null (map (node, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, !=, "");
}

static void
check_case (const NomoRecord *record, const RowsCase *wanted)
{
  const NomoField *field = &nomo_record_get_entity (record)->fields[wanted->field];

  g_test_message ("%s of %.200s", field->name, wanted->row);
  if (nomo_type_is_text (field->type)) {
    g_assert_cmpstr (nomo_record_get_text (record, wanted->field), ==, wanted->text);
    return;
  }
  g_assert_true (nomo_record_is_null (record, wanted->field) == (wanted->number == ROWS_NULL));
  if (wanted->number != ROWS_NULL)
    g_assert_cmpint (nomo_record_get_int (record, wanted->field), ==, wanted->number);
}

void
rows_check (RowsMap map, const RowsCase *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++) {
    g_autoptr (NomoRecord) record = rows_map (map, cases[i].row);

    check_case (record, &cases[i]);
  }
}

/* Without an id nothing can be kept; an id of 60 bits is one. */
void
rows_check_ids (RowsMap map, const char *rest)
{
  static const char *const others[] = { "null", "[]", "{}", "\"text\"", "12", "true" };
  static const char *const ids[] = { "0",    "-4",   "7.5", "1e400", "123456789012345678901234", "\"x\"", "\"\"",
                                     "null", "true", "{}",  "[7]",   "\"9223372036854775808\"" };
  g_autofree char *good = g_strdup_printf ("{\"id\":\"1152921504606846977\"%s}", rest);
  g_autofree char *none = g_strdup_printf ("{\"no\":1%s}", rest);
  g_autoptr (NomoRecord) record = rows_map (map, good);

  g_assert_cmpint (nomo_record_get_id (record), ==, G_GINT64_CONSTANT (1152921504606846977));
  rows_refuse (map, none);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    rows_refuse (map, others[i]);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *row = g_strdup_printf ("{\"id\":%s%s}", ids[i], rest);

    rows_refuse (map, row);
  }
}

static void
check_gate (const char *before, const char *middle, gsize length, const char *after)
{
  g_autoptr (GString) text = g_string_new (before);
  g_autoptr (GBytes) bytes = NULL;

  g_string_append_len (text, middle, (gssize) length);
  g_string_append (text, after);
  bytes = g_bytes_new (text->str, text->len);
  g_assert_null (nomo_json_parse (bytes, 0, NULL, NULL));
}

static void
check_text (RowsMap map, guint field, const char *before, const char *middle, const char *after, const char *wanted)
{
  g_autofree char *row = g_strconcat (before, middle, after, NULL);
  g_autoptr (NomoRecord) record = rows_map (map, row);

  g_assert_cmpstr (nomo_record_get_text (record, field), ==, wanted);
}

/* @before ends and @after begins within the quotes of the text that becomes @field. */
void
rows_check_texts (RowsMap map, guint field, const char *before, const char *after)
{
  g_autofree char *huge = g_strnfill (10 * MEGABYTE, 'x');
  g_autofree char *large = g_strnfill (MEGABYTE + 1, 'x');
  g_autofree char *row = g_strconcat (before, large, after, NULL);

  check_text (map, field, before, "<b>a</b> &amp; b", after, "<b>a</b> &amp; b");
  check_text (map, field, before, " \\u0627 \\n", after, "ا");
  check_text (map, field, before, "a\\u0000b\\ud83d", after, "a\ufffdb\ufffd");
  check_text (map, field, before, "\u202e٣\u200f", after, "\u202e٣\u200f");
  rows_refuse (map, row);
  check_gate (before, huge, strlen (huge), after);
  check_gate (before, "a\xff", 2, after);
  check_gate (before, "a\0b", 3, after);
}

void
rows_store_set_up (RowsStore *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("nomo-map-XXXXXX", &error);
  path = g_build_filename (self->directory, "1.db", NULL);
  self->store = nomo_store_open (path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
}

void
rows_store_tear_down (RowsStore *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name = NULL;

  g_clear_object (&self->store);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (self->directory, name, NULL);

    g_unlink (path);
  }
  g_rmdir (self->directory);
  g_free (self->directory);
}

/* Salla puts @record; what the store holds then comes back. */
NomoRecord *
rows_store_put (RowsStore *self, NomoRecord *record)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  NomoRecord *held = NULL;

  nomo_commit_put (commit, record);
  nomo_store_commit (self->store, commit, NULL, &error);
  g_assert_no_error (error);
  held = nomo_store_get (self->store, nomo_record_get_entity (record), nomo_record_get_id (record), &error);
  g_assert_no_error (error);
  return held;
}
