#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsCertificate *nomo_relay_certificate_load (const char *certificate, const char *key, GError **error);
gint64 nomo_relay_certificate_get_from (GTlsCertificate *self);
gint64 nomo_relay_certificate_get_until (GTlsCertificate *self);

G_END_DECLS
