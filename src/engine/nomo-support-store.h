#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void nomo_support_store_write (GString *text, guint number, const char *data_dir, const char *merchant,
                               GCancellable *cancellable);
char *nomo_support_format_count (gint64 count);

G_END_DECLS
