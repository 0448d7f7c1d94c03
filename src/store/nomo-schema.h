#pragma once

#include "nomo-connection.h"
#include "nomo-entity.h"

G_BEGIN_DECLS

#define NOMO_SCHEMA_VERSION 6

gboolean nomo_schema_write_birth (NomoConnection *connection, GError **error);
gboolean nomo_schema_check_newer (NomoConnection *connection, GError **error);
gboolean nomo_schema_prepare (NomoConnection *connection, const NomoEntity *const *entities, GError **error);

G_END_DECLS
