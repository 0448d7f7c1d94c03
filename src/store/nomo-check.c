#include "config.h"

#include "nomo-history.h"
#include "nomo-record-private.h"
#include "nomo-rollup.h"
#include "nomo-search.h"
#include "nomo-store-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_PROBLEMS 200

typedef struct {
  NomoRead *read;
  GPtrArray *problems;
  NomoRollup *rollup;
  guint64 words; /* sum of what search has to hold */
} Check;

static void G_GNUC_PRINTF (2, 3) report (Check *check, const char *format, ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  if (check->problems->len >= MAX_PROBLEMS)
    return;
  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (check->problems, g_utf8_make_valid (problem, -1));
}

static gboolean
check_pages (NomoConnection *connection, const char *sql, GPtrArray *problems, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, sql, error);
  Check check = { .problems = problems };
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW)
    if (strcmp (nomo_statement_get_string (statement, 0), "ok") != 0)
      /* Translators: %s is what the database says, in English. */
      report (&check, _ ("The file is damaged: %s."), nomo_statement_get_string (statement, 0));
  return step == NOMO_STEP_DONE;
}

/*
 * _nomo_check_pages:
 * @connection: a connection to a file
 * @problems: (element-type utf8): what is wrong is added here, as sentences
 * @error: return location
 *
 * Has the database look through the whole file.
 *
 * Returns: %TRUE when that ran to its end, whatever it found
 */
gboolean
_nomo_check_pages (NomoConnection *connection, GPtrArray *problems, GError **error)
{
  return check_pages (connection, "PRAGMA integrity_check", problems, error);
}

/*
 * _nomo_check_pages_quickly:
 * @connection: a connection to a file
 * @problems: (element-type utf8): what is wrong is added here, as sentences
 * @error: return location
 *
 * As _nomo_check_pages(), without comparing the indexes with what they are of: that takes as long as to build them.
 *
 * Returns: %TRUE when that ran to its end, whatever it found
 */
gboolean
_nomo_check_pages_quickly (NomoConnection *connection, GPtrArray *problems, GError **error)
{
  return check_pages (connection, "PRAGMA quick_check", problems, error);
}

/* A query that gives what is wrong: a name and a number in each row. */
static gboolean
check_rows (Check *check, const char *sql, const char *format, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (check->read->connection, sql, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (check->read->connection, statement, error)) == NOMO_STEP_ROW)
    report (check, format, nomo_statement_get_string (statement, 0), nomo_statement_get_string (statement, 1));
  return step == NOMO_STEP_DONE;
}

static gboolean
check_search_row (Check *check, const NomoRecord *record, GError **error)
{
  const char *entity = nomo_record_get_entity (record)->name;
  g_autoptr (NomoSearchText) wanted = nomo_search_text_new (record);
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (check->read->connection, "SELECT id FROM search WHERE entity = ?1 AND ref = ?2", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, entity);
  nomo_statement_bind_int (statement, 2, nomo_record_get_id (record));
  step = nomo_connection_step (check->read->connection, statement, error);
  if (step == NOMO_STEP_ROW && wanted != NULL)
    check->words += nomo_search_text_sum (wanted, nomo_statement_get_int (statement, 0));
  if ((step == NOMO_STEP_ROW) != (wanted != NULL) && step != NOMO_STEP_ERROR) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (record));

    /* Translators: 1 is an entity such as "order", 2 the record's number. */
    report (check, _ ("Search does not hold what %1$s %2$s says."), entity, id);
  }
  return step != NOMO_STEP_ERROR;
}

/* The words of the index are those of the records, each at its row. */
static gboolean
check_search_words (Check *check, GError **error)
{
  guint64 words = 0;

  if (!nomo_search_read_sum (check->read->connection, &words, error))
    return FALSE;
  if (words != check->words)
    report (check, _ ("The index of search differs from the records."));
  return TRUE;
}

static gboolean
check_records (Check *check, NomoTable *table, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (check->read->connection, table->select, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (check->read->connection, statement, error)) == NOMO_STEP_ROW) {
    g_autoptr (NomoRecord) record = NULL;

    if (!nomo_table_read (table, check->read->connection, statement, &record, error))
      return FALSE;
    nomo_rollup_add (check->rollup, record);
    if (table->entity->kind != NOMO_KIND_FACT && !check_search_row (check, record, error))
      return FALSE;
  }
  return step == NOMO_STEP_DONE;
}

