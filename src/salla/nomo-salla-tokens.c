#include "config.h"

#include "nomo-salla-tokens.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"

#define LIFE_UNKNOWN_S   (13 * 24 * 3600)
#define LIFE_MAX_S       (10 * 366 * 24 * 3600LL)
#define ABSOLUTE_SECONDS 1000000000

struct _NomoSallaTokens {
  char *access;
  char *refresh;
  char *scope;
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
 * @now_ms: the present moment, UTC milliseconds
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
  self->expires_ms = read_expiry (answer, now_ms);
  return self;
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
 * Returns: when the access token dies, UTC milliseconds; 13 days after it was given when the answer did not say
 */
gint64
nomo_salla_tokens_get_expires (NomoSallaTokens *self)
{
  return self->expires_ms;
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
 * nomo_salla_tokens_seal:
 * @self: the tokens
 * @client_secret: the secret of the Salla app
 *
 * What the keyring keeps of one store, as one item, so that nothing in it can be older than the rest.
 *
 * Returns: (transfer full): a secret; free it with nomo_secret_free()
 */
char *
nomo_salla_tokens_seal (NomoSallaTokens *self, const char *client_secret)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_object_set_int_member (object, "version", 1);
  add_text (object, "access_token", self->access);
  add_text (object, "refresh_token", self->refresh);
  add_text (object, "scope", self->scope);
  add_text (object, "client_secret", client_secret);
  json_object_set_int_member (object, "expires_ms", self->expires_ms);
  json_node_init_object (node, object);
  return nomo_json_write (node);
}

/**
 * nomo_salla_tokens_unseal:
 * @sealed: what nomo_salla_tokens_seal() gave
 * @client_secret: (out) (optional) (transfer full): the secret of the Salla app; free it with nomo_secret_free()
 * @error: return location
 *
 * Returns: (transfer full): the tokens, or %NULL with %NOMO_SALLA_ERROR_SIGNED_OUT when the item is not one of ours
 */
NomoSallaTokens *
nomo_salla_tokens_unseal (const char *sealed, char **client_secret, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (sealed, strlen (sealed));
  g_autoptr (JsonNode) node = nomo_json_parse (body, 0, NULL, NULL);
  NomoSallaTokens *self = node != NULL ? nomo_salla_tokens_parse (node, 0, NULL) : NULL;

  if (self == NULL) {
    g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT, "the keyring holds no readable sign-in");
    return NULL;
  }
  if (!nomo_json_get_int (node, "expires_ms", &self->expires_ms))
    self->expires_ms = 0;
  if (client_secret != NULL)
    *client_secret = nomo_json_dup_text (node, "client_secret");
  return self;
}
