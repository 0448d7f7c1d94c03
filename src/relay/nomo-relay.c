#include "config.h"

#include "nomo-relay.h"

#include "nomo-clock.h"
#include "nomo-connection.h"
#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"
#include "nomo-inbox.h"
#include "nomo-relay-app-events.h"
#include "nomo-relay-door.h"
#include "nomo-relay-embedded.h"
#include "nomo-relay-hooks.h"
#include "nomo-relay-intake.h"
#include "nomo-relay-notice.h"
#include "nomo-relay-oauth.h"
#include "nomo-relay-shops.h"
#include "nomo-relay-tls.h"
#include "nomo-relay-watch.h"
#include "nomo-salla-hide.h"
#include "nomo-salla-webhook.h"
#include "nomo-seal.h"
#include "nomo-store-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <string.h>

/* Each store's connections would hold some pages of their own, however many stores there are; the system has them still. */
#define MOST_PAGES_BYTES (8 * 1024 * 1024)

/* What one thread lets go of another can use. */
#define MOST_ARENAS 2

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

struct _NomoRelay {
  GObject parent_instance;

  NomoRelayHome *home;
  NomoEngineLock *lock;
  NomoInbox *inbox;
  SoupServer *server;
  NomoRelayDoor *door;
  NomoRelayIntake *intake;
  NomoRelayTls *tls; /* nullable */
  NomoRelayWatch *watch;
  NomoEventWriter *writer;
  NomoRelayShops *shops;
  NomoRelayAppEvents *app_events;
  NomoRelayHooks *hooks;
  guint16 port;
  guint16 watch_port;
};

G_DEFINE_FINAL_TYPE (NomoRelay, nomo_relay, G_TYPE_OBJECT)

static void
nomo_relay_dispose (GObject *object)
{
  NomoRelay *self = NOMO_RELAY (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->hooks);
  g_clear_object (&self->app_events);
  g_clear_object (&self->shops);
  g_clear_object (&self->writer);
  g_clear_object (&self->tls);
  g_clear_object (&self->door);
  g_clear_object (&self->intake);
  g_clear_object (&self->server);
  g_clear_object (&self->inbox);
  g_clear_object (&self->home);
  g_clear_pointer (&self->lock, nomo_engine_lock_free);
  G_OBJECT_CLASS (nomo_relay_parent_class)->dispose (object);
}

static void
nomo_relay_class_init (NomoRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_relay_dispose;
}

static void
nomo_relay_init (NomoRelay *self)
{
}

/* What is secret in a delivery reaches the disk sealed, or not at all. */
static void
hide (NomoRelayHome *home, NomoDelivery *delivery)
{
  g_autoptr (GBytes) shown = NULL;
  NomoSallaSecrecy secrecy = nomo_salla_hide (delivery->event, delivery->body, &shown);
  g_autoptr (NomoSecret) text = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (delivery->body, &size);

  if (secrecy == NOMO_SALLA_OPEN)
    return;
  if (secrecy == NOMO_SALLA_SECRET) {
    text = g_strndup (bytes, size);
    delivery->sealed = nomo_seal (nomo_relay_home_get_key (home), NOMO_RELAY_DELIVERY, text);
    delivery->once = TRUE;
  }
  g_bytes_unref (delivery->body);
  delivery->body = g_steal_pointer (&shown);
}

static gboolean
read_delivery (NomoDelivery *delivery, gpointer home, GError **error)
{
  gint64 merchant = 0;

  if (!nomo_salla_webhook_read (delivery->body, &merchant, &delivery->event, error))
    return FALSE;
  if (merchant != 0)
    delivery->merchant = merchant;
  hide (home, delivery);
  return TRUE;
}

static gboolean
set_secrets (NomoRelay *self, NomoRelayHome *home, GError **error)
{
  const NomoRelaySettings *settings = nomo_relay_home_get_settings (home);
  g_autoptr (NomoSecret) current = NULL;
  g_autoptr (NomoSecret) previous = NULL;

  if (!nomo_relay_home_read_secrets (home, nomo_clock_now (), &current, &previous, error))
    return FALSE;
  nomo_relay_intake_set_secrets (self->intake, current, previous, settings->previous_until, settings->takes_tokens);
  return TRUE;
}

