#include "config.h"

#include "nomo-permission.h"

#include "nomo-lists.h"
#include "nomo-scopes.h"

#include <glib/gi18n.h>

static const NomoMirrorKind *
find_list (const NomoEntity *entity)
{
  for (guint i = 0; i < nomo_lists_count (); i++)
    if (nomo_lists_get (i)->entity () == entity)
      return nomo_lists_get (i);
  return NULL;
}

/* What the sign-in claims is not always what Salla permits. */
static gboolean
is_claimed (NomoShop *shop, const NomoMirrorKind *list)
{
  const char *granted = nomo_token_keeper_get_scope (nomo_shop_get_tokens (shop));

  return granted == NULL || list->scope == NULL || nomo_scope_is_granted (granted, list->scope);
}

/**
 * nomo_permission_is_missing:
 * @shop: a shop
 * @entity: whose records Salla is asked for
 *
 * Returns: whether it is known that the sign-in may not read them
 */
gboolean
nomo_permission_is_missing (NomoShop *shop, const NomoEntity *entity)
{
  const NomoMirrorKind *list = find_list (entity);

  return list != NULL && (nomo_shop_is_denied (shop, list) || !is_claimed (shop, list));
}

/**
 * nomo_permission_tell:
 * @empty: stands where something would be listed
 * @name: what it is, translated, as in "Coupons"
 * @claimed: whether the sign-in has the permission by its own account, and Salla refuses all the same
 *
 * Says that it may not be read, and who can change that.
 */
void
nomo_permission_tell (NomoEmpty *empty, const char *name, gboolean claimed)
{
  const char *lacking =
      /* Translators: %s is the name of a permission at Salla, such as "Coupons" */
      _ ("The sign-in lacks the permission “%s”. The owner of the store allows it for your app at Salla, then reconnects.");
  const char *refused =
      /* Translators: %s is the name of a permission at Salla, such as "Coupons" */
      _ ("Salla does not let this sign-in read “%s”. The owner of the store checks the permissions of your app at Salla, "
         "then reconnects.");
  g_autofree char *sentence = g_strdup_printf (claimed ? refused : lacking, name);

  nomo_empty_set (empty, NOMO_TONE_WARN, "nomo-lock-symbolic", _ ("Not among your permissions"), sentence);
  nomo_empty_set_action (empty, _ ("Reconnect"), "app.reconnect");
}

/**
 * nomo_permission_tell_missing:
 * @empty: stands where a list would
 * @shop: a shop
 * @entity: whose records are listed
 *
 * Returns: whether they may not be read, which @empty says now
 */
gboolean
nomo_permission_tell_missing (NomoEmpty *empty, NomoShop *shop, const NomoEntity *entity)
{
  const NomoMirrorKind *list = find_list (entity);

  if (!nomo_permission_is_missing (shop, entity))
    return FALSE;
  nomo_permission_tell (empty, _ (list->label), is_claimed (shop, list));
  return TRUE;
}
