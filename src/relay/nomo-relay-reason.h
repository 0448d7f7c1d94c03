#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *nomo_relay_reason_words (const char *reason);

G_END_DECLS
