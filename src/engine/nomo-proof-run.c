#include "config.h"

#include "nomo-proof-run.h"

#include "nomo-clock.h"
#include "nomo-proof-private.h"
#include "nomo-secret.h"
#include "nomo-shop-private.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* How often the job is told how far it is. */
#define LOOK_MS 200

typedef struct {
  NomoJob *job;
  NomoProving proving;
  guint looking;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;
  NomoProving *proving = &run->proving;

  g_clear_handle_id (&run->looking, g_source_remove);
  g_clear_pointer (&proving->proof, nomo_proof_unref);
  g_clear_error (&proving->sign_in.error);
  g_free (proving->sign_in.relay);
  g_free (proving->backup);
  nomo_secret_free (proving->passphrase);
  g_object_unref (proving->store);
  g_object_unref (run->job);
  g_free (run);
}

static gboolean
look_cb (gpointer data)
{
  Run *run = data;
  const NomoProving *proving = &run->proving;

  nomo_job_advance (run->job,
                    (gint64) g_atomic_int_get (&proving->inspected.done) + g_atomic_int_get (&proving->read.done),
                    (gint64) g_atomic_int_get (&proving->inspected.total) + g_atomic_int_get (&proving->read.total));
  return G_SOURCE_CONTINUE;
}

static void
prove_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoProving *self = &((Run *) data)->proving;
  GError *error = NULL;

  self->cancellable = cancellable;
  _nomo_proof_check_files (self);
  _nomo_proof_check_sign_in (self);
  if (!_nomo_proof_inspect (self, &error)) {
    g_task_return_error (task, error);
    return;
  }
  _nomo_proof_check_counts (self);
  if (!_nomo_proof_check_backup (self, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&self->proof), (GDestroyNotify) nomo_proof_unref);
}

static void
proved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  NomoProof *proof = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *verdict =
      proof != NULL ? nomo_proof_dup_verdict (proof) : g_strdup (_ ("Cancelled. Nothing was proved."));

  g_clear_handle_id (&run->looking, g_source_remove);
  look_cb (run);
  nomo_job_set_result (run->job, verdict);
  if (proof != NULL) {
    nomo_job_finish (run->job);
    g_task_return_pointer (task, proof, (GDestroyNotify) nomo_proof_unref);
  } else {
    nomo_job_fail (run->job, error);
    g_task_return_error (task, error);
  }
}

static NomoProof *
begin_proof (NomoShop *shop)
{
  NomoProof *proof = nomo_proof_new ();

  proof->at = nomo_clock_now ();
  proof->store = g_strdup (nomo_shop_get_name (shop));
  proof->merchant = nomo_shop_get_merchant (shop);
  proof->is_demo = nomo_shop_get_is_demo (shop);
  proof->zone = g_time_zone_ref (nomo_shop_get_zone (shop));
  proof->as_of = nomo_shop_get_as_of (shop);
  return proof;
}

/* What Salla has refused does not work, whatever is known about it here. */
static void
read_sign_in (NomoShop *shop, NomoProofSignIn *sign_in)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);
  gboolean refused = nomo_shop_get_state (shop) == NOMO_SHOP_SIGNED_OUT &&
                     nomo_token_keeper_get_state (tokens) != NOMO_TOKENS_NONE &&
                     nomo_words_asks_to_reconnect (nomo_shop_get_last_error (shop));
  const GError *error = refused ? nomo_shop_get_last_error (shop) : nomo_token_keeper_get_error (tokens);

  *sign_in = (NomoProofSignIn) {
    .state = refused ? NOMO_TOKENS_ENDED : nomo_token_keeper_get_state (tokens),
    .error = error != NULL ? g_error_copy (error) : NULL,
    .expires = nomo_token_keeper_get_expires (tokens),
    .due = nomo_token_keeper_get_due (tokens),
    .relay = g_strdup (nomo_shop_get_relay (shop)),
  };
}

/**
 * nomo_proof_run_async:
 * @shop: a shop whose sign-in was loaded
 * @options: what is proved beside the store
 * @job: is listed with the others, is told how far it is, and cancels it
 * @callback: called at the end
 * @data: for @callback
 *
 * Checks whether the shop's data is what it claims to be. No record is written, and Salla is not asked.
 */
void
nomo_proof_run_async (NomoShop *shop, const NomoProofOptions *options, NomoJob *job, GAsyncReadyCallback callback,
                      gpointer data)
{
  GTask *task = g_task_new (shop, NULL, callback, data);
  g_autoptr (GTask) work = g_task_new (shop, nomo_job_get_cancellable (job), proved_cb, task);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, nomo_proof_run_async);
  run->job = g_object_ref (job);
  run->proving.store = g_object_ref (nomo_shop_get_store (shop));
  run->proving.proof = begin_proof (shop);
  run->proving.backup = g_strdup (options->backup);
  run->proving.passphrase = g_strdup (options->passphrase);
  read_sign_in (shop, &run->proving.sign_in);
  run->looking = g_timeout_add (LOOK_MS, look_cb, run);
  nomo_shop_list_job (shop, job);
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, run, run_free);
  g_task_run_in_thread (work, prove_worker);
}

/**
 * nomo_proof_run_finish:
 * @shop: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was found; %NULL when it was cancelled
 */
NomoProof *
nomo_proof_run_finish (NomoShop *shop, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, shop), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
