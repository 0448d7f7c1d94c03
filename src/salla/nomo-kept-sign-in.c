#include "config.h"

#include "nomo-kept-sign-in.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-secret.h"

#define VERSION 3

/**
 * nomo_kept_sign_in_new:
 * @tokens: the pair
 * @app: through which app it came
 * @generation: the pair's number, from 1
 * @machine: which machine may use it
 * @directory: which data directory may use it
 *
 * Returns: (transfer full): a sign-in that no renewal is on its way from
 */
NomoKeptSignIn *
nomo_kept_sign_in_new (NomoSallaTokens *tokens, const NomoSallaApp *app, gint64 generation, const char *machine,
                       const char *directory)
{
  NomoKeptSignIn *self = g_new0 (NomoKeptSignIn, 1);

  self->tokens = nomo_salla_tokens_ref (tokens);
  self->client_id = g_strdup (app->client_id);
  self->client_secret = g_strdup (app->client_secret);
  self->accounts_url = g_strdup (app->accounts_url);
  self->generation = generation;
  self->machine = g_strdup (machine);
  self->directory = g_strdup (directory);
  return self;
}

/**
 * nomo_kept_sign_in_next:
 * @self: a sign-in
 * @tokens: the pair that a renewal of it brought
 * @generation: the number of that pair
 *
 * Returns: (transfer full): the renewed sign-in
 */
NomoKeptSignIn *
nomo_kept_sign_in_next (const NomoKeptSignIn *self, NomoSallaTokens *tokens, gint64 generation)
{
  const NomoSallaApp app = { self->client_id, self->client_secret, self->accounts_url };
  NomoKeptSignIn *next = nomo_kept_sign_in_new (tokens, &app, generation, self->machine, self->directory);

  nomo_salla_tokens_inherit (tokens, self->tokens);
  next->renewals = self->renewals + 1;
  return next;
}

/**
 * nomo_kept_sign_in_free:
 * @self: (transfer full): a sign-in, which is wiped
 */
void
nomo_kept_sign_in_free (NomoKeptSignIn *self)
{
  g_clear_pointer (&self->tokens, nomo_salla_tokens_unref);
  nomo_secret_free (self->client_secret);
  g_free (self->client_id);
  g_free (self->accounts_url);
  g_free (self->machine);
  g_free (self->directory);
  g_free (self);
}

/**
 * nomo_kept_sign_in_seal:
 * @self: a sign-in
 *
 * Returns: (transfer full): the text for the keyring, a secret; free it with nomo_secret_free()
 */
char *
nomo_kept_sign_in_seal (const NomoKeptSignIn *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_object_set_int_member (object, "version", VERSION);
  nomo_salla_tokens_save (self->tokens, object);
  json_object_set_string_member (object, "client_id", self->client_id);
  json_object_set_string_member (object, "client_secret", self->client_secret);
  json_object_set_string_member (object, "accounts_url", self->accounts_url);
  json_object_set_int_member (object, "generation", self->generation);
  json_object_set_int_member (object, "renewals", self->renewals);
  json_object_set_int_member (object, "attempt", self->attempt);
  json_object_set_string_member (object, "machine", self->machine);
  json_object_set_string_member (object, "directory", self->directory);
  json_node_init_object (node, object);
  return nomo_json_write (node);
}

static gboolean
read_numbers (NomoKeptSignIn *self, JsonNode *node)
{
  gint64 version;

  return nomo_json_get_int (node, "version", &version) && version == VERSION &&
         nomo_json_get_int (node, "generation", &self->generation) && self->generation > 0 &&
         nomo_json_get_int (node, "renewals", &self->renewals) && self->renewals >= 0 &&
         nomo_json_get_int (node, "attempt", &self->attempt) && self->attempt >= 0;
}

static gboolean
read_all (NomoKeptSignIn *self, JsonNode *node)
{
  self->tokens = nomo_salla_tokens_load (node, NULL);
  self->client_id = nomo_json_dup_text (node, "client_id");
  self->client_secret = nomo_json_dup_text (node, "client_secret");
  self->accounts_url = nomo_json_dup_text (node, "accounts_url");
  self->machine = nomo_json_dup_text (node, "machine");
  self->directory = nomo_json_dup_text (node, "directory");
  return self->tokens != NULL && self->client_id != NULL && self->client_secret != NULL && self->accounts_url != NULL &&
         self->machine != NULL && self->directory != NULL && read_numbers (self, node);
}

/**
 * nomo_kept_sign_in_unseal:
 * @sealed: what nomo_kept_sign_in_seal() gave
 * @error: return location
 *
 * Returns: (transfer full): the sign-in, or %NULL with %NOMO_SALLA_ERROR_NO_SIGN_IN when the item is not one of ours
 */
NomoKeptSignIn *
nomo_kept_sign_in_unseal (const char *sealed, GError **error)
{
  g_autoptr (GBytes) body = nomo_secret_to_bytes (g_strdup (sealed));
  g_autoptr (JsonNode) node = nomo_json_parse (body, 0, NULL, NULL);
  g_autoptr (NomoKeptSignIn) self = g_new0 (NomoKeptSignIn, 1);

  if (node != NULL && read_all (self, node))
    return g_steal_pointer (&self);
  g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NO_SIGN_IN, "the keyring holds no readable sign-in");
  return NULL;
}