static void
set_unwritten (GError **error, const char *path, const char *why)
{
  g_autofree char *what = g_strdup_printf ("%s: %s", path, why);

  /* Translators: %s is a file and says why not. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY, _ ("Nothing can be written to the relay’s folder: %s."), what);
}

static gboolean
take_lock (NomoRelay *self, const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;

  self->lock = nomo_engine_lock_take (path, &failure);
  if (self->lock != NULL)
    return TRUE;
  if (g_error_matches (failure, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD))
    /* Translators: %s is a program and its number. */
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("Another relay works in this folder: %s."), failure->message);
  else
    set_unwritten (error, path, failure->message);
  return FALSE;
}

static gboolean
open_inbox (NomoRelay *self, const char *path, GError **error)
{
  g_autoptr (GError) full = nomo_engine_error_new_errno (ENOSPC);
  GError *failure = NULL;

  self->inbox = nomo_inbox_open (path, read_delivery, self->home, &failure);
  if (self->inbox != NULL)
    return TRUE;
  if (g_error_matches (failure, NOMO_STORE_ERROR, NOMO_STORE_ERROR_FULL)) {
    set_unwritten (error, path, full->message);
    g_error_free (failure);
  } else {
    g_propagate_error (error, failure);
  }
  return FALSE;
}

static gboolean
open_files (NomoRelay *self, GError **error)
{
  g_autofree char *lock = nomo_relay_home_dup_path (self->home, NOMO_RELAY_LOCK);
  g_autofree char *inbox = nomo_relay_home_dup_path (self->home, NOMO_RELAY_INBOX);

  return take_lock (self, lock, error) && open_inbox (self, inbox, error);
}

static void
of_app_cb (NomoDelivery *delivery, gpointer data)
{
  nomo_relay_app_events_take (NOMO_RELAY (data)->app_events, delivery);
}

static gboolean
open_shops (NomoRelay *self, GError **error)
{
  self->writer = nomo_event_writer_new (self->inbox, of_app_cb, self);
  nomo_event_writer_set_keep (self->writer, nomo_relay_home_get_settings (self->home)->keep_days * DAY_MS);
  self->shops = nomo_relay_shops_new (self->home, self->writer, error);
  if (self->shops == NULL)
    return FALSE;
  self->app_events = nomo_relay_app_events_new (self->home, self->shops, self->writer);
  self->hooks = nomo_relay_hooks_new (self->home, self->shops);
  g_signal_connect_object (self->intake, "stored", G_CALLBACK (nomo_event_writer_wake), self->writer,
                           G_CONNECT_SWAPPED);
  nomo_relay_oauth_serve (self->server, self->home, self->shops);
  nomo_relay_embedded_serve (self->server, self->home, self->shops);
  nomo_relay_shops_open (self->shops);
  return TRUE;
}

static char *
make_address (const char *scheme, const char *host, guint16 port)
{
  return g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%u" : "%s://%s:%u", scheme, host, port);
}

static gboolean
explain_listening (GError *failure, const char *host, guint16 port, GError **error)
{
  g_autofree char *address = make_address ("http", host, port);
  g_autoptr (GError) reason = failure;

  if (reason == NULL)
    return TRUE;
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, reason->domain, reason->code,
                 /* Translators: %s is the address of a server. */
                 _ ("Another program listens at %s already. End it, or set another port in relay.conf."), address);
  else
    /* Translators: 1 is the address of a server, 2 says why not, in the language of the system. */
    g_set_error (error, reason->domain, reason->code, _ ("The relay cannot listen at %1$s: %2$s"), address,
                 reason->message);
  return FALSE;
}

static gboolean
listen_at (NomoRelay *self, GError **error)
{
  const NomoRelaySettings *settings = nomo_relay_home_get_settings (self->home);
  GError *failure = NULL;

  nomo_relay_door_listen (self->door, settings->host, &self->port, &failure);
  if (!explain_listening (failure, settings->host, self->port, error))
    return FALSE;
  failure = NULL;
  nomo_relay_watch_listen (self->watch, settings->watch_host, &self->watch_port, &failure);
  return explain_listening (failure, settings->watch_host, self->watch_port, error);
}

/* With a certificate of its own a relay is open to all; behind a web server to that one alone. */
static gboolean
guard (NomoRelay *self, GError **error)
{
  const NomoRelaySettings *settings = nomo_relay_home_get_settings (self->home);

  if (!nomo_relay_settings_is_guarded (settings, error))
    return FALSE;
  nomo_relay_intake_set_proxy (self->intake, settings->proxy);
  if (settings->certificate == NULL) {
    nomo_relay_door_set_only (self->door, settings->proxy);
    return TRUE;
  }
  self->tls = nomo_relay_tls_new (self->door, settings->certificate, settings->key, error);
  return self->tls != NULL;
}

