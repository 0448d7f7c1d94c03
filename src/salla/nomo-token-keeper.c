#include "config.h"

#include "nomo-token-keeper-private.h"

#include "nomo-clock.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"

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
  char *client_secret;
  char *label;
} Op;

G_DEFINE_FINAL_TYPE (NomoTokenKeeper, nomo_token_keeper, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void pump (NomoTokenKeeper *self);

static void
op_free (gpointer data)
{
  Op *op = data;

  nomo_secret_free (op->refused);
  nomo_secret_free (op->client_secret);
  g_clear_pointer (&op->tokens, nomo_salla_tokens_unref);
  g_clear_error (&op->failed);
  g_free (op->label);
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

/* The moment in Salla's clock, as far as it is known to differ from ours. */
gint64
nomo_token_keeper_now (NomoTokenKeeper *self)
{
  return nomo_clock_now () + self->skew_ms;
}

/* Takes over @error. */
void
nomo_token_keeper_set_state (NomoTokenKeeper *self, NomoTokenState state, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Takes over @kept. */
void
nomo_token_keeper_take_kept (NomoTokenKeeper *self, NomoKeptSignIn *kept)
{
  g_clear_pointer (&self->kept, nomo_kept_sign_in_free);
  self->kept = kept;
}

/* Decides anew how the sign-in stands. */
void
nomo_token_keeper_judge (NomoTokenKeeper *self)
{
  NomoTokenVerdict verdict = nomo_token_judge (self->notes, self->kept, self->machine, self->file);
  GError *error = NULL;

  if (verdict.settled > 0)
    nomo_token_notes_settle (self->notes, verdict.settled);
  if (verdict.state != NOMO_TOKENS_GOOD)
    error = g_error_new (NOMO_SALLA_ERROR, verdict.code,
                         "notes of pair %" G_GINT64_FORMAT ", keyring of pair %" G_GINT64_FORMAT,
                         self->notes->generation, self->kept != NULL ? self->kept->generation : 0);
  nomo_token_keeper_set_state (self, verdict.state, error);
}

void
nomo_token_keeper_write_notes (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GHashTable) facts = nomo_token_notes_to_facts (self->notes);

  nomo_store_write_meta_async (self->store, facts, NULL, callback, data);
}

void
nomo_token_keeper_write_kept (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (NomoSecret) sealed = nomo_kept_sign_in_seal (self->kept);

  nomo_keyring_store_async (self->keyring, self->key, self->label, sealed, NULL, callback, data);
}

/* The sign-in works no more, and that is noted, so that nothing is tried with it after a restart. */
void
nomo_token_keeper_end (NomoTokenKeeper *self, int code, GAsyncReadyCallback callback, gpointer data)
{
  nomo_token_notes_move (self->notes, NOMO_TOKEN_STAGE_REST, 0);
  g_free (self->notes->ended);
  self->notes->ended = g_strdup (nomo_token_word_of (code));
  nomo_token_keeper_judge (self);
  nomo_token_keeper_write_notes (self, callback, data);
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
  return nomo_clock_get_monotonic () >= self->retry_ms;
}

static gboolean
is_due (NomoTokenKeeper *self)
{
  return nomo_token_keeper_now (self) >= nomo_salla_tokens_get_due (self->kept->tokens) &&
         nomo_clock_get_monotonic () >= self->settled_ms && may_try_again (self);
}

static gboolean
wants_renewal (NomoTokenKeeper *self, const Op *op)
{
  if (!self->may_renew || self->unkept || self->endpoints == NULL || self->client_id == NULL || self->kept == NULL)
    return FALSE;
  if (is_refused (self, op))
    return is_lost (self) || (self->state == NOMO_TOKENS_GOOD && !self->untried);
  return self->state == NOMO_TOKENS_GOOD && is_due (self);
}

static GError *
dup_reason (NomoTokenKeeper *self, const Op *op)
{
  if (op->failed != NULL)
    return g_error_copy (op->failed);
  if (self->error != NULL && self->state != NOMO_TOKENS_GOOD)
    return g_error_copy (self->error);
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
  g_signal_emit (self, signals[CHANGED], 0);
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
  return self->may_renew && self->state == NOMO_TOKENS_LAST && is_refused (self, op) && !is_lost (self);
}

/* Answers the head of the queue, or begins what it needs first. */
static void
serve_get (NomoTokenKeeper *self, GTask *task)
{
  Op *op = g_task_get_task_data (task);

  if (!op->tried && self->unkept && may_try_again (self)) {
    op->tried = self->busy = TRUE;
    nomo_token_keeper_keep_again (self, kept_again_cb, NULL);
  } else if (!op->tried && wants_renewal (self, op)) {
    op->tried = self->busy = TRUE;
    nomo_token_keeper_renew (self, renewed_cb, task);
  } else if (has_run_out (self, op)) {
    self->busy = TRUE;
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
  self->busy = TRUE;
  g_free (self->label);
  self->label = g_strdup (op->label);
  nomo_token_keeper_put (self, op->tokens, op->client_secret, changed_cb, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTokenKeeper) self = g_object_ref (NOMO_TOKEN_KEEPER (source));
  Op *op = g_task_get_task_data (data);

  /* What is known already stays in use: nothing is renewed before it has been read again. */
  if (!nomo_token_keeper_read_finish (self, result, &op->failed) && self->kept == NULL)
    nomo_token_keeper_set_state (self, NOMO_TOKENS_NONE, g_error_copy (op->failed));
  go_on (self);
}

/* Who has the newest pair in memory alone must not let go of it. */
static gboolean
needs_reading (NomoTokenKeeper *self, OpKind kind)
{
  return !self->unkept && (self->stale || kind == OP_LOAD || kind == OP_ADOPT);
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
    self->busy = TRUE;
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
      op->read = self->busy = TRUE;
      self->stale = FALSE;
      nomo_token_keeper_read (self, read_cb, task);
    } else {
      serve (self, task);
    }
  }
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
 * @cancellable: (nullable): stops waiting; a renewal that has begun goes on
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
 * nomo_token_keeper_adopt_async:
 * @self: a keeper whose engine is ours
 * @tokens: the pair of a new consent
 * @client_secret: the secret of the Salla app
 * @label: what the person sees in the system's list of passwords
 * @callback: called at the end
 * @data: for @callback
 *
 * Puts a new pair in the place of the old one, which is forgotten and never used again.
 */
void
nomo_token_keeper_adopt_async (NomoTokenKeeper *self, NomoSallaTokens *tokens, const char *client_secret,
                               const char *label, GAsyncReadyCallback callback, gpointer data)
{
  Op *op;

  g_return_if_fail (NOMO_IS_TOKEN_KEEPER (self));

  op = push (self, OP_ADOPT, g_task_new (self, NULL, callback, data), nomo_token_keeper_adopt_async);
  op->tokens = nomo_salla_tokens_ref (tokens);
  op->client_secret = g_strdup (client_secret);
  op->label = g_strdup (label);
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

/**
 * nomo_token_keeper_set_app:
 * @self: a keeper
 * @endpoints: (nullable): where Salla is
 * @client_id: (nullable): the id of the Salla app
 *
 * Says through which app the pair is renewed.
 */
void
nomo_token_keeper_set_app (NomoTokenKeeper *self, NomoSallaEndpoints *endpoints, const char *client_id)
{
  NomoSallaEndpoints *before = self->endpoints;

  self->endpoints = endpoints != NULL ? nomo_salla_endpoints_ref (endpoints) : NULL;
  g_clear_pointer (&before, nomo_salla_endpoints_unref);
  g_free (self->client_id);
  self->client_id = g_strdup (client_id);
}

/**
 * nomo_token_keeper_set_may_renew:
 * @self: a keeper
 * @may_renew: whether this process runs the store's engine
 *
 * Without the engine nothing is renewed. Whoever takes it over reads first what the one before has left.
 */
void
nomo_token_keeper_set_may_renew (NomoTokenKeeper *self, gboolean may_renew)
{
  if (may_renew && !self->may_renew)
    self->stale = TRUE;
  self->may_renew = may_renew;
}

/**
 * nomo_token_keeper_take_answer:
 * @self: a keeper
 * @salla_ms: the moment of an answer of Salla's, UTC milliseconds; 0 when it did not say
 * @accepted: whether it was an answer to an access token that Salla took
 *
 * What is due is decided by Salla's clock, so a wrong clock here renews neither too late nor over and over. A pair that has
 * never been accepted is not renewed because it is refused: another one would not be taken either.
 */
void
nomo_token_keeper_take_answer (NomoTokenKeeper *self, gint64 salla_ms, gboolean accepted)
{
  if (salla_ms > 0)
    self->skew_ms = salla_ms - nomo_clock_now ();
  if (accepted)
    self->untried = FALSE;
}

/**
 * nomo_token_keeper_get_state:
 * @self: a keeper
 *
 * Returns: how the sign-in stands
 */
NomoTokenState
nomo_token_keeper_get_state (NomoTokenKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_TOKEN_KEEPER (self), NOMO_TOKENS_NONE);

  return self->state;
}

/**
 * nomo_token_keeper_get_error:
 * @self: a keeper
 *
 * Returns: (nullable): why the state is not %NOMO_TOKENS_GOOD; with it, %NOMO_SALLA_ERROR_UNKEPT while the keyring has not
 *   taken the newest pair
 */
const GError *
nomo_token_keeper_get_error (NomoTokenKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_TOKEN_KEEPER (self), NULL);

  return self->error;
}

/**
 * nomo_token_keeper_get_expires:
 * @self: a keeper
 *
 * Returns: when the access token ends, UTC milliseconds; 0 without one
 */
gint64
nomo_token_keeper_get_expires (NomoTokenKeeper *self)
{
  return self->kept != NULL ? nomo_salla_tokens_get_expires (self->kept->tokens) : 0;
}

/**
 * nomo_token_keeper_get_renewed:
 * @self: a keeper
 *
 * Returns: when the pair in use came, UTC milliseconds; 0 without one
 */
gint64
nomo_token_keeper_get_renewed (NomoTokenKeeper *self)
{
  return self->kept != NULL ? nomo_salla_tokens_get_issued (self->kept->tokens) : 0;
}

/**
 * nomo_token_keeper_get_due:
 * @self: a keeper
 *
 * Returns: when the pair is renewed by itself, UTC milliseconds; 0 when it is not
 */
gint64
nomo_token_keeper_get_due (NomoTokenKeeper *self)
{
  return self->state == NOMO_TOKENS_GOOD ? nomo_salla_tokens_get_due (self->kept->tokens) : 0;
}

/**
 * nomo_token_keeper_get_generation:
 * @self: a keeper
 *
 * Returns: how many pairs this store has had on this device, the one in use included; 0 without one
 */
gint64
nomo_token_keeper_get_generation (NomoTokenKeeper *self)
{
  return self->kept != NULL ? self->kept->generation : 0;
}

/**
 * nomo_token_keeper_get_scope:
 * @self: a keeper
 *
 * Returns: (nullable): what was granted, separated by spaces
 */
const char *
nomo_token_keeper_get_scope (NomoTokenKeeper *self)
{
  return self->kept != NULL ? nomo_salla_tokens_get_scope (self->kept->tokens) : NULL;
}

/**
 * nomo_token_keeper_is_renewing:
 * @self: a keeper
 *
 * Returns: whether a renewal is on its way; a program had better not end before it has
 */
gboolean
nomo_token_keeper_is_renewing (NomoTokenKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_TOKEN_KEEPER (self), FALSE);

  return self->renewing;
}

