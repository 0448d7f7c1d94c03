#include "config.h"

#include "nomo-shop-private.h"

/* Whatever the sign-in says that it may read. */
void
nomo_shop_take_denied (NomoShop *self, GHashTable *marks)
{
  guint denied = 0;

  for (guint i = 0; i < nomo_lists_count (); i++)
    denied |= nomo_mirror_is_denied (nomo_lists_get (i), marks) ? 1U << i : 0;
  if (denied == self->denied)
    return;
  self->denied = denied;
  g_object_notify (G_OBJECT (self), "denied");
}

/**
 * nomo_shop_is_denied:
 * @self: the shop
 * @list: one of nomo_lists_get()
 *
 * Returns: whether Salla did not permit to read it when it was asked last, also before a restart and offline
 */
gboolean
nomo_shop_is_denied (NomoShop *self, const NomoMirrorKind *list)
{
  for (guint i = 0; i < nomo_lists_count (); i++)
    if (nomo_lists_get (i) == list)
      return (self->denied & 1U << i) != 0;
  return FALSE;
}
