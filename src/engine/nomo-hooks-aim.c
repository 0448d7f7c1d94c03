#include "config.h"

#include "nomo-hooks-aim.h"

/**
 * nomo_hooks_aim_copy:
 * @self: an aim
 *
 * Returns: (transfer full): the same
 */
NomoHooksAim *
nomo_hooks_aim_copy (const NomoHooksAim *self)
{
  NomoHooksAim *copy = g_new (NomoHooksAim, 1);

  *copy = (NomoHooksAim) { self->by_portal, g_strdup (self->url), self->strategy, g_strdup (self->secret),
                           g_strdup (self->mark) };
  return copy;
}

/**
 * nomo_hooks_aim_free:
 * @self: (transfer full): an aim
 */
void
nomo_hooks_aim_free (NomoHooksAim *self)
{
  g_free (self->url);
  nomo_secret_free (self->secret);
  g_free (self->mark);
  g_free (self);
}
