#pragma once

#include "nomo-secret.h"

G_BEGIN_DECLS

GBytes *nomo_seal_create_key (const char *path, GError **error);
GBytes *nomo_seal_read_key (const char *path, GError **error);
char *nomo_seal (GBytes *key, const char *purpose, const char *secret);
char *nomo_seal_open (GBytes *key, const char *purpose, const char *sealed, GError **error);

G_END_DECLS
