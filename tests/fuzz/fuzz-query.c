#include "fuzz-target.h"

#include "nomo-connection.h"
#include "nomo-contact.h"
#include "nomo-order.h"
#include "nomo-sql-plan.h"
#include "nomo-store-error.h"

#include <string.h>

/* A database of the right shape without a row: whatever is composed must be SQL that it takes. */
static NomoConnection *
open_empty (void)
{
  const NomoEntity *const entities[] = { nomo_order_entity (), nomo_contact_entity () };
  g_autoptr (GError) error = NULL;
  NomoConnection *connection = nomo_connection_open (":memory:", TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (nomo_connection_exec (connection,
                                       "CREATE TABLE search (id INTEGER PRIMARY KEY, entity, ref);"
                                       "CREATE VIRTUAL TABLE search_index USING fts5 (words, content = '',"
                                       " detail = none, tokenize = 'ascii tokenchars ''#''')",
                                       &error));
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++) {
    g_autofree char *ddl = nomo_sql_ddl (entities[i]);

    g_assert_true (nomo_connection_exec (connection, ddl, &error));
  }
  return connection;
}

static void
run_planned (NomoConnection *connection, const NomoQuery *query, const NomoPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSql) sql = nomo_sql_new ("SELECT id");
  NomoStatement *statement = NULL;

  nomo_sql_append_rows (sql, query, plan, plan != NULL);
  nomo_sql_append_page (sql, 0, nomo_query_get_limit (query));
  statement = nomo_sql_prepare (sql, connection, &error);
  g_assert_no_error (error);
  g_assert_true (nomo_connection_run (connection, statement, &error));
  g_assert_no_error (error);
  nomo_connection_trim (connection);
}

static void
run (const NomoQuery *query)
{
  static NomoConnection *connection = NULL;
  g_autoptr (GError) error = NULL;
  NomoPlan plan = { 0 };

  if (connection == NULL)
    connection = open_empty ();
  nomo_plan_choose (query, connection, &plan, &error);
  g_assert_no_error (error);
  run_planned (connection, query, NULL);
  run_planned (connection, query, &plan);
}

/* What is written is read again and written the same. */
static void
check_query (const NomoQuery *query)
{
  g_autofree char *text = nomo_query_to_text (query);
  g_autofree char *same = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) again = nomo_query_parse (nomo_query_get_entity (query), text, &error);

  g_assert_no_error (error);
  same = nomo_query_to_text (again);
  g_assert_cmpstr (same, ==, text);
  g_assert_true (nomo_query_equal (again, query));
  run (query);
}

static void
check_text (const NomoEntity *entity, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (entity, text, &error);

  if (query != NULL) {
    check_query (query);
    return;
  }
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  g_assert_cmpuint (strlen (error->message), >, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");

  check_text (nomo_order_entity (), text);
  check_text (nomo_contact_entity (), text);
  return 0;
}
