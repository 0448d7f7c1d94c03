#include "config.h"

#include "nomo-feed.h"

#include "nomo-store-private.h"

#include <string.h>

typedef struct {
  char *entity;
  gint64 id;
  gint64 seq;
} Row;

static void
row_clear (gpointer data)
{
  g_free (((Row *) data)->entity);
}

/**
 * nomo_feed_page_free:
 * @self: (transfer full): a page
 */
void
nomo_feed_page_free (NomoFeedPage *self)
{
  g_ptr_array_unref (self->records);
  g_free (self->cursor);
  g_free (self);
}

static char *
read_epoch (NomoRead *read, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (read->connection, "SELECT value FROM meta WHERE key = 'epoch'", error);
  NomoStep step = statement != NULL ? nomo_connection_step (read->connection, statement, error) : NOMO_STEP_ERROR;

  if (step == NOMO_STEP_ERROR)
    return NULL;
  return g_strdup (step == NOMO_STEP_ROW ? nomo_statement_get_string (statement, 0) : "");
}

static gboolean
parse_cursor (const char *cursor, const char *epoch, gint64 forgotten, gint64 newest, gint64 *seq)
{
  gsize length = strlen (epoch);

  *seq = 0;
  if (cursor == NULL)
    return TRUE;
  if (strncmp (cursor, epoch, length) != 0 || cursor[length] != ':' ||
      !g_ascii_string_to_signed (cursor + length + 1, 10, 0, newest, seq, NULL))
    return FALSE;
  return *seq >= forgotten;
}

static gboolean
read_rows (NomoRead *read, const char *sql, gint64 seq, guint limit, GArray *rows, GError **error)
{
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (read->connection, sql, error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, seq);
  if (limit > 0)
    nomo_statement_bind_int (statement, 2, limit);
  while ((step = nomo_connection_step (read->connection, statement, error)) == NOMO_STEP_ROW) {
    Row row = { g_strdup (nomo_statement_get_string (statement, 0)), nomo_statement_get_int (statement, 1),
                nomo_statement_get_int (statement, 2) };

    g_array_append_val (rows, row);
  }
  return step == NOMO_STEP_DONE;
}

/* A cursor stands between commits: the last one is given whole or not at all, however large it is. */
static gboolean
end_at_commit (NomoRead *read, GArray *rows, guint limit, GError **error)
{
  gint64 last;
  guint length = rows->len;

  if (length < limit)
    return TRUE;
  last = g_array_index (rows, Row, length - 1).seq;
  while (length > 0 && g_array_index (rows, Row, length - 1).seq == last)
    length--;
  g_array_set_size (rows, length);
  if (length > 0)
    return TRUE;
  return read_rows (read, "SELECT entity, id, seq FROM feed WHERE seq = ?1", last, 0, rows, error);
}

static gboolean
read_record (NomoRead *read, const Row *row, GPtrArray *records, GError **error)
{
  const NomoEntity *entity = nomo_store_find_entity (read->store, row->entity);
  NomoTable *table = entity != NULL ? _nomo_store_find_table (read->store, entity, error) : NULL;
  NomoRecord *record = NULL;

  if (table == NULL)
    return entity == NULL;
  if (!nomo_table_get (table, read->connection, row->id, &record, error))
    return FALSE;
  if (record != NULL)
    g_ptr_array_add (records, record);
  return TRUE;
}

static gboolean
read_page (NomoRead *read, NomoFeedPage *page, gint64 seq, guint limit, const char *epoch, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));

  g_array_set_clear_func (rows, row_clear);
  if (!read_rows (read, "SELECT entity, id, seq FROM feed WHERE seq > ?1 ORDER BY seq LIMIT ?2", seq, limit, rows,
                  error) ||
      !end_at_commit (read, rows, limit, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    seq = g_array_index (rows, Row, i).seq;
    if (!read_record (read, &g_array_index (rows, Row, i), page->records, error))
      return FALSE;
  }
  page->more = rows->len > 0 && (guint64) seq < read->seq;
  page->cursor = g_strdup_printf ("%s:%" G_GINT64_FORMAT, epoch, page->more ? seq : (gint64) read->seq);
  return TRUE;
}

/**
 * nomo_store_read_feed:
 * @self: a store
 * @cursor: (nullable): where the follower stands, %NULL for the beginning
 * @limit: how many records at about the most: a commit is given whole
 * @error: return location
 *
 * Reads what changed after @cursor. A record that changed several times comes once, as it is now. A follower writes the new
 * cursor in the transaction of what it does with the records. Blocks.
 *
 * Returns: (transfer full) (nullable): a page
 */
NomoFeedPage *
nomo_store_read_feed (NomoStore *self, const char *cursor, guint limit, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, NULL, error);
  g_autoptr (NomoFeedPage) page = g_new0 (NomoFeedPage, 1);
  g_autofree char *epoch = NULL;
  gint64 forgotten = 0;
  gint64 seq = 0;

  g_return_val_if_fail (limit > 0, NULL);

  page->records = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  if (read == NULL)
    return NULL;
  epoch = read_epoch (read, error);
  if (epoch == NULL || !nomo_connection_read_int (
                           read->connection, "SELECT value FROM counters WHERE name = 'forgotten'", &forgotten, error))
    return NULL;
  page->anew = !parse_cursor (cursor, epoch, forgotten, (gint64) read->seq, &seq);
  if (page->anew) {
    page->cursor = g_strdup (cursor);
    return g_steal_pointer (&page);
  }
  return read_page (read, page, seq, limit, epoch, error) ? g_steal_pointer (&page) : NULL;
}

/**
 * nomo_store_begin_epoch:
 * @self: a store that was put back from a backup
 * @error: return location
 *
 * Begins another epoch: what followers had read may not be what the store holds now, so all of them begin anew. Blocks.
 *
 * Returns: %TRUE when it is on the disk
 */
gboolean
nomo_store_begin_epoch (NomoStore *self, GError **error)
{
  g_autofree char *epoch = g_uuid_string_random ();
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (facts, (gpointer) "epoch", epoch);
  return _nomo_store_write_facts (self, facts, error);
}
