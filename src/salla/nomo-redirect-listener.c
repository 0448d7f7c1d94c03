#include "config.h"

#include "nomo-redirect-listener.h"

#include "nomo-locale.h"
#include "nomo-redirect.h"
#include "nomo-salla-error.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#define MAX_CONNECTIONS 16
#define TIMEOUT_S       15

struct _NomoRedirectListener {
  GObject parent_instance;

  GSocketService *service;
  SoupServer *server;
  NomoRedirectFunc func;
  gpointer data;
  guint connections;
  guint16 port;
};

G_DEFINE_FINAL_TYPE (NomoRedirectListener, nomo_redirect_listener, G_TYPE_OBJECT)

enum { CLOSING, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char page_text[] =
    "<!doctype html><html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title><style>"
    "body{font:17px/1.7 \"IBM Plex Sans Arabic\",\"Noto Sans Arabic UI\",system-ui,sans-serif;"
    "background:#f6f5f2;color:#1f2522;display:grid;place-items:center;min-height:90vh;margin:0}"
    "main{max-width:26rem;padding:2rem;text-align:center}h1{font-size:1.4rem}"
    "@media(prefers-color-scheme:dark){body{background:#16191a;color:#ecefed}}"
    "</style></head><body><main><h1>%s</h1><p>%s</p></main></body></html>";

static char *
make_page (NomoRedirectVerdict verdict)
{
  const char *title, *text;

  switch (verdict) {
  case NOMO_REDIRECT_TAKEN:
    title = _ ("Back to Nomo Flow");
    text = _ ("Nomo Flow goes on by itself. You can close this page.");
    break;
  case NOMO_REDIRECT_DENIED:
    title = _ ("The store was not connected");
    text = _ ("Access was not granted, and nothing has changed. You can close this page and try again in Nomo Flow.");
    break;
  case NOMO_REDIRECT_FOREIGN:
  default:
    title = _ ("This page belongs to another sign-in");
    text = _ ("Nomo Flow did not ask for it, so it was not used. Close this page and start again in Nomo Flow.");
    break;
  }
  return g_strdup_printf (page_text, nomo_locale_is_rtl () ? "ar" : "en", nomo_locale_is_rtl () ? "rtl" : "ltr", title,
                          title, text);
}

static gboolean
emit_closing (gpointer data)
{
  g_signal_emit (data, signals[CLOSING], 0);
  return G_SOURCE_REMOVE;
}

/* Later, because closing the server inside its own signal would take the ground from under it. */
static void
message_finished_cb (NomoRedirectListener *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, emit_closing, g_object_ref (self), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
callback_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  NomoRedirectListener *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  NomoRedirectVerdict verdict;
  char *page;

  if (g_strcmp0 (path, NOMO_REDIRECT_PATH) != 0 || soup_server_message_get_method (message) != SOUP_METHOD_GET) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
    return;
  }
  verdict = self->func (g_uri_get_query (soup_server_message_get_uri (message)), self->data);
  page = make_page (verdict);
  soup_server_message_set_status (message, verdict == NOMO_REDIRECT_FOREIGN ? 400 : 200, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page, strlen (page));
  if (verdict != NOMO_REDIRECT_FOREIGN)
    g_signal_connect_object (message, "finished", G_CALLBACK (message_finished_cb), self, G_CONNECT_SWAPPED);
}

static void
connection_gone_cb (gpointer data, GObject *connection)
{
  g_autoptr (NomoRedirectListener) self = data;

  self->connections--;
}

/* SoupServer knows no limits, so connections are accepted, counted and timed here. */
static gboolean
incoming_cb (NomoRedirectListener *self, GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (self->connections >= MAX_CONNECTIONS)
    return TRUE;
  self->connections++;
  g_object_weak_ref (G_OBJECT (connection), connection_gone_cb, g_object_ref (self));
  g_socket_set_timeout (g_socket_connection_get_socket (connection), TIMEOUT_S);
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

static gboolean
listen_at (NomoRedirectListener *self, const char *host, guint16 *port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, *port);
  g_autoptr (GSocketAddress) effective = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return FALSE;
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  return TRUE;
}

/* `localhost` may mean either family, so both must be ours; a machine without IPv6 has only the one. */
static gboolean
listen_both (NomoRedirectListener *self, guint16 port, GError **error)
{
  g_autoptr (GError) failed = NULL;

  self->port = port;
  if (listen_at (self, "127.0.0.1", &self->port, &failed) &&
      (listen_at (self, "::1", &self->port, &failed) ||
       !g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)))
    return TRUE;
  g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REDIRECT_PORT, "port %u: %s", port, failed->message);
  return FALSE;
}

static void
nomo_redirect_listener_dispose (GObject *object)
{
  nomo_redirect_listener_close (NOMO_REDIRECT_LISTENER (object));
  G_OBJECT_CLASS (nomo_redirect_listener_parent_class)->dispose (object);
}

static void
nomo_redirect_listener_class_init (NomoRedirectListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_redirect_listener_dispose;
  signals[CLOSING] =
      g_signal_new ("closing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_redirect_listener_init (NomoRedirectListener *self)
{
  /* Active from the start it would accept on the first address, be cancelled by the second, and drop who came between. */
  self->service = g_socket_service_new ();
  g_socket_service_stop (self->service);
  self->server = g_object_new (SOUP_TYPE_SERVER, "server-header", NULL, NULL);
}

/**
 * nomo_redirect_listener_new:
 * @port: the port, as registered with the Salla app; 0 for any that is free, which Salla itself does not accept
 * @func: judges what comes
 * @data: for @func
 * @error: return location
 *
 * Listens on 127.0.0.1 and ::1 until nomo_redirect_listener_close().
 *
 * Returns: (transfer full): the listener, or %NULL with %NOMO_SALLA_ERROR_REDIRECT_PORT
 */
NomoRedirectListener *
nomo_redirect_listener_new (guint16 port, NomoRedirectFunc func, gpointer data, GError **error)
{
  g_autoptr (NomoRedirectListener) self = g_object_new (NOMO_TYPE_REDIRECT_LISTENER, NULL);

  self->func = func;
  self->data = data;
  if (!listen_both (self, port, error))
    return NULL;
  soup_server_add_handler (self->server, NULL, callback_cb, self, NULL);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, G_CONNECT_SWAPPED);
  g_socket_service_start (self->service);
  return g_steal_pointer (&self);
}

/**
 * nomo_redirect_listener_get_port:
 * @self: the listener
 *
 * Returns: the port it listens on
 */
guint16
nomo_redirect_listener_get_port (NomoRedirectListener *self)
{
  return self->port;
}

/**
 * nomo_redirect_listener_close:
 * @self: the listener
 *
 * Stops listening and frees the port.
 */
void
nomo_redirect_listener_close (NomoRedirectListener *self)
{
  if (self->service != NULL) {
    g_socket_service_stop (self->service);
    g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  }
  g_clear_object (&self->service);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}
