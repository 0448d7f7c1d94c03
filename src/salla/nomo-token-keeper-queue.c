#include "config.h"

#include "nomo-clock.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"
#include "nomo-token-keeper-private.h"

/* A keyring that asks the person for its password must not ask for each request. */
#define READ_AGAIN_MS (60 * 1000LL)

typedef enum {
  OP_LOAD,
  OP_GET,
  OP_ADOPT,
  OP_FORGET,
} OpKind;

/* What is asked of the keeper. One after the other, so that no two changes of the keyring can meet. */
typedef struct {
  OpKind kind;
  char *refused; /* of OP_GET: the access token that Salla did not take */
  gboolean read;
  gboolean tried;
  GError *failed;
  NomoSallaTokens *tokens; /* of OP_ADOPT */
  char *client_id;
  char *client_secret;
  char *accounts_url;
} Op;

static void pump (NomoTokenKeeper *self);

static void
op_free (gpointer data)
{
  Op *op = data;

  nomo_secret_free (op->refused);
  nomo_secret_free (op->client_secret);
  g_clear_pointer (&op->tokens, nomo_salla_tokens_unref);
  g_clear_error (&op->failed);
  g_free (op->client_id);
  g_free (op->accounts_url);
  g_free (op);
}

static Op *
push (NomoTokenKeeper *self, OpKind kind, GTask *task, gpointer tag)
{
  Op *op = g_new0 (Op, 1);

  op->kind = kind;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, op, op_free);
  g_queue_push_tail (&self->waiting, task);
  return op;
}

static const char *
get_access (NomoTokenKeeper *self)
{
  return self->kept != NULL ? nomo_salla_tokens_get_access (self->kept->tokens) : NULL;
}

static gboolean
is_refused (NomoTokenKeeper *self, const Op *op)
{
  return op->refused != NULL && get_access (self) != NULL && nomo_secret_equal (get_access (self), op->refused);
}

static gboolean
is_lost (NomoTokenKeeper *self)
{
  return self->state == NOMO_TOKENS_LAST &&
         g_error_matches (self->error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_LOST_ANSWER);
}

static gboolean
may_try_again (NomoTokenKeeper *self)
{
  return nomo_clock_monotonic () >= self->retry_ms;
}

/* A pair that is refused soon after it was given, or that has never been accepted, is not helped by yet another one. */
static gboolean
has_lived (NomoTokenKeeper *self)
{
  gint64 age_ms = nomo_token_keeper_now (self) - nomo_salla_tokens_get_issued (self->kept->tokens);

  return !self->untried && ABS (age_ms) >= NOMO_TOKEN_LEAST_LIFE_MS;
}

static gboolean
wants_renewal (NomoTokenKeeper *self, const Op *op)
{
  if (!self->may_renew || self->stale || self->unkept || self->kept == NULL || !may_try_again (self))
    return FALSE;
  if (is_refused (self, op))
    return is_lost (self) || (self->state == NOMO_TOKENS_GOOD && has_lived (self));
  return !self->holds && nomo_token_keeper_is_due (self);
}

static GError *
dup_reason (NomoTokenKeeper *self, const Op *op)
{
  if (op->failed != NULL)
    return g_error_copy (op->failed);
  if (self->error != NULL && self->state != NOMO_TOKENS_GOOD)
    return g_error_copy (self->error);
  if (self->refused != NULL)
    return g_error_copy (self->refused);
  return g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT, "the access token is refused");
}

/* Who is answered may ask again at once, so the queue is in order before. */
static GTask *
take_head (NomoTokenKeeper *self)
{
  return g_queue_pop_head (&self->waiting);
}

static void
answer_get (NomoTokenKeeper *self)
{
  g_autoptr (GTask) task = take_head (self);
  const Op *op = g_task_get_task_data (task);
  gboolean works = self->state == NOMO_TOKENS_GOOD || self->state == NOMO_TOKENS_LAST;

  if (works && !is_refused (self, op))
    g_task_return_pointer (task, nomo_salla_tokens_ref (self->kept->tokens), (GDestroyNotify) nomo_salla_tokens_unref);
  else
    g_task_return_error (task, dup_reason (self, op));
}

/* Seen from outside it stays busy until the queue is empty: one thing asked for may take several steps. */
static void
set_at_work (NomoTokenKeeper *self, gboolean at_work)
{
  if (self->at_work == at_work)
    return;
  self->at_work = at_work;
  nomo_token_keeper_emit_changed (self);
}

