#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_machine_dup_id (void);
gboolean nomo_machine_is_sandbox (void);

G_END_DECLS
