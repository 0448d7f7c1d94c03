#include "config.h"

#include "nomo-token-keeper-private.h"

#include "nomo-clock.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"

G_DEFINE_FINAL_TYPE (NomoTokenKeeper, nomo_token_keeper, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* The moment in Salla's clock, as far as it is known to differ from ours. */
gint64
nomo_token_keeper_now (NomoTokenKeeper *self)
{
  return nomo_clock_now () + self->skew_ms;
}

void
nomo_token_keeper_emit_changed (NomoTokenKeeper *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Takes over @error. */
void
nomo_token_keeper_set_state (NomoTokenKeeper *self, NomoTokenState state, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  nomo_token_keeper_emit_changed (self);
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

/**
 * nomo_token_keeper_set_label:
 * @self: a keeper
 * @label: what the person sees in the system's list of passwords
 */
void
nomo_token_keeper_set_label (NomoTokenKeeper *self, const char *label)
{
  g_free (self->label);
  self->label = g_strdup (label);
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
 * nomo_token_keeper_set_holds:
 * @self: a keeper
 * @holds: whether a renewal that is only due has to wait
 *
 * For as long as it is not known that the store is still this device's: what works is used on. What Salla refuses is renewed all
 * the same.
 */
void
nomo_token_keeper_set_holds (NomoTokenKeeper *self, gboolean holds)
{
  g_return_if_fail (NOMO_IS_TOKEN_KEEPER (self));

  self->holds = holds;
}

/**
 * nomo_token_keeper_take_answer:
 * @self: a keeper
 * @salla_ms: the moment of an answer of Salla's, UTC milliseconds; 0 when it did not say
 * @accepted: whether it was an answer to an access token that Salla took
 *
 * What is due is decided by Salla's clock, once it is known, so a wrong clock here renews neither too late nor over and over. A pair that has
 * never been accepted is not renewed because it is refused: another one would not be taken either.
 */
void
nomo_token_keeper_take_answer (NomoTokenKeeper *self, gint64 salla_ms, gboolean accepted)
{
  if (salla_ms > 0) {
    self->skew_ms = salla_ms - nomo_clock_now ();
    self->knows_clock = TRUE;
  }
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
 * nomo_token_keeper_is_due:
 * @self: a keeper
 *
 * Returns: whether the pair is to be renewed by the next who asks for it; a program that has just started does not know the time
 *   before Salla has told it
 */
gboolean
nomo_token_keeper_is_due (NomoTokenKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_TOKEN_KEEPER (self), FALSE);

  return self->state == NOMO_TOKENS_GOOD && self->knows_clock &&
         nomo_token_keeper_now (self) >= nomo_salla_tokens_get_due (self->kept->tokens) &&
         nomo_clock_monotonic () >= self->settled_ms;
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
 * nomo_token_keeper_get_renewals:
 * @self: a keeper
 *
 * Returns: how often the consent that the pair in use came of has been renewed; 0 for its first pair
 */
gint64
nomo_token_keeper_get_renewals (NomoTokenKeeper *self)
{
  return self->kept != NULL ? self->kept->renewals : 0;
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
 * Returns: whether a renewal is on its way
 */
gboolean
nomo_token_keeper_is_renewing (NomoTokenKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_TOKEN_KEEPER (self), FALSE);

  return self->renewing;
}

/**
 * nomo_token_keeper_is_unkept:
 * @self: a keeper
 *
 * Returns: whether the keyring has not taken the pair in use, which would be lost with this program
 */
gboolean
nomo_token_keeper_is_unkept (NomoTokenKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_TOKEN_KEEPER (self), FALSE);

  return self->unkept;
}

/**
 * nomo_token_keeper_is_busy:
 * @self: a keeper
 *
 * Returns: whether anything is on its way between keyring, notes and Salla; a program had better not end before it has
 */
gboolean
nomo_token_keeper_is_busy (NomoTokenKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_TOKEN_KEEPER (self), FALSE);

  return self->at_work;
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
  g_clear_pointer (&self->notes, nomo_token_notes_free);
  g_clear_pointer (&self->kept, nomo_kept_sign_in_free);
  g_clear_error (&self->error);
  g_clear_error (&self->refused);
  g_free (self->path);
  g_free (self->key);
  g_free (self->label);
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
