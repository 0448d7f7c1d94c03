#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_phone_normalize (const char *text, const char *country_code);
char *nomo_phone_format (const char *e164);

G_END_DECLS
