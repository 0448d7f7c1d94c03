#include "config.h"

#include "nomo-relay-app-events.h"

#include "nomo-clock.h"
#include "nomo-engine-error.h"
#include "nomo-json.h"
#include "nomo-relay-removal.h"
#include "nomo-salla-error.h"
#include "nomo-salla-event.h"
#include "nomo-salla-time.h"
#include "nomo-seal.h"
#include "nomo-token-keeper.h"

#include <string.h>

/* What cannot be done now may be done then. */
#define RETRY_S 30

struct _NomoRelayAppEvents {
  GObject parent_instance;

  NomoRelayHome *home;
  NomoRelayShops *shops;
  NomoEventWriter *writer;
  GQueue *waiting; /* NomoDelivery: until the stores are open, or until it is tried again */
  guint timer;
};

G_DEFINE_FINAL_TYPE (NomoRelayAppEvents, nomo_relay_app_events, G_TYPE_OBJECT)

/* A delivery that is being dealt with. */
typedef struct {
  NomoRelayAppEvents *events;
  NomoDelivery *delivery;
  NomoSallaTokens *tokens;
  gint64 as_of;
} Case;

static void
delivery_free (gpointer data)
{
  nomo_delivery_free (data);
}

static void
nomo_relay_app_events_finalize (GObject *object)
{
  NomoRelayAppEvents *self = NOMO_RELAY_APP_EVENTS (object);

  nomo_relay_app_events_stop (self);
  g_queue_free_full (self->waiting, delivery_free);
  g_object_unref (self->home);
  g_object_unref (self->shops);
  g_object_unref (self->writer);
  G_OBJECT_CLASS (nomo_relay_app_events_parent_class)->finalize (object);
}

static void
nomo_relay_app_events_class_init (NomoRelayAppEventsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_app_events_finalize;
}

static void
nomo_relay_app_events_init (NomoRelayAppEvents *self)
{
  self->waiting = g_queue_new ();
}

static Case *
case_new (NomoRelayAppEvents *self, NomoDelivery *delivery)
{
  Case *one = g_new0 (Case, 1);

  one->events = g_object_ref (self);
  one->delivery = delivery;
  return one;
}

static void
case_free (Case *one)
{
  g_clear_pointer (&one->delivery, nomo_delivery_free);
  g_clear_pointer (&one->tokens, nomo_salla_tokens_unref);
  g_object_unref (one->events);
  g_free (one);
}

static void
settle (Case *one, NomoDeliveryState state, const char *reason)
{
  nomo_event_writer_settle (one->events->writer, g_steal_pointer (&one->delivery), state, reason);
  case_free (one);
}

static void take_all (NomoRelayAppEvents *self);

static gboolean
retry_cb (gpointer data)
{
  NomoRelayAppEvents *self = data;

  self->timer = 0;
  take_all (self);
  return G_SOURCE_REMOVE;
}

static void
postpone (Case *one, const GError *error)
{
  NomoRelayAppEvents *self = one->events;

  g_message ("“%s” of store %" G_GINT64_FORMAT " waits: %s", one->delivery->event, one->delivery->merchant,
             error->message);
  g_queue_push_tail (self->waiting, g_steal_pointer (&one->delivery));
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (RETRY_S, retry_cb, self);
  case_free (one);
}

static void
consented_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Case *one = data;
  g_autoptr (GError) error = NULL;

  if (nomo_relay_shops_consent_finish (NOMO_RELAY_SHOPS (source), result, &error))
    settle (one, NOMO_DELIVERY_DONE, NULL);
  else if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OTHER_STORE))
    settle (one, NOMO_DELIVERY_KEPT, NOMO_APP_OTHER_STORE);
  else if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT) ||
           nomo_salla_tokens_get_expires (one->tokens) <= nomo_clock_now ())
    settle (one, NOMO_DELIVERY_KEPT, NOMO_APP_DEAD);
  else
    postpone (one, error);
}

static void
consent (Case *one)
{
  nomo_relay_shops_consent_async (one->events->shops, one->delivery->merchant, one->tokens, consented_cb, one);
}

/* Whoever shows the refresh token of an older pair kills the one that is in use. */
static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Case *one = data;
  NomoShop *shop = NOMO_SHOP (source);

  if (nomo_shop_load_sign_in_finish (shop, result) &&
      nomo_token_keeper_get_renewed (nomo_shop_get_tokens (shop)) >= one->as_of)
    settle (one, NOMO_DELIVERY_DONE, NOMO_APP_OLDER);
  else
    consent (one);
}

static NomoSallaTokens *
read_tokens (NomoRelayAppEvents *self, const NomoDelivery *delivery, gint64 *as_of)
{
  char *text = delivery->sealed != NULL
                   ? nomo_seal_open (nomo_relay_home_get_key (self->home), NOMO_RELAY_DELIVERY, delivery->sealed, NULL)
                   : NULL;
  g_autoptr (GBytes) body = text != NULL ? nomo_secret_to_bytes (text) : NULL;
  g_autoptr (NomoSallaEvent) event = body != NULL ? nomo_salla_event_read (body, NULL) : NULL;

  if (event == NULL)
    return NULL;
  *as_of = event->as_of > 0 ? event->as_of : delivery->received_at;
  return nomo_salla_tokens_parse (event->data, *as_of, NULL);
}

