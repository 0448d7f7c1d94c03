#pragma once

#include "nomo-secret.h"

G_BEGIN_DECLS

#define NOMO_PASSPHRASE_ENVIRONMENT "NOMO_PASSPHRASE"
#define NOMO_PASSPHRASE_LEAST       8

char *nomo_passphrase_read (gboolean is_new, GError **error);

G_END_DECLS
