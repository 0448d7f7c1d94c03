#pragma once

#include "nomo-http.h"

G_BEGIN_DECLS

SoupMessage *nomo_http_request_to_message (NomoHttpRequest *self, GError **error);
gsize nomo_http_request_get_max_size (NomoHttpRequest *self);
gboolean nomo_http_request_get_shows_redirect (NomoHttpRequest *self);

G_END_DECLS
