#include "config.h"

#include "nomo-signed-in.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"

struct _NomoSignedIn {
  NomoSallaTokens *tokens;
  gint64 merchant;
  char *name;
  char *username;
  char *domain;
  char *plan;
  char *owner_name;
};

G_DEFINE_BOXED_TYPE (NomoSignedIn, nomo_signed_in, nomo_signed_in_ref, nomo_signed_in_unref)

/* Salla's sources disagree on whether user/info is wrapped in `data`. */
static JsonNode *
unwrap (JsonNode *user_info)
{
  return nomo_json_get_object (user_info, "data") != NULL ? nomo_json_get (user_info, "data") : user_info;
}

/**
 * nomo_signed_in_new:
 * @tokens: the tokens
 * @user_info: what user/info answered, with or without its `data`
 * @error: return location
 *
 * The store is `merchant.id`; the id of the user is another number and may be an employee's.
 *
 * Returns: (transfer full): who signed in, or %NULL with %NOMO_SALLA_ERROR_UNREADABLE when no store is named
 */
NomoSignedIn *
nomo_signed_in_new (NomoSallaTokens *tokens, JsonNode *user_info, GError **error)
{
  JsonNode *info = unwrap (user_info);
  NomoSignedIn *self;
  gint64 merchant;

  if (!nomo_json_get_int (info, "merchant.id", &merchant) || merchant <= 0) {
    g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "user/info names no store");
    return NULL;
  }
  self = g_atomic_rc_box_new0 (NomoSignedIn);
  self->tokens = nomo_salla_tokens_ref (tokens);
  self->merchant = merchant;
  self->name = nomo_json_dup_text (info, "merchant.name");
  self->username = nomo_json_dup_text (info, "merchant.username");
  self->domain = nomo_json_dup_text (info, "merchant.domain");
  self->plan = nomo_json_dup_text (info, "merchant.plan");
  self->owner_name = nomo_json_dup_text (info, "name");
  return self;
}

NomoSignedIn *
nomo_signed_in_ref (NomoSignedIn *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
signed_in_clear (gpointer data)
{
  NomoSignedIn *self = data;

  nomo_salla_tokens_unref (self->tokens);
  g_free (self->name);
  g_free (self->username);
  g_free (self->domain);
  g_free (self->plan);
  g_free (self->owner_name);
}

void
nomo_signed_in_unref (NomoSignedIn *self)
{
  g_atomic_rc_box_release_full (self, signed_in_clear);
}

NomoSallaTokens *
nomo_signed_in_get_tokens (NomoSignedIn *self)
{
  return self->tokens;
}

/**
 * nomo_signed_in_get_merchant:
 * @self: who signed in
 *
 * Returns: Salla's id of the store
 */
gint64
nomo_signed_in_get_merchant (NomoSignedIn *self)
{
  return self->merchant;
}

/**
 * nomo_signed_in_get_name:
 * @self: who signed in
 *
 * Returns: (nullable): the store's name
 */
const char *
nomo_signed_in_get_name (NomoSignedIn *self)
{
  return self->name;
}

/**
 * nomo_signed_in_get_username:
 * @self: who signed in
 *
 * Returns: (nullable): the store's short name at Salla
 */
const char *
nomo_signed_in_get_username (NomoSignedIn *self)
{
  return self->username;
}

/**
 * nomo_signed_in_get_domain:
 * @self: who signed in
 *
 * Returns: (nullable): the address of the shop
 */
const char *
nomo_signed_in_get_domain (NomoSignedIn *self)
{
  return self->domain;
}

/**
 * nomo_signed_in_get_plan:
 * @self: who signed in
 *
 * Returns: (nullable): the store's plan at Salla: plus, pro, special or another
 */
const char *
nomo_signed_in_get_plan (NomoSignedIn *self)
{
  return self->plan;
}

/**
 * nomo_signed_in_get_owner_name:
 * @self: who signed in
 *
 * Returns: (nullable): the name of the person who consented
 */
const char *
nomo_signed_in_get_owner_name (NomoSignedIn *self)
{
  return self->owner_name;
}
