#include "config.h"

#include "nomo-shop-codes.h"

#include "nomo-clock.h"
#include "nomo-code-export.h"
#include "nomo-code-list.h"
#include "nomo-engine-error.h"
#include "nomo-shop-private.h"

#include <glib/gi18n.h>

static const char *
get_actor (NomoShop *self)
{
  const char *owner = nomo_shop_get_owner_name (self);

  return owner != NULL ? owner : "me";
}

static NomoJob *
begin_job (NomoShop *self, const char *title)
{
  NomoJob *job = nomo_job_new (title);

  nomo_shop_list_job (self, job);
  return job;
}

/**
 * nomo_shop_get_code_seconds:
 * @self: the shop
 * @requests: how many requests it takes
 *
 * Returns: as nomo_code_batch_get_seconds(), by what is known of this shop's limit
 */
gint64
nomo_shop_get_code_seconds (NomoShop *self, gint64 requests)
{
  NomoBudgetState state = { 0, -1, 0, -1 };

  g_return_val_if_fail (NOMO_IS_SHOP (self), 0);

  if (self->client != NULL)
    nomo_budget_get_state (nomo_salla_client_get_budget (self->client), NOMO_BUDGET_STORE, nomo_clock_monotonic (),
                           &state);
  return nomo_code_batch_get_seconds (requests, nomo_shop_get_plan (self), &state);
}

/**
 * nomo_shop_make_codes_async:
 * @self: the shop
 * @request: what is wanted
 * @callback: called at the end with the store, for nomo_code_batch_finish()
 * @data: for @callback
 *
 * As nomo_code_batch_create_async(), as the merchant and as a job that is listed with the others.
 */
void
nomo_shop_make_codes_async (NomoShop *self, const NomoCodeRequest *request, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (NomoJob) job = begin_job (self, N_ ("Making codes"));

  nomo_code_batch_create_async (self->store, get_actor (self), request, job, callback, data);
}

/**
 * nomo_shop_complete_codes_async:
 * @self: the shop
 * @batch: id of a batch of codes
 * @callback: called at the end with the store, for nomo_code_batch_finish()
 * @data: for @callback
 *
 * As nomo_code_batch_resume_async(), as the merchant and as a job that is listed with the others.
 */
void
nomo_shop_complete_codes_async (NomoShop *self, gint64 batch, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (NomoJob) job = begin_job (self, N_ ("Making codes"));

  nomo_code_batch_resume_async (self->store, get_actor (self), batch, job, callback, data);
}

/**
 * nomo_shop_switch_codes_async:
 * @self: the shop
 * @batch: id of a batch of codes
 * @on: whether its codes are to work
 * @callback: called at the end with the store, for nomo_code_batch_finish()
 * @data: for @callback
 *
 * As nomo_code_batch_switch_async(), as the merchant and as a job that is listed with the others.
 */
void
nomo_shop_switch_codes_async (NomoShop *self, gint64 batch, gboolean on, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (NomoJob) job = begin_job (self, on ? N_ ("Resuming codes") : N_ ("Pausing codes"));

  nomo_code_batch_switch_async (self->store, get_actor (self), batch, on, job, callback, data);
}

/* Who is given what, in a file, or one code. */
typedef struct {
  gint64 batch;
  char *path;
  char *code;
  char *who;
  char *actor;
  char *commit;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_free (deed->path);
  g_free (deed->code);
  g_free (deed->who);
  g_free (deed->actor);
  g_free (deed->commit);
  g_free (deed);
}

static GTask *
begin (NomoShop *self, const Deed *deed, gpointer tag, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Deed *own = g_memdup2 (deed, sizeof *deed);

  own->actor = g_strdup (get_actor (self));
  own->commit = g_uuid_string_random ();
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, own, deed_free);
  return task;
}