/* Where it cannot be written the relay serves all the same. */
static void
put_up_notice (NomoRelay *self)
{
  g_autofree char *path = nomo_relay_home_dup_path (self->home, NOMO_RELAY_NOTICE);
  g_autofree char *address = nomo_relay_dup_address (self);
  g_autofree char *watch = nomo_relay_dup_watch_address (self);
  const NomoRelayNotice notice = { address, watch, nomo_clock_now () };
  g_autoptr (GError) error = NULL;

  if (!nomo_relay_notice_write (&notice, path, &error))
    g_message ("“nomo-relay status” will not tell the address: %s", error->message);
}

static gboolean
start (NomoRelay *self, GError **error)
{
  g_autofree char *inbox = nomo_relay_home_dup_path (self->home, NOMO_RELAY_INBOX);

  if (!open_files (self, error))
    return FALSE;
  self->server = soup_server_new ("server-header", NULL, NULL);
  self->intake = nomo_relay_intake_new (self->server, self->inbox);
  self->door = nomo_relay_door_new (self->server);
  self->watch = nomo_relay_watch_new (self->inbox, inbox, self->intake, self->door);
  if (!set_secrets (self, self->home, error) || !guard (self, error) || !listen_at (self, error) ||
      !open_shops (self, error))
    return FALSE;
  put_up_notice (self);
  return TRUE;
}

static void
save_memory (void)
{
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, MOST_ARENAS);
#endif
  nomo_connection_limit_memory (MOST_PAGES_BYTES);
}

/**
 * nomo_relay_new:
 * @home: the relay's folder
 * @port: the port to listen at in place of the one that is set, −1 for that one
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a relay that is open to Salla
 */
NomoRelay *
nomo_relay_new (NomoRelayHome *home, int port, GError **error)
{
  g_autoptr (NomoRelay) self = g_object_new (NOMO_TYPE_RELAY, NULL);

  self->home = g_object_ref (home);
  self->port = port >= 0 ? (guint16) port : nomo_relay_home_get_settings (home)->port;
  self->watch_port = port >= 0 ? 0 : nomo_relay_home_get_settings (home)->watch_port;
  save_memory ();
  return start (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * nomo_relay_dup_address:
 * @self: a relay
 *
 * Returns: (transfer full): where it listens
 */
char *
nomo_relay_dup_address (NomoRelay *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY (self), NULL);
  return make_address (self->tls != NULL ? "https" : "http", nomo_relay_home_get_settings (self->home)->host,
                       self->port);
}

/**
 * nomo_relay_dup_watch_address:
 * @self: a relay
 *
 * Returns: (transfer full): where monitors ask
 */
char *
nomo_relay_dup_watch_address (NomoRelay *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY (self), NULL);
  return make_address ("http", nomo_relay_home_get_settings (self->home)->watch_host, self->watch_port);
}

/**
 * nomo_relay_reload:
 * @self: a relay
 *
 * Takes the secrets and the certificate as they are on the disk now; what cannot be used leaves those of before. Salla is told of
 * another secret at once. Where it listens stays as it is.
 */
void
nomo_relay_reload (NomoRelay *self)
{
  g_autofree char *folder = nomo_relay_home_dup_path (self->home, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_open (folder, &error);

  if (home == NULL || !set_secrets (self, home, &error))
    g_message ("the settings of before stay in use: %s", error->message);
  else
    nomo_relay_hooks_reload (self->hooks, home);
  if (self->tls != NULL)
    nomo_relay_tls_reload (self->tls);
}

static void
take_down_notice (NomoRelay *self)
{
  g_autofree char *path = nomo_relay_home_dup_path (self->home, NOMO_RELAY_NOTICE);

  g_unlink (path);
}

/**
 * nomo_relay_stop:
 * @self: a relay
 *
 * Lets nobody in any more and answers who has begun to ask, as long as a request may take. Blocks.
 */
void
nomo_relay_stop (NomoRelay *self)
{
  g_return_if_fail (NOMO_IS_RELAY (self));
  nomo_relay_door_close (self->door);
  while (nomo_relay_door_is_busy (self->door))
    g_main_context_iteration (NULL, TRUE);
  nomo_relay_app_events_stop (self->app_events);
  nomo_relay_hooks_stop (self->hooks);
  nomo_event_writer_stop (self->writer);
  nomo_relay_shops_stop (self->shops);
  nomo_inbox_close (self->inbox);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  soup_server_disconnect (self->server);
  nomo_relay_watch_close (self->watch);
  take_down_notice (self);
}
