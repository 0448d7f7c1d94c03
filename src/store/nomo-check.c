#include "config.h"

#include "nomo-check-private.h"
#include "nomo-history.h"
#include "nomo-locale.h"
#include "nomo-record-private.h"
#include "nomo-search.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

static void
keep (GPtrArray *problems, char *problem)
{
  g_ptr_array_add (problems, g_utf8_make_valid (problem, -1));
  g_free (problem);
}

/*
 * _nomo_check_report:
 * @check: a store that is being looked through
 * @part: a part of it
 * @format: what is wrong with it, a sentence
 * @...: what goes into it
 */
void
_nomo_check_report (NomoCheck *check, NomoInspected part, const char *format, ...)
{
  NomoInspectedPart *found = &check->inspection->parts[part];
  va_list arguments;

  found->n_problems++;
  if (found->problems->len >= NOMO_CHECK_MOST)
    return;
  va_start (arguments, format);
  keep (found->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static gboolean
ask_pages (NomoConnection *connection, const char *sql, GPtrArray *problems, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (connection, sql, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW)
    if (strcmp (nomo_statement_get_string (statement, 0), "ok") != 0 && problems->len < NOMO_CHECK_MOST)
      /* Translators: %s is what the database says, in English. */
      keep (problems, g_strdup_printf (_ ("The file is damaged: %s."), nomo_statement_get_string (statement, 0)));
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
  return ask_pages (connection, "PRAGMA integrity_check", problems, error);
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
  return ask_pages (connection, "PRAGMA quick_check", problems, error);
}

/*
 * _nomo_check_rows:
 * @check: a store that is being looked through
 * @part: a part of it
 * @sql: a query that gives what is wrong: a name and a number in each row
 * @format: what to say of a row
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
_nomo_check_rows (NomoCheck *check, NomoInspected part, const char *sql, const char *format, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (check->read->connection, sql, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (check->read->connection, statement, error)) == NOMO_STEP_ROW)
    _nomo_check_report (check, part, format, nomo_statement_get_string (statement, 0),
                        nomo_statement_get_string (statement, 1));
  return step == NOMO_STEP_DONE;
}

static gboolean
check_search_row (NomoCheck *check, const NomoRecord *record, GError **error)
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
  check->inspection->parts[NOMO_INSPECTED_SEARCH].count += wanted != NULL ? 1 : 0;
  if (step == NOMO_STEP_ROW && wanted != NULL)
    check->words += nomo_search_text_sum (wanted, nomo_statement_get_int (statement, 0));
  if ((step == NOMO_STEP_ROW) != (wanted != NULL) && step != NOMO_STEP_ERROR) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (record));

    /* Translators: 1 is an entity such as "order", 2 the record's number. */
    _nomo_check_report (check, NOMO_INSPECTED_SEARCH, _ ("Search does not hold what %1$s %2$s says."), entity, id);
  }
  return step != NOMO_STEP_ERROR;
}

/* The words of the index are those of the records, each at its row. */
static gboolean
check_search_words (NomoCheck *check, GError **error)
{
  guint64 words = 0;

  if (!nomo_search_read_sum (check->read->connection, &words, error))
    return FALSE;
  if (words != check->words)
    _nomo_check_report (check, NOMO_INSPECTED_SEARCH, _ ("The index of search differs from the records."));
  return TRUE;
}

/* What a person had is gone from what was erased, and with it what the rules ask for. */
static gboolean
check_rules (NomoCheck *check, const NomoRecord *record, GError **error)
{
  NomoInspectedPart *part = &check->inspection->parts[NOMO_INSPECTED_RECORDS];
  g_autoptr (GError) broken = NULL;
  gboolean is_erased = FALSE;

  if (nomo_record_is_deleted (record)) {
    part->more++;
    return TRUE;
  }
  part->count++;
  if (nomo_record_validate (record, &broken))
    return TRUE;
  if (!_nomo_check_is_erased (check, record, &is_erased, error))
    return FALSE;
  if (!is_erased)
    _nomo_check_report (check, NOMO_INSPECTED_RECORDS, "%s", broken->message);
  return TRUE;
}

static void
advance (NomoCheck *check)
{
  if (check->progress != NULL)
    g_atomic_int_inc (&check->progress->done);
}

static gboolean
check_records (NomoCheck *check, NomoTable *table, GError **error)
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
    advance (check);
    if (!check_rules (check, record, error))
      return FALSE;
    if (table->entity->kind != NOMO_KIND_FACT && !check_search_row (check, record, error))
      return FALSE;
  }
  return step == NOMO_STEP_DONE;
}

static gboolean
check_links (NomoCheck *check, const NomoEntity *entity, GError **error)
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
  return _nomo_check_rows (check, NOMO_INSPECTED_FEED, feed, _ ("The feed does not hold the last change of %1$s %2$s."),
                           error) &&
         /* Translators: 1 is an entity such as "order", 2 the record's number. */
         _nomo_check_rows (check, NOMO_INSPECTED_FEED, orphans, _ ("The feed holds %1$s %2$s, which does not exist."),
                           error) &&
         /* Translators: 1 is an entity such as "order", 2 the record's number. */
         _nomo_check_rows (check, NOMO_INSPECTED_SEARCH, found, _ ("Search finds %1$s %2$s, which does not exist."),
                           error);
}

