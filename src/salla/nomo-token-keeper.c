#include "config.h"

#include "nomo-token-keeper.h"

#include "nomo-clock.h"

struct _NomoTokenKeeper {
  GObject parent_instance;

  NomoSallaTokens *tokens;
  GError *error;
};

G_DEFINE_FINAL_TYPE (NomoTokenKeeper, nomo_token_keeper, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

void
nomo_token_keeper_take (NomoTokenKeeper *self, NomoSallaTokens *tokens, const GError *error)
{
  g_clear_pointer (&self->tokens, nomo_salla_tokens_unref);
  g_clear_error (&self->error);
  self->tokens = tokens != NULL ? nomo_salla_tokens_ref (tokens) : NULL;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}

NomoTokenState
nomo_token_keeper_get_state (NomoTokenKeeper *self)
{
  if (self->tokens == NULL)
    return NOMO_TOKENS_NONE;
  return nomo_salla_tokens_get_expires (self->tokens) < nomo_clock_now () ? NOMO_TOKENS_ENDED : NOMO_TOKENS_GOOD;
}

const GError *
nomo_token_keeper_get_error (NomoTokenKeeper *self)
{
  return self->error;
}

gint64
nomo_token_keeper_get_expires (NomoTokenKeeper *self)
{
  return self->tokens != NULL ? nomo_salla_tokens_get_expires (self->tokens) : 0;
}

gint64
nomo_token_keeper_get_renewed (NomoTokenKeeper *self)
{
  return self->tokens != NULL ? nomo_salla_tokens_get_expires (self->tokens) - 14 * G_GINT64_CONSTANT (86400000) : 0;
}

gint64
nomo_token_keeper_get_due (NomoTokenKeeper *self)
{
  return self->tokens != NULL ? nomo_salla_tokens_get_expires (self->tokens) - 7 * G_GINT64_CONSTANT (86400000) : 0;
}

guint
nomo_token_keeper_get_generation (NomoTokenKeeper *self)
{
  return self->tokens != NULL;
}

const char *
nomo_token_keeper_get_scope (NomoTokenKeeper *self)
{
  return self->tokens != NULL ? nomo_salla_tokens_get_scope (self->tokens) : NULL;
}

gboolean
nomo_token_keeper_is_renewing (NomoTokenKeeper *self)
{
  return FALSE;
}

gboolean
nomo_token_keeper_is_lasting (NomoTokenKeeper *self)
{
  return TRUE;
}

static void
nomo_token_keeper_finalize (GObject *object)
{
  nomo_token_keeper_take (NOMO_TOKEN_KEEPER (object), NULL, NULL);
  G_OBJECT_CLASS (nomo_token_keeper_parent_class)->finalize (object);
}

static void
nomo_token_keeper_class_init (NomoTokenKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_token_keeper_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
nomo_token_keeper_init (NomoTokenKeeper *self)
{
}
