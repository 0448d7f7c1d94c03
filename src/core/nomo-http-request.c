#include "config.h"

#include "nomo-http-request.h"

#include "nomo-error.h"
#include "nomo-json.h"
#include "nomo-secret.h"

#include <string.h>

typedef struct {
  char *name;
  char *value;
} Header;

struct _NomoHttpRequest {
  char *method;
  char *uri;
  GArray *headers;
  char *content_type;
  GBytes *body;
  gsize max_size;
  gboolean shows_redirect;
};

static void
header_clear (Header *header)
{
  g_free (header->name);
  nomo_secret_free (header->value);
}

/**
 * nomo_http_request_new:
 * @method: GET, POST, PUT, DELETE …
 * @uri: where to; see nomo_http_uri_is_safe()
 *
 * What is to be asked. Nothing is checked before it is sent. The same request can be sent more than once.
 *
 * Returns: (transfer full): a request without headers and body
 */
NomoHttpRequest *
nomo_http_request_new (const char *method, const char *uri)
{
  g_return_val_if_fail (method != NULL && *method != '\0', NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  NomoHttpRequest *self = g_atomic_rc_box_new0 (NomoHttpRequest);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->headers, (GDestroyNotify) header_clear);
  self->max_size = NOMO_HTTP_MAX_SIZE;
  return self;
}

static void
request_clear (NomoHttpRequest *self)
{
  g_free (self->method);
  nomo_secret_free (self->uri);
  g_array_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
}

/**
 * nomo_http_request_unref:
 * @self: (transfer full): a request
 *
 * Drops a reference. With the last one the headers and a form are wiped from memory.
 */
void
nomo_http_request_unref (NomoHttpRequest *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) request_clear);
}

/**
 * nomo_http_request_set_header:
 * @self: a request
 * @name: the header, in any case
 * @value: (nullable): its value, %NULL to leave it out
 *
 * Sets a header, in place of the one of the same name.
 */
void
nomo_http_request_set_header (NomoHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  for (guint i = self->headers->len; i-- > 0;)
    if (g_ascii_strcasecmp (g_array_index (self->headers, Header, i).name, name) == 0)
      g_array_remove_index (self->headers, i);
  if (value == NULL)
    return;
  Header header = { .name = g_strdup (name), .value = g_strdup (value) };
  g_array_append_val (self->headers, header);
}

/**
 * nomo_http_request_set_bearer:
 * @self: a request
 * @token: an access token
 *
 * Sets the Authorization header. It is never logged.
 */
void
nomo_http_request_set_bearer (NomoHttpRequest *self, const char *token)
{
  g_return_if_fail (token != NULL);

  g_autoptr (NomoSecret) value = g_strconcat ("Bearer ", token, NULL);
  nomo_http_request_set_header (self, "Authorization", value);
}

/**
 * nomo_http_request_set_form:
 * @self: a request
 * @first_name: the name of the first field
 * @...: its value, then more names and values, then %NULL
 *
 * Makes the body a form, `application/x-www-form-urlencoded`. It is wiped from memory with the request.
 */
void
nomo_http_request_set_form (NomoHttpRequest *self, const char *first_name, ...)
{
  va_list fields;

  va_start (fields, first_name);
  g_autoptr (GBytes) body = nomo_secret_to_bytes (soup_form_encode_valist (first_name, fields));
  va_end (fields);
  nomo_http_request_set_body (self, SOUP_FORM_MIME_TYPE_URLENCODED, body);
}

/**
 * nomo_http_request_set_json:
 * @self: a request
 * @node: what to send
 *
 * Makes the body JSON.
 */
void
nomo_http_request_set_json (NomoHttpRequest *self, JsonNode *node)
{
  g_autoptr (GBytes) body = nomo_secret_to_bytes (nomo_json_write (node));

  nomo_http_request_set_body (self, "application/json", body);
}

/**
 * nomo_http_request_set_body:
 * @self: a request
 * @content_type: its media type
 * @body: the bytes to send
 *
 * Sets the body.
 */
void
nomo_http_request_set_body (NomoHttpRequest *self, const char *content_type, GBytes *body)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (content_type != NULL && body != NULL);

  char *type = g_strdup (content_type);
  g_free (self->content_type);
  self->content_type = type;
  g_bytes_ref (body);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;
}

/**
 * nomo_http_request_set_max_size:
 * @self: a request
 * @max_size: the largest answer that is read, bytes after decompression; 0 for %NOMO_HTTP_MAX_SIZE
 *
 * Limits the answer.
 */
void
nomo_http_request_set_max_size (NomoHttpRequest *self, gsize max_size)
{
  g_return_if_fail (self != NULL);

  self->max_size = max_size == 0 ? NOMO_HTTP_MAX_SIZE : max_size;
}

/**
 * nomo_http_request_show_redirect:
 * @self: a request that carries no secret
 *
 * Lets a redirect come back as an answer, so that its `Location` can be looked at, instead of %NOMO_CORE_ERROR_REDIRECT. It
 * is not followed either way.
 */
void
nomo_http_request_show_redirect (NomoHttpRequest *self)
{
  g_return_if_fail (self != NULL);

  self->shows_redirect = TRUE;
}

gboolean
nomo_http_request_get_shows_redirect (NomoHttpRequest *self)
{
  return self->shows_redirect;
}

gsize
nomo_http_request_get_max_size (NomoHttpRequest *self)
{
  return self->max_size;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
is_safe (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
  return g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (host);
}

/**
 * nomo_http_uri_is_safe:
 * @uri: (nullable): an absolute address
 *
 * Whether a secret may travel there: https, or http on this machine; without a user name in the address.
 *
 * Returns: whether nomo_http_send_async() takes it
 */
gboolean
nomo_http_uri_is_safe (const char *uri)
{
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  return parsed != NULL && is_safe (parsed);
}

static gboolean
is_header_valid (const Header *header)
{
  if (*header->name == '\0')
    return FALSE;
  for (const char *at = header->name; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("!#$%&'*+-.^_`|~", *at) == NULL)
      return FALSE;
  for (const char *at = header->value; *at != '\0'; at++)
    if (((guint8) *at < 0x20 && *at != '\t') || *at == 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
append_headers (NomoHttpRequest *self, SoupMessageHeaders *headers, GError **error)
{
  for (guint i = 0; i < self->headers->len; i++) {
    const Header *header = &g_array_index (self->headers, Header, i);

    if (!is_header_valid (header)) {
      g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, "Header number %u cannot be sent", i + 1);
      return FALSE;
    }
    soup_message_headers_replace (headers, header->name, header->value);
  }
  return TRUE;
}

/* On a connection that was used before and breaks, libsoup asks once more by itself, unless it is a POST: whoever changes
 * something must know of it, and the body would be missing. On a new connection it does not. */
static SoupMessageFlags
get_flags (const NomoHttpRequest *self)
{
  SoupMessageFlags flags = SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE;

  if (g_str_equal (self->method, SOUP_METHOD_GET) || g_str_equal (self->method, SOUP_METHOD_POST))
    return flags;
  return flags | SOUP_MESSAGE_NEW_CONNECTION;
}

SoupMessage *
nomo_http_request_to_message (NomoHttpRequest *self, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (self->uri, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || !is_safe (uri)) {
    g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                         "The address is neither https nor http on this machine");
    return NULL;
  }
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (self->method, uri);
  if (!append_headers (self, soup_message_get_request_headers (message), error))
    return NULL;
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (message, self->content_type, self->body);
  soup_message_set_flags (message, get_flags (self));
  return g_steal_pointer (&message);
}
