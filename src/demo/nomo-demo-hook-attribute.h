#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean nomo_demo_hook_attributes_match (GBytes *body, const char *event, const char *rule);

G_END_DECLS
