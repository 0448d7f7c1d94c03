#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *nomo_connect_check_id (const char *id);
const char *nomo_connect_check_secret (const char *secret, const char *id);
gboolean nomo_connect_check_swapped (const char *id, const char *secret, const char *known_id);

G_END_DECLS