static void
report_history (NomoCheck *check, const NomoRecord *record, const char *field)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (record));

  /* Translators: 1 is the name of a field, 2 an entity such as "order", 3 the record's number. */
  _nomo_check_report (check, NOMO_INSPECTED_HISTORY, _ ("The history says something else of “%1$s” than %2$s %3$s."),
                      field, record->entity->name, id);
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
check_history (NomoCheck *check, NomoTable *table, GError **error)
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

    advance (check);
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
  g_autofree char *island = nomo_locale_is_rtl () ? nomo_text_isolate_ltr (date) : g_strdup (date);

  /* Translators: 1 is the name of a table of sums, 2 a day such as 2026-11-22. */
  _nomo_check_report (data, NOMO_INSPECTED_SUMS, _ ("The sums “%1$s” of %2$s differ from their records."), rollup,
                      island);
}

static gboolean
check_tables (NomoCheck *check, GError **error)
{
  NomoStore *store = check->read->store;

  for (guint i = 0; i < store->tables->len; i++) {
    NomoTable *table = g_ptr_array_index (store->tables, i);

    if (!check_records (check, table, error) || !check_links (check, table->entity, error) ||
        !check_history (check, table, error))
      return FALSE;
  }
  return check_search_words (check, error);
}

static gboolean
check_sums (NomoCheck *check, GError **error)
{
  NomoInspectedPart *sums = &check->inspection->parts[NOMO_INSPECTED_SUMS];

  if (!nomo_rollup_take_away_table (check->rollup, check->read->connection, error))
    return FALSE;
  nomo_rollup_foreach (check->rollup, report_sums, check);
  return _nomo_check_count (check, "SELECT count(*) FROM rollups", &sums->count, error) &&
         _nomo_check_count (check, "SELECT count(DISTINCT day) FROM rollups", &sums->more, error);
}

static gboolean
check_commits (NomoCheck *check, GError **error)
{
  NomoInspectedPart *feed = &check->inspection->parts[NOMO_INSPECTED_FEED];
  NomoInspectedPart *history = &check->inspection->parts[NOMO_INSPECTED_HISTORY];

  feed->more = (gint64) check->read->seq;
  return _nomo_check_rows (check, NOMO_INSPECTED_HISTORY,
                           "SELECT h.entity, h.id FROM history AS h LEFT JOIN commits AS c ON c.number ="
                           " h.commit_number WHERE c.number IS NULL",
                           /* Translators: 1 is an entity such as "order", 2 the record's number. */
                           _ ("A change of %1$s %2$s belongs to no commit."), error) &&
         _nomo_check_rows (check, NOMO_INSPECTED_FEED,
                           "SELECT f.entity, f.id FROM feed AS f LEFT JOIN commits AS c ON c.number = f.commit_number"
                           " WHERE c.number IS NULL",
                           /* Translators: 1 is an entity such as "order", 2 the record's number. */
                           _ ("The last change of %1$s %2$s belongs to no commit."), error) &&
         _nomo_check_rows (check, NOMO_INSPECTED_FEED,
                           "SELECT entity, id FROM feed WHERE seq > (SELECT value FROM counters WHERE name = 'seq')",
                           /* Translators: 1 is an entity such as "order", 2 the record's number. */
                           _ ("The last change of %1$s %2$s is newer than the store’s counter."), error) &&
         _nomo_check_count (check, "SELECT count(*) FROM feed", &feed->count, error) &&
         _nomo_check_count (check, "SELECT count(*) FROM history", &history->count, error) &&
         _nomo_check_count (check, "SELECT count(DISTINCT commit_number) FROM history", &history->more, error);
}

static gboolean
check_pages (NomoCheck *check, GError **error)
{
  NomoInspectedPart *pages = &check->inspection->parts[NOMO_INSPECTED_PAGES];
  gboolean ok = _nomo_check_pages (check->read->connection, pages->problems, error) &&
                _nomo_check_count (check, "PRAGMA page_count", &pages->count, error) &&
                _nomo_check_count (check, "PRAGMA page_size", &pages->more, error);

  pages->n_problems = pages->problems->len;
  pages->more *= pages->count;
  return ok;
}

/* The index looks into itself; only a connection that writes may ask it to. */
static gboolean
check_index (NomoCheck *check, GError **error)
{
  NomoStore *store = check->read->store;
  g_autoptr (GError) failure = NULL;
  gboolean ok = TRUE;

  g_mutex_lock (&store->write_mutex);
  if (store->writer != NULL)
    ok = nomo_connection_exec (store->writer, "INSERT INTO search_index (search_index) VALUES ('integrity-check')",
                               &failure);
  g_mutex_unlock (&store->write_mutex);
  if (g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT)) {
    _nomo_check_report (check, NOMO_INSPECTED_SEARCH, "%s", _ ("The index of search is damaged."));
    return TRUE;
  }
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&failure));
  return ok;
}

/*
 * _nomo_check_all:
 * @check: a store that is being looked through
 * @error: return location
 *
 * Returns: %TRUE when all of it was looked at, whatever was found
 */
gboolean
_nomo_check_all (NomoCheck *check, GError **error)
{
  return check_pages (check, error) && check_tables (check, error) && check_sums (check, error) &&
         check_commits (check, error) && _nomo_check_outbox (check, error) && _nomo_check_references (check, error) &&
         check_index (check, error);
}