/**
 * nomo_token_keeper_is_lasting:
 * @self: a keeper
 *
 * Returns: whether what is kept is still there after the program has ended
 */
gboolean
nomo_token_keeper_is_lasting (NomoTokenKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_TOKEN_KEEPER (self), FALSE);

  return nomo_keyring_is_lasting (self->keyring);
}

/**
 * nomo_token_keeper_new:
 * @store: the records of the store, which hold the notes
 * @path: the file they are in
 * @merchant: Salla's id of the store
 * @keyring: where the pair is kept
 * @http: sends the renewals
 *
 * Returns: (transfer full): a keeper that knows nothing before nomo_token_keeper_load_async() or
 *   nomo_token_keeper_adopt_async()
 */
NomoTokenKeeper *
nomo_token_keeper_new (NomoStore *store, const char *path, gint64 merchant, NomoKeyring *keyring, NomoHttp *http)
{
  NomoTokenKeeper *self = g_object_new (NOMO_TYPE_TOKEN_KEEPER, NULL);

  self->store = g_object_ref (store);
  self->path = g_strdup (path);
  self->key = g_strdup_printf ("salla/%" G_GINT64_FORMAT, merchant);
  self->label = g_strdup_printf ("Nomo Flow: %" G_GINT64_FORMAT, merchant);
  self->keyring = g_object_ref (keyring);
  self->http = g_object_ref (http);
  return self;
}

static void
nomo_token_keeper_finalize (GObject *object)
{
  NomoTokenKeeper *self = NOMO_TOKEN_KEEPER (object);

  g_assert (g_queue_is_empty (&self->waiting));
  g_clear_object (&self->store);
  g_clear_object (&self->keyring);
  g_clear_object (&self->http);
  g_clear_pointer (&self->endpoints, nomo_salla_endpoints_unref);
  g_clear_pointer (&self->notes, nomo_token_notes_free);
  g_clear_pointer (&self->kept, nomo_kept_sign_in_free);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self->key);
  g_free (self->label);
  g_free (self->client_id);
  g_free (self->machine);
  g_free (self->file);
  G_OBJECT_CLASS (nomo_token_keeper_parent_class)->finalize (object);
}

static void
nomo_token_keeper_class_init (NomoTokenKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_token_keeper_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_token_keeper_init (NomoTokenKeeper *self)
{
  self->stale = TRUE;
}
