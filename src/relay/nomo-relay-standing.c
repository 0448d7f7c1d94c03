#include "config.h"

#include "nomo-relay-standing.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-inbox-health.h"
#include "nomo-relay-removal.h"
#include "nomo-repair.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* What the thread reads, of a store that may be unknown. */
typedef struct {
  gint64 merchant;
  char *inbox;
  NomoStore *store; /* nullable */
  NomoRelayStanding *standing;
} Reading;

/**
 * nomo_relay_standing_new:
 * @zone: the store's zone
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): the standing of a store of which nothing is known
 */
NomoRelayStanding *
nomo_relay_standing_new (GTimeZone *zone, gint64 now)
{
  NomoRelayStanding *self = g_new0 (NomoRelayStanding, 1);

  self->zone = g_time_zone_ref (zone);
  self->now = now;
  self->repairs = g_array_new (FALSE, FALSE, sizeof (NomoRepair));
  return self;
}

/**
 * nomo_relay_standing_free:
 * @self: (transfer full): a standing
 */
void
nomo_relay_standing_free (NomoRelayStanding *self)
{
  g_free (self->name);
  g_free (self->event);
  g_time_zone_unref (self->zone);
  g_array_unref (self->repairs);
  g_clear_pointer (&self->hooks, nomo_hooks_state_free);
  g_free (self);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->inbox);
  g_clear_object (&reading->store);
  g_clear_pointer (&reading->standing, nomo_relay_standing_free);
  g_free (reading);
}

static NomoRelayLink
link_of (NomoShop *shop)
{
  switch (nomo_shop_get_state (shop)) {
  case NOMO_SHOP_SIGNED_OUT:
    return NOMO_RELAY_LINK_SIGNED_OUT;
  case NOMO_SHOP_OFFLINE:
  case NOMO_SHOP_ERROR:
    return NOMO_RELAY_LINK_LATE;
  case NOMO_SHOP_IDLE:
  case NOMO_SHOP_SYNCING:
  case NOMO_SHOP_HELD:
  default:
    return nomo_shop_get_as_of (shop) > 0 ? NOMO_RELAY_LINK_GOOD : NOMO_RELAY_LINK_FIRST;
  }
}

static Reading *
reading_new (NomoRelayHome *home, NomoShop *shop, gint64 merchant)
{
  Reading *self = g_new0 (Reading, 1);
  GTimeZone *zone = shop != NULL ? nomo_shop_get_zone (shop) : nomo_calendar_riyadh ();

  self->merchant = merchant;
  self->inbox = nomo_relay_home_dup_path (home, NOMO_RELAY_INBOX);
  self->standing = nomo_relay_standing_new (zone, nomo_clock_now ());
  if (shop == NULL)
    return self;
  self->store = g_object_ref (nomo_shop_get_store (shop));
  self->standing->link = link_of (shop);
  self->standing->name = g_strdup (nomo_shop_get_name (shop));
  self->standing->as_of = nomo_shop_get_as_of (shop);
  return self;
}

static void
take_health (NomoRelayStanding *self, const NomoInboxHealth *health)
{
  self->event = g_strdup (health->last_event);
  self->event_at = health->last_at;
  self->events_today = health->recent;
  self->events_waiting = health->waiting;
  self->lag = nomo_lag_get_figures (health->lags[NOMO_LAG_COMING]);
}

static gboolean
read_events (Reading *self, GError **error)
{
  NomoRelayStanding *standing = self->standing;
  gint64 today = nomo_day_start (nomo_day_of (standing->now, standing->zone), standing->zone);
  g_autoptr (GPtrArray) stores = nomo_inbox_read_health (self->inbox, today, "app.installed", error);

  for (guint i = 0; stores != NULL && i < stores->len; i++)
    if (((const NomoInboxHealth *) stores->pdata[i])->merchant == self->merchant)
      take_health (standing, stores->pdata[i]);
  if (self->store == NULL && standing->event != NULL)
    standing->link = NOMO_RELAY_LINK_NOT_GRANTED;
  return stores != NULL;
}

static void
add_repair (NomoRelayStanding *self, const NomoRepair *repair)
{
  if (self->repairs->len < NOMO_RELAY_MOST_REPAIRS)
    g_array_append_vals (self->repairs, repair, 1);
  for (guint i = 0; i < nomo_lists_count (); i++)
    if (nomo_lists_get (i)->entity () == repair->entity)
      nomo_sync_repairs_add (&self->lists[i], repair);
}

static gboolean
read_store (Reading *self, GError **error)
{
  gint64 since = self->standing->now - NOMO_RELAY_REPAIR_DAYS * DAY_MS;
  g_autoptr (GArray) repairs = NULL;

  if (self->store == NULL)
    return TRUE;
  self->standing->hooks = nomo_hooks_read_state (self->store);
  if (nomo_relay_removal_is_noted (self->store))
    self->standing->link = NOMO_RELAY_LINK_REMOVED;
  repairs = nomo_store_read_repairs (self->store, since, 0, error);
  for (guint i = 0; repairs != NULL && i < repairs->len; i++)
    add_repair (self->standing, &g_array_index (repairs, NomoRepair, i));
  return repairs != NULL;
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *self = data;
  GError *error = NULL;

  if (read_events (self, &error) && read_store (self, &error))
    g_task_return_pointer (task, g_steal_pointer (&self->standing), (GDestroyNotify) nomo_relay_standing_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_relay_standing_read_async:
 * @home: the relay's folder
 * @shops: its stores, which are open
 * @merchant: a store's number at Salla, whether it is known here or not
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads how a store stands from what is here; Salla is not asked.
 */
void
nomo_relay_standing_read_async (NomoRelayHome *home, NomoRelayShops *shops, gint64 merchant,
                                GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, nomo_relay_standing_read_async);
  g_task_set_task_data (task, reading_new (home, nomo_relay_shops_find (shops, merchant), merchant), reading_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * nomo_relay_standing_read_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how the store stands, or %NULL with a #NomoStoreError
 */
NomoRelayStanding *
nomo_relay_standing_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