static void
authorize (Case *one)
{
  NomoShop *shop = nomo_relay_shops_find (one->events->shops, one->delivery->merchant);

  one->tokens = read_tokens (one->events, one->delivery, &one->as_of);
  if (one->tokens == NULL)
    settle (one, NOMO_DELIVERY_KEPT, NOMO_APP_NO_TOKENS);
  else if (shop != NULL)
    nomo_shop_load_sign_in_async (shop, NULL, loaded_cb, one);
  else
    consent (one);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Case *one = data;
  g_autoptr (GError) error = NULL;

  if (nomo_relay_removal_confirm_finish (NOMO_SHOP (source), result, &error))
    settle (one, NOMO_DELIVERY_DONE, NULL);
  else if (error == NULL)
    settle (one, NOMO_DELIVERY_KEPT, NOMO_APP_STILL_THERE);
  else
    postpone (one, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Case *one = data;
  g_autoptr (GError) error = NULL;

  if (nomo_store_write_meta_finish (NOMO_STORE (source), result, &error))
    settle (one, NOMO_DELIVERY_DONE, NULL);
  else
    postpone (one, error);
}

/* Returns FALSE where nothing can be made of it. What is told may be nothing. */
static gboolean
read_moment (GBytes *body, gint64 *as_of)
{
  g_autoptr (JsonNode) root = nomo_json_parse (body, 0, NULL, NULL);

  if (root == NULL || !nomo_salla_time_read (root, "created_at", as_of))
    *as_of = 0;
  return root != NULL;
}

static gboolean
came_later (const char *known, gint64 as_of)
{
  g_autoptr (GBytes) body = known != NULL ? g_bytes_new (known, strlen (known)) : NULL;
  gint64 known_as_of;

  return body != NULL && read_moment (body, &known_as_of) && known_as_of > as_of;
}

/* What Salla said last of each kind, as it was told. */
static void
meta_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Case *one = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) known = nomo_store_read_meta_finish (NOMO_STORE (source), result, &error);
  g_autoptr (GHashTable) facts = NULL;
  gint64 as_of;
  gsize size;
  const char *bytes = g_bytes_get_data (one->delivery->body, &size);

  if (known == NULL) {
    postpone (one, error);
  } else if (!read_moment (one->delivery->body, &as_of)) {
    settle (one, NOMO_DELIVERY_KEPT, NOMO_EVENT_NO_SENSE);
  } else if (came_later (g_hash_table_lookup (known, one->delivery->event), as_of)) {
    settle (one, NOMO_DELIVERY_DONE, NOMO_APP_OLDER);
  } else {
    facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert (facts, g_strdup (one->delivery->event), g_strndup (bytes, size));
    nomo_store_write_meta_async (NOMO_STORE (source), facts, NULL, written_cb, one);
  }
}

static void
deal_with (NomoRelayAppEvents *self, NomoDelivery *delivery)
{
  NomoShop *shop = nomo_relay_shops_find (self->shops, delivery->merchant);
  Case *one = case_new (self, delivery);

  if (g_str_equal (delivery->event, "app.store.authorize"))
    authorize (one);
  else if (shop == NULL)
    settle (one, NOMO_DELIVERY_KEPT, NOMO_EVENT_NO_STORE);
  else if (g_str_equal (delivery->event, "app.uninstalled"))
    nomo_relay_removal_confirm_async (shop, removed_cb, one);
  else
    nomo_store_read_meta_async (nomo_shop_get_store (shop), NULL, meta_cb, one);
}

static void
take_all (NomoRelayAppEvents *self)
{
  GQueue *waiting = self->waiting;

  self->waiting = g_queue_new ();
  while (!g_queue_is_empty (waiting))
    deal_with (self, g_queue_pop_head (waiting));
  g_queue_free (waiting);
}

/**
 * nomo_relay_app_events_new:
 * @home: the relay's folder
 * @shops: its stores
 * @writer: where the deliveries come from, and where they go back
 *
 * Returns: (transfer full): what deals with them
 */
NomoRelayAppEvents *
nomo_relay_app_events_new (NomoRelayHome *home, NomoRelayShops *shops, NomoEventWriter *writer)
{
  NomoRelayAppEvents *self = g_object_new (NOMO_TYPE_RELAY_APP_EVENTS, NULL);

  self->home = g_object_ref (home);
  self->shops = g_object_ref (shops);
  self->writer = g_object_ref (writer);
  g_signal_connect_object (shops, "opened", G_CALLBACK (take_all), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_relay_app_events_take:
 * @self: what deals with them
 * @delivery: (transfer full): a delivery that is about the app
 */
void
nomo_relay_app_events_take (NomoRelayAppEvents *self, NomoDelivery *delivery)
{
  g_return_if_fail (NOMO_IS_RELAY_APP_EVENTS (self));
  if (nomo_relay_shops_are_open (self->shops))
    deal_with (self, delivery);
  else
    g_queue_push_tail (self->waiting, delivery);
}

/**
 * nomo_relay_app_events_stop:
 * @self: what deals with them
 *
 * Tries nothing again any more; what waits, waits in the inbox.
 */
void
nomo_relay_app_events_stop (NomoRelayAppEvents *self)
{
  g_return_if_fail (NOMO_IS_RELAY_APP_EVENTS (self));
  g_clear_handle_id (&self->timer, g_source_remove);
}
