#include "config.h"

#include "nomo-relay-oauth.h"

#include "nomo-clock.h"
#include "nomo-engine-error.h"
#include "nomo-random.h"
#include "nomo-redirect.h"
#include "nomo-relay-page.h"
#include "nomo-relay-ticket.h"
#include "nomo-salla-error.h"

#include <glib/gi18n.h>

#define STATE_LENGTH 32

/* As long as a code of Salla's is good, a merchant may take to consent. */
#define STATE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

/* Who has a ticket and never comes back must not fill the memory. */
#define MOST_STATES 100

typedef struct {
  NomoSecret *state;
  gint64 merchant;
  gint64 until;
} Expected;

typedef struct {
  NomoRelayHome *home;
  NomoRelayShops *shops;
  GPtrArray *expected; /* Expected, the oldest first */
} Oauth;

/* A request that waits for an answer of others. */
typedef struct {
  Oauth *oauth;
  SoupServerMessage *message;
  GHashTable *query;
  char *ticket;
} Asked;

static void
expected_free (gpointer data)
{
  Expected *expected = data;

  nomo_secret_free (expected->state);
  g_free (expected);
}

static void
oauth_clear (gpointer data)
{
  Oauth *oauth = data;

  g_object_unref (oauth->home);
  g_object_unref (oauth->shops);
  g_ptr_array_unref (oauth->expected);
}

static void
oauth_unref (gpointer data)
{
  g_rc_box_release_full (data, oauth_clear);
}

static Asked *
asked_new (Oauth *oauth, SoupServerMessage *message, GHashTable *query)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->oauth = g_rc_box_acquire (oauth);
  asked->message = g_object_ref (message);
  asked->query = query != NULL ? g_hash_table_ref (query) : NULL;
  return asked;
}

static void
asked_free (Asked *asked)
{
  oauth_unref (asked->oauth);
  g_object_unref (asked->message);
  g_clear_pointer (&asked->query, g_hash_table_unref);
  nomo_secret_free (asked->ticket);
  g_free (asked);
}

static void
answer (SoupServerMessage *message, GHashTable *query, guint status, const char *title, const char *text)
{
  g_autoptr (NomoRelayPage) page = nomo_relay_page_new (message, query);

  nomo_relay_page_add_title (page, nomo_relay_page_say (page, title), status == SOUP_STATUS_OK);
  nomo_relay_page_add_text (page, nomo_relay_page_say (page, text));
  nomo_relay_page_answer (page, message, status, NULL);
}

static void
answer_no_link (SoupServerMessage *message, GHashTable *query)
{
  answer (message, query, SOUP_STATUS_NOT_FOUND, N_ ("This link is not valid any more"),
          N_ ("A link connects a store once, within a day. Ask whoever runs Nomo Flow for you for a new one."));
}

static void
spend_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asked *asked = data;

  g_task_return_int (task, (gssize) nomo_relay_ticket_spend (asked->oauth->home, asked->ticket, nomo_clock_now ()));
}

static void
forget_old (Oauth *oauth, gint64 now)
{
  while (oauth->expected->len > 0 &&
         (((Expected *) oauth->expected->pdata[0])->until <= now || oauth->expected->len >= MOST_STATES))
    g_ptr_array_remove_index (oauth->expected, 0);
}

static char *
dup_redirect_uri (Oauth *oauth)
{
  return g_strconcat (nomo_relay_home_get_settings (oauth->home)->public_url, NOMO_RELAY_CALLBACK_PATH, NULL);
}

static void
lead_to_salla (Oauth *oauth, SoupServerMessage *message, gint64 merchant)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const NomoRelaySettings *settings = nomo_relay_home_get_settings (oauth->home);
  Expected *expected = g_new (Expected, 1);
  g_autofree char *redirect_uri = dup_redirect_uri (oauth);
  g_autofree char *url = NULL;
  gint64 now = nomo_clock_now ();

  forget_old (oauth, now);
  *expected = (Expected) { nomo_random_alnum (STATE_LENGTH), merchant, now + STATE_MS };
  g_ptr_array_add (oauth->expected, expected);
  url = nomo_sign_in_make_url (nomo_relay_shops_get_endpoints (oauth->shops), settings->client_id, redirect_uri,
                               expected->state);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, url);
}

