#include "config.h"

#include "nomo-relay-embedded.h"

#include "nomo-error.h"
#include "nomo-relay-embedded-words.h"
#include "nomo-relay-peer.h"
#include "nomo-relay-visitors.h"
#include "nomo-salla-error.h"

#include <glib/gi18n.h>

/* Who may show the page as a part of its own: the merchant's dashboard. */
#define DASHBOARD "https://s.salla.sa"

/* So many at most are being made at a time, whoever asks. */
#define MOST_AT_ONCE 32

#define TOO_MANY_REQUESTS 429 /* libsoup has no name for it */

/* What the dashboard waits for before it takes its curtain away, and how it tells of another theme; the messages are those of
 * version 0.2.5 of Salla's library for such pages. A page whose frame has no place yet has no height either: it waits for
 * one, though not for ever, as the dashboard may want to hear from it first. Without script it shows the same. */
static const char script[] =
    "(function(){\"use strict\";var host=\"" DASHBOARD "\";if(parent===window)return;"
    "function tell(event,payload){parent.postMessage({event:\"embedded::\"+event,payload:payload,timestamp:Date.now(),"
    "source:\"embedded-app\",metadata:{version:\"0.2.5\"}},host)}"
    "addEventListener(\"message\",function(message){var told=message.data;"
    "if(message.origin!==host||message.source!==parent||!told)return;"
    "if(told.event===\"embedded::context.provide\")tell(\"ready\",{});"
    "if(told.event===\"embedded::theme.change\"&&told.payload)"
    "document.documentElement.dataset.theme=told.payload.theme===\"dark\"?\"dark\":\"light\"});"
    "var root=document.documentElement,said=false;"
    "function ready(){if(!said){said=true;tell(\"iframe.ready\",{height:root.scrollHeight})}}"
    "function look(){if(root.scrollHeight>0)ready()}"
    "new ResizeObserver(look).observe(root);setTimeout(ready,1000);look()})()";

typedef struct {
  NomoRelayHome *home;
  NomoRelayShops *shops;
  NomoRelayVisitors *visitors; /* NULL when the number of the app is not set */
  guint n_asked;
} Embedded;

/* A request that waits for an answer of others. */
typedef struct {
  Embedded *embedded;
  SoupServerMessage *message;
  GHashTable *query;
} Asked;

static void
embedded_clear (gpointer data)
{
  Embedded *embedded = data;

  g_object_unref (embedded->home);
  g_object_unref (embedded->shops);
  g_clear_object (&embedded->visitors);
}

static void
embedded_unref (gpointer data)
{
  g_rc_box_release_full (data, embedded_clear);
}

static void
end (Asked *asked)
{
  soup_server_message_unpause (asked->message);
  asked->embedded->n_asked--;
  embedded_unref (asked->embedded);
  g_object_unref (asked->message);
  g_hash_table_unref (asked->query);
  g_free (asked);
}

static void
answer (SoupServerMessage *message, GHashTable *query, guint status, const char *title, const char *text)
{
  g_autoptr (NomoRelayPage) page = nomo_relay_page_new (message, query);

  nomo_relay_page_add_title (page, nomo_relay_page_say (page, title), FALSE);
  nomo_relay_page_add_text (page, nomo_relay_page_say (page, text));
  nomo_relay_page_set_script (page, script);
  nomo_relay_page_answer (page, message, status, DASHBOARD);
}

static void
answer_later (SoupServerMessage *message, GHashTable *query, guint status, const char *seconds)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", seconds);
  answer (message, query, status, N_ ("This page cannot be shown just now"), N_ ("Open it again in a minute."));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayStanding) standing = nomo_relay_standing_read_finish (result, &error);
  g_autoptr (NomoRelayPage) page = nomo_relay_page_new (asked->message, asked->query);

  if (standing != NULL) {
    nomo_relay_embedded_write (page, standing);
    nomo_relay_page_set_script (page, script);
    nomo_relay_page_answer (page, asked->message, SOUP_STATUS_OK, DASHBOARD);
  } else {
    g_message ("How a store stands cannot be read: %s", error->message);
    answer_later (asked->message, asked->query, SOUP_STATUS_INTERNAL_SERVER_ERROR, "60");
  }
  end (asked);
}

