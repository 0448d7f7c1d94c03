#pragma once

#include "nomo-connection.h"

G_BEGIN_DECLS

sqlite3 *_nomo_connection_get_db (NomoConnection *self);
void _nomo_connection_set_error (NomoConnection *self, int code, GError **error);

G_END_DECLS
