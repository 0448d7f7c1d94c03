#include "config.h"

#include "nomo-salla-endpoints.h"

#include "nomo-http.h"
#include "nomo-salla-error.h"

struct _NomoSallaEndpoints {
  char *accounts_url;
  char *api_url;
};

G_DEFINE_BOXED_TYPE (NomoSallaEndpoints, nomo_salla_endpoints, nomo_salla_endpoints_ref, nomo_salla_endpoints_unref)

static char *
trim_url (const char *url)
{
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    length--;
  return g_strndup (url, length);
}

static gboolean
check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (uri != NULL && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
      g_uri_get_userinfo (uri) == NULL && nomo_http_uri_is_safe (url))
    return TRUE;
  g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_ADDRESS, "%s is neither an https nor a loopback address", url);
  return FALSE;
}

/**
 * nomo_salla_endpoints_new:
 * @accounts_url: (nullable): where people sign in; %NULL for Salla's own
 * @api_url: (nullable): the root of the Admin API; %NULL for Salla's own
 * @error: return location
 *
 * Both must be https, or http on a loopback address: tokens go there.
 *
 * Returns: (transfer full): the endpoints, or %NULL with %NOMO_SALLA_ERROR_ADDRESS
 */
NomoSallaEndpoints *
nomo_salla_endpoints_new (const char *accounts_url, const char *api_url, GError **error)
{
  const char *accounts = accounts_url != NULL ? accounts_url : NOMO_SALLA_ACCOUNTS_URL;
  const char *api = api_url != NULL ? api_url : NOMO_SALLA_API_URL;
  NomoSallaEndpoints *self;

  if (!check_url (accounts, error) || !check_url (api, error))
    return NULL;
  self = g_atomic_rc_box_new0 (NomoSallaEndpoints);
  self->accounts_url = trim_url (accounts);
  self->api_url = trim_url (api);
  return self;
}

NomoSallaEndpoints *
nomo_salla_endpoints_ref (NomoSallaEndpoints *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
endpoints_clear (gpointer data)
{
  NomoSallaEndpoints *self = data;

  g_free (self->accounts_url);
  g_free (self->api_url);
}

void
nomo_salla_endpoints_unref (NomoSallaEndpoints *self)
{
  g_atomic_rc_box_release_full (self, endpoints_clear);
}

/**
 * nomo_salla_endpoints_get_accounts_url:
 * @self: the endpoints
 *
 * Returns: the sign-in server, without a slash at its end
 */
const char *
nomo_salla_endpoints_get_accounts_url (NomoSallaEndpoints *self)
{
  return self->accounts_url;
}

/**
 * nomo_salla_endpoints_get_api_url:
 * @self: the endpoints
 *
 * Returns: the root of the Admin API, without a slash at its end
 */
const char *
nomo_salla_endpoints_get_api_url (NomoSallaEndpoints *self)
{
  return self->api_url;
}

/**
 * nomo_salla_endpoints_is_loopback:
 * @self: the endpoints
 *
 * Returns: whether the API runs on this very machine, so that a missing network does not matter
 */
gboolean
nomo_salla_endpoints_is_loopback (NomoSallaEndpoints *self)
{
  return g_str_has_prefix (self->api_url, "http:");
}
