#pragma once

#include "nomo-secret.h"

#include <glib.h>

G_BEGIN_DECLS

/* What the subscriptions of a relay are called at Salla, where merchants see it. */
#define NOMO_HOOKS_NAME "Nomo Flow relay"

/**
 * NomoHooksAim:
 * @by_portal: whether the app's own list in the partners' portal is relied on
 * @url: (nullable): where a store's deliveries are to go, %NULL when nobody has told
 * @strategy: how they are known, `signature` or `token`
 * @secret: (nullable): the secret for that
 * @mark: (nullable): a text that is another one for another secret and tells nothing of it
 *
 * What the subscriptions of a store are to be like.
 */
typedef struct {
  gboolean by_portal;
  char *url;
  const char *strategy;
  NomoSecret *secret;
  char *mark;
} NomoHooksAim;

NomoHooksAim *nomo_hooks_aim_copy (const NomoHooksAim *self);
void nomo_hooks_aim_free (NomoHooksAim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoHooksAim, nomo_hooks_aim_free)

G_END_DECLS
