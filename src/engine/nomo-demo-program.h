#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_demo_program_find (const char *name, const char *folder, const char *variable);

G_END_DECLS