static void
set_busy (NomoTokenKeeper *self)
{
  self->busy = TRUE;
  set_at_work (self, TRUE);
}

static void
go_on (NomoTokenKeeper *self)
{
  self->busy = FALSE;
  pump (self);
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTokenKeeper) self = g_object_ref (NOMO_TOKEN_KEEPER (source));
  Op *op = g_task_get_task_data (data);

  g_clear_error (&op->failed);
  nomo_token_keeper_renew_finish (self, result, &op->failed);
  go_on (self);
}

static void
kept_again_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTokenKeeper) self = g_object_ref (NOMO_TOKEN_KEEPER (source));

  nomo_token_keeper_keep_again_finish (self, result);
  go_on (self);
}

static void
end_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTokenKeeper) self = data;

  nomo_store_write_meta_finish (NOMO_STORE (source), result, NULL);
  go_on (self);
}

/* A pair that is not renewed any more ends with its access token. */
static gboolean
has_run_out (NomoTokenKeeper *self, const Op *op)
{
  return self->may_renew && !self->stale && self->state == NOMO_TOKENS_LAST && is_refused (self, op) && !is_lost (self);
}

/* Answers the head of the queue, or begins what it needs first. */
static void
serve_get (NomoTokenKeeper *self, GTask *task)
{
  Op *op = g_task_get_task_data (task);

  if (!op->tried && self->unkept && self->may_renew && may_try_again (self)) {
    op->tried = TRUE;
    set_busy (self);
    nomo_token_keeper_keep_again (self, kept_again_cb, NULL);
  } else if (!op->tried && wants_renewal (self, op)) {
    op->tried = TRUE;
    set_busy (self);
    nomo_token_keeper_renew (self, renewed_cb, task);
  } else if (has_run_out (self, op)) {
    set_busy (self);
    nomo_token_keeper_end (self, self->error->code, end_noted_cb, g_object_ref (self));
  } else {
    answer_get (self);
  }
}

/* Of putting and erasing alike. */
static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTokenKeeper) self = g_object_ref (NOMO_TOKEN_KEEPER (source));
  g_autoptr (GTask) task = take_head (self);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  go_on (self);
}

static void
serve_adopt (NomoTokenKeeper *self, GTask *task)
{
  Op *op = g_task_get_task_data (task);

  if (op->failed != NULL) {
    g_autoptr (GTask) answered = take_head (self);

    g_task_return_error (answered, g_steal_pointer (&op->failed));
    return;
  }
  set_busy (self);
  nomo_token_keeper_put (self, op->tokens, &(NomoSallaApp) { op->client_id, op->client_secret, op->accounts_url },
                         changed_cb, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTokenKeeper) self = g_object_ref (NOMO_TOKEN_KEEPER (source));
  Op *op = g_task_get_task_data (data);

  if (!nomo_token_keeper_read_finish (self, result, &op->failed)) {
    /* What is known already stays in use, and is read again before anything else is done with it. */
    self->stale = TRUE;
    self->retry_ms = nomo_clock_monotonic () + READ_AGAIN_MS;
    if (self->kept == NULL)
      nomo_token_keeper_set_state (self, NOMO_TOKENS_NONE, g_error_copy (op->failed));
  }
  go_on (self);
}

/* Who has the newest pair in memory alone must not let go of it. */
static gboolean
needs_reading (NomoTokenKeeper *self, OpKind kind)
{
  return !self->unkept && (kind != OP_GET || (self->stale && may_try_again (self)));
}

static void
serve (NomoTokenKeeper *self, GTask *task)
{
  Op *op = g_task_get_task_data (task);

  if (op->kind == OP_GET) {
    serve_get (self, task);
  } else if (op->kind == OP_ADOPT) {
    serve_adopt (self, task);
  } else if (op->kind == OP_FORGET) {
    set_busy (self);
    nomo_token_keeper_erase (self, changed_cb, NULL);
  } else {
    g_autoptr (GTask) answered = take_head (self);

    g_task_return_boolean (answered, TRUE);
  }
}

