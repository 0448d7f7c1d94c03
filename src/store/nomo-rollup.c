#include "config.h"

#include "nomo-rollup.h"

#include <string.h>

typedef struct {
  char *rollup;
  int day;
  char *dim;
} Key;

typedef struct {
  gint64 sums[NOMO_MEASURES];
} Sums;

struct _NomoRollup {
  GHashTable *sums; /* Key → Sums */
  gboolean negative;
};

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->rollup) ^ (guint) key->day * 2654435761u ^ g_str_hash (key->dim);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *left = a;
  const Key *right = b;

  return left->day == right->day && strcmp (left->rollup, right->rollup) == 0 && strcmp (left->dim, right->dim) == 0;
}

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->rollup);
  g_free (key->dim);
  g_free (key);
}

/**
 * nomo_rollup_new:
 *
 * Returns: (transfer full): sums that are all 0
 */
NomoRollup *
nomo_rollup_new (void)
{
  NomoRollup *self = g_new0 (NomoRollup, 1);

  self->sums = g_hash_table_new_full (key_hash, key_equal, key_free, g_free);
  return self;
}

/**
 * nomo_rollup_free:
 * @self: (transfer full): sums
 */
void
nomo_rollup_free (NomoRollup *self)
{
  g_hash_table_unref (self->sums);
  g_free (self);
}

/* Around the end of the numbers, as a damaged table may hold anything. */
static gint64
add (gint64 sum, gint64 measure, gboolean negative)
{
  guint64 change = (guint64) measure;

  return (gint64) ((guint64) sum + (negative ? -change : change));
}

static void
emit (gpointer sink, const char *rollup, int day, const char *dim, const gint64 *measures)
{
  NomoRollup *self = sink;
  Key wanted = { (char *) rollup, day, (char *) dim };
  Sums *sums = g_hash_table_lookup (self->sums, &wanted);

  if (sums == NULL) {
    Key *key = g_new (Key, 1);

    *key = (Key) { g_strdup (rollup), day, g_strdup (dim) };
    sums = g_new0 (Sums, 1);
    g_hash_table_insert (self->sums, key, sums);
  }
  for (guint i = 0; i < NOMO_MEASURES; i++)
    sums->sums[i] = add (sums->sums[i], measures[i], self->negative);
}

static void
roll_up (NomoRollup *self, const NomoRecord *record, gboolean negative)
{
  const NomoEntity *entity = nomo_record_get_entity (record);

  if (entity->roll_up == NULL || nomo_record_is_deleted (record))
    return;
  self->negative = negative;
  entity->roll_up (record, emit, self);
}

/**
 * nomo_rollup_add:
 * @self: sums
 * @record: a record; a deleted one adds nothing
 */
void
nomo_rollup_add (NomoRollup *self, const NomoRecord *record)
{
  roll_up (self, record, FALSE);
}

/**
 * nomo_rollup_take_away:
 * @self: sums
 * @record: a record as it was; a deleted one had added nothing
 */
void
nomo_rollup_take_away (NomoRollup *self, const NomoRecord *record)
{
  roll_up (self, record, TRUE);
}

/**
 * nomo_rollup_take_away_table:
 * @self: sums
 * @connection: a connection
 * @error: return location
 *
 * Takes away what the store's table holds, so that what stays is the table's error.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_rollup_take_away_table (NomoRollup *self, NomoConnection *connection, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT name, day, dim, m0, m1, m2, m3 FROM rollups", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  self->negative = TRUE;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    gint64 measures[NOMO_MEASURES];

    for (int i = 0; i < NOMO_MEASURES; i++)
      measures[i] = nomo_statement_get_int (statement, 3 + i);
    emit (self, nomo_statement_get_string (statement, 0), (int) nomo_statement_get_int (statement, 1),
          nomo_statement_get_string (statement, 2), measures);
  }
  return step == NOMO_STEP_DONE;
}

static gboolean
is_zero (const Sums *sums)
{
  for (guint i = 0; i < NOMO_MEASURES; i++)
    if (sums->sums[i] != 0)
      return FALSE;
  return TRUE;
}

/**
 * nomo_rollup_foreach:
 * @self: sums
 * @func: called for every day and dimension whose sums are not all 0
 * @data: for @func
 */
void
nomo_rollup_foreach (NomoRollup *self, NomoRollupFunc func, gpointer data)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer sums = NULL;

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, &key, &sums))
    if (!is_zero (sums))
      func (((Key *) key)->rollup, ((Key *) key)->day, ((Key *) key)->dim, ((Sums *) sums)->sums, data);
}

static gboolean
write_sums (NomoConnection *connection, const Key *key, const Sums *sums, GError **error)
{
  NomoStatement *add = nomo_connection_prepare (
      connection,
      "INSERT INTO rollups (name, day, dim, m0, m1, m2, m3) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
      " ON CONFLICT (name, day, dim) DO UPDATE SET m0 = rollups.m0 + excluded.m0, m1 = rollups.m1 + excluded.m1,"
      " m2 = rollups.m2 + excluded.m2, m3 = rollups.m3 + excluded.m3",
      error);

  if (add == NULL)
    return FALSE;
  nomo_statement_bind_text (add, 1, key->rollup);
  nomo_statement_bind_int (add, 2, key->day);
  nomo_statement_bind_text (add, 3, key->dim);
  for (int i = 0; i < NOMO_MEASURES; i++)
    nomo_statement_bind_int (add, 4 + i, sums->sums[i]);
  return nomo_connection_run (connection, add, error);
}

/**
 * nomo_rollup_write:
 * @self: sums of a batch
 * @connection: a connection in a transaction
 * @error: return location
 *
 * Adds the sums to the store's table.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_rollup_write (NomoRollup *self, NomoConnection *connection, GError **error)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer sums = NULL;

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, &key, &sums))
    if (!is_zero (sums) && !write_sums (connection, key, sums, error))
      return FALSE;
  return TRUE;
}
