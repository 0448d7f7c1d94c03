#include "config.h"

#include "nomo-code-sheet.h"

#include "nomo-batch.h"
#include "nomo-customer.h"

static void
facts_free (gpointer data)
{
  NomoCodeBatchFacts *self = data;

  nomo_record_unref (self->record);
  g_free (self);
}

static GPtrArray *
read_batches (NomoStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_code_batch_entity ());
  g_autoptr (GPtrArray) batches = nomo_store_list_rows (store, query, 0, 0, error);
  g_autoptr (GPtrArray) codes = batches != NULL ? nomo_codes_read (store, 0, cancellable, error) : NULL;
  g_autoptr (GHashTable) tallies = codes != NULL ? nomo_codes_tally (codes) : NULL;
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (facts_free);

  for (guint i = 0; tallies != NULL && i < batches->len; i++) {
    gint64 id = nomo_record_get_id (batches->pdata[i]);
    const NomoCodeTally *tally = g_hash_table_lookup (tallies, &id);
    NomoCodeBatchFacts *batch = g_new0 (NomoCodeBatchFacts, 1);

    batch->record = nomo_record_ref (batches->pdata[i]);
    if (tally != NULL)
      batch->tally = *tally;
    g_ptr_array_add (facts, batch);
  }
  return tallies != NULL ? g_steal_pointer (&facts) : NULL;
}

static void
batches_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *facts = read_batches (source, cancellable, &error);

  if (facts != NULL)
    g_task_return_pointer (task, facts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_code_batches_read_async:
 * @store: a store
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads all batches of codes, the newest first, and how their codes stand.
 */
void
nomo_code_batches_read_async (NomoStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_code_batches_read_async);
  g_task_run_in_thread (task, batches_worker);
}

/**
 * nomo_code_batches_read_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoCodeBatchFacts) (nullable): the batches
 */
GPtrArray *
nomo_code_batches_read_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_code_sheet_free:
 * @self: (transfer full): codes
 */
void
nomo_code_sheet_free (NomoCodeSheet *self)
{
  g_clear_pointer (&self->batch, nomo_record_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self);
}

static void
read_name (NomoCodeSheet *self, NomoStore *store, gint64 customer)
{
  g_autoptr (NomoRecord) record = NULL;
  const char *name;

  if (customer == 0 || g_hash_table_contains (self->names, &customer))
    return;
  record = nomo_store_get (store, nomo_customer_entity (), customer, NULL);
  name = record != NULL ? nomo_record_get_text (record, CUSTOMER_NAME) : NULL;
  g_hash_table_insert (self->names, g_memdup2 (&customer, sizeof customer), g_strdup (name != NULL ? name : ""));
}

static void
read_names (NomoCodeSheet *self, NomoStore *store)
{
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < self->codes->len; i++) {
    const NomoCode *code = self->codes->pdata[i];

    read_name (self, store, code->given_to);
    read_name (self, store, code->uses.customer);
    read_name (self, store, code->leaks.customer);
  }
}

/**
 * nomo_code_sheet_read:
 * @store: a store
 * @batch: id of a batch of codes; 0 for the leaks of all
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the codes
 */
NomoCodeSheet *
nomo_code_sheet_read (NomoStore *store, gint64 batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoCodeSheet) self = g_new0 (NomoCodeSheet, 1);
  g_autoptr (GHashTable) tallies = NULL;
  const NomoCodeTally *tally;

  if (batch != 0)
    self->batch = nomo_store_get (store, nomo_code_batch_entity (), batch, NULL);
  self->codes = batch != 0 ? nomo_codes_read (store, batch, cancellable, error)
                           : nomo_codes_read_leaks (store, 0, cancellable, error);
  if (self->codes == NULL)
    return NULL;
  tallies = nomo_codes_tally (self->codes);
  tally = g_hash_table_lookup (tallies, &batch);
  if (tally != NULL)
    self->tally = *tally;
  read_names (self, store);
  return g_steal_pointer (&self);
}

static void
sheet_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  NomoCodeSheet *sheet = nomo_code_sheet_read (source, *(gint64 *) data, cancellable, &error);

  if (sheet != NULL)
    g_task_return_pointer (task, sheet, (GDestroyNotify) nomo_code_sheet_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_code_sheet_read_async:
 * @store: a store
 * @batch: id of a batch of codes; 0 for the leaks of all
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_code_sheet_read_async (NomoStore *store, gint64 batch, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_code_sheet_read_async);
  g_task_set_task_data (task, g_memdup2 (&batch, sizeof batch), g_free);
  g_task_run_in_thread (task, sheet_worker);
}

/**
 * nomo_code_sheet_read_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the codes
 */
NomoCodeSheet *
nomo_code_sheet_read_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
