#include "config.h"

#include "nomo-relay-hooks.h"

#include "nomo-clock.h"
#include "nomo-relay-intake.h"
#include "nomo-shop-hooks.h"

#define DAY_MS  (24 * 3600 * G_GINT64_CONSTANT (1000))
#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))

/* When shops sleep, and not all of them at once. */
#define NIGHT_MS     (2 * HOUR_MS)
#define NIGHT_LONG_S (3 * 3600)

/* A clock that is put right while the relay waits is noticed so soon. */
#define LOOK_MS HOUR_MS

struct _NomoRelayHooks {
  GObject parent_instance;

  NomoRelayShops *shops;
  NomoHooksAim *aim; /* of any store: without its number in the address */
  GHashTable *turns; /* gint64 → Turn */
  guint timer;
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (NomoRelayHooks, nomo_relay_hooks, G_TYPE_OBJECT)

/* When a store's turn is. */
typedef struct {
  gint64 at;
  gboolean is_due; /* and it waits for the store's engine */
  gboolean runs;
  gboolean again; /* as soon as that has ended */
} Turn;

/* A round on its way. */
typedef struct {
  NomoRelayHooks *hooks;
  gint64 merchant;
} Round;

static void
nomo_relay_hooks_finalize (GObject *object)
{
  NomoRelayHooks *self = NOMO_RELAY_HOOKS (object);

  nomo_relay_hooks_stop (self);
  g_hash_table_unref (self->turns);
  g_clear_pointer (&self->aim, nomo_hooks_aim_free);
  g_object_unref (self->shops);
  G_OBJECT_CLASS (nomo_relay_hooks_parent_class)->finalize (object);
}

static void
nomo_relay_hooks_class_init (NomoRelayHooksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_hooks_finalize;
}

static void
nomo_relay_hooks_init (NomoRelayHooks *self)
{
  self->turns = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * nomo_relay_hooks_next_night:
 * @zone: the shop's zone
 * @merchant: a store's number at Salla
 * @now: UTC milliseconds
 *
 * Returns: when a store is looked at next, UTC milliseconds: between two and five in the night, always at the same time
 */
gint64
nomo_relay_hooks_next_night (GTimeZone *zone, gint64 merchant, gint64 now)
{
  gint64 offset_ms = NIGHT_MS + (gint64) (g_int64_hash (&merchant) % NIGHT_LONG_S) * 1000;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) midnight = g_date_time_new (zone, g_date_time_get_year (here), g_date_time_get_month (here),
                                                    g_date_time_get_day_of_month (here), 0, 0, 0);
  gint64 at = g_date_time_to_unix (midnight) * 1000 + offset_ms;

  return at > now ? at : at + DAY_MS;
}

static NomoHooksAim *
make_aim (NomoRelayHome *home)
{
  const NomoRelaySettings *settings = nomo_relay_home_get_settings (home);
  GBytes *key = nomo_relay_home_get_key (home);
  NomoHooksAim *aim = g_new0 (NomoHooksAim, 1);
  g_autoptr (NomoSecret) previous = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const guchar *bytes = g_bytes_get_data (key, &size);

  aim->by_portal = settings->by_portal;
  aim->strategy = settings->takes_tokens ? "token" : "signature";
  if (settings->public_url != NULL)
    aim->url = g_strconcat (settings->public_url, NOMO_RELAY_WEBHOOKS_PATH, NULL);
  if (!nomo_relay_home_read_secrets (home, nomo_clock_now (), &aim->secret, &previous, &error))
    g_message ("No webhooks are registered: %s", error->message);
  if (aim->secret != NULL)
    aim->mark = g_compute_hmac_for_string (G_CHECKSUM_SHA256, bytes, size, aim->secret, -1);
  return aim;
}

static NomoHooksAim *
make_aim_of_store (const NomoRelayHooks *self, gint64 merchant)
{
  NomoHooksAim *aim = nomo_hooks_aim_copy (self->aim);

  if (aim->url != NULL) {
    g_autofree char *base = aim->url;

    aim->url = g_strdup_printf ("%s/%" G_GINT64_FORMAT, base, merchant);
  }
  return aim;
}

static void take_turn (NomoRelayHooks *self, gint64 merchant, Turn *turn);
static void set_timer (NomoRelayHooks *self);

static void
tell (gint64 merchant, const NomoHooksState *state)
{
  if (state->registered + state->corrected + state->removed > 0)
    g_message ("Store %" G_GINT64_FORMAT ": %u of %u webhooks stand; %u registered, %u corrected, %u removed", merchant,
               state->standing, state->wanted, state->registered, state->corrected, state->removed);
  if (state->refusal != NULL)
    g_message ("Store %" G_GINT64_FORMAT ": Salla refuses a webhook: %s", merchant, state->refusal);
}

/* An outage may pass before the night. */
static void
end_turn (Turn *turn, NomoShop *shop, const GError *error)
{
  gint64 now = nomo_clock_now ();

  turn->at = error != NULL
                 ? now + HOUR_MS
                 : nomo_relay_hooks_next_night (nomo_shop_get_zone (shop), nomo_shop_get_merchant (shop), now);
  turn->is_due = turn->again;
  turn->runs = turn->again = FALSE;
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Round *round = data;
  NomoRelayHooks *self = round->hooks;
  NomoShop *shop = NOMO_SHOP (source);
  Turn *turn = g_hash_table_lookup (self->turns, &round->merchant);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHooksState) state = nomo_shop_run_hooks_finish (shop, result, &error);

