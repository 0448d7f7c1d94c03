#include "fuzz-target.h"

#include "nomo-connection.h"
#include "nomo-domain.h"
#include "nomo-order.h"
#include "nomo-sql.h"
#include "nomo-store-error.h"

/* A database of the right shape without a row: whatever is composed must be SQL that it takes. */
static NomoConnection *
open_empty (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ddl = nomo_sql_ddl (nomo_order_entity ());
  NomoConnection *connection = nomo_connection_open (":memory:", TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (nomo_connection_exec (connection,
                                       "CREATE TABLE search (id INTEGER PRIMARY KEY, entity, ref);"
                                       "CREATE VIRTUAL TABLE search_index USING fts5 (words, content = '',"
                                       " detail = none, tokenize = 'ascii tokenchars ''#''')",
                                       &error));
  g_assert_true (nomo_connection_exec (connection, ddl, &error));
  return connection;
}

static void
run (const NomoQuery *query)
{
  static NomoConnection *connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT id FROM record_order");

  if (connection == NULL)
    connection = open_empty ();
  nomo_sql_append_where (sql, query);
  nomo_sql_append_order (sql, query);
  NomoStatement *statement = nomo_sql_prepare (sql, connection, &error);
  g_assert_no_error (error);
  g_assert_true (nomo_connection_run (connection, statement, &error));
  g_assert_no_error (error);
  nomo_connection_trim (connection);
}

static void
check_query (const NomoQuery *query)
{
  g_autofree char *text = nomo_query_to_text (query);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) again = nomo_query_parse (nomo_order_entity (), text, &error);

  /* The canonical text may be longer than the limit of what is read. */
  if (again != NULL) {
    g_autofree char *same = nomo_query_to_text (again);

    g_assert_cmpstr (same, ==, text);
  }
  run (query);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), text, &error);

  if (query != NULL)
    check_query (query);
  else
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  return 0;
}
