#pragma once

#include "nomo-connection.h"
#include "nomo-entity.h"

G_BEGIN_DECLS

#define NOMO_SCHEMA_VERSION 6

gboolean nomo_schema_write_birth (NomoConnection *connection, GError **error);
gboolean nomo_schema_create (NomoConnection *connection, const NomoEntity *const *entities, GError **error);
gboolean nomo_schema_is_older (NomoConnection *connection);
gboolean nomo_schema_bring_up_copy (NomoConnection *connection, const NomoEntity *const *entities, GError **error);
NomoConnection *nomo_schema_open (const char *path, const NomoEntity *const *entities, GError **error);

G_END_DECLS
