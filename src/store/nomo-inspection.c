#include "config.h"

#include "nomo-check-private.h"
#include "nomo-schema.h"

#include <glib/gi18n.h>

static NomoInspection *
inspection_new (void)
{
  NomoInspection *self = g_new0 (NomoInspection, 1);

  for (guint i = 0; i < NOMO_N_INSPECTED; i++)
    self->parts[i].problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * nomo_inspection_free:
 * @self: (transfer full): an inspection
 */
void
nomo_inspection_free (NomoInspection *self)
{
  for (guint i = 0; i < NOMO_N_INSPECTED; i++)
    g_ptr_array_unref (self->parts[i].problems);
  g_free (self->epoch);
  g_free (self);
}

static gboolean
read_epoch (NomoCheck *check, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (check->read->connection, "SELECT value FROM meta WHERE key = 'epoch'", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  step = nomo_connection_step (check->read->connection, statement, error);
  if (step == NOMO_STEP_ROW)
    check->inspection->epoch = g_strdup (nomo_statement_get_string (statement, 0));
  return step != NOMO_STEP_ERROR;
}

/* Tables of an older version lack what this one looks for. */
static gboolean
check_version (NomoCheck *check, GError **error)
{
  gint64 *version = &check->inspection->version;

  if (!_nomo_check_count (check, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'schema_version'", version,
                          error))
    return FALSE;
  if (*version >= NOMO_SCHEMA_VERSION)
    return TRUE;
  g_set_error_literal (
      error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED,
      _ ("The store’s file was written by an older version of Nomo Flow. Open it with this one first."));
  return FALSE;
}

static gboolean
count_work (NomoCheck *check, GError **error)
{
  NomoStore *store = check->read->store;
  gint64 total = 0;
  gint64 count = 0;

  for (guint i = 0; i < store->tables->len; i++) {
    const NomoTable *table = g_ptr_array_index (store->tables, i);
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM record_%s", table->entity->name);

    if (!_nomo_check_count (check, sql, &count, error))
      return FALSE;
    total += count;
  }
  if (!_nomo_check_count (check, "SELECT count(*) FROM history", &count, error))
    return FALSE;
  g_atomic_int_set (&check->progress->total, (gint) MIN (total + count, G_MAXINT));
  return TRUE;
}

/**
 * nomo_store_inspect:
 * @self: a store
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Looks at the file's pages, each record by the rules of its entity, the search, the sums by day and the history against the
 * records, the feed against records and commits, what waits for Salla, and what names other records. All of it is of one moment.
 * Blocks, for long when the store is large.
 *
 * Returns: (transfer full) (nullable): what was found; %NULL when it did not come to its end
 */
NomoInspection *
nomo_store_inspect (NomoStore *self, NomoInspectionProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoRead) read = _nomo_read_begin (self, cancellable, error);
  g_autoptr (NomoRollup) rollup = nomo_rollup_new ();
  g_autoptr (NomoInspection) inspection = inspection_new ();
  NomoCheck check = { read, inspection, progress, rollup, 0 };

  if (read == NULL)
    return NULL;
  inspection->seq = read->seq;
  if (!check_version (&check, error) || !read_epoch (&check, error) ||
      (progress != NULL && !count_work (&check, error)) || !_nomo_check_all (&check, error))
    return NULL;
  return g_steal_pointer (&inspection);
}

/**
 * nomo_store_check:
 * @self: a store
 * @problems: (element-type utf8): what is wrong is added here, as sentences
 * @error: return location
 *
 * Checks all that nomo_store_inspect() does. Blocks, for long when the store is large.
 *
 * Returns: %TRUE when the check ran to its end, whatever it found
 */
gboolean
nomo_store_check (NomoStore *self, GPtrArray *problems, GError **error)
{
  g_autoptr (NomoInspection) inspection = NULL;

  g_return_val_if_fail (problems != NULL, FALSE);

  inspection = nomo_store_inspect (self, NULL, NULL, error);
  for (guint part = 0; inspection != NULL && part < NOMO_N_INSPECTED; part++)
    for (guint i = 0; i < inspection->parts[part].problems->len && problems->len < NOMO_CHECK_MOST; i++)
      g_ptr_array_add (problems, g_strdup (inspection->parts[part].problems->pdata[i]));
  return inspection != NULL;
}
