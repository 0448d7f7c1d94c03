#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_machine_dup_id (void);

G_END_DECLS