static gboolean
check_links (Check *check, const NomoEntity *entity, GError **error)
{
  g_autofree char *feed = g_strdup_printf (
      "SELECT '%1$s', r.id FROM record_%1$s AS r LEFT JOIN feed AS f ON f.entity = '%1$s' AND f.id = r.id"
      " WHERE f.seq IS NULL OR f.seq <> r.seq",
      entity->name);
  g_autofree char *orphans =
      g_strdup_printf ("SELECT '%1$s', f.id FROM feed AS f LEFT JOIN record_%1$s AS r ON r.id = f.id"
                       " WHERE f.entity = '%1$s' AND r.id IS NULL",
                       entity->name);
  g_autofree char *found =
      g_strdup_printf ("SELECT '%1$s', s.ref FROM search AS s LEFT JOIN record_%1$s AS r ON r.id = s.ref"
                       " WHERE s.entity = '%1$s' AND (r.id IS NULL OR r.deleted_at IS NOT NULL)",
                       entity->name);

  if (entity->kind == NOMO_KIND_FACT)
    return TRUE;
  /* Translators: 1 is an entity such as "order", 2 the record's number. */
  return check_rows (check, feed, _ ("The feed does not hold the last change of %1$s %2$s."), error) &&
         /* Translators: 1 is an entity such as "order", 2 the record's number. */
         check_rows (check, orphans, _ ("The feed holds %1$s %2$s, which does not exist."), error) &&
         /* Translators: 1 is an entity such as "order", 2 the record's number. */
         check_rows (check, found, _ ("Search finds %1$s %2$s, which does not exist."), error);
}

static void
report_history (Check *check, const NomoRecord *record, const char *field)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (record));

  /* Translators: 1 is the name of a field, 2 an entity such as "order", 3 the record's number. */
  report (check, _ ("The history says something else of “%1$s” than %2$s %3$s."), field, record->entity->name, id);
}

/* What is erased is erased from the history too, so there is nothing left to compare. */
static gboolean
agrees (const NomoRecord *record, const char *name, const char *after)
{
  int field = nomo_entity_find_field (record->entity, name);
  int part = nomo_entity_find_part (record->entity, name);
  g_autofree char *present = NULL;

  if (strcmp (name, NOMO_HISTORY_DELETED) == 0)
    return nomo_record_is_deleted (record) == (after != NULL);
  if (after == NULL && nomo_record_is_deleted (record))
    return TRUE;
  if (field >= 0 && (record->entity->fields[field].flags & NOMO_FIELD_PERSONAL) != 0 && after == NULL)
    return TRUE;
  if (field < 0 && part < 0)
    return TRUE;
  present = field >= 0 ? nomo_value_to_text (&record->values[field]) : _nomo_record_part_to_text (record, (guint) part);
  return g_strcmp0 (present, after) == 0;
}

/* The last word of the history on each value is the value. */
static gboolean
check_history (Check *check, NomoTable *table, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (
      check->read->connection,
      "SELECT id, field, after FROM history AS h WHERE entity = ?1 AND NOT EXISTS (SELECT 1 FROM history AS n"
      " WHERE n.entity = h.entity AND n.id = h.id AND n.field = h.field AND n.number > h.number) ORDER BY id",
      error);
  g_autoptr (NomoRecord) record = NULL;
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, table->entity->name);
  while ((step = nomo_connection_step (check->read->connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 id = nomo_statement_get_int (statement, 0);
    const char *field = nomo_statement_get_text (statement, 1);

    if (record == NULL || nomo_record_get_id (record) != id)
      g_clear_pointer (&record, nomo_record_unref);
    if (record == NULL && !nomo_table_get (table, check->read->connection, id, &record, error))
      return FALSE;
    if (record != NULL && field != NULL && !agrees (record, field, nomo_statement_get_text (statement, 2)))
      report_history (check, record, field);
  }
  return step == NOMO_STEP_DONE;
}

static void
report_sums (const char *rollup, int day, const char *dim, const gint64 *measures, gpointer data)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) day * 24 * 3600);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("?");

  /* Translators: 1 is the name of a table of sums, 2 a day such as 2026-11-22. */
  report (data, _ ("The sums “%1$s” of %2$s differ from their records."), rollup, date);
}

