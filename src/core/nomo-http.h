#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define NOMO_HTTP_MAX_SIZE (16 * 1024 * 1024)

typedef struct _NomoHttpRequest NomoHttpRequest;

/**
 * NomoHttpAnswer:
 * @status: the HTTP status, 100 to 999; 4xx and 5xx are answers as well
 * @body: the body, decoded; empty when there was none
 * @date_ms: the server's clock from the Date header, UTC milliseconds, 0 without one
 * @headers: for nomo_http_answer_get_header()
 *
 * What the other side answered.
 */
typedef struct {
  int status;
  GBytes *body;
  gint64 date_ms;
  SoupMessageHeaders *headers;
} NomoHttpAnswer;

#define NOMO_TYPE_HTTP (nomo_http_get_type ())
G_DECLARE_FINAL_TYPE (NomoHttp, nomo_http, NOMO, HTTP, GObject)

NomoHttp *nomo_http_new (void);
void nomo_http_set_timeouts (NomoHttp *self, guint idle_ms, guint total_ms);
void nomo_http_send_async (NomoHttp *self, NomoHttpRequest *request, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
NomoHttpAnswer *nomo_http_send_finish (NomoHttp *self, GAsyncResult *result, GError **error);

gboolean nomo_http_was_sent (NomoHttp *self, GAsyncResult *result);

gboolean nomo_http_uri_is_safe (const char *uri);

NomoHttpRequest *nomo_http_request_new (const char *method, const char *uri);
void nomo_http_request_unref (NomoHttpRequest *self);
void nomo_http_request_set_header (NomoHttpRequest *self, const char *name, const char *value);
void nomo_http_request_set_bearer (NomoHttpRequest *self, const char *token);
void nomo_http_request_set_form (NomoHttpRequest *self, const char *first_name, ...) G_GNUC_NULL_TERMINATED;
void nomo_http_request_set_json (NomoHttpRequest *self, JsonNode *node);
void nomo_http_request_set_body (NomoHttpRequest *self, const char *content_type, GBytes *body);
void nomo_http_request_set_max_size (NomoHttpRequest *self, gsize max_size);
void nomo_http_request_show_redirect (NomoHttpRequest *self);

const char *nomo_http_answer_get_header (NomoHttpAnswer *self, const char *name);
void nomo_http_answer_free (NomoHttpAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoHttpRequest, nomo_http_request_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoHttpAnswer, nomo_http_answer_free)

G_END_DECLS
