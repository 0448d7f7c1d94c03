#include "life.h"

#include <sqlite3.h>
#include <string.h>

/* As it leaves the store after each step, and what the step answers. */
static GPtrArray *dumps;
static NomoCommitResult *results;

static void
dump_row (GString *dump, const char *table, sqlite3_stmt *row)
{
  g_string_append (dump, table);
  for (int i = 0; i < sqlite3_column_count (row); i++)
    g_string_append_printf (dump, "|%.80s", (const char *) sqlite3_column_text (row, i));
  g_string_append_c (dump, '\n');
}

static void
dump_table (GString *dump, sqlite3 *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"%s", table,
                                          strcmp (table, "meta") == 0       ? " WHERE key <> 'epoch'"
                                          : strcmp (table, "counters") == 0 ? " WHERE name NOT IN ('node', 'scrub')"
                                                                            : "");
  sqlite3_stmt *rows = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL), ==, SQLITE_OK);
  while (sqlite3_step (rows) == SQLITE_ROW)
    dump_row (dump, table, rows);
  g_assert_cmpint (sqlite3_finalize (rows), ==, SQLITE_OK);
}

/* Every row of every table but those of the full-text index, which nomo_store_check() compares with its table, and the note that
 * the log is still to be emptied. The store has to be open. */
static char *
dump_of (Session *self)
{
  g_autoptr (GString) dump = g_string_new (NULL);
  sqlite3_stmt *tables = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READONLY, "unix"), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db,
                      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_index%'"
                      " AND name NOT LIKE 'sqlite_%' ORDER BY name",
                      -1, &tables, NULL);
  while (sqlite3_step (tables) == SQLITE_ROW)
    dump_table (dump, db, (const char *) sqlite3_column_text (tables, 0));
  g_assert_cmpint (sqlite3_finalize (tables), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

static void
show_differences (const char *dump, const char *expected)
{
  g_auto (GStrv) rows = g_strsplit (dump, "\n", -1);
  g_auto (GStrv) wanted = g_strsplit (expected, "\n", -1);

  for (guint i = 0; rows[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) wanted, rows[i]))
      g_test_message ("is there: %s", rows[i]);
  for (guint i = 0; wanted[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) rows, wanted[i]))
      g_test_message ("is missing: %s", wanted[i]);
}

/* The store is as one of two steps left it. */
static void
assert_dump (const char *dump, const char *expected, const char * or)
{
  if (strcmp (dump, expected) == 0 || strcmp (dump, or) == 0)
    return;
  show_differences (dump, expected);
  g_error ("the store is as no step left it");
}

void
life_learn (const char *directory)
{
  g_autoptr (Session) session = session_new (directory);
  char *dump = NULL;

  dumps = g_ptr_array_new_with_free_func (g_free);
  results = g_new0 (NomoCommitResult, session_count_steps ());
  for (guint i = 0; i < session_count_steps (); i++) {
    g_autoptr (GError) error = NULL;

    session_take (session, i, &error);
    g_assert_no_error (error);
    results[i] = session->result;
    dump = session->store != NULL ? dump_of (session) : g_strdup (dump);
    g_ptr_array_add (dumps, dump);
  }
  g_assert_true (fixture_is_sound (session->store));
  session_forget (session);
}

void
life_forget (void)
{
  g_clear_pointer (&dumps, g_ptr_array_unref);
  g_clear_pointer (&results, g_free);
}

/* To look at a store means to open it, and so to create it. */
static const char *
dump_after (guint n_steps)
{
  return g_ptr_array_index (dumps, CLAMP (n_steps, 1, dumps->len) - 1);
}

/* Takes steps until one is refused, which it returns; each answers as it should. */
guint
life_go (Session *session, guint from, GError **error)
{
  guint step = from;

  for (; step < session_count_steps () && session_take (session, step, error); step++)
    g_assert_cmpmem (&session->result, sizeof session->result, &results[step], sizeof results[step]);
  return step;
}

/* A step that was refused, and may have reached the disk all the same, is taken again. */
void
life_go_to_the_end (Session *session, guint from)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;

  life_go (session, from, &error);
  g_assert_no_error (error);
  dump = dump_of (session);
  assert_dump (dump, dump_after (dumps->len), dump_after (dumps->len));
  g_assert_true (fixture_is_sound (session->store));
}

/* What was acknowledged is there whole, the next step is there whole or not at all. */
void
life_assert_kept (Session *session, guint n_acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;

  session_take (session, 0, &error);
  g_assert_no_error (error);
  g_assert_true (fixture_is_sound (session->store));
  dump = dump_of (session);
  assert_dump (dump, dump_after (n_acknowledged), dump_after (n_acknowledged + 1));
}

/* The store that was refused something stays in use: what it reads is as if nothing had been asked. */
void
life_assert_untouched (Session *session, guint n_acknowledged)
{
  g_autofree char *dump = session->store != NULL ? dump_of (session) : NULL;

  if (dump != NULL)
    assert_dump (dump, dump_after (n_acknowledged), dump_after (n_acknowledged));
}
