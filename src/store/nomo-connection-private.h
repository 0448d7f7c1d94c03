#pragma once

#include "nomo-connection.h"

G_BEGIN_DECLS

#define NOMO_CONNECTION_BUSY_MS 10000

struct _NomoConnection {
  sqlite3 *db;
  GHashTable *statements; /* text → sqlite3_stmt */
  GCancellable *cancellable;
  NomoConnectionLogFunc log_func; /* nullable */
  gpointer log_data;
  gint *seen;   /* nullable, atomic */
  int patience; /* checks until a statement is given up, -1: none */
  gboolean frozen;
};

sqlite3 *_nomo_connection_get_db (NomoConnection *self);
void _nomo_connection_set_error (NomoConnection *self, int code, GError **error);

G_END_DECLS
