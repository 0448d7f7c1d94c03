#pragma once

#include <glib.h>

G_BEGIN_DECLS

const GOptionEntry *nomo_version_entries (void);

G_END_DECLS