static void
export_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Deed *deed = data;
  NomoStore *store = nomo_shop_get_store (source);
  GError *error = NULL;
  g_autoptr (GPtrArray) codes = nomo_codes_read (store, deed->batch, cancellable, &error);

  if (codes != NULL && nomo_codes_write_csv_to_file (store, codes, deed->path, ',', cancellable, &error))
    g_task_return_int (task, (gssize) codes->len);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_shop_export_codes_async:
 * @self: the shop
 * @batch: id of a batch of codes
 * @path: the file, which is replaced when all is written and not before
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_shop_export_codes_async (NomoShop *self, gint64 batch, const char *path, GAsyncReadyCallback callback,
                              gpointer data)
{
  const Deed deed = { .batch = batch, .path = g_strdup (path) };
  g_autoptr (GTask) task = begin (self, &deed, nomo_shop_export_codes_async, callback, data);

  g_task_run_in_thread (task, export_worker);
}

/**
 * nomo_shop_export_codes_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: how many codes were written, -1 when it failed
 */
int
nomo_shop_export_codes_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Deed *deed = data;
  GError *error = NULL;
  NomoCodeFile *file =
      nomo_code_file_read_path (nomo_shop_get_store (source), deed->batch, deed->path, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) nomo_code_file_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_shop_read_given_async:
 * @self: the shop
 * @batch: id of a batch of codes
 * @path: a file that says to whom its codes were given, see nomo_code_file_read()
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_shop_read_given_async (NomoShop *self, gint64 batch, const char *path, GAsyncReadyCallback callback, gpointer data)
{
  const Deed deed = { .batch = batch, .path = g_strdup (path) };
  g_autoptr (GTask) task = begin (self, &deed, nomo_shop_read_given_async, callback, data);

  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_shop_read_given_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the file says
 */
NomoCodeFile *
nomo_shop_read_given_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
given_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Deed *deed = g_task_get_task_data (task);
  GError *error = NULL;

  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    g_task_return_pointer (task, g_strdup (deed->commit), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_shop_give_codes_async:
 * @self: the shop
 * @given: who is given what
 * @callback: called at the end
 * @data: for @callback
 *
 * Keeps it, all of it or, when that fails, nothing. Salla is not told.
 */
void
nomo_shop_give_codes_async (NomoShop *self, const NomoCodeFile *given, GAsyncReadyCallback callback, gpointer data)
{
  const Deed deed = { 0 };
  GTask *task = begin (self, &deed, nomo_shop_give_codes_async, callback, data);
  const Deed *own = g_task_get_task_data (task);

  nomo_store_commit_async (self->store, nomo_code_file_create_commit (given, own->actor, own->commit), NULL, given_cb,
                           task);
}

static gboolean
give (NomoStore *store, const Deed *deed, GError **error)
{
  g_autoptr (NomoCodeFile) given = nomo_code_file_say (store, deed->batch, deed->code, deed->who, error);
  g_autoptr (NomoCommit) commit = NULL;
  const GPtrArray *refused = given != NULL ? nomo_code_file_get_refused (given) : NULL;

  if (given == NULL)
    return FALSE;
  if (refused->len > 0) {
    g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE,
                         ((const NomoCsvRefusal *) refused->pdata[0])->reason);
    return FALSE;
  }
  commit = nomo_code_file_create_commit (given, deed->actor, deed->commit);
  return nomo_store_commit (store, commit, NULL, error);
}

static void
give_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Deed *deed = data;
  GError *error = NULL;

  if (give (nomo_shop_get_store (source), deed, &error))
    g_task_return_pointer (task, g_strdup (deed->commit), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_shop_give_code_async:
 * @self: the shop
 * @batch: id of a batch of codes
 * @code: one of its codes
 * @who: the phone, e-mail address or number of a customer, as it was typed
 * @callback: called at the end
 * @data: for @callback
 *
 * Notes to whom a code was given. Salla is not told.
 */
void
nomo_shop_give_code_async (NomoShop *self, gint64 batch, const char *code, const char *who,
                           GAsyncReadyCallback callback, gpointer data)
{
  const Deed deed = { .batch = batch, .code = g_strdup (code), .who = g_strdup (who) };
  g_autoptr (GTask) task = begin (self, &deed, nomo_shop_give_code_async, callback, data);

  g_task_run_in_thread (task, give_worker);
}

/**
 * nomo_shop_give_codes_finish:
 * @self: the shop
 * @result: what the callback of nomo_shop_give_codes_async() or nomo_shop_give_code_async() got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the commit, which can be undone; %NULL with %NOMO_ENGINE_ERROR_FILE when it cannot be
 *   given so
 */
char *
nomo_shop_give_codes_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
