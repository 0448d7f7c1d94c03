#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

gboolean nomo_codes_write_csv (NomoStore *store, const GPtrArray *codes, GOutputStream *stream, char separator,
                               GCancellable *cancellable, GError **error);
gboolean nomo_codes_write_csv_to_file (NomoStore *store, const GPtrArray *codes, const char *path, char separator,
                                       GCancellable *cancellable, GError **error);

G_END_DECLS
