#pragma once

#include <glib.h>

G_BEGIN_DECLS

void nomo_random_bytes (guint8 *bytes, gsize size);
void nomo_random_below (guint8 limit, guint8 *values, gsize count);
char *nomo_random_alnum (gsize length);

G_END_DECLS
