#pragma once

#include "nomo-inbox-open.h"

G_BEGIN_DECLS

GArray *nomo_relay_list_installed (const char *folder, GError **error);

G_END_DECLS
