#include "fuzz-target.h"

#include "nomo-inbox.h"
#include "nomo-relay-home.h"
#include "nomo-relay-intake.h"
#include "nomo-relay-oauth.h"
#include "nomo-relay-peer.h"
#include "nomo-salla-webhook.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define SECRET "open-sesame"

typedef struct {
  char *folder;
  NomoInbox *inbox;
  NomoEventWriter *writer;
  SoupServer *server;
  NomoRelayIntake *intake;
  GSocketAddress *address;
} Relay;

static Relay relay;

/* Somebody asks who has no answer yet. */
static gboolean running;

/* How often a delivery came as far as to be read. */
static gint taken;

static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  gint64 merchant = 0;

  g_atomic_int_inc (&taken);
  return nomo_salla_webhook_read (delivery->body, &merchant, &delivery->event, error);
}

static void
of_app_cb (NomoDelivery *delivery, gpointer data)
{
  nomo_delivery_free (delivery);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_remove (path) != 0)
      remove_all (path);
  }
  g_rmdir (folder);
}

static void
end (void)
{
  nomo_event_writer_stop (relay.writer);
  nomo_inbox_close (relay.inbox);
  g_object_unref (relay.server);
  g_object_unref (relay.writer);
  g_object_unref (relay.intake);
  g_object_unref (relay.inbox);
  g_object_unref (relay.address);
  remove_all (relay.folder);
  g_free (relay.folder);
}

/* libsoup says so of a negative length, and reads to the end of the connection; the door turns such a request away. */
static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return strstr (message, "out of range for property 'content-length' of type 'gint64'") == NULL;
}

/* A public address and an app, so that links are looked for. */
static NomoRelayHome *
make_home (void)
{
  g_autofree char *settings = g_build_filename (relay.folder, NOMO_RELAY_SETTINGS, NULL);
  g_autoptr (NomoRelayHome) home = nomo_relay_home_create (relay.folder, NULL);

  g_assert_true (nomo_relay_home_set_app (home, "app", "secret", NULL));
  g_clear_object (&home);
  g_assert_true (g_file_set_contents (
      settings, "[relay]\nlisten=127.0.0.1\nport=0\npublic-url=https://relay.example\n[salla]\nclient-id=app\n", -1,
      NULL));
  return nomo_relay_home_open (relay.folder, NULL);
}

static void
over_cb (SoupServerMessage *message, gpointer data)
{
  running = FALSE;
}

/* As the door does it: one request for each connection. */
static void
started_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  g_signal_connect (message, "finished", G_CALLBACK (over_cb), NULL);
  g_signal_connect (message, "disconnected", G_CALLBACK (over_cb), NULL);
  running = TRUE;
}

static void
begin (void)
{
  g_autoptr (NomoRelayHome) home = NULL;
  g_autoptr (NomoRelayShops) shops = NULL;
  g_autofree char *inbox = NULL;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  relay.folder = g_dir_make_tmp ("nomo-fuzz-XXXXXX", NULL);
  inbox = g_build_filename (relay.folder, NOMO_RELAY_INBOX, NULL);
  home = make_home ();
  relay.inbox = nomo_inbox_open (inbox, read_delivery, NULL, NULL);
  relay.writer = nomo_event_writer_new (relay.inbox, of_app_cb, NULL);
  relay.server = soup_server_new ("server-header", NULL, NULL);
  g_signal_connect (relay.server, "request-started", G_CALLBACK (started_cb), NULL);
  relay.intake = nomo_relay_intake_new (relay.server, relay.inbox);
  relay.address = g_inet_socket_address_new_from_string ("127.0.0.1", 80);
  shops = nomo_relay_shops_new (home, relay.writer, NULL);
  g_assert_nonnull (shops);
  nomo_relay_oauth_serve (relay.server, home, shops);
  atexit (end);
}

/* What comes back when these bytes are sent and nothing after them. */
static GBytes *
ask (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GIOStream) stream = g_simple_io_stream_new (in, out);

  running = FALSE;
  g_assert_true (soup_server_accept_iostream (relay.server, stream, relay.address, relay.address, NULL));
  while (g_main_context_iteration (NULL, running))
    continue;
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static gboolean
holds (const void *data, size_t size, const char *text)
{
  return size > 0 && memmem (data, size, text, strlen (text)) != NULL;
}

/* Nothing is taken from whoever does not know the secret, which nobody is told. */
static void
check_request (const uint8_t *data, size_t size, gboolean token)
{
  g_autoptr (GBytes) answer = NULL;

  if (relay.server == NULL)
    begin ();
  nomo_relay_intake_set_secrets (relay.intake, SECRET, NULL, 0, token);
  taken = 0;
  answer = ask (data, size);
  g_assert_true (taken == 0 || (token && holds (data, size, SECRET)));
  g_assert_cmpint (taken, <=, 1);
  g_assert_false (holds (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), SECRET));
}

/* Whatever the web server in front says, an address comes of it, which alone reaches the log. */
static void
check_peer (const uint8_t *data, size_t size)
{
  g_autofree char *forwarded = g_strndup ((const char *) data, size);
  g_autoptr (GInetAddress) proxy = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autofree char *peer = nomo_relay_peer_read (proxy, proxy, forwarded);
  g_autoptr (GInetAddress) told = g_inet_address_new_from_string (peer);

  g_assert_nonnull (told);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  if (data[0] == 'P')
    check_peer (data + 1, size - 1);
  else
    check_request (data + 1, size - 1, data[0] == 'T');
  return 0;
}
