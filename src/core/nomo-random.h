#pragma once

#include <glib.h>

G_BEGIN_DECLS

void nomo_random_bytes (guint8 *bytes, gsize size);
char *nomo_random_alnum (gsize length);

G_END_DECLS