static void
spent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  gint64 merchant = g_task_propagate_int (G_TASK (result), NULL);

  if (merchant > 0)
    lead_to_salla (asked->oauth, asked->message, merchant);
  else
    answer_no_link (asked->message, asked->query);
  soup_server_message_unpause (asked->message);
  asked_free (asked);
}

static void
start_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Oauth *oauth = data;
  const NomoRelaySettings *settings = nomo_relay_home_get_settings (oauth->home);
  const char *ticket = query != NULL ? g_hash_table_lookup (query, "ticket") : NULL;
  g_autoptr (GTask) task = NULL;
  Asked *asked = NULL;

  if (soup_server_message_get_method (message) != SOUP_METHOD_GET || ticket == NULL || settings->public_url == NULL ||
      settings->client_id == NULL) {
    answer_no_link (message, query);
    return;
  }
  asked = asked_new (oauth, message, query);
  asked->ticket = g_strdup (ticket);
  soup_server_message_pause (message);
  task = g_task_new (NULL, NULL, spent_cb, asked);
  g_task_set_task_data (task, asked, NULL);
  g_task_run_in_thread (task, spend_thread);
}

/* Spent by the first redirect that carries it. */
static gint64
spend_state (Oauth *oauth, const char *state)
{
  gint64 merchant = 0;

  forget_old (oauth, nomo_clock_now ());
  for (guint i = 0; i < oauth->expected->len && merchant == 0; i++) {
    Expected *expected = oauth->expected->pdata[i];

    if (!nomo_secret_equal (expected->state, state))
      continue;
    merchant = expected->merchant;
    g_ptr_array_remove_index (oauth->expected, i);
  }
  return merchant;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (GError) error = NULL;

  if (nomo_relay_shops_consent_finish (NOMO_RELAY_SHOPS (source), result, &error))
    answer (asked->message, asked->query, SOUP_STATUS_OK, N_ ("The store is connected"),
            N_ ("Its orders, customers and products arrive by themselves from now on. You can close this page."));
  else if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OTHER_STORE))
    answer (
        asked->message, asked->query, SOUP_STATUS_CONFLICT, N_ ("This is another store"),
        N_ ("The link is for another store than the one you are signed in to at Salla. Nothing has changed. Sign in to the "
            "right store and ask for a new link."));
  else
    answer (asked->message, asked->query, SOUP_STATUS_BAD_GATEWAY, N_ ("The store could not be connected"),
            N_ ("Nothing has changed. Ask for a new link and try again in a few minutes."));
  if (error != NULL)
    g_message ("A store could not be connected: %s", error->message);
  soup_server_message_unpause (asked->message);
  asked_free (asked);
}

static void
callback_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Oauth *oauth = data;
  g_autoptr (NomoRedirect) redirect =
      nomo_redirect_parse_query (g_uri_get_query (soup_server_message_get_uri (message)), NULL);
  gint64 merchant = redirect != NULL ? spend_state (oauth, redirect->state) : 0;
  g_autofree char *redirect_uri = NULL;

  if (merchant == 0 || soup_server_message_get_method (message) != SOUP_METHOD_GET) {
    answer_no_link (message, NULL);
  } else if (redirect->code == NULL) {
    answer (message, NULL, SOUP_STATUS_FORBIDDEN, N_ ("The store was not connected"),
            N_ ("Access was not granted, and nothing has changed. Ask for a new link to try again."));
  } else {
    redirect_uri = dup_redirect_uri (oauth);
    soup_server_message_pause (message);
    nomo_relay_shops_connect_async (oauth->shops, merchant, redirect->code, redirect_uri, connected_cb,
                                    asked_new (oauth, message, NULL));
  }
}

/**
 * nomo_relay_oauth_serve:
 * @server: a server
 * @home: the relay's folder
 * @shops: its stores
 *
 * Lets merchants whom the administrator sent a link connect their store by their own consent.
 */
void
nomo_relay_oauth_serve (SoupServer *server, NomoRelayHome *home, NomoRelayShops *shops)
{
  Oauth *oauth = g_rc_box_new0 (Oauth);

  oauth->home = g_object_ref (home);
  oauth->shops = g_object_ref (shops);
  oauth->expected = g_ptr_array_new_with_free_func (expected_free);
  soup_server_add_handler (server, NOMO_RELAY_START_PATH, start_cb, g_rc_box_acquire (oauth), oauth_unref);
  soup_server_add_handler (server, NOMO_RELAY_CALLBACK_PATH, callback_cb, oauth, oauth_unref);
}
