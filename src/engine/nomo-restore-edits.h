#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean nomo_restore_hold_edits (const char *path, GError **error);

G_END_DECLS
