#include "config.h"

#include "nomo-clock.h"
#include "nomo-http.h"
#include "nomo-salla-error.h"
#include "nomo-salla-renewal.h"
#include "nomo-secret.h"
#include "nomo-token-keeper-private.h"

/* The steps of a renewal, each on the disk before the next one begins:
 *
 *   1. read notes and keyring again: are they still ours, do they still agree?
 *   2. notes: proving       nothing has been sent
 *   3. keyring: attempt     it can be written, so it will take the new pair
 *   4. notes: sent          from here on the refresh token counts as shown
 *   5. the request          once
 *   6. keyring: new pair    before it is used
 *   7. notes: rest
 *
 * Whatever ends the process in between, nomo_token_judge() tells from the two halves what may still be done. */

#define FIRST_RETRY_MS (60 * 1000LL)
/* An outage of minutes must not use up the one more try. */
#define LOST_RETRY_MS (10 * 60 * 1000LL)
#define MAX_RETRY_MS  (3600 * 1000LL)

typedef struct {
  char *access; /* what was in use when the renewal was asked for */
  gboolean once_more;
  GError *failed;
} Renewal;

static void
renewal_free (gpointer data)
{
  Renewal *renewal = data;

  nomo_secret_free (renewal->access);
  g_clear_error (&renewal->failed);
  g_free (renewal);
}

/* The next try of a renewal that did not take place: after a minute, then more slowly. */
static void
plan_retry (NomoTokenKeeper *self)
{
  gint64 wait_ms = MIN (FIRST_RETRY_MS << MIN (self->failures, 10), MAX_RETRY_MS);

  self->failures++;
  self->retry_ms = nomo_clock_monotonic () + wait_ms;
}

static void
give_back (GTask *task, GError *error)
{
  NomoTokenKeeper *self = g_task_get_source_object (task);

  self->renewing = FALSE;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
fail_for_now (GTask *task, GError *error)
{
  NomoTokenKeeper *self = g_task_get_source_object (task);

  plan_retry (self);
  g_clear_error (&self->refused);
  self->refused = g_error_copy (error);
  give_back (task, error);
}

static void
called_off_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Renewal *renewal = g_task_get_task_data (task);

  nomo_store_write_meta_finish (NOMO_STORE (source), result, NULL);
  fail_for_now (task, g_steal_pointer (&renewal->failed));
}

/* Nothing was sent, or nothing came of it: the notes say so, whatever the keyring says. After a lost answer there is
 * something to be said still, and the one more try is not over. */
static void
call_off (GTask *task, GError *error)
{
  NomoTokenKeeper *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);

  renewal->failed = error;
  nomo_token_notes_move (self->notes, renewal->once_more ? NOMO_TOKEN_STAGE_SENT : NOMO_TOKEN_STAGE_PROVING,
                         self->notes->attempt);
  nomo_token_keeper_write_notes (self, called_off_cb, task);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Renewal *renewal = g_task_get_task_data (task);

  nomo_store_write_meta_finish (NOMO_STORE (source), result, NULL);
  give_back (task, g_steal_pointer (&renewal->failed));
}

static void
end (GTask *task, int code, GError *error)
{
  Renewal *renewal = g_task_get_task_data (task);

  renewal->failed = error;
  nomo_token_keeper_end (g_task_get_source_object (task), code, ended_cb, task);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  /* A note that is missing is made up for by what the keyring holds. */
  nomo_store_write_meta_finish (NOMO_STORE (source), result, NULL);
  give_back (data, NULL);
}

static void
settle (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  nomo_token_notes_settle (self->notes, self->kept->generation);
  nomo_token_keeper_judge (self);
  nomo_token_keeper_write_notes (self, callback, data);
}

static void
set_unkept (NomoTokenKeeper *self, const GError *error)
{
  self->unkept = TRUE;
  plan_retry (self);
  nomo_token_keeper_set_state (self, NOMO_TOKENS_GOOD,
                               g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNKEPT, "%s", error->message));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (nomo_keyring_store_finish (NOMO_KEYRING (source), result, &error)) {
    settle (self, noted_cb, task);
    return;
  }
  set_unkept (self, error);
  give_back (task, NULL);
}

