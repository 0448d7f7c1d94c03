#include "config.h"

#include "nomo-shop-private.h"

#include "nomo-calendar.h"

/**
 * nomo_shop_get_store:
 * @self: the shop
 *
 * Returns: (transfer none): its records
 */
NomoStore *
nomo_shop_get_store (NomoShop *self)
{
  return self->store;
}

/**
 * nomo_shop_get_zone:
 * @self: the shop
 *
 * Returns: (transfer none): the zone that decides what a day is
 */
GTimeZone *
nomo_shop_get_zone (NomoShop *self)
{
  return nomo_calendar_riyadh ();
}

/**
 * nomo_shop_get_name:
 * @self: the shop
 *
 * Returns: (nullable): the store's name
 */
const char *
nomo_shop_get_name (NomoShop *self)
{
  return self->name;
}

/**
 * nomo_shop_get_domain:
 * @self: the shop
 *
 * Returns: (nullable): the address of the shop
 */
const char *
nomo_shop_get_domain (NomoShop *self)
{
  return self->domain;
}

/**
 * nomo_shop_get_owner_name:
 * @self: the shop
 *
 * Returns: (nullable): the name of the person who connected the store
 */
const char *
nomo_shop_get_owner_name (NomoShop *self)
{
  return self->owner_name;
}

/**
 * nomo_shop_get_currency:
 * @self: the shop
 *
 * Returns: ISO code of the shop's currency; SAR until Salla has said otherwise
 */
const char *
nomo_shop_get_currency (NomoShop *self)
{
  return self->currency != NULL ? self->currency : "SAR";
}

/**
 * nomo_shop_get_plan:
 * @self: the shop
 *
 * Returns: (nullable): the store's plan at Salla
 */
const char *
nomo_shop_get_plan (NomoShop *self)
{
  return self->plan;
}

/**
 * nomo_shop_get_client_id:
 * @self: the shop
 *
 * Returns: (nullable): the id of the Salla app that it is connected through
 */
const char *
nomo_shop_get_client_id (NomoShop *self)
{
  return self->client_id;
}

/**
 * nomo_shop_get_merchant:
 * @self: the shop
 *
 * Returns: Salla's id of the store
 */
gint64
nomo_shop_get_merchant (NomoShop *self)
{
  return self->merchant;
}

/**
 * nomo_shop_get_is_demo:
 * @self: the shop
 *
 * Returns: whether it is connected to a demo store
 */
gboolean
nomo_shop_get_is_demo (NomoShop *self)
{
  return self->is_demo;
}

/**
 * nomo_shop_get_state:
 * @self: the shop
 *
 * Returns: how it stands
 */
NomoShopState
nomo_shop_get_state (NomoShop *self)
{
  return self->state;
}

/**
 * nomo_shop_get_held_by:
 * @self: the shop
 *
 * Returns: (nullable): with %NOMO_SHOP_HELD, the program that runs its engine
 */
const char *
nomo_shop_get_held_by (NomoShop *self)
{
  return self->held_by;
}

/**
 * nomo_shop_get_relay:
 * @self: the shop
 *
 * Returns: (nullable): where the relay is that looks after the store, so that nothing is asked of Salla here; %NULL when it is
 *   looked after here
 */
const char *
nomo_shop_get_relay (NomoShop *self)
{
  return self->relay;
}

/**
 * nomo_shop_get_relay_since:
 * @self: the shop
 *
 * Returns: since when a relay is known to look after the store, UTC milliseconds; 0 without one
 */
gint64
nomo_shop_get_relay_since (NomoShop *self)
{
  return self->relay_since;
}

/**
 * nomo_shop_get_as_of:
 * @self: the shop
 *
 * Returns: up to when Salla is known here without gaps, UTC milliseconds; 0 when the first sync has not ended
 */
gint64
nomo_shop_get_as_of (NomoShop *self)
{
  return self->as_of;
}

/**
 * nomo_shop_get_last_error:
 * @self: the shop
 *
 * Returns: (nullable): why it is offline, signed out, held or in error
 */
const GError *
nomo_shop_get_last_error (NomoShop *self)
{
  return self->last_error;
}

/**
 * nomo_shop_get_job:
 * @self: the shop
 *
 * Returns: (transfer none) (nullable): the sync that runs; catching up every minute is not worth showing and is none
 */
NomoJob *
nomo_shop_get_job (NomoShop *self)
{
  return self->job;
}

/**
 * nomo_shop_get_jobs:
 * @self: the shop
 *
 * Returns: (transfer none): running jobs and the last few that ended, the newest first
 */
GListModel *
nomo_shop_get_jobs (NomoShop *self)
{
  return G_LIST_MODEL (self->jobs);
}

/**
 * nomo_shop_get_unreadable:
 * @self: the shop
 *
 * Returns: rows of Salla's that could not be understood and are kept raw
 */
gint64
nomo_shop_get_unreadable (NomoShop *self)
{
  return self->unreadable;
}

/**
 * nomo_shop_get_unsent:
 * @self: the shop
 *
 * Returns: how many records were edited here and wait to be sent to Salla
 */
gint64
nomo_shop_get_unsent (NomoShop *self)
{
  return self->n_unsent;
}

/**
 * nomo_shop_get_refused:
 * @self: the shop
 *
 * Returns: how many edits Salla does not accept
 */
gint64
nomo_shop_get_refused (NomoShop *self)
{
  return self->n_refused;
}

/**
 * nomo_shop_get_tokens:
 * @self: the shop
 *
 * Returns: (transfer none): how its sign-in stands
 */
NomoTokenKeeper *
nomo_shop_get_tokens (NomoShop *self)
{
  return self->tokens;
}