static void
answer_error (Asked *asked, const GError *error)
{
  gboolean late = g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TIMEOUT);

  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT)) {
    answer (asked->message, asked->query, SOUP_STATUS_UNAUTHORIZED, N_ ("This page has expired"),
            N_ ("Open it again from your dashboard in Salla."));
  } else if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_TOO_MANY)) {
    answer_later (asked->message, asked->query, TOO_MANY_REQUESTS, "60");
  } else {
    g_message ("Salla does not tell who has opened the app’s page: %s", error->message);
    answer (asked->message, asked->query, late ? SOUP_STATUS_GATEWAY_TIMEOUT : SOUP_STATUS_BAD_GATEWAY,
            N_ ("Salla does not answer"),
            N_ ("So it cannot be checked whose store this is, and nothing of it is shown. Open the page again in a few "
                "minutes."));
  }
}

static void
visitor_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  Embedded *embedded = asked->embedded;
  g_autoptr (GError) error = NULL;
  gint64 merchant = nomo_relay_visitors_ask_finish (NOMO_RELAY_VISITORS (source), result, &error);

  if (error == NULL) {
    nomo_relay_standing_read_async (embedded->home, embedded->shops, merchant, read_cb, asked);
    return;
  }
  answer_error (asked, error);
  end (asked);
}

static void
ask (Embedded *embedded, SoupServerMessage *message, GHashTable *query, const char *token)
{
  const NomoRelaySettings *settings = nomo_relay_home_get_settings (embedded->home);
  g_autofree char *peer = nomo_relay_peer_dup (message, settings->proxy);
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { g_rc_box_acquire (embedded), g_object_ref (message), g_hash_table_ref (query) };
  embedded->n_asked++;
  soup_server_message_pause (message);
  nomo_relay_visitors_ask_async (embedded->visitors, token, peer, visitor_cb, asked);
}

static void
page_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Embedded *embedded = data;
  const char *token = query != NULL ? g_hash_table_lookup (query, "token") : NULL;

  if (!g_str_equal (path, NOMO_RELAY_EMBEDDED_PATH))
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (soup_server_message_get_method (message) != SOUP_METHOD_GET)
    soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
  else if (embedded->visitors == NULL)
    answer (message, query, SOUP_STATUS_SERVICE_UNAVAILABLE, N_ ("This page is not set up yet"),
            N_ ("Whoever runs Nomo Flow for you has to tell it the number of the app in Salla."));
  else if (token == NULL)
    answer (message, query, SOUP_STATUS_BAD_REQUEST, N_ ("Open this page in Salla"),
            N_ ("It shows how your store stands, and only your dashboard in Salla can say which store that is."));
  else if (embedded->n_asked >= MOST_AT_ONCE || !nomo_relay_shops_are_open (embedded->shops))
    answer_later (message, query, SOUP_STATUS_SERVICE_UNAVAILABLE, "10");
  else
    ask (embedded, message, query, token);
}

/**
 * nomo_relay_embedded_serve:
 * @server: a server
 * @home: the relay's folder
 * @shops: its stores
 *
 * Shows merchants how their store stands, as a page in their dashboard at Salla. Who asks is told by the token that the dashboard
 * gives to the page, for which Salla vouches.
 */
void
nomo_relay_embedded_serve (SoupServer *server, NomoRelayHome *home, NomoRelayShops *shops)
{
  Embedded *embedded = g_rc_box_new0 (Embedded);
  const char *app_id = nomo_relay_home_get_settings (home)->app_id;

  embedded->home = g_object_ref (home);
  embedded->shops = g_object_ref (shops);
  if (app_id != NULL)
    embedded->visitors = nomo_relay_visitors_new (nomo_relay_shops_get_endpoints (shops), app_id);
  soup_server_add_handler (server, NOMO_RELAY_EMBEDDED_PATH, page_cb, embedded, embedded_unref);
}
