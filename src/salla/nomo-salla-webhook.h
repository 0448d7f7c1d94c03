#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NOMO_SALLA_SIGNATURE_HEADER "X-Salla-Signature"
#define NOMO_SALLA_STRATEGY_HEADER  "X-Salla-Security-Strategy"

gboolean nomo_salla_webhook_is_signed (GBytes *body, const char *signature, const char *secret);
gboolean nomo_salla_webhook_has_token (const char *given, const char *secret);
gboolean nomo_salla_webhook_read (GBytes *body, gint64 *merchant, char **event, GError **error);

G_END_DECLS
