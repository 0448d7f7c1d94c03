#include "config.h"

#include "nomo-clock.h"
#include "nomo-random.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"
#include "nomo-token-keeper-private.h"

/* Putting the pair of a new consent in the place of the old one, and erasing it. */

#define DIRECTORY_LENGTH 24

typedef struct {
  NomoKeptSignIn *kept;
  NomoTokenNotes *before;
  GError *failed;
} Put;

static void
put_free (gpointer data)
{
  Put *put = data;

  g_clear_pointer (&put->kept, nomo_kept_sign_in_free);
  g_clear_pointer (&put->before, nomo_token_notes_free);
  g_clear_error (&put->failed);
  g_free (put);
}

static void
put_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  /* A note that is missing is made up for by what the keyring holds. */
  nomo_store_write_meta_finish (NOMO_STORE (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Put *put = g_task_get_task_data (task);

  nomo_store_write_meta_finish (NOMO_STORE (source), result, NULL);
  g_task_return_error (task, g_steal_pointer (&put->failed));
}

static void
restore_notes (NomoTokenKeeper *self, Put *put)
{
  g_clear_pointer (&self->notes, nomo_token_notes_free);
  self->notes = g_steal_pointer (&put->before);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  Put *put = g_task_get_task_data (task);

  if (!nomo_keyring_store_finish (NOMO_KEYRING (source), result, &put->failed)) {
    restore_notes (self, put);
    nomo_token_keeper_write_notes (self, taken_back_cb, task);
    return;
  }
  nomo_token_notes_settle (self->notes, put->kept->generation);
  nomo_token_keeper_take_kept (self, g_steal_pointer (&put->kept));
  self->unkept = self->untried = FALSE;
  self->failures = 0;
  self->retry_ms = 0;
  self->settled_ms = nomo_clock_monotonic () + NOMO_TOKEN_LEAST_LIFE_MS;
  nomo_token_keeper_judge (self);
  nomo_token_keeper_write_notes (self, put_noted_cb, task);
}

static void
intent_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  Put *put = g_task_get_task_data (task);
  g_autoptr (NomoSecret) sealed = NULL;
  GError *error = NULL;

  if (!nomo_store_write_meta_finish (NOMO_STORE (source), result, &error)) {
    restore_notes (self, put);
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  sealed = nomo_kept_sign_in_seal (put->kept);
  nomo_keyring_store_async (self->keyring, self->key, self->label, sealed, NULL, kept_cb, task);
}

/* A directory that was copied gets a name of its own, so that the one it was copied from is left alone. */
static void
claim (NomoTokenKeeper *self)
{
  NomoTokenNotes *notes = self->notes;
  gboolean ours = g_strcmp0 (notes->machine, self->machine) == 0 && g_strcmp0 (notes->file, self->file) == 0;

  if (notes->directory == NULL || !ours) {
    g_free (notes->directory);
    notes->directory = nomo_random_alnum (DIRECTORY_LENGTH);
  }
  g_free (notes->machine);
  g_free (notes->file);
  notes->machine = g_strdup (self->machine);
  notes->file = g_strdup (self->file);
}

static gint64
next_generation (NomoTokenKeeper *self)
{
  gint64 known = MAX (self->notes->generation, self->notes->attempt);

  if (self->kept != NULL)
    known = MAX (known, MAX (self->kept->generation, self->kept->attempt));
  return known + 1;
}

/* What was sent and got lost stays so until the new pair is in its place. */
static NomoTokenStage
stage_while_adopting (const NomoTokenNotes *notes)
{
  return notes->stage == NOMO_TOKEN_STAGE_SENT || notes->stage == NOMO_TOKEN_STAGE_LAST ? notes->stage
                                                                                        : NOMO_TOKEN_STAGE_ADOPTING;
}

/* Needs notes that have been read. Errors: of store and keyring; then the pair before stays. */
void
nomo_token_keeper_put (NomoTokenKeeper *self, NomoSallaTokens *tokens, const NomoSallaApp *app,
                       GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  gint64 generation = next_generation (self);
  Put *put = g_new0 (Put, 1);

  g_task_set_source_tag (task, nomo_token_keeper_put);
  g_task_set_task_data (task, put, put_free);
  put->before = nomo_token_notes_copy (self->notes);
  claim (self);
  put->kept = nomo_kept_sign_in_new (tokens, app, generation, self->machine, self->notes->directory);
  nomo_token_notes_move (self->notes, stage_while_adopting (self->notes), generation);
  nomo_token_keeper_write_notes (self, intent_noted_cb, task);
}

static void
drop (NomoTokenKeeper *self)
{
  self->unkept = FALSE;
  nomo_token_keeper_take_kept (self, NULL);
  nomo_token_keeper_set_state (
      self, NOMO_TOKENS_NONE,
      g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NO_SIGN_IN, "the keyring holds no sign-in of this store"));
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoTokenKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!nomo_keyring_erase_finish (NOMO_KEYRING (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  drop (self);
  g_task_return_boolean (task, TRUE);
}

/* An item that another data directory has put there meanwhile is not ours to erase. */
void
nomo_token_keeper_erase (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, nomo_token_keeper_erase);
  if (g_error_matches (self->error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_OTHER_COPY) ||
      g_error_matches (self->error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_RESTORED)) {
    drop (self);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  nomo_keyring_erase_async (self->keyring, self->key, NULL, erased_cb, task);
}
