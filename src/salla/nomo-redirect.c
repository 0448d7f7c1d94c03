#include "config.h"

#include "nomo-redirect.h"

#include "nomo-salla-error.h"
#include "nomo-secret.h"

#define MAX_LENGTH 8192

static gboolean
is_plain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++) {
    if (*c < 0x20 || *c > 0x7e)
      return FALSE;
  }
  return *text != '\0';
}

static char *
take_param (GHashTable *params, const char *name, gboolean plain)
{
  const char *value = g_hash_table_lookup (params, name);

  if (value == NULL || *value == '\0' || (plain && !is_plain (value)))
    return NULL;
  return g_strdup (value);
}

static NomoRedirect *
refuse (GError **error)
{
  g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REDIRECT, "this is not an address that a sign-in ended at");
  return NULL;
}

/**
 * nomo_redirect_parse_query:
 * @query: (nullable): the part after `?`, still percent-encoded
 * @error: return location
 *
 * Returns: (transfer full): what came back, or %NULL with %NOMO_SALLA_ERROR_REDIRECT
 */
NomoRedirect *
nomo_redirect_parse_query (const char *query, GError **error)
{
  g_autoptr (GHashTable) params = NULL;
  g_autoptr (NomoRedirect) self = g_new0 (NomoRedirect, 1);

  if (query != NULL && strlen (query) <= MAX_LENGTH)
    params = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (params == NULL)
    return refuse (error);
  self->state = take_param (params, "state", TRUE);
  self->error = take_param (params, "error", TRUE);
  self->code = self->error == NULL ? take_param (params, "code", TRUE) : NULL;
  self->description = take_param (params, "error_description", FALSE);
  if (self->code == NULL && self->error == NULL)
    return refuse (error);
  return g_steal_pointer (&self);
}

/**
 * nomo_redirect_parse_address:
 * @address: the address that a browser ended at, as a person pasted it
 * @error: return location
 *
 * Returns: (transfer full): what came back, or %NULL with %NOMO_SALLA_ERROR_REDIRECT
 */
NomoRedirect *
nomo_redirect_parse_address (const char *address, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_utf8_make_valid (address, -1));
  g_autoptr (GUri) uri = NULL;

  if (strlen (trimmed) <= MAX_LENGTH)
    uri = g_uri_parse (trimmed, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_strcmp0 (g_uri_get_path (uri), NOMO_REDIRECT_PATH) != 0)
    return refuse (error);
  return nomo_redirect_parse_query (g_uri_get_query (uri), error);
}

void
nomo_redirect_free (NomoRedirect *self)
{
  nomo_secret_free (self->state);
  nomo_secret_free (self->code);
  g_free (self->error);
  g_free (self->description);
  g_free (self);
}
