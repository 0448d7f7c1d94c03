#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *nomo_demo_label (const char *field);

G_END_DECLS
