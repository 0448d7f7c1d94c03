#include "config.h"

#include "nomo-demo-hook-target.h"

#include "nomo-demo-hook-mishap.h"

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
}

void
nomo_demo_hook_target_unref (NomoDemoHookTarget *self)
{
  g_rc_box_release_full (self, target_clear);
}

void
nomo_demo_hook_target_set_url (NomoDemoHookTarget *self, const char *url)
{
  g_free (self->url);
  self->url = g_strdup (url);
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
  if (g_strcmp0 (self->secret, secret) == 0)
    return;
  g_free (self->former);
  self->former = self->secret;
  self->secret = g_strdup (secret);
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
 * nomo_demo_hook_target_write_headers:
 * @self: a target
 * @seal: (nullable): what nomo_demo_hook_target_dup_seal() gave
 * @headers: what to add to
 */
void
nomo_demo_hook_target_write_headers (const NomoDemoHookTarget *self, const char *seal, SoupMessageHeaders *headers)
{
  if (strategies[self->strategy].header != NULL)
    soup_message_headers_replace (headers, STRATEGY_HEADER, strategies[self->strategy].header);
  if (seal != NULL)
    soup_message_headers_replace (headers, strategies[self->strategy].seal, seal);
}
