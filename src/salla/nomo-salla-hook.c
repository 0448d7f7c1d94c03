#include "config.h"

#include "nomo-salla-hook.h"

#include "nomo-json.h"
#include "nomo-salla-body.h"

#include <string.h>

/* Rules and custom headers are of version 2. */
#define VERSION 2

static char *
dup_filled (JsonNode *row, const char *path)
{
  g_autofree char *text = nomo_json_dup_text (row, path);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* A secret behind asterisks is not told. */
static char *
dup_secret (JsonNode *row)
{
  NomoSecret *secret = dup_filled (row, "security.secret");

  if (secret == NULL || strchr (secret, '*') == NULL)
    return secret;
  nomo_secret_free (secret);
  return NULL;
}

/* PHP writes an object without members as an array. */
static void
read_security (NomoSallaHook *self, JsonNode *row)
{
  JsonObject *security = nomo_json_get_object (row, "security");

  self->tells_strategy = security != NULL && json_object_has_member (security, "strategy");
  self->strategy = dup_filled (row, "security.strategy");
  self->secret = dup_secret (row);
}

/**
 * nomo_salla_hook_read:
 * @row: a row of `/webhooks`, or what a write of one answers
 *
 * Returns: (transfer full) (nullable): the subscription, or %NULL when it does not say which one it is, of what, or where it leads
 */
NomoSallaHook *
nomo_salla_hook_read (JsonNode *row)
{
  g_autoptr (NomoSallaHook) self = g_new0 (NomoSallaHook, 1);

  self->event = dup_filled (row, "event");
  self->url = dup_filled (row, "url");
  if (!nomo_json_get_int (row, "id", &self->id) || self->id <= 0 || self->event == NULL || self->url == NULL)
    return NULL;
  self->name = dup_filled (row, "name");
  self->rule = dup_filled (row, "rule");
  if (!nomo_json_get_int (row, "version", &self->version))
    self->version = 0;
  read_security (self, row);
  return g_steal_pointer (&self);
}

/**
 * nomo_salla_hook_free:
 * @self: (transfer full): a subscription
 */
void
nomo_salla_hook_free (NomoSallaHook *self)
{
  g_free (self->event);
  g_free (self->name);
  g_free (self->url);
  g_free (self->rule);
  g_free (self->strategy);
  nomo_secret_free (self->secret);
  g_free (self);
}

/**
 * nomo_salla_hook_write_new:
 * @event: an event of the store
 * @name: what the subscription is to be called
 * @url: where its deliveries are to go
 *
 * How deliveries are known is no part of it: Salla takes that of a subscription that is there.
 *
 * Returns: (transfer full): what makes a subscription, for `POST /webhooks/subscribe`
 */
GBytes *
nomo_salla_hook_write_new (const char *event, const char *name, const char *url)
{
  NomoSallaBody *body = nomo_salla_body_new ();

  nomo_salla_body_text (body, "event", event);
  nomo_salla_body_text (body, "name", name);
  nomo_salla_body_text (body, "url", url);
  nomo_salla_body_int (body, "version", VERSION);
  return nomo_salla_body_end (body);
}

/**
 * nomo_salla_hook_write_whole:
 * @name: what a subscription is to be called
 * @url: where its deliveries are to go
 * @strategy: how they are known, `signature` or `token`
 * @secret: the secret for that
 *
 * Returns: (transfer full): a subscription without a rule, for `PUT /webhooks/{id}`; it holds the secret
 */
GBytes *
nomo_salla_hook_write_whole (const char *name, const char *url, const char *strategy, const char *secret)
{
  NomoSallaBody *body = nomo_salla_body_new ();

  nomo_salla_body_text (body, "name", name);
  nomo_salla_body_text (body, "url", url);
  nomo_salla_body_int (body, "version", VERSION);
  nomo_salla_body_number (body, "rule", "null");
  nomo_salla_body_text (body, "security_strategy", strategy);
  nomo_salla_body_text (body, "secret", secret);
  return nomo_salla_body_end (body);
}
