#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nomo_support_hide (const char *text);

G_END_DECLS
