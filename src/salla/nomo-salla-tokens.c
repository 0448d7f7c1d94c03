#include "config.h"

#include "nomo-salla-tokens.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"

#include <string.h>

#define LIFE_UNKNOWN_S   (13 * 24 * 3600)
#define LIFE_MAX_S       (10 * 366 * 24 * 3600LL)
#define ABSOLUTE_SECONDS 1000000000
/* A refresh token is said to live a month; it is renewed well inside of it, also while nothing else happens. */
#define RENEW_MS (7 * 24 * 3600 * 1000LL)

struct _NomoSallaTokens {
  char *access;
  char *refresh;
  char *scope;
  gint64 issued_ms;
  gint64 expires_ms;
};

G_DEFINE_BOXED_TYPE (NomoSallaTokens, nomo_salla_tokens, nomo_salla_tokens_ref, nomo_salla_tokens_unref)

/* The lifetime comes as `expires_in` (from now) or as `expires` (from now or absolute, in seconds). A number beyond 2001
 * is a moment, whatever it is called. */
static gint64
read_expiry (JsonNode *answer, gint64 now_ms)
{
  gint64 seconds;

  if ((!nomo_json_get_int (answer, "expires_in", &seconds) && !nomo_json_get_int (answer, "expires", &seconds)) ||
      seconds <= 0)
    return now_ms + LIFE_UNKNOWN_S * 1000LL;
  if (seconds > ABSOLUTE_SECONDS)
    return MIN (seconds, G_MAXINT64 / 1000) * 1000;
  return now_ms + MIN (seconds, LIFE_MAX_S) * 1000;
}

static char *
dup_token (JsonNode *answer, const char *name)
{
  char *token = nomo_json_dup_text (answer, name);

  if (token == NULL || *token == '\0' || !g_str_is_ascii (token) || strpbrk (token, " \t\r\n") != NULL)
    g_clear_pointer (&token, nomo_secret_free);
  return token;
}

/**
 * nomo_salla_tokens_parse:
 * @answer: what the token endpoint answered, past the JSON gate
 * @now_ms: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location
 *
 * Reads a token answer with any of its three spellings of the lifetime. Without `offline_access` there is no refresh token.
 *
 * Returns: (transfer full): the tokens, or %NULL with %NOMO_SALLA_ERROR_UNREADABLE
 */
NomoSallaTokens *
nomo_salla_tokens_parse (JsonNode *answer, gint64 now_ms, GError **error)
{
  char *access = dup_token (answer, "access_token");
  NomoSallaTokens *self;

  if (access == NULL) {
    g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "the token answer holds no access token");
    return NULL;
  }
  self = g_atomic_rc_box_new0 (NomoSallaTokens);
  self->access = access;
  self->refresh = dup_token (answer, "refresh_token");
  self->scope = nomo_json_dup_text (answer, "scope");
  self->issued_ms = now_ms;
  self->expires_ms = read_expiry (answer, now_ms);
  return self;
}

/**
 * nomo_salla_tokens_inherit:
 * @self: a pair that came of a renewal, not given out yet
 * @former: the pair that was renewed
 *
 * A renewal's answer need not repeat what was granted (RFC 6749, 5.1).
 */
void
nomo_salla_tokens_inherit (NomoSallaTokens *self, NomoSallaTokens *former)
{
  if (self->scope == NULL)
    self->scope = g_strdup (former->scope);
}

NomoSallaTokens *
nomo_salla_tokens_ref (NomoSallaTokens *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
tokens_clear (gpointer data)
{
  NomoSallaTokens *self = data;

  nomo_secret_free (self->access);
  nomo_secret_free (self->refresh);
  g_free (self->scope);
}

void
nomo_salla_tokens_unref (NomoSallaTokens *self)
{
  g_atomic_rc_box_release_full (self, tokens_clear);
}

/**
 * nomo_salla_tokens_get_access:
 * @self: the tokens
 *
 * Returns: the access token, a secret
 */
const char *
nomo_salla_tokens_get_access (NomoSallaTokens *self)
{
  return self->access;
}

/**
 * nomo_salla_tokens_get_refresh:
 * @self: the tokens
 *
 * Returns: (nullable): the refresh token, a secret that is good for one use
 */
const char *
nomo_salla_tokens_get_refresh (NomoSallaTokens *self)
{
  return self->refresh;
}

/**
 * nomo_salla_tokens_get_expires:
 * @self: the tokens
 *
 * Returns: when the access token dies in Salla's clock, UTC milliseconds; 13 days after it was given when the answer did not
 *   say
 */
gint64
nomo_salla_tokens_get_expires (NomoSallaTokens *self)
{
  return self->expires_ms;
}

/**
 * nomo_salla_tokens_get_issued:
 * @self: the tokens
 *
 * Returns: when the pair was given in Salla's clock, UTC milliseconds
 */
gint64
nomo_salla_tokens_get_issued (NomoSallaTokens *self)
{
  return self->issued_ms;
}

/**
 * nomo_salla_tokens_get_due:
 * @self: the tokens
 *
 * Half of the life is left for a renewal that fails, and a week is the longest that a pair stays.
 *
 * Returns: when the pair is to be renewed in Salla's clock, UTC milliseconds
 */
gint64
nomo_salla_tokens_get_due (NomoSallaTokens *self)
{
  return self->issued_ms + CLAMP ((self->expires_ms - self->issued_ms) / 2, 0, RENEW_MS);
}

/**
 * nomo_salla_tokens_get_scope:
 * @self: the tokens
 *
 * Returns: (nullable): what was granted, separated by spaces
 */
const char *
nomo_salla_tokens_get_scope (NomoSallaTokens *self)
{
  return self->scope;
}

static void
add_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

/**
 * nomo_salla_tokens_save:
 * @self: the tokens
 * @object: gets them as members
 *
 * For what the keyring keeps, see nomo_kept_sign_in_seal().
 */
void
nomo_salla_tokens_save (NomoSallaTokens *self, JsonObject *object)
{
  add_text (object, "access_token", self->access);
  add_text (object, "refresh_token", self->refresh);
  add_text (object, "scope", self->scope);
  json_object_set_int_member (object, "issued_ms", self->issued_ms);
  json_object_set_int_member (object, "expires_ms", self->expires_ms);
}

/**
 * nomo_salla_tokens_load:
 * @node: an object that nomo_salla_tokens_save() filled
 * @error: return location
 *
 * Returns: (transfer full): the tokens, or %NULL with %NOMO_SALLA_ERROR_UNREADABLE
 */
NomoSallaTokens *
nomo_salla_tokens_load (JsonNode *node, GError **error)
{
  NomoSallaTokens *self = nomo_salla_tokens_parse (node, 0, error);

  if (self == NULL)
    return NULL;
  if (!nomo_json_get_int (node, "issued_ms", &self->issued_ms) ||
      !nomo_json_get_int (node, "expires_ms", &self->expires_ms))
    self->issued_ms = self->expires_ms = 0;
  return self;
}
