#include "config.h"

#include "nomo-permission.h"

#include "nomo-lists.h"
#include "nomo-scopes.h"

#include <glib/gi18n.h>

static const char *
find_scope (const NomoEntity *entity)
{
  for (guint i = 0; i < nomo_lists_count (); i++)
    if (nomo_lists_get (i)->entity () == entity)
      return nomo_lists_get (i)->scope;
  return NULL;
}

static const char *
get_label (const char *scope)
{
  guint n;
  const NomoScope *scopes = nomo_scopes (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (scopes[i].name, scope) == 0)
      return _ (scopes[i].label);
  return scope;
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
  const char *granted = nomo_token_keeper_get_scope (nomo_shop_get_tokens (shop));
  const char *scope = find_scope (entity);

  return granted != NULL && scope != NULL && !nomo_scope_is_granted (granted, scope);
}

/**
 * nomo_permission_tell:
 * @empty: stands where something would be listed
 * @name: what it is, translated, as in "Coupons"
 *
 * Says that it may not be read, and who can change that.
 */
void
nomo_permission_tell (NomoEmpty *empty, const char *name)
{
  g_autofree char *sentence = g_strdup_printf (
      /* Translators: %s is the name of a permission at Salla, such as "Coupons" */
      _ ("The sign-in lacks the permission “%s”. The owner of the store allows it for your app at Salla, then reconnects."),
      name);

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
  if (!nomo_permission_is_missing (shop, entity))
    return FALSE;
  nomo_permission_tell (empty, get_label (find_scope (entity)));
  return TRUE;
}
