#pragma once

#include "nomo-http.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *nomo_salla_read_answer (NomoHttpAnswer *answer, GError **error);
JsonNode *nomo_salla_read_token_answer (NomoHttpAnswer *answer, GError **error);
GError *nomo_salla_failure_of_oauth (const char *oauth_error, const char *description);
gboolean nomo_salla_failure_is_uncertain (const GError *error, gboolean sent);
gboolean nomo_salla_failure_may_pass (const GError *error);

G_END_DECLS
