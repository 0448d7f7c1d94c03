#include "config.h"

#include "nomo-record-private.h"
#include "nomo-rollup.h"
#include "nomo-store-private.h"

static gboolean
append_one (NomoStore *self, const NomoRecord *fact, NomoRollup *rollup, guint *added, GError **error)
{
  const NomoTable *table = _nomo_store_find_table (self, fact->entity, error);
  gint64 id = 0;

  if (table == NULL || !nomo_record_validate (fact, error) || !nomo_table_add (table, self->writer, fact, &id, error))
    return FALSE;
  if (id != 0) {
    nomo_rollup_add (rollup, fact);
    *added += 1;
  }
  return TRUE;
}

static gboolean
append_all (NomoStore *self, const GPtrArray *facts, guint *added, GError **error)
{
  g_autoptr (NomoRollup) rollup = nomo_rollup_new ();

  for (guint i = 0; i < facts->len; i++)
    if (!append_one (self, facts->pdata[i], rollup, added, error))
      return FALSE;
  return nomo_rollup_write (rollup, self->writer, error) && nomo_connection_exec (self->writer, "COMMIT", error);
}

static gboolean
append_locked (NomoStore *self, const GPtrArray *facts, guint *added, GError **error)
{
  if (!_nomo_store_may_write (self, error) || !nomo_connection_exec (self->writer, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (append_all (self, facts, added, error))
    return TRUE;
  nomo_connection_exec (self->writer, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * nomo_store_append:
 * @self: a store
 * @facts: (element-type NomoRecord): records without an id of entities of the kind %NOMO_KIND_FACT
 * @added: (out) (optional): how many were not there yet
 * @error: return location
 *
 * Writes down what happened, with its sums by day. A fact whose key is there already is left alone, so that a batch can be sent
 * again. Blocks.
 *
 * Returns: %TRUE when all of them are on the disk, %FALSE when none of them is
 */
gboolean
nomo_store_append (NomoStore *self, const GPtrArray *facts, guint *added, GError **error)
{
  guint n = 0;
  gboolean ok;

  g_return_val_if_fail (NOMO_IS_STORE (self) && facts != NULL, FALSE);
  for (guint i = 0; i < facts->len; i++)
    g_return_val_if_fail (nomo_record_get_entity (facts->pdata[i])->kind == NOMO_KIND_FACT, FALSE);

  g_mutex_lock (&self->write_mutex);
  ok = append_locked (self, facts, &n, error);
  g_mutex_unlock (&self->write_mutex);
  if (added != NULL)
    *added = ok ? n : 0;
  return ok;
}