static void
pump (NomoTokenKeeper *self)
{
  while (!self->busy && !g_queue_is_empty (&self->waiting)) {
    GTask *task = g_queue_peek_head (&self->waiting);
    Op *op = g_task_get_task_data (task);
    gboolean reads = needs_reading (self, op->kind) && !op->read;

    if (reads) {
      op->read = TRUE;
      set_busy (self);
      self->stale = FALSE;
      nomo_token_keeper_read (self, read_cb, task);
    } else {
      serve (self, task);
    }
  }
  if (!self->busy)
    set_at_work (self, FALSE);
}

/**
 * nomo_token_keeper_load_async:
 * @self: a keeper
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads what is kept. A keyring that is locked may ask the person for its password.
 */
void
nomo_token_keeper_load_async (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (NOMO_IS_TOKEN_KEEPER (self));

  push (self, OP_LOAD, g_task_new (self, NULL, callback, data), nomo_token_keeper_load_async);
  pump (self);
}

/**
 * nomo_token_keeper_load_finish:
 * @self: a keeper
 * @result: what the callback got
 *
 * How the sign-in stands is in the state: also a keyring that fails is one.
 */
void
nomo_token_keeper_load_finish (NomoTokenKeeper *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * nomo_token_keeper_get_async:
 * @self: a keeper
 * @refused: (nullable): the access token that Salla has just refused as invalid
 * @cancellable: (nullable): makes the answer %G_IO_ERROR_CANCELLED, in its turn; a renewal that has begun goes on
 * @callback: called at the end
 * @data: for @callback
 *
 * Asks for an access token, which may take a renewal: when it is due, at half of the life and at least weekly, or when
 * @refused is the one in use. However many ask, it is renewed once. After a lost answer the pair is renewed only when
 * @refused says that nothing works any more, and then once.
 */
void
nomo_token_keeper_get_async (NomoTokenKeeper *self, const char *refused, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer data)
{
  Op *op;

  g_return_if_fail (NOMO_IS_TOKEN_KEEPER (self));

  op = push (self, OP_GET, g_task_new (self, cancellable, callback, data), nomo_token_keeper_get_async);
  op->refused = g_strdup (refused);
  pump (self);
}

/**
 * nomo_token_keeper_get_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the pair in use, or %NULL with a #NomoSallaError or #NomoCoreError that says why there is none
 */
NomoSallaTokens *
nomo_token_keeper_get_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_token_keeper_hurry:
 * @self: a keeper
 *
 * A person has mended something and wants to see that it works: what did not take place is tried again without waiting.
 */
void
nomo_token_keeper_hurry (NomoTokenKeeper *self)
{
  g_return_if_fail (NOMO_IS_TOKEN_KEEPER (self));

  self->failures = 0;
  self->retry_ms = 0;
}

/**
 * nomo_token_keeper_adopt_async:
 * @self: a keeper whose engine is ours
 * @tokens: the pair of a new consent
 * @app: through which app it came
 * @callback: called at the end
 * @data: for @callback
 *
 * Puts a new pair in the place of the old one, which is forgotten and never used again.
 */
void
nomo_token_keeper_adopt_async (NomoTokenKeeper *self, NomoSallaTokens *tokens, const NomoSallaApp *app,
                               GAsyncReadyCallback callback, gpointer data)
{
  Op *op;

  g_return_if_fail (NOMO_IS_TOKEN_KEEPER (self));

  op = push (self, OP_ADOPT, g_task_new (self, NULL, callback, data), nomo_token_keeper_adopt_async);
  op->tokens = nomo_salla_tokens_ref (tokens);
  op->client_id = g_strdup (app->client_id);
  op->client_secret = g_strdup (app->client_secret);
  op->accounts_url = g_strdup (app->accounts_url);
  pump (self);
}

/**
 * nomo_token_keeper_adopt_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the pair is kept; else an error of keyring or store, and the one before is as it was
 */
gboolean
nomo_token_keeper_adopt_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nomo_token_keeper_forget_async:
 * @self: a keeper
 * @callback: called at the end
 * @data: for @callback
 *
 * Erases the pair on this device, without a word to Salla.
 */
void
nomo_token_keeper_forget_async (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (NOMO_IS_TOKEN_KEEPER (self));

  push (self, OP_FORGET, g_task_new (self, NULL, callback, data), nomo_token_keeper_forget_async);
  pump (self);
}

/**
 * nomo_token_keeper_forget_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is gone; else an error of the keyring
 */
gboolean
nomo_token_keeper_forget_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
