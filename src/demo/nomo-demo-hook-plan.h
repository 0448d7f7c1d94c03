#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean nomo_demo_hook_plan_is_taken (guint status);
gboolean nomo_demo_hook_plan_again (guint tries, gint64 ended, guint64 seed, gint64 *due);
guint nomo_demo_hook_plan_timeout_ms (double scale);

G_END_DECLS
