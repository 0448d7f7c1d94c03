#pragma once

#include "nomo-connection.h"
#include "nomo-entity.h"

G_BEGIN_DECLS

gboolean nomo_older_dup_views (NomoConnection *connection, const NomoEntity *const *entities, char **views,
                               GError **error);

G_END_DECLS
