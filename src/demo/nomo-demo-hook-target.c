#include "config.h"

#include "nomo-demo-hook-target.h"

#include "nomo-demo-hook-attribute.h"
#include "nomo-demo-hook-mishap.h"
#include "nomo-secret.h"

#include <string.h>

#define STRATEGY_HEADER "X-Salla-Security-Strategy"

static const struct {
  const char *name;
  const char *header; /* its name in the header that tells it, NULL: nothing is told */
  const char *seal;   /* the header that the receiver knows a delivery by */
} strategies[] = {
  [NOMO_DEMO_HOOK_NONE] = { "none", NULL, NULL },
  [NOMO_DEMO_HOOK_TOKEN] = { "token", "Token", "Authorization" },
  [NOMO_DEMO_HOOK_SIGNATURE] = { "signature", "Signature", "X-Salla-Signature" },
};

const char *
nomo_demo_hook_strategy_get_name (NomoDemoHookStrategy strategy)
{
  return strategies[strategy].name;
}

/**
 * nomo_demo_hook_strategy_find:
 * @name: (nullable): "signature", "token" or "none"
 * @strategy: (out): which that is
 *
 * Returns: whether there is one
 */
gboolean
nomo_demo_hook_strategy_find (const char *name, NomoDemoHookStrategy *strategy)
{
  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++) {
    if (g_strcmp0 (name, strategies[i].name) == 0) {
      *strategy = i;
      return TRUE;
    }
  }
  return FALSE;
}

NomoDemoHookTarget *
nomo_demo_hook_target_new (gint64 id, const char *url)
{
  NomoDemoHookTarget *self = g_rc_box_new0 (NomoDemoHookTarget);

  self->id = id;
  self->url = g_strdup (url);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

NomoDemoHookTarget *
nomo_demo_hook_target_ref (NomoDemoHookTarget *self)
{
  return g_rc_box_acquire (self);
}

static void
target_clear (gpointer data)
{
  NomoDemoHookTarget *self = data;

  g_free (self->url);
  g_free (self->secret);
  g_free (self->former);
  g_free (self->event);
  g_free (self->name);
  g_free (self->rule);
  g_ptr_array_unref (self->headers);
}

void
nomo_demo_hook_target_unref (NomoDemoHookTarget *self)
{
  g_rc_box_release_full (self, target_clear);
}

static void
take_text (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

void
nomo_demo_hook_target_set_url (NomoDemoHookTarget *self, const char *url)
{
  take_text (&self->url, url);
}

/**
 * nomo_demo_hook_target_describe:
 * @self: a subscription
 * @name: what the merchant calls it
 * @version: 1 or 2
 * @rule: (nullable): what an event must be like
 * @headers: (nullable) (element-type utf8): what is sent with each delivery: name, value, name, value, …
 */
void
nomo_demo_hook_target_describe (NomoDemoHookTarget *self, const char *name, guint version, const char *rule,
                                GPtrArray *headers)
{
  GPtrArray *taken = headers != NULL ? g_ptr_array_ref (headers) : g_ptr_array_new_with_free_func (g_free);

  take_text (&self->name, name);
  take_text (&self->rule, rule);
  self->version = version;
  g_ptr_array_unref (self->headers);
  self->headers = taken;
}

/**
 * nomo_demo_hook_target_wants:
 * @self: a target
 * @event: the name of an event of the store
 * @body: the event as it would be delivered
 *
 * Returns: whether it is to be delivered
 */
gboolean
nomo_demo_hook_target_wants (const NomoDemoHookTarget *self, const char *event, GBytes *body)
{
  if (self->url == NULL || (self->event != NULL && !g_str_equal (self->event, event)))
    return FALSE;
  return self->rule == NULL || self->version < 2 || nomo_demo_hook_attributes_match (body, event, self->rule);
}

/**
 * nomo_demo_hook_target_secure:
 * @self: a target
 * @strategy: how its deliveries are known from now on
 * @secret: (nullable): the secret for that
 *
 * A new secret takes the place of the old one at once, for deliveries that are tried again, too.
 */
void
nomo_demo_hook_target_secure (NomoDemoHookTarget *self, NomoDemoHookStrategy strategy, const char *secret)
{
  self->strategy = strategy;
  if (nomo_secret_equal (self->secret, secret))
    return;
  take_text (&self->former, self->secret);
  take_text (&self->secret, secret);
}

/* In hexadecimal. */
static char *
dup_signature (GBytes *body, const char *secret)
{
  g_autoptr (GBytes) key = g_bytes_new (secret, strlen (secret));

  return g_compute_hmac_for_bytes (G_CHECKSUM_SHA256, key, body);
}

/* A secret that was never another is said to have been. */
static char *
dup_secret (const NomoDemoHookTarget *self, guint mishaps)
{
  const char *secret = self->secret != NULL ? self->secret : "";

  if ((mishaps & NOMO_DEMO_HOOK_WRONG) != 0)
    return g_strconcat (secret, "?", NULL);
  if ((mishaps & NOMO_DEMO_HOOK_FORMER) != 0)
    return self->former != NULL ? g_strdup (self->former) : g_strconcat ("former ", secret, NULL);
  return g_strdup (secret);
}

/**
 * nomo_demo_hook_target_dup_seal:
 * @self: a target
 * @body: the bytes that are delivered to it
 * @mishaps: a set of NomoDemoHookMishap
 *
 * Returns: (transfer full) (nullable): the signature or token that tells the receiver that the delivery is from Salla, or
 *   one that only seems to; %NULL for none
 */
char *
nomo_demo_hook_target_dup_seal (const NomoDemoHookTarget *self, GBytes *body, guint mishaps)
{
  g_autofree char *secret = dup_secret (self, mishaps);

  if (self->strategy == NOMO_DEMO_HOOK_NONE || (mishaps & NOMO_DEMO_HOOK_UNSIGNED) != 0)
    return NULL;
  return self->strategy == NOMO_DEMO_HOOK_TOKEN ? g_steal_pointer (&secret) : dup_signature (body, secret);
}

/**
 * nomo_demo_hook_target_set_headers:
 * @self: a target
 * @seal: (nullable): what nomo_demo_hook_target_dup_seal() gave
 * @request: a delivery
 */
void
nomo_demo_hook_target_set_headers (const NomoDemoHookTarget *self, const char *seal, NomoHttpRequest *request)
{
  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    nomo_http_request_set_header (request, g_ptr_array_index (self->headers, i),
                                  g_ptr_array_index (self->headers, i + 1));
  if (strategies[self->strategy].header != NULL)
    nomo_http_request_set_header (request, STRATEGY_HEADER, strategies[self->strategy].header);
  if (seal != NULL)
    nomo_http_request_set_header (request, strategies[self->strategy].seal, seal);
}