  if (state != NULL)
    tell (round->merchant, state);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Store %" G_GINT64_FORMAT ": its webhooks are left for later: %s", round->merchant, error->message);
  if (turn != NULL) {
    end_turn (turn, shop, error);
    take_turn (self, round->merchant, turn);
  }
  set_timer (self);
  g_object_unref (round->hooks);
  g_free (round);
}

static void
take_turn (NomoRelayHooks *self, gint64 merchant, Turn *turn)
{
  NomoShop *shop = nomo_relay_shops_find (self->shops, merchant);
  g_autoptr (NomoHooksAim) aim = NULL;
  Round *round = NULL;

  if (self->stopped || !turn->is_due || shop == NULL)
    return;
  if (turn->runs) {
    turn->again = TRUE;
    return;
  }
  if (!nomo_shop_may_run_hooks (shop))
    return;
  turn->is_due = FALSE;
  turn->runs = TRUE;
  aim = make_aim_of_store (self, merchant);
  round = g_new (Round, 1);
  *round = (Round) { g_object_ref (self), merchant };
  nomo_shop_run_hooks_async (shop, aim, ran_cb, round);
}

static gboolean
timer_cb (gpointer data)
{
  NomoRelayHooks *self = data;
  gint64 now = nomo_clock_now ();
  GHashTableIter iter;
  gpointer merchant, value;

  self->timer = 0;
  g_hash_table_iter_init (&iter, self->turns);
  while (g_hash_table_iter_next (&iter, &merchant, &value)) {
    Turn *turn = value;

    turn->is_due = turn->is_due || (!turn->runs && turn->at <= now);
    take_turn (self, *(const gint64 *) merchant, turn);
  }
  set_timer (self);
  return G_SOURCE_REMOVE;
}

/* Those that are due wait for their store and need no timer. */
static void
set_timer (NomoRelayHooks *self)
{
  gint64 now = nomo_clock_now ();
  gint64 wait_ms = LOOK_MS;
  GHashTableIter iter;
  gpointer value;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->stopped)
    return;
  g_hash_table_iter_init (&iter, self->turns);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Turn *turn = value;

    if (!turn->is_due && !turn->runs)
      wait_ms = CLAMP (turn->at - now, 0, wait_ms);
  }
  self->timer = g_timeout_add ((guint) MAX (nomo_clock_to_real (wait_ms), 1), timer_cb, self);
}

/* The engine of a store may have come to run. */
static void
changed_cb (NomoRelayHooks *self, GParamSpec *pspec, NomoShop *shop)
{
  gint64 merchant = nomo_shop_get_merchant (shop);
  Turn *turn = g_hash_table_lookup (self->turns, &merchant);

  if (turn != NULL && !turn->runs)
    take_turn (self, merchant, turn);
}

static void
connected_cb (NomoRelayHooks *self, NomoShop *shop)
{
  gint64 merchant = nomo_shop_get_merchant (shop);
  Turn *turn = g_hash_table_lookup (self->turns, &merchant);

  g_signal_handlers_disconnect_by_func (shop, changed_cb, self);
  g_signal_connect_object (shop, "notify::state", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shop, "notify::as-of", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (turn == NULL) {
    turn = g_new0 (Turn, 1);
    g_hash_table_insert (self->turns, g_memdup2 (&merchant, sizeof merchant), turn);
  }
  turn->is_due = TRUE;
  take_turn (self, merchant, turn);
}

/**
 * nomo_relay_hooks_new:
 * @home: the relay's folder
 * @shops: its stores, none of which is open yet
 *
 * Returns: (transfer full): what sees to their webhooks
 */
NomoRelayHooks *
nomo_relay_hooks_new (NomoRelayHome *home, NomoRelayShops *shops)
{
  NomoRelayHooks *self = g_object_new (NOMO_TYPE_RELAY_HOOKS, NULL);

  self->shops = g_object_ref (shops);
  self->aim = make_aim (home);
  g_signal_connect_object (shops, "connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
  set_timer (self);
  return self;
}

static gboolean
is_same (const NomoHooksAim *a, const NomoHooksAim *b)
{
  return a->by_portal == b->by_portal && g_strcmp0 (a->url, b->url) == 0 && g_str_equal (a->strategy, b->strategy) &&
         g_strcmp0 (a->mark, b->mark) == 0;
}

/**
 * nomo_relay_hooks_reload:
 * @self: what sees to the stores' webhooks
 * @home: the relay's folder as it is now
 *
 * Where the secret is another one, or whatever else is to be another, Salla is told at once.
 */
void
nomo_relay_hooks_reload (NomoRelayHooks *self, NomoRelayHome *home)
{
  g_autoptr (NomoHooksAim) before = NULL;
  GHashTableIter iter;
  gpointer merchant, value;

  g_return_if_fail (NOMO_IS_RELAY_HOOKS (self));
  before = self->aim;
  self->aim = make_aim (home);
  if (is_same (self->aim, before))
    return;
  g_hash_table_iter_init (&iter, self->turns);
  while (g_hash_table_iter_next (&iter, &merchant, &value)) {
    Turn *turn = value;

    turn->is_due = TRUE;
    take_turn (self, *(const gint64 *) merchant, turn);
  }
}

/**
 * nomo_relay_hooks_stop:
 * @self: what sees to the stores' webhooks
 *
 * Begins nothing any more; what runs ends with its store.
 */
void
nomo_relay_hooks_stop (NomoRelayHooks *self)
{
  g_return_if_fail (NOMO_IS_RELAY_HOOKS (self));
  self->stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
}
