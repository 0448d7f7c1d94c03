#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_greeting_given_name (const char *full_name);
char *nomo_greeting_say (const char *full_name, int hour);

G_END_DECLS
