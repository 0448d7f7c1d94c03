#include "config.h"

#include "nomo-demo-hook-target.h"

#include "nomo-demo-hook-mishap.h"

#include <string.h>

#define STRATEGY_HEADER  "X-Salla-Security-Strategy"
#define SIGNATURE_HEADER "X-Salla-Signature"

static const struct {
  const char *name;
  const char *header; /* NULL: nothing is said */
} strategies[] = {
  [NOMO_DEMO_HOOK_NONE] = { "none", NULL },
  [NOMO_DEMO_HOOK_TOKEN] = { "token", "Token" },
  [NOMO_DEMO_HOOK_SIGNATURE] = { "signature", "Signature" },
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
 * nomo_demo_hook_target_sign:
 * @self: a target
 * @body: the bytes that are delivered to it
 * @mishaps: a set of NomoDemoHookMishap
 * @headers: what to add to
 *
 * Adds what tells the receiver that the delivery is from Salla, or what only seems to.
 */
void
nomo_demo_hook_target_sign (const NomoDemoHookTarget *self, GBytes *body, guint mishaps, SoupMessageHeaders *headers)
{
  g_autofree char *secret = dup_secret (self, mishaps);
  g_autofree char *signature = NULL;

  if (self->strategy == NOMO_DEMO_HOOK_NONE)
    return;
  soup_message_headers_replace (headers, STRATEGY_HEADER, strategies[self->strategy].header);
  if ((mishaps & NOMO_DEMO_HOOK_UNSIGNED) != 0)
    return;
  if (self->strategy == NOMO_DEMO_HOOK_TOKEN) {
    soup_message_headers_replace (headers, "Authorization", secret);
    return;
  }
  signature = dup_signature (body, secret);
  soup_message_headers_replace (headers, SIGNATURE_HEADER, signature);
}