static gboolean
check_all (Check *check, GError **error)
{
  NomoStore *store = check->read->store;

  if (!_nomo_check_pages (check->read->connection, check->problems, error))
    return FALSE;
  for (guint i = 0; i < store->tables->len; i++) {
    NomoTable *table = g_ptr_array_index (store->tables, i);

    if (!check_records (check, table, error) || !check_links (check, table->entity, error) ||
        !check_history (check, table, error))
      return FALSE;
  }
  if (!check_search_words (check, error))
    return FALSE;
  if (!nomo_rollup_take_away_table (check->rollup, check->read->connection, error))
    return FALSE;
  nomo_rollup_foreach (check->rollup, report_sums, check);
  if (!check_rows (check,
                   "SELECT h.entity, h.id FROM history AS h LEFT JOIN commits AS c ON c.number = h.commit_number"
                   " WHERE c.number IS NULL",
                   /* Translators: 1 is an entity such as "order", 2 the record's number. */
                   _ ("A change of %1$s %2$s belongs to no commit."), error))
    return FALSE;
  return check_rows (check,
                     "SELECT f.entity, f.id FROM feed AS f LEFT JOIN commits AS c ON c.number = f.commit_number"
                     " WHERE c.number IS NULL",
                     /* Translators: 1 is an entity such as "order", 2 the record's number. */
                     _ ("The last change of %1$s %2$s belongs to no commit."), error);
}

/* The index looks into itself; only a connection that writes may ask it to. */
static gboolean
check_index (NomoStore *self, GPtrArray *problems, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean ok = TRUE;

  g_mutex_lock (&self->write_mutex);
  if (self->writer != NULL)
    ok = nomo_connection_exec (self->writer, "INSERT INTO search_index (search_index) VALUES ('integrity-check')",
                               &failure);
  g_mutex_unlock (&self->write_mutex);
  if (g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT)) {
    g_ptr_array_add (problems, g_strdup (_ ("The index of search is damaged.")));
    return TRUE;
  }
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&failure));
  return ok;
}

/**
 * nomo_store_check:
 * @self: a store
 * @problems: (element-type utf8): what is wrong is added here, as sentences
 * @error: return location
 *
 * Checks the file's pages, then the search, the sums by day and the history against the records, and the feed against records
 * and commits. Blocks, for long when the store is large.
 *
 * Returns: %TRUE when the check ran to its end, whatever it found
 */
gboolean
nomo_store_check (NomoStore *self, GPtrArray *problems, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoRollup) rollup = nomo_rollup_new ();
  Check check = { read, problems, rollup };

  g_return_val_if_fail (problems != NULL, FALSE);

  return read != NULL && check_all (&check, error) && check_index (self, problems, error);
}

/**
 * nomo_store_count_dangling:
 * @self: a store
 * @entity: an entity
 * @field: index of a field of it that refers to records
 * @error: return location
 *
 * Counts the living records whose @field names a record that is not here. Of mirrors that is no fault: orders come before
 * their customers. Blocks.
 *
 * Returns: how many there are, -1 on an error
 */
gint64
nomo_store_count_dangling (NomoStore *self, const NomoEntity *entity, guint field, GError **error)
{
  g_autoptr (NomoRead) read = NULL;
  g_autofree char *sql = NULL;
  gint64 count = 0;

  g_return_val_if_fail (field < entity->n_fields && entity->fields[field].type == NOMO_TYPE_REF, -1);

  sql = g_strdup_printf ("SELECT count(*) FROM record_%1$s AS r LEFT JOIN record_%3$s AS t"
                         " ON t.id = r.\"%2$s\" AND t.deleted_at IS NULL"
                         " WHERE r.deleted_at IS NULL AND r.\"%2$s\" IS NOT NULL AND t.id IS NULL",
                         entity->name, entity->fields[field].name, entity->fields[field].ref);
  read = _nomo_read_begin (self, NULL, error);
  return read != NULL && nomo_connection_read_int (read->connection, sql, &count, error) ? count : -1;
}