static void
take_pair (GTask *task, NomoSallaTokens *tokens)
{
  NomoTokenKeeper *self = g_task_get_source_object (task);

  nomo_token_keeper_take_kept (self, nomo_kept_sign_in_next (self->kept, tokens, self->notes->attempt));
  g_clear_error (&self->refused);
  self->untried = TRUE;
  self->failures = 0;
  self->retry_ms = 0;
  self->settled_ms = nomo_clock_monotonic () + NOMO_TOKEN_LEAST_LIFE_MS;
  nomo_token_keeper_write_kept (self, kept_cb, task);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);
  NomoRenewalFate fate;
  GError *error = NULL;
  g_autoptr (NomoSallaTokens) tokens =
      nomo_salla_renew_finish (NOMO_HTTP (source), result, self->skew_ms, &fate, &error);

  switch (fate) {
  case NOMO_RENEWAL_DONE:
    take_pair (task, tokens);
    break;
  case NOMO_RENEWAL_REFUSED:
    end (task, NOMO_SALLA_ERROR_REVOKED, error);
    break;
  case NOMO_RENEWAL_NOT_DONE:
    call_off (task, error);
    break;
  case NOMO_RENEWAL_UNKNOWN:
  default:
    if (renewal->once_more) {
      end (task, NOMO_SALLA_ERROR_LOST_ANSWER, error);
      break;
    }
    self->retry_ms = nomo_clock_monotonic () + LOST_RETRY_MS;
    nomo_token_keeper_judge (self);
    give_back (task, error);
  }
}

static void
sent_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (nomo_store_write_meta_finish (NOMO_STORE (source), result, &error))
    nomo_salla_renew_async (self->http, self->kept, answered_cb, task);
  else
    call_off (task, error);
}

static void
proved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);
  GError *error = NULL;

  if (!nomo_keyring_store_finish (NOMO_KEYRING (source), result, &error)) {
    call_off (task, error);
    return;
  }
  nomo_token_notes_move (self->notes, renewal->once_more ? NOMO_TOKEN_STAGE_LAST : NOMO_TOKEN_STAGE_SENT,
                         self->notes->attempt);
  nomo_token_keeper_write_notes (self, sent_noted_cb, task);
}

static void
intent_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!nomo_store_write_meta_finish (NOMO_STORE (source), result, &error)) {
    fail_for_now (task, error);
    return;
  }
  self->kept->attempt = self->notes->attempt;
  nomo_token_keeper_write_kept (self, proved_cb, task);
}

/* Renewed by another process in the meantime, or no longer to be renewed. */
static gboolean
is_still_wanted (NomoTokenKeeper *self, Renewal *renewal)
{
  gboolean lost = g_error_matches (self->error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_LOST_ANSWER);

  return self->kept != NULL && nomo_secret_equal (renewal->access, nomo_salla_tokens_get_access (self->kept->tokens)) &&
         (renewal->once_more ? self->state == NOMO_TOKENS_LAST && lost : self->state == NOMO_TOKENS_GOOD);
}

static void
read_again_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = NOMO_TOKEN_KEEPER (source);
  Renewal *renewal = g_task_get_task_data (task);
  GError *error = NULL;

  if (!nomo_token_keeper_read_finish (self, result, &error)) {
    fail_for_now (task, error);
    return;
  }
  if (!is_still_wanted (self, renewal)) {
    give_back (task, NULL);
    return;
  }
  /* A try that is the last anyway keeps its stage until it is sent: what was lost stays lost. */
  if (renewal->once_more)
    nomo_token_notes_move (self->notes, NOMO_TOKEN_STAGE_SENT, self->kept->generation + 1);
  else
    nomo_token_notes_move (self->notes, NOMO_TOKEN_STAGE_PROVING, self->kept->generation + 1);
  nomo_token_keeper_write_notes (self, intent_noted_cb, task);
}

/* Renews the pair in use, which must have a refresh token. With a state of %NOMO_TOKENS_LAST it is the one more try after a
 * lost answer. How the sign-in stands afterwards is in the state; an error says why nothing came of it. */
void
nomo_token_keeper_renew (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Renewal *renewal = g_new0 (Renewal, 1);

  g_task_set_source_tag (task, nomo_token_keeper_renew);
  renewal->access = g_strdup (nomo_salla_tokens_get_access (self->kept->tokens));
  renewal->once_more = self->state == NOMO_TOKENS_LAST;
  g_task_set_task_data (task, renewal, renewal_free);
  self->renewing = TRUE;
  nomo_token_keeper_emit_changed (self);
  nomo_token_keeper_read (self, read_again_cb, task);
}

gboolean
nomo_token_keeper_renew_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
kept_again_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!nomo_keyring_store_finish (NOMO_KEYRING (source), result, &error)) {
    set_unkept (self, error);
    give_back (task, NULL);
    return;
  }
  self->unkept = FALSE;
  self->failures = 0;
  self->retry_ms = 0;
  settle (self, noted_cb, task);
}

/* Offers the keyring once more the pair that it did not take. */
void
nomo_token_keeper_keep_again (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, nomo_token_keeper_keep_again);
  nomo_token_keeper_write_kept (self, kept_again_cb, task);
}

void
nomo_token_keeper_keep_again_finish (NomoTokenKeeper *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
