#include "data-model.h"

#include "nomo-domain.h"
#include "nomo-inbox.h"
#include "nomo-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/* The tables that keep no records, as a new file has them. */

typedef struct {
  const char *name;
  const char *words;
} Table;

static const Table of_store[] = {
  { "meta", "what is known of the store: its name, currency, plan, where Salla is; the schema’s version, the epoch" },
  { "marks", "how far syncs have come, list by list; written in the commit that brings the rows" },
  { "counters", "`seq`, the last id and the node that it was made by, and what is due in the file" },
  { "commits", "each commit once: its id, who made it, what came of it" },
  { "feed", "of each record the newest change, by `seq`: what followers read" },
  { "history", "each change of an own, a two-way or a tracked value, before and after: timelines and undo" },
  { "conflicts", "values that lost, and values that an undo left alone" },
  { "doubts", "records to be fetched from Salla anew" },
  { "repairs", "what a comparison with Salla put right" },
  { "erasures", "whom nobody may bring back" },
  { "raw", "what Salla sent and nobody understands, with the reason" },
  { "outbox", "what came of telling Salla of an edit that waits" },
  { "rollups", "sums by day and dimension, which change with their records" },
  { "search", "which row of the index is which record" },
  { "search_index", "the folded words of records (FTS5); its shadow tables are SQLite’s" },
  { "search_words", "the same, word by word, for checks" },
};

static const Table of_inbox[] = {
  { "meta", "the version of the file" },
  { "deliveries", "each delivery once: whose it is, what it tells of, how far it is" },
  { "bodies", "their bytes, without secrets, until they are purged" },
  { "lags", "how long deliveries took, by the hour" },
};

static const char *
find_words (const Table *tables, guint n_tables, const char *name)
{
  for (guint i = 0; i < n_tables; i++)
    if (g_str_equal (tables[i].name, name))
      return tables[i].words;
  return NULL;
}

static gboolean
add_row (GString *text, sqlite3_stmt *row, const Table *tables, guint n_tables, GError **error)
{
  const char *name = (const char *) sqlite3_column_text (row, 0);
  const char *words = find_words (tables, n_tables, name);

  if (words == NULL) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "tests/tools/data-model-tables.c: what is “%s” for?", name);
    return FALSE;
  }
  g_string_append_printf (text, "| `%s` | %s | %s |\n", name, (const char *) sqlite3_column_text (row, 1), words);
  return TRUE;
}

static gboolean
add_file (GString *text, const char *path, const Table *tables, guint n_tables, GError **error)
{
  static const char sql[] =
      "SELECT name, group_concat (word, ', ') FROM (SELECT t.name AS name, c.name AS word"
      " FROM pragma_table_list AS t JOIN pragma_table_info (t.name) AS c WHERE t.schema = 'main' AND t.type <> 'shadow'"
      " AND t.name NOT GLOB 'sqlite_*' AND t.name NOT GLOB 'record_*' AND t.name NOT GLOB 'part_*' ORDER BY t.name, c.cid)"
      " GROUP BY name ORDER BY name";
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  gboolean good = sqlite3_open (path, &db) == SQLITE_OK && sqlite3_prepare_v2 (db, sql, -1, &row, NULL) == SQLITE_OK;

  if (!good)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, sqlite3_errmsg (db));
  else
    g_string_append (text, "\n| table | columns | keeps |\n|---|---|---|\n");
  while (good && sqlite3_step (row) == SQLITE_ROW)
    good = add_row (text, row, tables, n_tables, error);
  sqlite3_finalize (row);
  sqlite3_close (db);
  return good;
}

static gboolean
add_store (GString *text, const char *path, GError **error)
{
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), error);

  g_string_append (text, "A shop’s file, `stores/NUMBER.db`:\n");
  return store != NULL && add_file (text, path, of_store, G_N_ELEMENTS (of_store), error);
}

static gboolean
add_inbox (GString *text, const char *path, GError **error)
{
  NomoInbox *inbox = nomo_inbox_open (path, NULL, NULL, error);
  gboolean good = inbox != NULL;

  g_string_append (text, "\nA relay’s inbox, `inbox.db`:\n");
  good = good && add_file (text, path, of_inbox, G_N_ELEMENTS (of_inbox), error);
  if (inbox != NULL)
    nomo_inbox_close (inbox);
  g_clear_object (&inbox);
  return good;
}

static void
clear (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

gboolean
data_model_add_tables (GString *text, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("nomo-data-model-XXXXXX", error);
  g_autofree char *store = folder != NULL ? g_build_filename (folder, "1.db", NULL) : NULL;
  g_autofree char *inbox = folder != NULL ? g_build_filename (folder, "inbox.db", NULL) : NULL;
  gboolean good = folder != NULL && add_store (text, store, error) && add_inbox (text, inbox, error);

  if (folder != NULL)
    clear (folder);
  return good;
}
